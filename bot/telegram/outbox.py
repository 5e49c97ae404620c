"""Sending: a queue a chat, so that a chat that must wait holds up no other.

What is done when it fails:
RetryAfter: wait as told, in this chat only.
ChatMigrated: go on in the chat's new home.
Forbidden, or a chat that is gone: drop what the chat has waiting.
A lost topic: send outside it.
Nothing was sent (no connection): try again.
Maybe sent (a connection lost half-way): an edit is tried again, as twice is like once; a message is not.
All else: one line in the log.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpx
from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.lanes import Lanes
from bot.telegram.text import units

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot, InlineKeyboardMarkup

    from bot.messages import Document

ATTEMPTS = 6
LONGEST_WAIT = 900.0
"""Seconds: an answer that Telegram would take only after that is of no use any more."""
BACKOFF = 0.5
"""Seconds before the second attempt where nothing could be sent; doubled each time."""
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
TOPIC_LOST = ("message thread not found", "topic_deleted", "topic_closed")
CHAT_LOST = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "peer_id_invalid",
)
CAPTION_UNITS = 1024
"""UTF-16 units of a caption; its HTML is never shorter than what is shown."""
_QUESTION_LOST = "message to be replied not found"
_SAME = "message is not modified"
_NOT_EDITABLE = ("message to edit not found", "message can't be edited")

MOST_WAITING = 1000
"""Messages for one chat."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: chat, topic, and the message that it answers."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send, or with `edits` the new content of one that was sent. document: the file that it captions."""

    place: Place
    html: str
    keyboard: InlineKeyboardMarkup | None = None
    edits: int | None = None
    document: Document | None = None


def written(message: Message, documents: Sequence[Document]) -> list[Message]:
    """A message and the files that go with it: the only one with its words under it where they fit."""
    if len(documents) == 1 and units(message.html) <= CAPTION_UNITS:
        return [replace(message, document=documents[0])]
    return [message, *(Message(message.place, "", document=document) for document in documents)]


class Outbox:
    """Sends with `bot`. moved: called with the old and the new id of a chat that became a supergroup.

    failed: called with the kind of failure for each message that is given up.
    """

    def __init__(
        self,
        bot: Bot,
        moved: Callable[[int, int], Awaitable[None]],
        failed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._moved = moved
        self._failed = failed
        self._lanes = Lanes("sending", MOST_WAITING)
        self._homes: dict[int, int] = {}
        self._waiting: set[int] = set()

    def send(self, message: Message) -> None:
        """Put `message` in its chat's queue; returns at once."""
        self._lanes.put(message.place.chat, lambda: self._deliver(message))

    def must_wait(self, chat: int) -> bool:
        """Whether Telegram wants nothing more in this chat for now."""
        return chat in self._waiting

    async def finish(self, seconds: float) -> int:
        """Send what is waiting, for so long; returns how much was left unsent."""
        return await self._lanes.finish(seconds)

    async def _deliver(self, message: Message) -> None:
        problem: TelegramError | None = None
        for attempt in range(ATTEMPTS):
            try:
                await self._call(message)
                return
            except TelegramError as error:
                problem = error
                again = await self._mend(message, error, attempt)
            if again is None:
                break
            message = again
        if problem is not None and _SAME not in str(problem).lower():
            self._give_up(message, problem)

    async def _call(self, message: Message) -> None:
        place = message.place
        chat = self._homes.get(place.chat, place.chat)
        preview = LinkPreviewOptions(is_disabled=True)
        if message.edits is not None:
            await self._bot.edit_message_text(
                message.html,
                chat,
                message.edits,
                parse_mode=ParseMode.HTML,
                reply_markup=message.keyboard,
                link_preview_options=preview,
            )
            return
        answered = place.reply_to and ReplyParameters(place.reply_to, allow_sending_without_reply=True)
        if message.document is not None:
            await self._bot.send_document(
                chat,
                message.document.data,
                caption=message.html or None,
                filename=message.document.name,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.thread,
                reply_parameters=answered or None,
                reply_markup=message.keyboard,
            )
            return
        await self._bot.send_message(
            chat,
            message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.thread,
            reply_parameters=answered or None,
            reply_markup=message.keyboard,
            link_preview_options=preview,
        )

    async def _mend(self, message: Message, error: TelegramError, attempt: int) -> Message | None:
        """What to try next, after waiting for as long as needed; None: give up."""
        place = message.place
        said = str(error).lower()
        if isinstance(error, RetryAfter):
            return message if await self._wait(place.chat, seconds_of(error)) else None
        if isinstance(error, ChatMigrated):
            return await self._follow(message, error.new_chat_id)
        if isinstance(error, BadRequest):
            if place.thread is not None and any(sign in said for sign in TOPIC_LOST):
                return replace(message, place=replace(place, thread=None))
            if place.reply_to is not None and _QUESTION_LOST in said:
                return replace(message, place=replace(place, reply_to=None))
            if message.edits is not None and any(sign in said for sign in _NOT_EDITABLE):
                return replace(message, edits=None)
            return None
        if isinstance(error, NetworkError) and (message.edits is not None or isinstance(error.__cause__, NOT_SENT)):
            await asyncio.sleep(BACKOFF * 2**attempt)
            return message
        return None

    async def _wait(self, chat: int, seconds: float) -> bool:
        if seconds > LONGEST_WAIT:
            return False
        self._waiting.add(chat)
        try:
            await asyncio.sleep(seconds)
        finally:
            self._waiting.discard(chat)
        return True

    async def _follow(self, message: Message, home: int) -> Message:
        """To the supergroup that the chat became; messages and topics of the old one are not there."""
        self._homes[message.place.chat] = home
        await self._moved(message.place.chat, home)
        return replace(message, place=replace(message.place, thread=None, reply_to=None), edits=None)

    def _give_up(self, message: Message, error: TelegramError) -> None:
        chat = message.place.chat
        self._failed(type(error).__name__)
        if isinstance(error, Forbidden) or any(sign in str(error).lower() for sign in CHAT_LOST):
            dropped = self._lanes.drop(chat)
            log.warning("Chat %d does not take messages; %d more dropped: %s", chat, dropped, error)
        elif isinstance(error, BadRequest):
            # What Telegram says of a bad request may repeat a part of the text.
            log.error("Telegram refused a message to chat %d: %s", chat, str(error).partition(":")[0])
        else:
            log.warning("A message to chat %d was given up: %s", chat, type(error).__name__)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, datetime.timedelta) else float(wait)
