"""The Telegram part of the bot: an update -> Request -> Reply -> the outbox; starting and stopping."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.router import HANDLERS
from bot.telegram.chatting import PLATFORM, Chatting
from bot.telegram.lanes import Lanes
from bot.telegram.logs import keep_quiet
from bot.telegram.polling import poll
from bot.telegram.posting import TelegramSender
from bot.telegram.startup import connect, make_bot, publish_commands
from bot.telegram.webhook import listen, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot, Update

    from bot.services import Services

MOST_PEOPLE = 500
"""People who are being answered, from which on no more updates are fetched; Telegram keeps them."""
MOST_WAITING = 120
"""Messages of one person in one chat: so many come only of flooding."""
FINISH_SECONDS = 4.0
"""After a stop, for answering and again for sending; services are commonly killed after ten."""
UPDATES_REMEMBERED = 4096

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramOptions:
    """base_url: root of a Bot API server. allowed_chats: ids, empty for all; owner_ids: of users.

    webhook_url: the public address, None to poll; it is served on webhook_host:webhook_port, and
    webhook_secret is what Telegram sends along (None: one is made from the token).
    """

    token: str
    base_url: str = "https://api.telegram.org"
    allowed_chats: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    webhook_url: str | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_secret: str | None = None


async def run_telegram(
    options: TelegramOptions,
    services: Services,
    stop: asyncio.Event,
    failed: Callable[[str], None] = lambda _: None,
) -> None:
    """Answer on Telegram until `stop`, then finish what was asked. failed: called with the kind of each
    failure to send.

    Raises TelegramStopped where it cannot start or go on; what was asked by then is finished as well.
    """
    # Lengths of time come as timedelta, which the library will do by itself in its next major version.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    keep_quiet(options.token)
    bot = make_bot(options.token, options.base_url)
    try:
        if await connect(bot, stop):
            await _serve(bot, options, services, stop, failed)
    finally:
        await _close(bot)


async def _serve(
    bot: Bot,
    options: TelegramOptions,
    services: Services,
    stop: asyncio.Event,
    failed: Callable[[str], None],
) -> None:
    lanes = Lanes("answering", MOST_WAITING)
    chatting = Chatting(bot, options.allowed_chats, options.owner_ids, services, failed)

    def take_up(update: Update) -> None:
        lane = _lane(update)
        if update.inline_query:
            lanes.drop(lane)  # what was typed before is answered no more
        lanes.put(lane, lambda: chatting.answer(update))

    accept = _Once(take_up)
    menu = asyncio.create_task(publish_commands(bot, HANDLERS, services.default_language))
    services.senders[PLATFORM] = TelegramSender(bot, services)
    try:
        log.info("On Telegram as @%s", bot.username)
        if options.webhook_url:
            await listen(
                bot,
                accept,
                lambda: lanes.below(MOST_PEOPLE),
                stop,
                url=options.webhook_url,
                host=options.webhook_host,
                port=options.webhook_port,
                secret=options.webhook_secret or secret_of(options.token),
            )
        else:
            await poll(bot, accept, lambda: lanes.below(MOST_PEOPLE), stop)
    finally:
        services.senders.pop(PLATFORM)
        menu.cancel()
        unanswered = await lanes.finish(FINISH_SECONDS)
        unsent = await chatting.finish(FINISH_SECONDS)
        if unanswered or unsent:
            log.warning("Stopped with %d updates unanswered and %d messages unsent", unanswered, unsent)


class _Once:
    """Passes each update on once: Telegram delivers again what it believes lost."""

    def __init__(self, accept: Callable[[Update], None]) -> None:
        self._accept = accept
        self._seen: set[int] = set()
        self._order: deque[int] = deque()

    def __call__(self, update: Update) -> None:
        if update.update_id in self._seen:
            return
        self._seen.add(update.update_id)
        self._order.append(update.update_id)
        if len(self._order) > UPDATES_REMEMBERED:
            self._seen.discard(self._order.popleft())
        self._accept(update)


def _lane(update: Update) -> object:
    """What is answered in order: one person's messages in one chat. Who is slowed down slows nobody else."""
    if update.inline_query:
        return "typing", update.inline_query.from_user.id
    chat, person = update.effective_chat, update.effective_user or update.effective_sender
    return chat.id if chat else "inline", person.id if person else None


async def _close(bot: Bot) -> None:
    try:
        await bot.shutdown()
    except TelegramError as error:
        log.warning("The connection to Telegram did not close well: %s", type(error).__name__)
