"""What is made for many at once is made once: at seven in the morning hundreds of chats want the same digest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.digests.planner import TICK_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

SHARED_SECONDS = TICK_SECONDS
"""For which what was made serves those who ask next: what has become due together is worked off in a row, and before
the planner looks again. Later it is made anew, as it may come out otherwise by then."""


class Shared(Generic[T]):
    """Used from one event loop. What is asked for twice must be named alike, down to the last thing that it is made
    of: nobody else keeps apart what chats may see."""

    def __init__(self) -> None:
        self._since = float("-inf")
        self._made: dict[Hashable, asyncio.Task[T]] = {}

    async def get(self, now: float, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns, run in a thread, or has returned a moment ago. What fails is made anew."""
        if not 0 <= now - self._since < SHARED_SECONDS:
            self._since, self._made = now, {}
        making = self._made.get(name)
        if making is None:
            making = self._made[name] = asyncio.create_task(asyncio.to_thread(make))
        try:
            return await asyncio.shield(making)
        except Exception:
            if self._made.get(name) is making:
                del self._made[name]
            raise
