"""What a list says, kept: what is new, what has changed, what to read of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.following.intervals import DAY, reread_at
from knowledge.fetching import canonical_url, newest_first

if TYPE_CHECKING:
    import sqlite3

    from knowledge.fetching import Entry
    from knowledge.fetching.opening import Listing

NEWS_DAYS = 14
"""What a feed lists for the first time with an older date than this is no news, but a page that it turned up again."""

KEPT_DAYS = 90
"""For which an entry is known that its feed no longer lists; some repeat old ones."""


def list_entries(sql: sqlite3.Connection, feed: int, listing: Listing, now: float, backlog: int | None = None) -> int:
    """Keep what `listing` holds, and have what is new or has changed be read; returns how many are new.

    backlog: where somebody begins to follow the feed, so many of the newest are read, whatever is known of them,
    and those that nobody knew before count as seen.
    """
    entries = listing.feed.entries if listing.feed else ()
    known = {row["url"]: row for row in sql.execute("SELECT * FROM feed_entries WHERE feed = ?", (feed,))}
    first = newest_first(entries)[:backlog] if backlog else []
    oldest = datetime.fromtimestamp(now - NEWS_DAYS * DAY, UTC).isoformat()
    new = 0
    for entry in entries:
        url = canonical_url(entry.url)
        if url not in known:
            wanted = entry in first if backlog else (entry.published or oldest) >= oldest
            _insert(sql, feed, url, entry, now, due_at=now if wanted else None)
            new += wanted
        elif entry in first:
            _update(sql, feed, url, entry, now, due_at=now)
        elif known[url]["stamp"] != _stamp(entry):
            _update(sql, feed, url, entry, now, due_at=_due(known[url], now))
        else:
            sql.execute("UPDATE feed_entries SET listed_at = ? WHERE feed = ? AND url = ?", (now, feed, url))
    return new


def forget_old(sql: sqlite3.Connection, feed: int, now: float) -> None:
    """Drop what the feed has not listed for long."""
    sql.execute(
        "DELETE FROM feed_entries WHERE feed = ? AND listed_at < ? AND due_at IS NULL", (feed, now - KEPT_DAYS * DAY)
    )


def _insert(sql: sqlite3.Connection, feed: int, url: str, entry: Entry, now: float, due_at: float | None) -> None:
    sql.execute(
        """INSERT INTO feed_entries (feed, url, address, title, published, content, stamp, first_at, listed_at, due_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            feed,
            url,
            entry.url,
            entry.title,
            entry.published,
            entry.content if due_at is not None else None,
            _stamp(entry),
            now,
            now,
            due_at,
        ),
    )


def _update(sql: sqlite3.Connection, feed: int, url: str, entry: Entry, now: float, due_at: float | None) -> None:
    sql.execute(
        """UPDATE feed_entries SET address = ?, title = ?, published = ?, content = ?, listed_at = ?, due_at = ?,
               article = CASE WHEN stamp = ? THEN article END, stamp = ? WHERE feed = ? AND url = ?""",
        (
            entry.url,
            entry.title,
            entry.published,
            entry.content if due_at is not None else None,
            now,
            due_at,
            _stamp(entry),
            _stamp(entry),
            feed,
            url,
        ),
    )


def _due(known: sqlite3.Row, now: float) -> float | None:
    """When a page whose entry has changed is read: never where it was passed over before, else not too soon."""
    if known["due_at"] is not None:
        return float(known["due_at"])
    return max(now, reread_at(known["first_at"], known["read_at"])) if known["read_at"] else None


def _stamp(entry: Entry) -> str:
    return f"{entry.updated or entry.published or ''} {entry.title or ''}"
