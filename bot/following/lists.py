"""Lists of feeds, in and out: OPML -> what is followed, and back."""

from __future__ import annotations

from concurrent.futures import as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.begin import MOST_FEEDS
from bot.following.visit import FIRST_READ
from knowledge.errors import BadAddress, BadSource
from knowledge.problems import Problem, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.following.types import Subscription
    from bot.services import Services
    from knowledge.fetching.opml import Outline

TITLE = "Kutip"
"""Of the lists that are written."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of one feed of a list. problem: why it is not followed. is_new: False where it was already."""

    outline: Outline
    title: str
    is_new: bool = False
    problem: Problem | None = None


def take_listed(outlines: Sequence[Outline], collection: str, place: str | None, services: Services) -> list[Listed]:
    """Have a chat follow all that it may, unseen: who follows in the background looks at them first."""
    new, others = _sorted_out(outlines, collection, services)
    done = [_checked(outline, services) for outline in new]
    taken = [(each.outline.address, each.title) for each in done if each.is_new]
    services.following.feeds.follow_unseen(taken, collection, place, FIRST_READ)
    return [*done, *others]


def follow_listed(
    outlines: Sequence[Outline], collection: str, place: str | None, services: Services
) -> Iterator[Listed]:
    """The same for who can wait: looks at each, several sites at once; as they answer."""
    new, others = _sorted_out(outlines, collection, services)
    yield from others
    waiting = [services.fetching.submit(_follow, outline, collection, place, services) for outline in new]
    for done in as_completed(waiting):
        yield done.result()


def _sorted_out(
    outlines: Sequence[Outline], collection: str, services: Services
) -> tuple[Sequence[Outline], list[Listed]]:
    """Those that can be followed now; what becomes of the others, followed already or too many."""
    followed = {subscription.feed.address for subscription in services.following.subscriptions.of(collection)}
    room = max(0, MOST_FEEDS - len(followed))
    new = [outline for outline in outlines if outline.address not in followed]
    known = [Listed(outline, _title(outline)) for outline in outlines if outline.address in followed]
    too_many = [
        Listed(
            outline,
            _title(outline),
            problem=Problem(Trouble.TOO_MANY_FEEDS, {"address": outline.address, "most": MOST_FEEDS}),
        )
        for outline in new[room:]
    ]
    return new[:room], [*known, *too_many]


def _checked(outline: Outline, services: Services) -> Listed:
    try:
        services.fetcher.check(outline.address)
    except BadAddress as error:
        return Listed(outline, _title(outline), problem=error.problem)
    return Listed(outline, _title(outline), is_new=True)


def _follow(outline: Outline, collection: str, place: str | None, services: Services) -> Listed:
    from knowledge.fetching.opening import find_listing  # parsers, which only those who fetch need

    try:
        listing = find_listing(outline.address, services.fetcher)
        feed, is_new = services.following.feeds.follow(listing, collection, place, FIRST_READ)
    except BadSource as error:
        return Listed(outline, _title(outline), problem=error.problem)
    services.following.feeds.release(feed)
    return Listed(outline, feed.title, is_new)


def _title(outline: Outline) -> str:
    return outline.title or outline.address


def export(subscriptions: Iterable[Subscription]) -> bytes:
    """A list of the feeds for any feed reader."""
    from knowledge.fetching.opml import Outline, write_opml  # a parser, which only those who export need

    return write_opml(TITLE, (Outline(s.feed.address, s.feed.title) for s in subscriptions))
