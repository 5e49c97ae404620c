"""`kutip run`: both platforms, following, the encoder and the health server in one loop, until a clean stop."""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.deliveries.composers import composers
from bot.deliveries.worker import Worker
from bot.digests.planner import Planner
from bot.encoding import BackgroundEncoder
from bot.failures import log_failure
from bot.following.follower import Follower
from bot.health import health_server
from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.services import Services
    from bot.settings import Settings

THREADS = 4
"""Questions that are searched for at once; the encoder and the database release the interpreter."""
POSTING_SECONDS = 3.0
"""After a stop, for what is being posted; services are commonly killed after ten."""
SENT_AT_ONCE = 3
"""Digests and notes that are composed and posted at once."""
WARM_UP = "apa kabar?"
"""Asked of itself before anyone else asks: word lists and vectors are read on the first question."""
_CHATTY = ("httpx", "httpcore", "discord", "aiohttp.access", "telegram", "apscheduler")
"""Loggers that say more than an operator wants at our level, addresses with tokens among it."""

log = logging.getLogger(__name__)


def has_platform(settings: Settings) -> bool:
    """Whether any token is set."""
    return bool(settings.telegram_token or settings.discord_token)


def configure_logging(level: str) -> None:
    """One line an event on standard error; other people's libraries only when something is wrong."""
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S"
    )
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


async def run(settings: Settings, services: Services) -> None:
    """Serve until SIGTERM or SIGINT, or until no platform can go on; what is being answered is answered.

    Raises KutipError of a platform that refused to work, when all else has stopped cleanly.
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="kutip"))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    encoder = BackgroundEncoder(services.knowledge)
    working = replace(services, encode_soon=encoder.wake)
    await asyncio.to_thread(services.knowledge.ask, WARM_UP)
    async with health_server(working, settings.metrics_host, settings.metrics_port):
        closing = asyncio.Event()
        delivering = asyncio.create_task(_deliver(working, stop))
        background = asyncio.gather(encoder.run(stop), Follower(working, stop).run(), _close(stop, delivering, closing))
        try:
            await _until_stopped(_platforms(settings, working, closing))
        finally:
            stop.set()
            await background
    log.info("Stopped")


async def _deliver(services: Services, stop: asyncio.Event) -> None:
    """Plan digests, and send what is due."""
    planner = Planner(services.schedules, services.outbox, services.state, services.default_time_zone)
    name = secrets.token_hex(8)
    compose = composers(services)
    workers = [
        Worker(f"{name}-{n}", services.outbox, services.senders, compose, move=services.move_chat)
        for n in range(SENT_AT_ONCE)
    ]
    await asyncio.gather(planner.run(stop), *(worker.run(stop) for worker in workers))


async def _close(stop: asyncio.Event, delivering: asyncio.Task[None], closing: asyncio.Event) -> None:
    """Lets the platforms go once nothing is being posted: what is cut off in a call may be there or not."""
    await stop.wait()
    await asyncio.wait((delivering,), timeout=POSTING_SECONDS)
    closing.set()
    await delivering


async def _until_stopped(parts: list[Coroutine[object, object, None]]) -> None:
    """When one platform fails, it is said at once and the others go on; at the end the failure is raised."""
    failures: list[Exception] = []
    for finished in asyncio.as_completed([asyncio.create_task(part) for part in parts]):
        try:
            await finished
        except KutipError as error:
            log.error("%s", error)
            failures.append(error)
        except Exception as error:
            log_failure(log, "A platform broke down", error)
            failures.append(error)
    if failures:
        raise failures[0]


def _platforms(settings: Settings, services: Services, stop: asyncio.Event) -> list[Coroutine[object, object, None]]:
    # Imported here: each library costs a quarter of a second, and most commands need neither.
    parts: list[Coroutine[object, object, None]] = []
    if settings.telegram_token:
        from bot.telegram.adapter import TelegramOptions, run_telegram

        options = TelegramOptions(
            token=settings.telegram_token.get_secret_value(),
            base_url=settings.telegram_base_url,
            allowed_chats=settings.allowed_chats,
            owner_ids=settings.owner_ids,
            webhook_url=settings.telegram_webhook_url,
            webhook_host=settings.telegram_webhook_host,
            webhook_port=settings.telegram_webhook_port,
            webhook_secret=secret.get_secret_value() if (secret := settings.telegram_webhook_secret) else None,
        )
        failed = functools.partial(services.metrics.send_failed, "telegram")
        parts.append(run_telegram(options, services, stop, failed))
    if settings.discord_token:
        from bot.discord.run import run_discord

        parts.append(
            run_discord(
                settings.discord_token.get_secret_value(),
                services,
                stop,
                allowed_chats=settings.allowed_chats,
                owner_ids=settings.owner_ids,
                api_url=settings.discord_api_url,
                gateway_url=settings.discord_gateway_url,
            )
        )
    return parts
