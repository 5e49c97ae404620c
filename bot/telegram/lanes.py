"""Work by key: in order for one key, side by side for different ones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

log = logging.getLogger(__name__)


class Lanes:
    """A queue and a worker for each key that has work; a lane without work is gone.

    width: how many lanes work at once; None: all of them.
    """

    def __init__(self, name: str, width: int | None = None) -> None:
        self._name = name
        self._slots = asyncio.Semaphore(width) if width else contextlib.nullcontext()
        self._queues: dict[Hashable, deque[Callable[[], Awaitable[None]]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._pending = 0
        self._finished = asyncio.Event()

    @property
    def pending(self) -> int:
        """How much is waiting or being done."""
        return self._pending

    def put(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` after everything that `key` has waiting."""
        self._pending += 1
        if key in self._queues:
            self._queues[key].append(work)
            return
        self._queues[key] = deque([work])
        worker = asyncio.create_task(self._work(key), name=f"{self._name} {key}")
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    def drop(self, key: Hashable) -> int:
        """Forget what `key` has waiting; returns how much that was. What is being done goes on."""
        waiting = self._queues.get(key, deque())
        dropped = len(waiting)
        waiting.clear()
        self._done(dropped)
        return dropped

    async def below(self, limit: int) -> None:
        """Wait until less than `limit` is pending."""
        while self._pending >= limit:
            self._finished.clear()
            await self._finished.wait()

    async def finish(self, seconds: float) -> int:
        """Wait until all is done, at most so long; then end what is left. Returns how much was left."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.below(1), seconds)
        left = self._pending
        for worker in list(self._workers):
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        return left

    async def _work(self, key: Hashable) -> None:
        queue = self._queues[key]
        try:
            while queue:
                work = queue.popleft()
                async with self._slots:
                    await self._do(work)
        finally:
            self._done(len(queue))
            del self._queues[key]

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as error:
            # The message of an error may hold what somebody wrote.
            trace = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s failed with %s\n%s", self._name, type(error).__name__, trace)
        finally:
            self._done(1)

    def _done(self, count: int) -> None:
        self._pending -= count
        self._finished.set()
