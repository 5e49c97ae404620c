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

    most: how much may wait in one lane; what comes on top of that is not done.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._queues: dict[Hashable, deque[Callable[[], Awaitable[None]]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()

    def put(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` after everything that `key` has waiting."""
        queue = self._queues.get(key)
        if queue is None:
            self._queues[key] = deque([work])
            worker = asyncio.create_task(self._work(key), name=f"{self._name} {key}")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        elif len(queue) < self._most:
            queue.append(work)
        else:
            log.warning("%s: %s has %d waiting, one more is dropped", self._name, key, len(queue))

    def drop(self, key: Hashable) -> int:
        """Forget what `key` has waiting; returns how much that was. What is being done goes on."""
        waiting = self._queues.get(key, deque())
        dropped = len(waiting)
        waiting.clear()
        return dropped

    async def below(self, limit: int) -> None:
        """Wait until fewer than `limit` lanes have work."""
        while len(self._queues) >= limit:
            self._ended.clear()
            await self._ended.wait()

    async def finish(self, seconds: float) -> int:
        """Wait until all is done, at most so long; then end what is left. Returns how much that was."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.below(1), seconds)
        left = len(self._queues) + sum(map(len, self._queues.values()))
        for worker in list(self._workers):
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        return left

    async def _work(self, key: Hashable) -> None:
        queue = self._queues[key]
        try:
            while queue:
                await self._do(queue.popleft())
        finally:
            del self._queues[key]
            self._ended.set()

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as error:
            # The message of an error may hold what somebody wrote.
            trace = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s failed with %s\n%s", self._name, type(error).__name__, trace)
