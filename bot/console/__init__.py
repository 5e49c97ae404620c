"""The terminal as a chat: the very handlers that Telegram and Discord use."""
