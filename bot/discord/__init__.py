"""Kutip on Discord: slash commands, mentions, replies and direct messages over the shared handlers."""
