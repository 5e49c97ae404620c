"""Beginning to follow: an address or a line as typed -> what is followed from now on. It blocks while it fetches."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.visit import FIRST_READ, Visit, read_pages

if TYPE_CHECKING:
    from bot.following.types import Subscription, WatchKind
    from bot.services import Services

MOST_FEEDS, MOST_WATCHES = 100, 50
"""Of one chat."""

LONGEST_WAIT = 25.0
"""Seconds for which the first articles are read while somebody waits; the others come in by themselves."""

_WATCHED = re.compile(r"(?P<kind>person|people|orang|tokoh|topic|topik)\s*:\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_PEOPLE = frozenset({"person", "people", "orang", "tokoh"})
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://\S+|(?:[\w-]+\.)+[^\W\d_][\w-]+(?::\d+)?(?:/\S*)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Begun:
    """A feed as it is followed now; first: what was read of it. is_new: False where the chat followed it already."""

    subscription: Subscription
    first: Visit
    is_new: bool


def follow_feed(address: str, collection: str, place: str | None, services: Services) -> Begun:
    """Find the feed at an address or of the site there, follow it and index its newest articles.

    Raises BadSource, NoFeed where the site has none.
    """
    from knowledge.fetching.opening import find_listing  # parsers, which only those who fetch need

    until = time.monotonic() + LONGEST_WAIT
    listing = find_listing(address, services.fetcher)
    feeds = services.following.feeds
    feed, is_new = feeds.follow(listing, collection, place, FIRST_READ)
    first = read_pages(feed, services, lambda: time.monotonic() > until)
    feeds.release(feed)
    followed = services.following.subscriptions.of(collection)
    return Begun(next(s for s in followed if s.feed.id == feed.id), first, is_new)


def read_watch(typed: str) -> tuple[WatchKind, str] | None:
    """`person: Ted Sarandos`, `topik: sawit` -> what to watch for; None for anything else."""
    match = _WATCHED.fullmatch(typed.strip())
    if match is None:
        return None
    return "person" if match["kind"].lower() in _PEOPLE else "topic", " ".join(match["text"].split())


def read_address(typed: str) -> str | None:
    """An address as typed, https where it does not say; None for what is none."""
    given = typed.strip().strip("<>")
    if not _ADDRESS.fullmatch(given):
        return None
    return given if "://" in given else f"https://{given}"
