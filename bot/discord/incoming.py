"""What a message says to the bot, if anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.messages import Attachment
from bot.router import HANDLERS
from knowledge.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMAND = re.compile(r"/(?P<name>\w+)\s*(?P<text>.*)", re.DOTALL)
_KINDS = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class Said:
    """command: None for free text; replied_to: the message that this one answers."""

    command: str | None
    text: str
    replied_to: discord.Message | None


def said_to(me: discord.abc.User, message: discord.Message) -> Said | None:
    """None for what is not meant for `me`: in a guild, anything but a mention or a reply.

    Discord hands over the words of a message only in a direct message and where the bot is mentioned, which
    a reply does unless its writer turned that off; of other messages there is nothing to read.
    """
    if message.author.bot or message.type not in _KINDS:
        return None
    replied_to = message.reference.resolved if message.reference else None
    if not isinstance(replied_to, discord.Message):
        replied_to = None
    mentioned = any(user.id == me.id for user in message.mentions)
    text = _without(me, message.content)
    answers_me = replied_to is not None and replied_to.author.id == me.id and text != ""
    if message.guild and not mentioned and not answers_me:
        return None
    command, text = _command(text, bool(message.attachments))
    return Said(command, text, replied_to)


def _command(text: str, has_files: bool) -> tuple[str | None, str]:
    if (match := _COMMAND.fullmatch(text)) and match["name"].lower() in HANDLERS:
        return match["name"].lower(), match["text"].strip()
    if text:
        return None, text
    return ("add" if has_files else "help"), ""


def text_of(message: discord.Message | None, me: discord.abc.User) -> str | None:
    """The words of a message, or those of what it shares: a forwarded message, a link with its preview."""
    if message is None:
        return None
    said = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    previews = [part for embed in message.embeds for part in (embed.url, embed.title, embed.description)]
    words = (_without(me, text) for text in (*said, "\n".join(part for part in previews if part)))
    return next((text for text in words if text), None)


def _without(me: discord.abc.User, text: str) -> str:
    return re.sub(rf"<@!?{me.id}>", " ", text).strip()


async def attachments_of(files: Iterable[discord.Attachment]) -> tuple[Attachment, ...]:
    """The files; of one that is too large as many empty bytes as get it refused."""
    return tuple([Attachment(file.filename, await _content(file)) for file in files])


async def _content(file: discord.Attachment) -> bytes:
    return bytes(MAX_BYTES + 1) if file.size > MAX_BYTES else await file.read()
