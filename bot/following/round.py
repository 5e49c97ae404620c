"""One round of visits to all feeds that are due, for a program that ends then."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.following.follower import Follower

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.following.types import FollowedFeed
    from bot.following.visit import Visit
    from bot.services import Services
    from knowledge.types import Article


@dataclass(frozen=True, slots=True)
class Visited:
    """feed: as it is after the visit; articles: that were read; left: pages that are due still; broke: we stumbled."""

    feed: FollowedFeed
    articles: tuple[Article, ...] = ()
    left: int = 0
    broke: bool = False


async def visit_all(services: Services, show: Callable[[Visited], None]) -> None:
    """Visit what is due and no other process has taken, and `show` each feed once, when there is no more of it.

    To encode what came in is left to the caller.
    """
    stop = asyncio.Event()
    open_ones: dict[int, Visited] = {}

    def note(feed: FollowedFeed, visit: Visit | None) -> None:
        """One of which there is more than fits in a visit has its turn again, behind the others."""
        before = open_ones.pop(feed.id, Visited(feed))
        if visit is None:
            show(replace(before, broke=True))
            return
        made = Visited(visit.feed, before.articles + visit.articles, visit.left)
        if visit.left:
            open_ones[made.feed.id] = made
        else:
            show(made)

    try:
        await Follower(replace(services, encode_soon=_later), stop, note).visit_due()
    finally:
        stop.set()  # for the threads, which end after the page that they are at
    for each in open_ones.values():  # another process took over
        show(each)


def _later() -> None:
    """When the round is over."""
