"""What is followed. Times are seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from knowledge.problems import Problem
    from knowledge.store import Scope

WatchKind = Literal["person", "topic"]


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed or sitemap, whoever follows it.

    pause: seconds between two looks; rest: those that it asks for. check_at: when it is looked at next. news_at:
    when it last had something new. failures, failing_since, problem: since it last worked; told: that it does not.
    ended_at: when it turned out to be gone for good. backlog: how many entries are read at the next look, whatever is
    known of them, because somebody has begun to follow the feed without looking.
    """

    id: int
    address: str
    title: str
    etag: str | None
    last_modified: str | None
    check_at: float
    pause: float
    rest: float | None
    news_at: float | None
    failures: int
    failing_since: float | None
    problem: Problem | None
    told: bool
    ended_at: float | None
    backlog: int


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """A page that is to be read, as its feed lists it.

    content: the article as HTML, where the feed has it. stamp: another where the feed says that the page has changed.
    """

    feed: int
    url: str
    address: str
    title: str | None
    published: str | None
    content: str | None
    stamp: str
    first_at: float
    tries: int


@dataclass(frozen=True, slots=True)
class Words:
    """Which articles of a source are taken: with one of `allowed`, if there are any, and with none of `denied`."""

    allowed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as one chat follows it. place: where notes go, None for the terminal."""

    id: int
    feed: FollowedFeed
    collection: str
    place: str | None
    words: Words
    muted: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """A person or a topic of which a chat wants to know each new quote, from `since` on."""

    id: int
    collection: str
    place: str
    kind: WatchKind
    text: str
    since: float

    @property
    def scope(self) -> Scope:
        """What the chat sees."""
        return LIBRARY, self.collection


Source = Subscription | Watch
