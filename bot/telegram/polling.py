"""Updates by long polling.

The offset moves on when updates are taken over, not when they are answered: none is ever answered twice. So
that a crash loses few, no more are fetched while many wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram.outbox import seconds_of
from bot.telegram.startup import BadToken, SecondPoller
from bot.telegram.waiting import until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, Update

UPDATES = ("message", "channel_post", "callback_query", "inline_query", "message_reaction")
POLL_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts while Telegram cannot be reached; doubled each time."""
CONFIRM_SECONDS = 2.0
WEBHOOK_IS_SET = "webhook is active"
"""What Telegram says to a poller then; it says other things to a second poller."""

EMPTY_PAUSE = 0.05
"""Seconds after a poll that gave nothing: not every server holds one open."""

log = logging.getLogger(__name__)


async def poll(
    bot: Bot, accept: Callable[[Update], None], ready: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> None:
    """Give every update to `accept` until `stop`; `ready` is awaited before more are fetched.

    Raises SecondPoller where another program polls with this token, BadToken where Telegram takes it no more.
    """
    offset: int | None = None
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            updates = await until(stop, _next(bot, offset))
        except TimedOut:
            continue
        except InvalidToken as error:
            raise BadToken from error
        except TelegramError as error:
            pause = await _rest(error, pause, stop)
            continue
        pause = FIRST_PAUSE
        for update in updates or ():
            accept(update)
            offset = update.update_id + 1
        await until(stop, ready() if updates else asyncio.sleep(EMPTY_PAUSE))
    if offset is not None:
        await _confirm(bot, offset)


async def _take_over(bot: Bot, error: Conflict) -> None:
    """From a webhook that was set before; another poller is left in peace. Raises SecondPoller."""
    if WEBHOOK_IS_SET not in str(error).lower():
        raise SecondPoller from error
    log.warning("Taking off the webhook that was set for this bot, as KUTIP_TELEGRAM_WEBHOOK_URL is not")
    await bot.delete_webhook()


async def _next(bot: Bot, offset: int | None) -> tuple[Update, ...]:
    try:
        return await _fetch(bot, offset)
    except Conflict as error:
        await _take_over(bot, error)
        return ()


async def _fetch(bot: Bot, offset: int | None) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=UPDATES)


async def _rest(error: TelegramError, pause: float, stop: asyncio.Event) -> float:
    """Wait before the next attempt; returns how long to wait after that."""
    wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
    log.warning("Telegram cannot be polled (%s); next attempt in %.0f s", type(error).__name__, wait)
    await until(stop, asyncio.sleep(wait))
    return min(2 * pause, LONGEST_PAUSE)


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell Telegram what was taken over, so that the next start does not get it again."""
    with contextlib.suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(CONFIRM_SECONDS):
            await bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=UPDATES)
            return
    log.warning("The last updates could not be confirmed; they may be answered again after the next start")
