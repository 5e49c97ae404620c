"""Beginning to follow: an address or a line as typed -> what is followed from now on. It blocks while it fetches."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.visit import FIRST_READ, Visit, read_pages
from knowledge.errors import Unreachable
from knowledge.problems import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.following.types import Subscription, WatchKind
    from bot.services import Services
    from knowledge.fetching.opening import Listing

MOST_FEEDS, MOST_WATCHES = 100, 50
"""Of one chat."""

LONGEST_WAIT = 25.0
"""Seconds for which the first articles are read while somebody waits; the others come in by themselves."""

_WATCHED = re.compile(r"(?P<kind>person|people|orang|tokoh|topic|topik)\s*:\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_PEOPLE = frozenset({"person", "people", "orang", "tokoh"})
_ADDRESS = re.compile(
    r"""
      [a-z][a-z0-9+.-]*://\S+                                 # with its scheme
    | (?:  (?:[\w-]+\.)+ [^\W\d_][\w-]+ (?::\d+)?            # a host's name
        |  (?: [\w-]*[^\W\d][\w-]* | (?:\d{1,3}\.){3}\d{1,3} | \[[0-9a-f:.]+\] ) :\d+   # any other with its port
      )
      (?:/\S*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNANSWERED = frozenset({Trouble.NOT_REACHED, Trouble.BROKE_OFF, Trouble.SLOW})
"""What may come of asking for https where there is only http. A bad certificate is not among them: it is a warning."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A feed as it is followed now; first: what was read of it. is_new: False where the chat followed it already."""

    subscription: Subscription
    first: Visit
    is_new: bool


def follow_feed(addresses: Sequence[str], collection: str, place: str | None, services: Services) -> Begun:
    """Find the feed at the first address that answers, or of the site there, follow it and index its newest articles.

    Raises BadSource, NoFeed where the site has none.
    """
    until = time.monotonic() + LONGEST_WAIT
    listing = _find(addresses, services)
    feeds = services.following.feeds
    feed, is_new = feeds.follow(listing, collection, place, FIRST_READ)
    first = read_pages(feed, services, lambda: time.monotonic() > until)
    feeds.release(feed)
    followed = services.following.subscriptions.of(collection)
    return Begun(next(s for s in followed if s.feed.id == feed.id), first, is_new)


def _find(addresses: Sequence[str], services: Services) -> Listing:
    """Where none answers, what is wrong with the first is what is told."""
    from knowledge.fetching.opening import find_listing  # parsers, which only those who fetch need

    first, *others = addresses
    try:
        return find_listing(first, services.fetcher)
    except Unreachable as error:
        if not others or error.problem.kind not in _UNANSWERED:
            raise
        try:
            return _find(others, services)
        except Unreachable:
            raise error from None


def read_watch(typed: str) -> tuple[WatchKind, str] | None:
    """`person: Ted Sarandos`, `topik: sawit` -> what to watch for; None for anything else."""
    match = _WATCHED.fullmatch(typed.strip())
    if match is None:
        return None
    return "person" if match["kind"].lower() in _PEOPLE else "topic", " ".join(match["text"].split())


def read_addresses(typed: str) -> tuple[str, ...]:
    """An address as typed, with https and then http where it does not say; none for what is none."""
    given = typed.strip().strip("<>")
    if not _ADDRESS.fullmatch(given):
        return ()
    return (given,) if "://" in given else (f"https://{given}", f"http://{given}")
