"""Who follows which feed, and which of its articles he or she wants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.following.types import FollowedFeed, Subscription, Words
from knowledge.problems import problem_from_json

if TYPE_CHECKING:
    import sqlite3

    from knowledge.store.database import Database

FEED_COLUMNS = ", ".join(f"f.{name}" for name in FollowedFeed.__slots__)
_SELECT = f"""
SELECT s.id AS subscription, s.collection, s.place, s.allowed, s.denied, s.muted, {FEED_COLUMNS}
FROM subscriptions s JOIN feeds f ON f.id = s.feed
"""


class Subscriptions:
    """In the bot's database; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, collection: str) -> list[Subscription]:
        """What a chat follows, in the order in which it began to."""
        rows = self._database.connection().execute(f"{_SELECT} WHERE s.collection = ? ORDER BY s.id", (collection,))
        return [_subscription(row) for row in rows]

    def of_feed(self, feed: int) -> list[Subscription]:
        """Who follows a feed."""
        rows = self._database.connection().execute(f"{_SELECT} WHERE s.feed = ? ORDER BY s.id", (feed,))
        return [_subscription(row) for row in rows]

    def choose(self, subscription: int, words: Words) -> None:
        """Take articles by these words from now on."""
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE subscriptions SET allowed = ?, denied = ? WHERE id = ?",
                (json.dumps(words.allowed), json.dumps(words.denied), subscription),
            )

    def mute(self, subscription: int, *, muted: bool) -> None:
        with self._database.transaction() as sql:
            sql.execute("UPDATE subscriptions SET muted = ? WHERE id = ?", (muted, subscription))

    def remove(self, subscription: int) -> None:
        """Stop following; a feed that nobody follows is forgotten."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM subscriptions WHERE id = ?", (subscription,))
            forget_unfollowed(sql)

    def muted_feeds(self, collection: str) -> frozenset[int]:
        rows = self._database.connection().execute(
            "SELECT feed FROM subscriptions WHERE collection = ? AND muted", (collection,)
        )
        return frozenset(row["feed"] for row in rows)


def forget_unfollowed(sql: sqlite3.Connection) -> None:
    sql.execute("DELETE FROM feeds WHERE id NOT IN (SELECT feed FROM subscriptions)")


def feed_of(row: sqlite3.Row) -> FollowedFeed:
    fields = {name: row[name] for name in FollowedFeed.__slots__}
    problem = problem_from_json(row["problem"]) if row["problem"] else None
    return FollowedFeed(**{**fields, "told": bool(row["told"]), "problem": problem})


def _subscription(row: sqlite3.Row) -> Subscription:
    return Subscription(
        id=row["subscription"],
        feed=feed_of(row),
        collection=row["collection"],
        place=row["place"],
        words=Words(tuple(json.loads(row["allowed"])), tuple(json.loads(row["denied"]))),
        muted=bool(row["muted"]),
    )
