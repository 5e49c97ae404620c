"""Lists of feeds, in and out: OPML -> what is followed, and back."""

from __future__ import annotations

from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.begin import MOST_FEEDS
from bot.following.types import Subscription
from bot.following.visit import FIRST_READ
from knowledge.errors import BadSource
from knowledge.problems import Problem, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.services import Services
    from knowledge.fetching.opml import Outline


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of one feed of a list. problem: why it is not followed. is_new: False where it was already."""

    outline: Outline
    title: str
    is_new: bool = False
    problem: Problem | None = None


def follow_listed(
    outlines: Sequence[Outline], collection: str, place: str | None, services: Services
) -> Iterator[Listed]:
    """Follow all that a chat may, several sites at once, as they answer; their articles come in by themselves."""
    followed = {subscription.feed.address for subscription in services.following.subscriptions.of(collection)}
    room = max(0, MOST_FEEDS - len(followed))
    new = [outline for outline in outlines if outline.address not in followed]
    for outline in outlines:
        if outline.address in followed:
            yield Listed(outline, outline.title or outline.address)
    for outline in new[room:]:
        yield Listed(
            outline,
            outline.title or outline.address,
            problem=Problem(Trouble.TOO_MANY_FEEDS, {"address": outline.address, "most": MOST_FEEDS}),
        )
    waiting = [services.fetching.submit(_follow, outline, collection, place, services) for outline in new[:room]]
    for done in as_completed(waiting):
        yield done.result()


def _follow(outline: Outline, collection: str, place: str | None, services: Services) -> Listed:
    from knowledge.fetching.opening import find_listing  # parsers, which only those who fetch need

    title = outline.title or outline.address
    try:
        listing = find_listing(outline.address, services.fetcher)
        feed, is_new = services.following.feeds.follow(listing, collection, place, FIRST_READ)
    except BadSource as error:
        return Listed(outline, title, problem=error.problem)
    services.following.feeds.release(feed)
    return Listed(outline, feed.title, is_new)


def export(collection: str, title: str, services: Services) -> bytes:
    """What a chat follows, people and topics left out, which no feed reader knows."""
    from knowledge.fetching.opml import Outline, write_opml  # a parser, which only those who export need

    followed = [s for s in services.following.sources(collection) if isinstance(s, Subscription)]
    return write_opml(title, (Outline(s.feed.address, s.feed.title) for s in followed))
