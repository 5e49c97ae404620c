"""Updates by long polling.

The offset moves on when updates are taken over, not when they are answered: none is ever answered twice. So
that a crash loses few, no more are fetched while many wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram.outbox import seconds_of
from bot.telegram.startup import BadToken, SecondPoller

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, Update

UPDATES = ("message", "channel_post", "callback_query", "inline_query")
POLL_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts while Telegram cannot be reached; doubled each time."""
CONFIRM_SECONDS = 3.0

T = TypeVar("T")

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
            updates = await _until(stop, _fetch(bot, offset))
        except TimedOut:
            continue
        except Conflict as error:
            raise SecondPoller from error
        except InvalidToken as error:
            raise BadToken from error
        except TelegramError as error:
            pause = await _rest(error, pause, stop)
            continue
        pause = FIRST_PAUSE
        for update in updates or ():
            accept(update)
            offset = update.update_id + 1
        await _until(stop, ready())
    if offset is not None:
        await _confirm(bot, offset)


async def _fetch(bot: Bot, offset: int | None) -> tuple[Update, ...]:
    return await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=UPDATES)


async def _rest(error: TelegramError, pause: float, stop: asyncio.Event) -> float:
    """Wait before the next attempt; returns how long to wait after that."""
    wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
    log.warning("Telegram cannot be polled (%s); next attempt in %.0f s", type(error).__name__, wait)
    await _until(stop, asyncio.sleep(wait))
    return min(2 * pause, LONGEST_PAUSE)


async def _confirm(bot: Bot, offset: int) -> None:
    """Tell Telegram what was taken over, so that the next start does not get it again."""
    with contextlib.suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(CONFIRM_SECONDS):
            await bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=UPDATES)
            return
    log.warning("The last updates could not be confirmed; they may be answered again after the next start")


async def _until(stop: asyncio.Event, work: Awaitable[T]) -> T | None:
    """What `work` gives, or None where `stop` comes first."""
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait((task,))
    return None
