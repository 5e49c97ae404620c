"""What tests drive: people who write, press buttons and search, chats, and what the bot sends there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.telegram_server.world import ANONYMOUS_ADMIN, Room, text_content

if TYPE_CHECKING:
    from tests.telegram_server.server import TelegramServer
    from tests.telegram_server.world import Json

PATIENCE = 10.0
"""Seconds to wait for the bot before a test fails."""
SILENCE = 0.4
"""Seconds in which nothing must come."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account."""

    server: TelegramServer
    id: int

    @property
    def user(self) -> Json:
        return self.server.world.users[self.id]

    def private(self) -> Chat:
        """The private chat with the bot."""
        return Chat(self.server, self.id)

    def block(self) -> None:
        """Block the bot."""
        self.private().room.members[self.server.world.bot["id"]] = "blocked"

    async def search(self, words: str, seconds: float = PATIENCE) -> Json:
        """Type `@bot words`; gives what the bot answers: results, each with the content it would send."""
        content = {"from": self.user, "query": words, "offset": "", "chat_type": "group"}
        return await asyncio.wait_for(self.server.ask("inline_query", content), seconds)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat with the bot in it."""

    server: TelegramServer
    id: int

    @property
    def room(self) -> Room:
        return self.server.world.rooms[self.id]

    def say(
        self,
        person: Person | None,
        text: str = "",
        *,
        reply_to: int | None = None,
        topic: int | None = None,
        file: tuple[str, bytes] | None = None,
        quote: str | None = None,
        anonymous: bool = False,
        via_bot: bool = False,
    ) -> int:
        """A message by `person` (None: a post of the channel); gives its id.

        quote: the part of the replied message that was picked; anonymous: as an administrator in the
        group's name.
        """
        world = self.server.world
        content = self._content(text, file) | world.thread(self.room, topic)
        sender = ANONYMOUS_ADMIN if anonymous else person.user if person else None
        in_name_of = self.room.to_json() if anonymous or person is None else None
        message = world.write(
            self.room,
            sender,
            content,
            reply_to_message=world.replied(self.room, reply_to, topic),
            sender_chat=in_name_of,
            quote={"text": quote, "position": 0, "is_manual": True} if quote else None,
            via_bot=world.bot if via_bot else None,
        )
        if world.bot_hears(self.room, message):
            kind = "channel_post" if self.room.type == "channel" else "message"
            self.server.updates.push(kind, dict(message))
        return int(message["message_id"])

    def react(self, person: Person, message: int, emoji: str) -> None:
        """Put a mark under a message, which the bot hears of as an administrator."""
        marks = [{"type": "emoji", "emoji": emoji}]
        self.server.updates.push(
            "message_reaction",
            {
                "chat": self.room.to_json(),
                "message_id": message,
                "user": person.user,
                "date": 0,
                "old_reaction": [],
                "new_reaction": marks,
            },
        )

    def _content(self, text: str, file: tuple[str, bytes] | None) -> Json:
        if file is None:
            return text_content(text)
        document: Json = {"document": self.server.keep_file(*file)}
        return document | ({"caption": text} if text else {})

    def topic(self, name: str) -> int:
        """Open a topic; gives its thread id."""
        message = self.server.world.write(self.room, None, {"forum_topic_created": {"name": name, "icon_color": 0}})
        self.room.topics[message["message_id"]] = name
        return int(message["message_id"])

    def migrate(self, *, tell: bool = True) -> Chat:
        """The group becomes a supergroup with another id. tell: the bot gets the service message."""
        members = [Person(self.server, i) for i in self.room.members if i != self.server.world.bot["id"]]
        new = self.server.supergroup(self.room.title, members)
        new.room.members.update(self.room.members)
        message = self.server.world.write(self.room, None, {"migrate_to_chat_id": new.id})
        self.room.moved_to = new.id
        if tell:
            self.server.updates.push("message", dict(message))
        return new

    async def next_reply(self, seconds: float = PATIENCE) -> Received:
        """What the bot sends next."""
        return await asyncio.wait_for(self.server.inbox(self.id).get(), seconds)

    async def next_edit(self, seconds: float = PATIENCE) -> Received:
        """What the bot changes next."""
        return await asyncio.wait_for(self.server.edit_box(self.id).get(), seconds)

    async def asked(self, person: Person | None, text: str, **how: Any) -> Received:
        """Say something and wait for the answer."""
        self.say(person, text, **how)
        return await self.next_reply()

    async def stays_silent(self, seconds: float = SILENCE) -> bool:
        """Whether the bot sends nothing for so long."""
        await asyncio.sleep(seconds)
        return self.server.inbox(self.id).empty()


@dataclass(frozen=True, slots=True)
class Received:
    """A message of the bot as it was when it arrived."""

    server: TelegramServer
    message: Json

    @property
    def id(self) -> int:
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        return str(self.message["text"])

    @property
    def topic(self) -> int | None:
        return self.message.get("message_thread_id")

    @property
    def answers(self) -> int | None:
        """The id of the message that it replies to."""
        replied = self.message.get("reply_to_message")
        return replied["message_id"] if replied else None

    @property
    def entities(self) -> list[Json]:
        return list(self.message.get("entities", []))

    @property
    def buttons(self) -> list[Json]:
        markup = self.message.get("reply_markup") or {"inline_keyboard": []}
        return [button for row in markup["inline_keyboard"] for button in row]

    def marked(self, *types: str) -> list[str]:
        """The characters of the entities of these types."""
        encoded = self.text.encode("utf-16-le")
        return [
            encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] in types
        ]

    @property
    def quotations(self) -> list[str]:
        return self.marked("blockquote", "expandable_blockquote")

    def button(self, label: str) -> Json:
        """The button whose label begins with `label`."""
        return next(b for b in self.buttons if b["text"].startswith(label))

    async def press(self, person: Person, label: str, seconds: float = PATIENCE) -> Json:
        """Press a button; gives what the bot tells the presser: text and show_alert."""
        query = {
            "from": person.user,
            "message": self.message,
            "chat_instance": "1",
            "data": self.button(label)["callback_data"],
        }
        return await asyncio.wait_for(self.server.ask("callback_query", query), seconds)
