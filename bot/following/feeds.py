"""When each feed is looked at, and what is to be read of it; kept so that a process may die at any point.

A page is marked as read after its article is in; whoever comes back reads it again, which changes nothing.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.following import intervals
from bot.following.entries import forget_old, list_entries
from bot.following.subscriptions import FEED_COLUMNS, feed_of, forget_unfollowed
from bot.following.types import FollowedFeed, WaitingEntry
from knowledge.problems import problem_to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from knowledge.fetching import Feed
    from knowledge.fetching.opening import Listing
    from knowledge.problems import Problem
    from knowledge.store.database import Database

LEASE = 15 * intervals.MINUTE
"""Seconds that a process has for the feeds it took; another takes them over then."""

CLAIMED = 5
"""Feeds of one site that are taken at once."""


class Feeds:
    """In the bot's database; safe to use from several threads and processes. clock: seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float], random: Random | None = None) -> None:
        self._database = database
        self._clock = clock
        self._random = random or Random()

    def now(self) -> float:
        return self._clock()

    # -- beginning and ending --------------------------------------------------------------------

    def follow(self, listing: Listing, collection: str, place: str | None, first: int) -> tuple[FollowedFeed, bool]:
        """Have `collection` follow what was found, and its `first` newest entries be read; whether that is new.

        The caller has the feed as if claimed.
        """
        now = self._clock()
        assert listing.feed is not None  # what is begun has been read
        with self._database.transaction() as sql:
            row = sql.execute("SELECT id FROM feeds WHERE address = ?", (listing.address,)).fetchone()
            feed = row["id"] if row else self._insert(sql, listing, listing.feed, now)
            sql.execute(
                """UPDATE feeds SET next_at = :leased, ended_at = NULL, news_at = coalesce(news_at, :news),
                       check_at = CASE WHEN coalesce(failing_since, ended_at) IS NULL THEN check_at ELSE :now END
                   WHERE id = :id""",
                {"leased": now + LEASE, "now": now, "news": now if listing.feed.entries else None, "id": feed},
            )
            list_entries(sql, feed, listing, now, backlog=first)
            added = sql.execute(
                "INSERT OR IGNORE INTO subscriptions (feed, collection, place) VALUES (?, ?, ?)",
                (feed, collection, place),
            )
        return self._get(feed), bool(added.rowcount)

    def follow_unseen(self, feeds: Iterable[tuple[str, str]], collection: str, place: str | None, first: int) -> None:
        """Have `collection` follow feeds, given by address and title, which whoever is free looks at next.

        first: how many of the newest entries are read then.
        """
        now = self._clock()
        with self._database.transaction() as sql:
            for address, title in feeds:
                known = {"address": address, "site": _site(address), "title": title, "now": now, "backlog": first}
                sql.execute(
                    """INSERT INTO feeds (address, site, title, check_at, next_at, pause, backlog)
                       VALUES (:address, :site, :title, :now, :now, :pause, :backlog)
                       ON CONFLICT (address) DO UPDATE
                       SET check_at = :now, next_at = :now, ended_at = NULL, backlog = :backlog""",
                    {**known, "pause": intervals.FIRST},
                )
                sql.execute(
                    """INSERT OR IGNORE INTO subscriptions (feed, collection, place)
                       SELECT id, ?, ? FROM feeds WHERE address = ?""",
                    (collection, place, address),
                )

    def _insert(self, sql: sqlite3.Connection, listing: Listing, feed: Feed, now: float) -> int:
        made = sql.execute(
            """INSERT INTO feeds (address, site, title, link, etag, last_modified, check_at, next_at, pause, rest)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                listing.address,
                _site(listing.address),
                feed.title or urlsplit(listing.address).hostname,
                feed.link,
                listing.etag,
                listing.last_modified,
                now + intervals.until_next_look(intervals.FIRST, feed.rest, listing.max_age, self._random),
                now,
                intervals.FIRST,
                feed.rest,
            ),
        )
        return int(made.lastrowid or 0)

    def ended(self, feed: FollowedFeed, problem: Problem) -> FollowedFeed:
        """It is gone for good. Returns the feed as it is now."""
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE feeds SET ended_at = ?, problem = ? WHERE id = ?",
                (self._clock(), problem_to_json(problem), feed.id),
            )
        return self._get(feed.id)

    # -- whose turn it is ------------------------------------------------------------------------

    def claim(self) -> list[FollowedFeed]:
        """Due feeds of one site, for the caller alone until he releases them; none where nothing is due."""
        now = self._clock()
        if (due := self.next_at()) is None or due > now:
            return []
        with self._database.transaction() as sql:
            rows = sql.execute(
                f"""SELECT {FEED_COLUMNS} FROM feeds f WHERE ended_at IS NULL AND next_at <= :now AND site = (
                        SELECT site FROM feeds WHERE ended_at IS NULL AND next_at <= :now ORDER BY next_at LIMIT 1)
                    ORDER BY next_at LIMIT {CLAIMED}""",
                {"now": now},
            ).fetchall()
            sql.executemany("UPDATE feeds SET next_at = ? WHERE id = ?", [(now + LEASE, row["id"]) for row in rows])
        return [feed_of(row) for row in rows]

    def release(self, feed: FollowedFeed) -> None:
        """Due again when its list is, or the first of its pages; behind those that are due already."""
        with self._database.transaction() as sql:
            sql.execute(
                """UPDATE feeds SET next_at = max(:now, min(check_at, coalesce(
                       (SELECT min(due_at) FROM feed_entries WHERE feed = feeds.id AND due_at IS NOT NULL), check_at)))
                   WHERE id = :id""",
                {"now": self._clock(), "id": feed.id},
            )

    def next_at(self) -> float | None:
        """When the next feed is due; None where none is followed."""
        row = self._database.connection().execute("SELECT min(next_at) AS at FROM feeds WHERE ended_at IS NULL")
        found: float | None = row.fetchone()["at"]
        return found

    # -- how a look went -------------------------------------------------------------------------

    def looked(self, feed: FollowedFeed, listing: Listing) -> FollowedFeed:
        """The list was had: keep what is new in it. Returns the feed as it is now."""
        now = self._clock()
        with self._database.transaction() as sql:
            # As it is now: somebody may have begun to follow the feed while it was asked whether anything is new.
            backlog = sql.execute("SELECT backlog FROM feeds WHERE id = ?", (feed.id,)).fetchone()["backlog"]
            feed_id = self._moved(sql, feed.id, listing.address, now)
            news = list_entries(sql, feed_id, listing, now, backlog=backlog or None) if listing.feed else 0
            pause = intervals.next_pause(feed.pause, has_news=bool(news))
            rest = listing.feed.rest if listing.feed else feed.rest
            sql.execute(
                """UPDATE feeds SET etag = ?, last_modified = ?, check_at = ?, pause = ?, rest = ?,
                       title = coalesce(?, title), link = coalesce(?, link), news_at = coalesce(?, news_at),
                       failures = 0, failing_since = NULL, problem = NULL, told = 0, backlog = ?
                   WHERE id = ?""",
                (
                    listing.etag,
                    listing.last_modified,
                    now + self._until_next_look(pause, rest, listing, backlog),
                    pause,
                    rest,
                    listing.feed.title if listing.feed else None,
                    listing.feed.link if listing.feed else None,
                    now if news else None,
                    0 if listing.feed else backlog,
                    feed_id,
                ),
            )
            forget_old(sql, feed_id, now)
        return self._get(feed_id)

    def _until_next_look(self, pause: float, rest: float | None, listing: Listing, backlog: int) -> float:
        """At once where the list is needed for who has just begun to follow it, and is said to be unchanged."""
        if backlog and listing.feed is None:
            return 0.0
        return intervals.until_next_look(pause, rest, listing.max_age, self._random)

    def failed(self, feed: FollowedFeed, problem: Problem, asked: float = 0.0) -> FollowedFeed:
        """The list was not had. asked: seconds that the site wants to be left alone for."""
        now = self._clock()
        failures, since = feed.failures + 1, feed.failing_since or now
        told = feed.told or intervals.is_broken(failures, since, now)
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE feeds SET failures = ?, failing_since = ?, problem = ?, told = ?, check_at = ? WHERE id = ?",
                (
                    failures,
                    since,
                    problem_to_json(problem),
                    told,
                    now + intervals.until_retry(failures, asked, self._random),
                    feed.id,
                ),
            )
        return self._get(feed.id)

    def _moved(self, sql: sqlite3.Connection, feed: int, address: str, now: float) -> int:
        """The feed that is at `address` now: this one, or the one that was there already with all of this one.

        What that one listed last and this one had not yet is handed out again, as it is new to those who come.
        """
        sql.execute(
            "UPDATE OR IGNORE feeds SET address = ?, site = ? WHERE id = ? AND address <> ?",
            (address, _site(address), feed, address),
        )
        there = sql.execute("SELECT id FROM feeds WHERE address = ?", (address,)).fetchone()
        if there is None or there["id"] == feed:
            return feed
        other = int(there["id"])
        sql.execute(
            """UPDATE feed_entries SET due_at = :now WHERE feed = :other AND due_at IS NULL
               AND listed_at = (SELECT max(listed_at) FROM feed_entries WHERE feed = :other)
               AND url NOT IN (SELECT url FROM feed_entries WHERE feed = :feed)""",
            {"now": now, "other": other, "feed": feed},
        )
        sql.execute("UPDATE OR IGNORE subscriptions SET feed = ? WHERE feed = ?", (other, feed))
        sql.execute("DELETE FROM subscriptions WHERE feed = ?", (feed,))
        sql.execute("UPDATE OR IGNORE feed_entries SET feed = ? WHERE feed = ?", (other, feed))
        sql.execute("UPDATE OR IGNORE arrivals SET feed = ? WHERE feed = ?", (other, feed))
        forget_unfollowed(sql)
        return other

    # -- pages -----------------------------------------------------------------------------------

    def waiting(self, feed: FollowedFeed) -> list[WaitingEntry]:
        """The pages that are to be read now, oldest first."""
        rows = self._database.connection().execute(
            """SELECT feed, url, address, title, published, content, stamp, first_at, tries FROM feed_entries
               WHERE feed = ? AND due_at <= ? ORDER BY published IS NULL, published, first_at, url""",
            (feed.id, self._clock()),
        )
        return [WaitingEntry(**dict(row)) for row in rows.fetchall()]

    def known_article(self, entry: WaitingEntry) -> str | None:
        """The id of the article of this page where it was read as it is listed here, or for another feed just now."""
        row = self._database.connection().execute(
            """SELECT article FROM feed_entries WHERE url = :url AND article IS NOT NULL
               AND (stamp = :stamp OR (feed <> :feed AND read_at > :recently)) ORDER BY read_at DESC LIMIT 1""",
            {
                "url": entry.url,
                "stamp": entry.stamp,
                "feed": entry.feed,
                "recently": self._clock() - intervals.REREAD,
            },
        )
        found = row.fetchone()
        return found["article"] if found else None

    def read(self, entry: WaitingEntry, article: str | None) -> None:
        """A page is done with: it is this article, or none."""
        with self._database.transaction() as sql:
            sql.execute(
                """UPDATE feed_entries SET due_at = NULL, tries = 0, content = NULL, read_at = ?,
                       article = coalesce(?, article) WHERE feed = ? AND url = ?""",
                (self._clock(), article, entry.feed, entry.url),
            )

    def retry(self, entry: WaitingEntry) -> bool:
        """A page could not be had: once more later; False where it has been tried often enough."""
        tries = entry.tries + 1
        if tries >= intervals.PAGE_TRIES:
            return False
        self._wait(entry, tries, intervals.until_page_retry(tries, self._random))
        return True

    def postpone(self, entry: WaitingEntry, seconds: float) -> bool:
        """The site of a page wants to be left alone; False where it has wanted that for too long."""
        if self._clock() - entry.first_at > intervals.PATIENCE:
            return False
        asked = min(max(seconds, intervals.MINUTE), intervals.LONGEST_ASKED)
        self._wait(entry, entry.tries, asked)
        return True

    def _wait(self, entry: WaitingEntry, tries: int, seconds: float) -> None:
        with self._database.transaction() as sql:
            sql.execute(
                "UPDATE feed_entries SET due_at = ?, tries = ? WHERE feed = ? AND url = ?",
                (self._clock() + seconds, tries, entry.feed, entry.url),
            )

    def _get(self, feed: int) -> FollowedFeed:
        row = self._database.connection().execute(f"SELECT {FEED_COLUMNS} FROM feeds f WHERE id = ?", (feed,))
        return feed_of(row.fetchone())


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
