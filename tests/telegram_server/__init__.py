"""A Bot API server on the loopback interface, strict as Telegram's, with people to talk to the bot.

server.py    HTTP: requests to methods, methods' errors to answers
methods.py, messages.py, members.py   the methods of the Bot API
world.py     users, chats, messages as the API shows them
people.py    what tests drive: people who write, press, search, and see what the bot sends
updates.py   the queue: long polling with offsets, webhook, 409
markup.py    HTML -> text and entities in UTF-16 units, with Telegram's strictness
entities.py  what Telegram finds in text by itself: commands, mentions, addresses
faults.py    429, 403, dropped connections, for a method, a chat, a number of times
errors.py    what the server says when it refuses
"""

from tests.telegram_server.people import Chat, Person, Received
from tests.telegram_server.server import TelegramServer

__all__ = ["Chat", "Person", "Received", "TelegramServer"]
