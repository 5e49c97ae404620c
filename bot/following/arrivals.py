"""Which article came into which collection, and by what; those who watch for quotes read it like a queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.following.intervals import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services import Services
    from knowledge.store.database import Database
    from knowledge.store.protocol import Addition
    from knowledge.types import Article

BY_HAND = 0
"""In place of a feed: somebody put the article in."""

KEPT_DAYS = 30
"""For which it is known where an article came from; no digest reaches further back."""


class _State(IntEnum):
    """EXPECTED: about to be added, or a process died at it; ARRIVED: to be looked through for quotes; SEEN: it was."""

    EXPECTED = 0
    ARRIVED = 1
    SEEN = 2


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that came into a collection at `at`; feeds: those that brought it, BY_HAND among them."""

    collection: str
    article: str
    at: float
    feeds: frozenset[int]


class Arrivals:
    """In the bot's database; safe to use from several threads and processes. clock: seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def expect(self, collection: str, article: str, feed: int) -> bool:
        """Note where an article comes from before it is added; whether it was not expected or here before."""
        with self._database.transaction() as sql:
            known = sql.execute(
                "SELECT 1 FROM arrivals WHERE collection = ? AND article = ?", (collection, article)
            ).fetchone()
            sql.execute(
                "INSERT OR IGNORE INTO arrivals VALUES (?, ?, ?, ?, ?)",
                (collection, article, feed, self._clock(), _State.EXPECTED),
            )
        return known is None

    def has_come(self, collection: str, article: str, feed: int) -> bool:
        """Whether that feed has brought the article already; it need not be there still."""
        row = self._database.connection().execute(
            "SELECT 1 FROM arrivals WHERE collection = ? AND article = ? AND feed = ? AND state <> ?",
            (collection, article, feed, _State.EXPECTED),
        )
        return row.fetchone() is not None

    def settle(self, collection: str, article: str, feed: int, *, is_news: bool) -> None:
        """The article is in. What is no news was there before, and is not told to anyone."""
        state = _State.ARRIVED if is_news else _State.SEEN
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE arrivals SET state = ? WHERE collection = ? AND article = ? AND feed = ? AND state = ?",
                (state, collection, article, feed, _State.EXPECTED),
            )

    def unseen(self) -> list[Arrival]:
        """What has not been looked through, oldest first."""
        rows = self._database.connection().execute(
            """SELECT collection, article, min(at) AS at, json_group_array(feed) AS feeds FROM arrivals
               WHERE (collection, article) IN (SELECT collection, article FROM arrivals WHERE state = ?)
               GROUP BY collection, article ORDER BY min(at)""",
            (_State.ARRIVED,),
        )
        return [
            Arrival(row["collection"], row["article"], row["at"], frozenset(json.loads(row["feeds"])))
            for row in rows.fetchall()
        ]

    def seen(self, arrival: Arrival) -> None:
        """It has been looked through. Those that are too old to matter are forgotten."""
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE arrivals SET state = ? WHERE collection = ? AND article = ? AND state = ?",
                (_State.SEEN, arrival.collection, arrival.article, _State.ARRIVED),
            )
            sql.execute(
                "DELETE FROM arrivals WHERE state IN (?, ?) AND at < ?",
                (_State.EXPECTED, _State.SEEN, self._clock() - KEPT_DAYS * DAY),
            )

    def muted(self, collection: str) -> frozenset[str]:
        """The articles that came into a collection only by feeds that it has muted."""
        rows = self._database.connection().execute(
            """SELECT article FROM arrivals a LEFT JOIN subscriptions s USING (collection, feed)
               WHERE collection = ? GROUP BY article HAVING min(coalesce(s.muted, 0)) = 1""",
            (collection,),
        )
        return frozenset(row["article"] for row in rows)


def take_in(article: Article, collection: str, services: Services, feed: int = BY_HAND) -> Addition:
    """Add an article to a collection, and note where it came from.

    Where a process dies between the two, doing it again comes to the same. To `encode_soon` is left to the caller,
    who may have more.
    """
    arrivals = services.following.arrivals
    is_first = arrivals.expect(collection, article.id, feed)
    added = services.knowledge.add(article, collection)
    arrivals.settle(collection, article.id, feed, is_news=added.is_new or not is_first)
    return added
