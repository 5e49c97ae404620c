"""Following in the background: due feeds are visited, new quotes found, as long as the program runs."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.failures import log_failure
from bot.following.matching import match_arrivals
from bot.following.notes import plan_notices
from bot.following.visit import visit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.following.types import FollowedFeed
    from bot.following.visit import Visit
    from bot.services import Services

AT_ONCE = 5
"""Sites that are visited at once: fewer than there are threads for fetching, which people wait for too."""

LOOK_SECONDS = 10.0
"""How often it is looked for what is due."""

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class Follower:
    """Visits feeds and looks through what they bring. note: is told of each visit, without a Visit where it broke."""

    def __init__(
        self,
        services: Services,
        stop: asyncio.Event,
        note: Callable[[FollowedFeed, Visit | None], None] = lambda _, __: None,
    ) -> None:
        self._services = services
        self._stop = stop
        self._note = note

    async def run(self) -> None:
        """Until `stop` is set. What a thread is at then is not waited for here: that page is its last."""
        rounds = [asyncio.create_task(self._again_and_again(each)) for each in (self.visit_due, self.tell)]
        await self._stop.wait()
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)

    async def visit_due(self) -> None:
        """Visit every feed that is due, several sites at once."""
        await asyncio.gather(*(self._work() for _ in range(AT_ONCE)))

    async def tell(self) -> None:
        """Look through what came in, and have told what somebody watches for."""
        await self._in_thread(match_arrivals, self._services, self._stop.is_set)
        await self._in_thread(plan_notices, self._services)

    async def _work(self) -> None:
        feeds = self._services.following.feeds
        while not self._stop.is_set() and (claimed := await self._in_thread(feeds.claim)):
            for feed in claimed:
                self._note(feed, await self._in_thread(self._visit, feed))

    def _visit(self, feed: FollowedFeed) -> Visit | None:
        try:
            return visit(feed, self._services, self._stop.is_set)
        except Exception as error:
            log_failure(log, f"Reading the feed {feed.address} failed and is tried again", error)
            return None

    async def _again_and_again(self, each: Callable[[], Awaitable[None]]) -> None:
        while not self._stop.is_set():
            try:
                await each()
            except Exception as error:
                log_failure(log, "Following failed and is tried again", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), LOOK_SECONDS)

    async def _in_thread(self, run: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Not in the threads in which questions are answered."""
        task = functools.partial(run, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._services.fetching, task)
