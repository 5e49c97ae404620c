"""Which version of a page a collection has: the others are kept for what was cited of them, and found no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.store import holdings

if TYPE_CHECKING:
    import sqlite3


def is_current(sql: sqlite3.Connection, collection: int, article: int) -> bool:
    """Whether the collection has the article, and nothing newer in its place."""
    row = sql.execute(
        "SELECT 1 FROM memberships WHERE collection = ? AND article = ? AND newer IS NULL", (collection, article)
    )
    return row.fetchone() is not None


def versions_of(sql: sqlite3.Connection, collection: int, url: str | None) -> list[sqlite3.Row]:
    """What the collection has of a page now: one, but for what was put together from elsewhere."""
    return sql.execute(
        """SELECT m.article, a.id, m.added FROM articles a JOIN memberships m ON m.article = a.seq
           WHERE a.url = ? AND m.collection = ? AND m.newer IS NULL""",
        (url, collection),
    ).fetchall()


def join(sql: sqlite3.Connection, collection: int, article: int, at: float) -> None:
    """A version that comes back is current again; it came in when it first did."""
    sql.execute(
        """INSERT INTO memberships VALUES (?, ?, ?, NULL)
           ON CONFLICT (collection, article) DO UPDATE SET newer = NULL""",
        (collection, article, at),
    )
    holdings.put(sql, collection, article)


def supersede(sql: sqlite3.Connection, collection: int, article: int, newer: int) -> None:
    """With all the versions that it has superseded itself."""
    sql.execute(
        "UPDATE memberships SET newer = ? WHERE collection = ? AND article <> ? AND (article = ? OR newer = ?)",
        (newer, collection, newer, article, article),
    )
    holdings.take(sql, collection, article)


def settle(sql: sqlite3.Connection, collection: int, article: int) -> None:
    """Of all versions of a page that two collections had, the one that was stored last is the current one."""
    versions = sql.execute(
        """SELECT m.article, max(m.article) FILTER (WHERE m.newer IS NULL) OVER () AS current FROM memberships m
           JOIN articles a ON a.seq = m.article
           WHERE m.collection = :collection
             AND (a.seq = :article OR a.url = (SELECT url FROM articles WHERE seq = :article))""",
        {"collection": collection, "article": article},
    ).fetchall()
    for row in versions:
        is_current = row["article"] == row["current"]
        sql.execute(
            "UPDATE memberships SET newer = ? WHERE collection = ? AND article = ?",
            (None if is_current else row["current"], collection, row["article"]),
        )
        (holdings.put if is_current else holdings.take)(sql, collection, row["article"])
