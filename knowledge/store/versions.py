"""Which version of a page a collection has: the others are kept for what was cited of them, and found no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reprints import Printed, is_edition
from knowledge.store import holdings
from knowledge.text.normalise import fold
from knowledge.text.shingles import contained, shingles

if TYPE_CHECKING:
    import sqlite3

MOST_COMPARED = 8
"""Articles of a site that look most like a new one: of reports that come each day there are hundreds."""
SAME_TEXT = 0.5
"""Share of the shorter text that both have where they are one article at two addresses of a page: its first page and
the whole, an edition for print. On some sites the number after `m.` is of another article than after `www.`."""


def is_settled(sql: sqlite3.Connection, collection: int, article: int) -> bool:
    """Whether the collection has the article, and nothing newer in its place but what came from another address: of
    one article at two addresses, that are both read again and again, neither takes the other's place each time.
    """
    row = sql.execute(
        """SELECT 1 FROM memberships m JOIN articles a ON a.seq = m.article LEFT JOIN articles n ON n.seq = m.newer
           WHERE m.collection = ? AND m.article = ? AND (m.newer IS NULL OR n.url IS NOT a.url)""",
        (collection, article),
    )
    return row.fetchone() is not None


def others(sql: sqlite3.Connection, collection: int, article: int) -> list[sqlite3.Row]:
    """What the collection has now of the page that the article is of, or of the article itself elsewhere on its site:
    one, but for what was put together from elsewhere.
    """
    own = sql.execute("SELECT url, page, title, text, published FROM articles WHERE seq = ?", (article,)).fetchone()
    rows = sql.execute(
        """SELECT a.url, a.title, a.text, coalesce(m.newer, m.article) AS current
           FROM articles a JOIN memberships m ON m.article = a.seq
           WHERE (a.url = :url OR a.page = :page) AND m.collection = :collection AND m.article <> :article""",
        {"url": own["url"], "page": own["page"], "collection": collection, "article": article},
    )
    current = {row["current"] for row in rows if _is_same_article(own, row)} - {article}
    return [_held(sql, collection, each) for each in sorted(current | _editions(sql, collection, article, own))]


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


def move(sql: sqlite3.Connection, source: int, target: int) -> None:
    """Put what one collection has into another; what is current in either may be so."""
    held = sql.execute("SELECT * FROM memberships WHERE collection = ?", (source,)).fetchall()
    for each in held:
        sql.execute(
            """INSERT INTO memberships VALUES (?, ?, ?, ?)
               ON CONFLICT (collection, article) DO UPDATE SET newer = NULL WHERE excluded.newer IS NULL""",
            (target, each["article"], each["added"], each["newer"]),
        )
    sql.execute("DELETE FROM holdings WHERE collection = ?", (source,))
    sql.execute("DELETE FROM memberships WHERE collection = ?", (source,))
    for each in held:
        _settle(sql, target, each["article"])


def _settle(sql: sqlite3.Connection, collection: int, article: int) -> None:
    """Of what two collections had of a page, the version that was stored last is the current one."""
    if _held(sql, collection, article)["newer"] is not None:
        return
    holdings.put(sql, collection, article)
    current = [article, *(row["article"] for row in others(sql, collection, article))]
    for each in current:
        if each != max(current):
            supersede(sql, collection, each, max(current))


def _held(sql: sqlite3.Connection, collection: int, article: int) -> sqlite3.Row:
    found: sqlite3.Row = sql.execute(
        """SELECT m.article, m.added, m.newer, a.id FROM memberships m JOIN articles a ON a.seq = m.article
           WHERE m.collection = ? AND m.article = ?""",
        (collection, article),
    ).fetchone()
    return found


def _editions(sql: sqlite3.Connection, collection: int, article: int, own: sqlite3.Row) -> set[int]:
    """What the collection has of the same article at any other address of its site."""
    rows = sql.execute(
        """SELECT m.article, a.title, a.text, a.published FROM prints p CROSS JOIN prints o ON o.band = p.band
           CROSS JOIN memberships m ON m.article = o.article JOIN articles a ON a.seq = m.article
           WHERE p.article = :article AND o.article <> :article AND m.collection = :collection AND m.newer IS NULL
           GROUP BY m.article ORDER BY count(*) DESC, m.article DESC LIMIT :most""",
        {"article": article, "collection": collection, "most": MOST_COMPARED},
    )
    return {row["article"] for row in rows if is_edition(_printed(own), _printed(row))}


def _printed(row: sqlite3.Row) -> Printed:
    return Printed(row["title"], row["text"], row["published"])


def _is_same_article(one: sqlite3.Row, other: sqlite3.Row) -> bool:
    """Of two at addresses of one page."""
    if one["url"] == other["url"] or fold(one["title"]) == fold(other["title"]):
        return True
    return contained(shingles(one["text"]), shingles(other["text"])) >= SAME_TEXT
