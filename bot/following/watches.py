"""People and topics that chats watch for, and what each has been told."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.types import Watch, WatchKind
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from knowledge.knowledge import FoundQuote
    from knowledge.store.database import Database
    from knowledge.types import Article

NOTICES_KEPT = 60 * 24 * 3600.0
"""Seconds for which notices are kept once they are in the outbox, as the outbox keeps what it has posted."""
TOLD_KEPT = 365 * 24 * 3600.0
"""Seconds for which it is known what has been told: an article that a site changes after a year is told again."""
GATHERED = 60.0
"""Seconds for which notices of one place are gathered before they are sent: news comes in bursts."""

APART = 3
"""Notices of one place that are sent one by one; more become one message."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Quotes of an article that a watch is to tell: of each its place in the article's, and the sentences around it."""

    watch: Watch
    article: str
    quotes: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notices of one message."""

    id: int
    collection: str
    place: str


class Watches:
    """In the bot's database; safe to use from several threads and processes. clock: seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def add(self, collection: str, place: str, kind: WatchKind, text: str) -> bool:
        """False where the chat watches for that already."""
        with self._database.transaction() as sql:
            added = sql.execute(
                """INSERT OR IGNORE INTO watches (collection, place, kind, text, folded, since)
                   VALUES (?, ?, ?, ?, ?, ?)""",
                (collection, place, kind, text, fold(text), self._clock()),
            )
            return bool(added.rowcount)

    def remove(self, watch: int) -> None:
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM watches WHERE id = ?", (watch,))

    def of(self, collection: str | None = None) -> list[Watch]:
        """Those of a chat, or of all, in the order in which they were set up."""
        rows = self._database.connection().execute(
            "SELECT * FROM watches WHERE :chat IS NULL OR collection = :chat ORDER BY id", {"chat": collection}
        )
        return [_watch(row) for row in rows]

    def tell(self, watch: Watch, article: Article, found: Sequence[FoundQuote]) -> bool:
        """Have quotes of `article` told; False where the article or all of them were already.

        That they are need not be on the disk by itself: it is before the message that tells them, as bot/deliveries
        waits for that.
        """
        with self._database.transaction() as sql:
            now = self._clock()
            if not _once(sql, watch, f"article {article.url or article.id}", now):
                return False
            new = [each for each in found if _once(sql, watch, f"quote {_digest(each.quote.text)}", now)]
            if new:
                sql.execute(
                    "INSERT INTO notices (watch, article, quotes, at) VALUES (?, ?, ?, ?)",
                    (watch.id, article.id, _dumped(new), now),
                )
        return bool(new)

    # -- messages --------------------------------------------------------------------------------

    def bundles(self) -> list[Bundle]:
        """The messages that are to be sent, each until it is `planned`; notices that have waited are put into some."""
        if not self._database.connection().execute("SELECT 1 FROM notices WHERE NOT planned LIMIT 1").fetchone():
            return []
        with self._database.transaction() as sql:
            gathered = sql.execute(
                """SELECT w.place, json_group_array(n.id) AS notices FROM notices n JOIN watches w ON w.id = n.watch
                   WHERE n.bundle IS NULL GROUP BY w.place HAVING min(n.at) <= ?""",
                (self._clock() - GATHERED,),
            ).fetchall()
            for row in gathered:
                _bundle(sql, sorted(json.loads(row["notices"])))
            rows = sql.execute(
                """SELECT DISTINCT n.bundle, w.collection, w.place FROM notices n JOIN watches w ON w.id = n.watch
                   WHERE NOT n.planned AND n.bundle IS NOT NULL ORDER BY n.bundle"""
            ).fetchall()
        return [Bundle(row["bundle"], row["collection"], row["place"]) for row in rows]

    def planned(self, bundle: Bundle) -> None:
        """It is in the outbox. What is too old is forgotten."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("UPDATE notices SET planned = 1 WHERE bundle = ?", (bundle.id,))
            sql.execute("DELETE FROM notices WHERE planned AND at < ?", (now - NOTICES_KEPT,))
            sql.execute("DELETE FROM told WHERE at < ?", (now - TOLD_KEPT,))

    def notices(self, bundle: int) -> list[Notice]:
        """What a message tells, in the order in which it came."""
        rows = self._database.connection().execute(
            """SELECT w.*, n.article, n.quotes FROM notices n JOIN watches w ON w.id = n.watch
               WHERE n.bundle = ? ORDER BY n.id""",
            (bundle,),
        )
        return [Notice(_watch(row), row["article"], _loaded(row["quotes"])) for row in rows]


def _bundle(sql: sqlite3.Connection, notices: Sequence[int]) -> None:
    first = notices[0]
    for notice in notices:
        bundle = first if len(notices) > APART else notice
        sql.execute("UPDATE notices SET bundle = ? WHERE id = ?", (bundle, notice))


def _once(sql: sqlite3.Connection, watch: Watch, what: str, now: float) -> bool:
    """Whether that had not been told, which it is from now on."""
    return bool(sql.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", (watch.id, what, now)).rowcount)


def _dumped(found: Sequence[FoundQuote]) -> str:
    return json.dumps([[f.article.quotes.index(f.quote), f.sentences.start, f.sentences.end] for f in found])


def _loaded(quotes: str) -> tuple[tuple[int, Span], ...]:
    return tuple((index, Span(start, end)) for index, start, end in json.loads(quotes))


def _digest(said: str) -> str:
    """The same for the same words, however they are punctuated."""
    folded = " ".join(fold(word.text) for word in words(said))
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _watch(row: sqlite3.Row) -> Watch:
    return Watch(row["id"], row["collection"], row["place"], row["kind"], row["text"], row["since"])
