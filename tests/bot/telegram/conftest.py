"""A Bot API server on this machine, and the bot talking to it."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest_asyncio

from bot.telegram.adapter import TelegramOptions, run_telegram
from tests.telegram_server import TelegramServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.services import Services

THREADS = 2


class Runner:
    """Starts and stops the bot on `server`, as `kutip run` does. failures: the kinds that were reported."""

    def __init__(self, server: TelegramServer, services: Services) -> None:
        self.server = server
        self.services = services
        self.failures: list[str] = []
        self._stop = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def start(self, **options: Any) -> None:
        self._stop = asyncio.Event()
        chosen = replace(TelegramOptions(self.server.token, self.server.root), **options)
        running = run_telegram(chosen, self.services, self._stop, self.failures.append)
        self.task = asyncio.create_task(running)

    async def stop(self) -> None:
        """A clean stop; raises what the bot raised."""
        self._stop.set()
        if self.task:
            await self.task
        self.task = None


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    async with TelegramServer() as running:
        yield running


@pytest_asyncio.fixture
async def runner(server: TelegramServer, services: Services) -> AsyncIterator[Runner]:
    """Not started yet, for tests with options of their own."""
    made = Runner(server, services)
    yield made
    with contextlib.suppress(Exception):
        await made.stop()


@pytest_asyncio.fixture
async def bot(runner: Runner) -> Runner:
    """The bot, running."""
    runner.start()
    return runner
