"""A message -> what it asks of the bot, if anything. Pure.

In private every message is for the bot. Elsewhere only commands, mentions of its name, and replies to what it
said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

if TYPE_CHECKING:
    from collections.abc import Collection

    from telegram import Document, User
    from telegram import Message as TelegramMessage

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@(\w+))?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Asked:
    """command: None for a question; replied_text: of the message that this one replies to; document: a file
    that came with either."""

    command: str | None
    text: str
    replied_text: str | None = None
    document: Document | None = None


def read_message(message: TelegramMessage, me: User, commands: Collection[str]) -> Asked | None:
    """What `message` asks of the bot `me`; None where it is not for it. commands: those it knows."""
    if _is_echo(message, me):
        return None
    private = message.chat.type == ChatType.PRIVATE
    text = (message.text or message.caption or "").strip()
    replied = _replied(message)
    replied_text = _replied_text(message)
    document = message.document or (replied.document if replied else None)
    command = _COMMAND.match(text)
    if command:
        name, addressee, rest = command[1].lower(), command[2], text[command.end() :].strip()
        if addressee and addressee.casefold() != (me.username or "").casefold():
            return None
        # Without an addressee an unknown command in a group may be another bot's.
        if private or addressee or name in commands:
            return Asked(name, rest, replied_text, document)
        return None
    spoken, mentioned = _without_mention(text, me)
    to_me = bool(replied and replied.from_user and replied.from_user.id == me.id)
    if not (mentioned or to_me or (private and (text or message.effective_attachment))):
        return None
    return _free(spoken, message, None if to_me else replied_text, to_me=to_me and not mentioned)


def _is_echo(message: TelegramMessage, me: User) -> bool:
    """What the bot itself put in by inline mode, a channel's post again in its group, another bot."""
    by_bot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    by_me = message.via_bot is not None and message.via_bot.id == me.id
    return bool(by_bot or by_me or message.is_automatic_forward)


def _free(spoken: str, message: TelegramMessage, replied_text: str | None, *, to_me: bool) -> Asked | None:
    """No command: a question; a file to add; or a bare mention under somebody's question."""
    if spoken:
        return Asked(None, spoken, replied_text)
    if message.document and message.chat.type == ChatType.PRIVATE:
        return Asked("add", "", None, message.document)
    if to_me:
        return None
    if replied_text:
        return Asked(None, replied_text)
    return Asked("help", "")


def _replied(message: TelegramMessage) -> TelegramMessage | None:
    """The message that is replied to; in a topic every message "replies" to the one that opened it."""
    replied = message.reply_to_message
    return replied if replied and replied.forum_topic_created is None else None


def _replied_text(message: TelegramMessage) -> str | None:
    """The part that was picked as a quote, else the whole text."""
    if message.quote and message.quote.text.strip():
        return message.quote.text
    replied = _replied(message)
    return (replied.text or replied.caption) if replied else None


def _without_mention(text: str, me: User) -> tuple[str, bool]:
    if not me.username:
        return text, False
    rest, count = re.subn(rf"(?<![\w@/.])@{re.escape(me.username)}(?!\w)[,:]?", " ", text, flags=re.IGNORECASE)
    return (" ".join(rest.split()) if count else text), bool(count)
