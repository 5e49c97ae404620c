"""Posting without being asked: one message at a time, and the truth about whether it is there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.deliveries.senders import Gone, Moved, NotSent, SendProblem, Unclear
from bot.telegram.keyboards import first_sheet
from bot.telegram.outbox import CHAT_LOST, NOT_SENT, TOPIC_LOST, seconds_of
from bot.telegram.render import render

if TYPE_CHECKING:
    from telegram import Bot

    from bot.messages import Reply
    from bot.services import Services

PLATFORM = "telegram"
AGAIN_SECONDS = 5.0
"""Where there was no connection."""


class TelegramSender:
    """Telegram knows no nonces: what is in doubt stays in doubt."""

    nonce_seconds = 0.0

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    def write(self, reply: Reply, chat: str) -> tuple[str, ...]:
        """A message a page: what is posted for all is not turned by one."""
        catalogue = self._services.catalogue(reply.language)
        with self._services.state.keeping(chat) as keep:
            sheets = [first_sheet([page], catalogue, keep) for page in render(reply, catalogue)]
        return tuple(
            json.dumps({"html": sheet.html, "keyboard": sheet.keyboard.to_dict() if sheet.keyboard else None})
            for sheet in sheets
        )

    async def send(self, place: str, part: str, nonce: str) -> None:  # noqa: ARG002 - for platforms that know them
        """place: `telegram:<chat>` or `telegram:<chat>:<topic>`."""
        chat, thread = _address(place)
        try:
            await self._post(chat, thread, part)
        except TelegramError as error:
            if thread is None or not _says(error, TOPIC_LOST):
                raise _problem(error, chat) from error
            await self._outside(chat, part)

    async def _outside(self, chat: int, part: str) -> None:
        """The topic is closed or deleted: to the chat itself."""
        try:
            await self._post(chat, None, part)
        except TelegramError as error:
            raise _problem(error, chat) from error

    async def _post(self, chat: int, thread: int | None, part: str) -> None:
        message = json.loads(part)
        keyboard = message["keyboard"] and InlineKeyboardMarkup.de_json(message["keyboard"], self._bot)
        await self._bot.send_message(
            chat,
            message["html"],
            parse_mode=ParseMode.HTML,
            message_thread_id=thread,
            reply_markup=keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )


def _address(place: str) -> tuple[int, int | None]:
    _, chat, *thread = place.split(":")
    return int(chat), int(thread[0]) if thread else None


def _problem(error: TelegramError, chat: int) -> SendProblem:
    if isinstance(error, ChatMigrated):  # a group that has become a supergroup
        return Moved(f"{PLATFORM}:{chat}", f"{PLATFORM}:{error.new_chat_id}")
    if isinstance(error, RetryAfter):
        return NotSent("asked to wait", seconds_of(error))
    if isinstance(error, Forbidden) or _says(error, CHAT_LOST):
        return Gone(str(error))
    if isinstance(error, BadRequest):
        return NotSent(str(error).partition(":")[0], None)
    if isinstance(error, NetworkError) and isinstance(error.__cause__, NOT_SENT):
        return NotSent("no connection", AGAIN_SECONDS)
    return Unclear(type(error).__name__)


def _says(error: TelegramError, signs: tuple[str, ...]) -> bool:
    return any(sign in str(error).lower() for sign in signs)
