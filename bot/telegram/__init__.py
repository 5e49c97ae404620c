"""Telegram: updates in, messages out, on python-telegram-bot.

text.py       characters: what can be sent, how long it is
runs.py       styled text, its HTML, where it is cut
render.py     Reply -> pages
asked.py      a message -> what it asks of the bot, if anything
keyboards.py  buttons and what they stand for
lanes.py      order within a chat, concurrency between chats
outbox.py     sending, and what is done when that fails
permissions.py  who may use and who may manage the bot
inline.py     `@bot words` in any chat
polling.py    updates by long polling
webhook.py    updates by webhook
startup.py    connecting, and the menu of commands
waiting.py    waiting that a stop ends
logs.py       what stays out of the logs
adapter.py    an update -> Request -> Reply -> the outbox; starting and stopping
"""
