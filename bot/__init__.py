"""Chats in, messages out: the command line, and the Telegram and Discord bots."""
