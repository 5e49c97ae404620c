"""Making new articles findable by meaning, beside the answering."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.failures import log_failure

if TYPE_CHECKING:
    from knowledge import Knowledge

LOOK_SECONDS = 10.0
"""How often it is looked for what another process has added."""

log = logging.getLogger(__name__)


class BackgroundEncoder:
    """Encodes in a thread, a batch at a time, so that a stop never waits long."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There is something new; safe to call from any thread."""
        self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set."""
        while not stop.is_set():
            self._wake.clear()
            try:
                count = await asyncio.to_thread(self._one_batch)
            except Exception as error:
                log_failure(log, "Encoding failed and is tried again", error)
                count = 0
            if not count:
                await self._pause(stop)

    def _one_batch(self) -> int:
        return next(self._knowledge.encode(), 0)

    async def _pause(self, stop: asyncio.Event) -> None:
        waiting = [asyncio.ensure_future(event.wait()) for event in (stop, self._wake)]
        await asyncio.wait(waiting, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
