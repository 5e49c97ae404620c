"""Telegram: updates in, messages out, on python-telegram-bot.

text.py       characters: what can be sent, how long it is
runs.py       styled text, its HTML, where it is cut
render.py     Reply -> pages
asked.py      a message -> what it asks of the bot, if anything
keyboards.py  buttons and what they stand for
lanes.py      order within a chat, concurrency between chats
outbox.py     sending, and what is done when that fails
posting.py    sending without being asked, each message once
permissions.py  who may use and who may manage the bot
links.py      links that people post, and marks on them
inline.py     `@bot words` in any chat
polling.py    updates by long polling
webhook.py    updates by webhook
startup.py    connecting, and the menu of commands
waiting.py    waiting that a stop ends
logs.py       what stays out of the logs
chatting.py   an update -> Request -> Reply -> the outbox
adapter.py    starting and stopping
"""
