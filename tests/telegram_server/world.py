"""Users, chats and messages, as the Bot API shows them."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram_server.entities import find_entities
from tests.telegram_server.errors import ApiError, bad_request, forbidden, migrated

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MANAGERS = ("creator", "administrator")


@dataclass(slots=True)
class Room:
    """A chat. members: status by user id; topics: names by thread id; sees_all: the bot has no privacy mode."""

    id: int
    type: str
    title: str
    is_forum: bool = False
    sees_all: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    moved_to: int | None = None
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def to_json(self) -> Json:
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.type, "title": self.title} | forum


class World:
    """Everything that exists, and who may do what in it. `bot`: the user that is the bot."""

    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self.users: dict[int, Json] = {bot["id"]: bot}
        self.rooms: dict[int, Room] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self._clock = itertools.count(int(time.time()))

    def room(self, chat_id: Any) -> Room:
        """The chat that the bot names. Raises ApiError as Telegram does where it cannot write there."""
        try:
            room = self.rooms[int(chat_id)]
        except (KeyError, TypeError, ValueError):
            raise bad_request("chat not found") from None
        if room.moved_to is not None:
            raise migrated(room.moved_to)
        status = room.members.get(self.bot["id"], "left")
        if status == "blocked":
            raise forbidden("bot was blocked by the user")
        if status in ("kicked", "left"):
            raise forbidden(f"bot was kicked from the {room.type} chat")
        return room

    def write(self, room: Room, sender: Json | None, content: Json, **extra: Any) -> Json:
        """A new message in `room`; what it holds is in `content`, who wrote it in `sender`."""
        message_id = next(room.ids)
        message: Json = {"message_id": message_id, "date": next(self._clock), "chat": room.to_json()}
        if sender is not None:
            message["from"] = sender
        message |= content | {key: value for key, value in extra.items() if value is not None}
        room.messages[message_id] = message
        return message

    def replied(self, room: Room, message_id: int | None, topic: int | None) -> Json | None:
        """What a message says it replies to; in a topic at least to the message that opened it."""
        wanted = message_id if message_id is not None else topic
        found = room.messages.get(wanted) if wanted is not None else None
        return {k: v for k, v in found.items() if k != "reply_to_message"} if found else None

    def thread(self, room: Room, thread_id: int | None) -> Json:
        """The fields of a message in a topic. Raises ApiError where the topic is not there."""
        if thread_id is None:
            return {}
        if thread_id not in room.topics:
            raise bad_request("message thread not found")
        return {"message_thread_id": thread_id, "is_topic_message": True}

    def bot_hears(self, room: Room, message: Json) -> bool:
        """Privacy mode: in groups commands, mentions, replies to the bot and service messages alone."""
        if room.type in ("private", "channel") or room.sees_all:
            return True
        if room.members.get(self.bot["id"]) in MANAGERS:
            return True
        if "text" not in message and "caption" not in message and "document" not in message:
            return True
        text = message.get("text") or message.get("caption") or ""
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]
        return text.startswith("/") or f"@{self.bot['username']}".casefold() in text.casefold() or replied

    def member(self, room: Room, user_id: int) -> Json:
        """A ChatMember."""
        status = room.members.get(user_id, "left")
        member: Json = {"user": self.users[user_id], "status": status}
        if status == "creator":
            member["is_anonymous"] = False
        if status == "administrator":
            member |= dict.fromkeys(ADMINISTRATOR_RIGHTS, True)
        if status == "kicked":
            member["until_date"] = 0
        return member

    def message(self, room: Room, message_id: Any) -> Json:
        """A message of the bot's own. Raises ApiError."""
        found = room.messages.get(int(message_id))
        if found is None:
            raise bad_request("message to edit not found")
        if found.get("from", {}).get("id", self.bot["id"]) != self.bot["id"]:
            raise bad_request("message can't be edited")
        return found


ADMINISTRATOR_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def text_content(text: str) -> Json:
    """The content of a text message, with what Telegram finds in it."""
    entities = find_entities(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


__all__ = ["ANONYMOUS_ADMIN", "MANAGERS", "ApiError", "Json", "Room", "World", "text_content"]
