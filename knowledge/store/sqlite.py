"""The store in one SQLite file: an index of our own stems, vectors as blobs."""

from __future__ import annotations

import json
import time
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from knowledge.errors import OtherModel, OutdatedDatabase
from knowledge.store import article_rows, holdings, term_index, versions
from knowledge.store.postings import best_first
from knowledge.store.protocol import (
    Addition,
    ArticleRow,
    DatedRow,
    IndexedArticle,
    Outcome,
    PassageRow,
    QuoteRow,
    Scope,
    SpeakerRow,
    TitleRow,
    VectorRow,
)
from knowledge.types import Article, Span, SpeakerKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.store.database import Database
    from knowledge.types import Language

SCOPES_KEPT = 64
"""Of which it is kept, in a language each, which passages they hold: 13 KB for a hundred thousand."""
_IN_SCOPE = """
article IN (SELECT m.article FROM memberships m JOIN collections c ON c.seq = m.collection
            WHERE m.newer IS NULL AND c.name IN (SELECT value FROM json_each(:scope)))
"""
_QUOTE_EVER_IN_SCOPE = """
EXISTS (SELECT 1 FROM memberships m JOIN collections c ON c.seq = m.collection
        WHERE m.article = q.article AND c.name IN (SELECT value FROM json_each(:scope)))
"""
"""Asked of each quote, so that of many articles only those are looked up whose quotes are read."""
_QUOTE_IN_SCOPE = _QUOTE_EVER_IN_SCOPE.replace("WHERE", "WHERE m.newer IS NULL AND")
_ARTICLE_IN_SCOPE = _QUOTE_IN_SCOPE.replace("q.article", "a.seq")
"""Asked of one article after another, as they are read in an order until there are enough."""
_NEWEST_FIRST = "ORDER BY coalesce(a.published, a.added) DESC, a.seq DESC"
_ALL_NEWEST_FIRST = _NEWEST_FIRST.replace("BY ", "BY +")
"""Sorted once they are read: in the order of the index each row would be looked for elsewhere in the file."""
_BY_SPEAKERS = "AND q.speaker IN (SELECT value FROM json_each(:speakers))"
_OF_ARTICLES = """
AND q.article IN (SELECT seq FROM articles WHERE id IN (SELECT value FROM json_each(:articles)))
"""


class SqliteStore:
    """Implements `Store`; see there for what each method promises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = lru_cache(SCOPES_KEPT)(self._held_in_version)
        database.migrate("knowledge", "knowledge.store")
        if not self._read().execute("SELECT 1 FROM sqlite_master WHERE name = 'postings'").fetchone():
            raise OutdatedDatabase(
                f"{database.path} was made by a version before the first release; move it away, and `kutip add` the "
                "articles to a new one."
            )

    # -- writing ---------------------------------------------------------------------------------

    def add(self, indexed: IndexedArticle, collection: str, clock: Callable[[], float] = time.time) -> Addition:
        with self._database.transaction() as sql:
            collection_seq = _collection(sql, collection)
            known = sql.execute("SELECT seq FROM articles WHERE id = ?", (indexed.article.id,)).fetchone()
            article_seq = known["seq"] if known else article_rows.insert(sql, indexed)
            if versions.is_settled(sql, collection_seq, article_seq):
                return Addition(indexed.article.id, Outcome.KNOWN)
            older = versions.others(sql, collection_seq, article_seq)
            versions.join(sql, collection_seq, article_seq, min((row["added"] for row in older), default=clock()))
            for row in older:
                versions.supersede(sql, collection_seq, row["article"], article_seq)
            _changed(sql)
            replaced = tuple(row["id"] for row in older)
            return Addition(indexed.article.id, Outcome.UPDATED if replaced else Outcome.NEW, replaced)

    def remove(self, article_id: str, collection: str) -> bool:
        with self._database.transaction() as sql:
            row = sql.execute(
                """SELECT m.collection, coalesce(m.newer, m.article) AS current FROM memberships m
                   JOIN collections c ON c.seq = m.collection JOIN articles a ON a.seq = m.article
                   WHERE a.id = ? AND c.name = ?""",
                (article_id, collection),
            ).fetchone()
            if row is None:
                return False
            all_of_it = "FROM memberships WHERE collection = :collection AND (article = :current OR newer = :current)"
            held = [each["article"] for each in sql.execute(f"SELECT article {all_of_it}", dict(row))]
            sql.execute(f"DELETE {all_of_it}", dict(row))
            for article in held:
                _let_go(sql, article, row["collection"])
            _changed(sql)
            return True

    def move_collection(self, old: str, new: str) -> None:
        with self._database.transaction() as sql:
            row = sql.execute("SELECT seq FROM collections WHERE name = ?", (old,)).fetchone()
            if row is None:
                return
            source, target = row["seq"], _collection(sql, new)
            versions.move(sql, source, target)
            sql.execute("DELETE FROM collections WHERE seq = ?", (source,))
            _changed(sql)

    def add_vectors(self, encoder: str, vectors: Mapping[int, bytes]) -> None:
        with self._database.transaction() as sql:
            sql.execute("INSERT OR IGNORE INTO meta VALUES ('encoder', ?)", (encoder,))
            stored = sql.execute("SELECT value FROM meta WHERE key = 'encoder'").fetchone()["value"]
            if stored != encoder:
                raise OtherModel(
                    f"{self._database.path} is indexed with the encoder {stored}, not {encoder}; set "
                    "KUTIP_ENCODER back or index into another database."
                )
            # The passage may have been removed while it was being encoded.
            sql.executemany(
                """INSERT OR IGNORE INTO vectors (passage, data)
                   SELECT seq, ? FROM passages WHERE seq = ?""",
                [(data, passage) for passage, data in vectors.items()],
            )
            _changed(sql, "version")

    # -- articles --------------------------------------------------------------------------------

    def articles_by_id(self, ids: Collection[str]) -> dict[str, Article]:
        return article_rows.read(self._read(), ids)

    def article_id_of(self, reference: str, page: str | None, scope: Scope) -> str | None:
        rows = self._read().execute(
            """SELECT iif(a.id = :ref, a.id, n.id) AS id FROM articles a JOIN memberships m ON m.article = a.seq
               JOIN collections c ON c.seq = m.collection JOIN articles n ON n.seq = coalesce(m.newer, m.article)
               WHERE (a.id = :ref OR a.url = :ref OR a.page = :page)
                 AND c.name IN (SELECT value FROM json_each(:scope))
               ORDER BY a.id = :ref DESC, a.url IS :ref DESC, n.seq DESC LIMIT 1""",
            {"ref": reference, "page": page, "scope": json.dumps(scope)},
        )
        row = rows.fetchone()
        return row["id"] if row else None

    def newer_version(self, article_id: str, scope: Scope) -> str | None:
        rows = self._read().execute(
            """SELECT n.id FROM memberships m JOIN articles a ON a.seq = m.article
               JOIN collections c ON c.seq = m.collection LEFT JOIN articles n ON n.seq = m.newer
               WHERE a.id = :id AND c.name IN (SELECT value FROM json_each(:scope)) ORDER BY m.newer IS NULL DESC""",
            {"id": article_id, "scope": json.dumps(scope)},
        )
        row = rows.fetchone()
        return row["id"] if row else None

    def articles(self, scope: Scope, limit: int | None = None) -> list[ArticleRow]:
        order = _ALL_NEWEST_FIRST if limit is None else _NEWEST_FIRST
        rows = self._read().execute(
            f"""SELECT id, title, byline, published, language, url,
                       (SELECT count(*) FROM quotes q WHERE q.article = a.seq) AS quotes
                FROM articles a WHERE {_ARTICLE_IN_SCOPE} {order} LIMIT :limit""",
            {"scope": json.dumps(scope), "limit": -1 if limit is None else limit},
        )
        return [ArticleRow(**dict(row)) for row in rows]

    def titles(self, scope: Scope) -> list[TitleRow]:
        rows = self._read().execute(
            f"SELECT id, title FROM articles a WHERE {_ARTICLE_IN_SCOPE} {_ALL_NEWEST_FIRST}",
            {"scope": json.dumps(scope)},
        )
        return [TitleRow(*row) for row in rows]

    def article_count(self, scope: Scope) -> int:
        row = self._read().execute(
            """SELECT count(DISTINCT m.article) FROM memberships m JOIN collections c ON c.seq = m.collection
               WHERE m.newer IS NULL AND c.name IN (SELECT value FROM json_each(:scope))""",
            {"scope": json.dumps(scope)},
        )
        return int(row.fetchone()[0])

    def article_ids(self, scope: Scope) -> frozenset[str]:
        rows = self._read().execute(
            f"SELECT id FROM (SELECT seq AS article, id FROM articles) WHERE {_IN_SCOPE}",
            {"scope": json.dumps(scope)},
        )
        return frozenset(row["id"] for row in rows)

    # -- quotes ----------------------------------------------------------------------------------

    def added_between(self, scope: Scope, since: float, until: float) -> list[DatedRow]:
        rows = self._read().execute(
            """SELECT a.id, a.published, min(m.added) AS added
               FROM memberships m JOIN collections c ON c.seq = m.collection JOIN articles a ON a.seq = m.article
               WHERE m.newer IS NULL AND c.name IN (SELECT value FROM json_each(:scope))
                 AND m.added >= :since AND m.added < :until
                 AND NOT EXISTS (
                   SELECT 1 FROM memberships e JOIN collections o ON o.seq = e.collection
                   WHERE e.article = m.article AND e.added < :since
                     AND o.name IN (SELECT value FROM json_each(:scope)))
               GROUP BY a.seq ORDER BY a.seq""",
            {"scope": json.dumps(scope), "since": since, "until": until},
        )
        return [DatedRow(row["id"], row["published"], row["added"]) for row in rows]

    def published_between(self, scope: Scope, first: str, last: str) -> list[DatedRow]:
        rows = self._read().execute(
            """SELECT a.id, a.published, min(m.added) AS added
               FROM memberships m JOIN collections c ON c.seq = m.collection JOIN articles a ON a.seq = m.article
               WHERE m.newer IS NULL AND c.name IN (SELECT value FROM json_each(:scope))
                 AND substr(coalesce(a.published, strftime('%Y-%m-%d', m.added, 'unixepoch')), 1, 10)
                     BETWEEN :first AND :last
               GROUP BY a.seq ORDER BY a.seq""",
            {"scope": json.dumps(scope), "first": first, "last": last},
        )
        return [DatedRow(row["id"], row["published"], row["added"]) for row in rows]

    def speakers(self, scope: Scope) -> list[SpeakerRow]:
        # With the sign: through the index of speakers, which needs no sorting, rather than article by article.
        rows = self._read().execute(
            f"""SELECT q.speaker AS seq, min(q.name) AS name, q.speaker_kind AS kind,
                       json_group_array(q.role) AS roles, count(*) AS quotes
                FROM quotes q WHERE q.speaker IS NOT NULL AND +q.{_IN_SCOPE.strip()} GROUP BY q.speaker""",
            {"scope": json.dumps(scope)},
        )
        return [
            SpeakerRow(r["seq"], r["name"], SpeakerKind(r["kind"]), _by_frequency(r["roles"]), r["quotes"])
            for r in rows
        ]

    def quotes(
        self,
        scope: Scope,
        *,
        speakers: Sequence[int] | None = None,
        articles: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[QuoteRow]:
        # What is not asked for is left out: beside "or there is none" a condition could use no index.
        in_scope = _QUOTE_IN_SCOPE if articles is None else _QUOTE_EVER_IN_SCOPE
        by_speakers = "" if speakers is None else _BY_SPEAKERS
        of_articles = "" if articles is None else _OF_ARTICLES
        rows = self._read().execute(
            f"""SELECT (SELECT id FROM articles WHERE seq = q.article), q.ordinal, q.speaker FROM quotes q
            WHERE {in_scope} {by_speakers} {of_articles}
            ORDER BY q.dated DESC, q.article DESC, q.ordinal LIMIT :limit""",
            {
                "scope": json.dumps(scope),
                "speakers": None if speakers is None else json.dumps(list(speakers)),
                "articles": None if articles is None else json.dumps(list(articles)),
                "limit": -1 if limit is None else limit,
            },
        )
        return [QuoteRow(*row) for row in rows]

    # -- passages --------------------------------------------------------------------------------

    def places_of(self, passages: Iterable[int]) -> dict[int, tuple[str, Span]]:
        rows = self._read().execute(
            """SELECT p.seq, a.id, p."start", p."end" FROM passages p JOIN articles a ON a.seq = p.article
               WHERE p.seq IN (SELECT value FROM json_each(?))""",
            (json.dumps(list(passages)),),
        )
        return {passage: (article_id, Span(start, end)) for passage, article_id, start, end in rows}

    def passages_of(self, article_id: str) -> list[PassageRow]:
        rows = self._read().execute(f"{_PASSAGES} WHERE a.id = ? ORDER BY p.seq", (article_id,))
        return [_passage(row) for row in rows]

    def passages_within(self, stretches: Sequence[tuple[str, Span]]) -> list[list[PassageRow]]:
        rows = self._read().execute(
            """WITH wanted AS MATERIALIZED (
                 SELECT key, json_extract(value, '$[0]') AS id,
                        json_extract(value, '$[1]') AS "start", json_extract(value, '$[2]') AS "end"
                 FROM json_each(?))
               SELECT w.key, p.seq, w.id, p."start", p."end", p.body
               FROM wanted w CROSS JOIN articles a ON a.id = w.id CROSS JOIN passages p ON p.article = a.seq
               WHERE p."end" > w."start" AND p."start" < w."end" ORDER BY w.key, p.seq""",
            (json.dumps([(article_id, span.start, span.end) for article_id, span in stretches]),),
        )
        found: list[list[PassageRow]] = [[] for _ in stretches]
        for number, *passage in rows:
            found[number].append(_passage(passage))
        return found

    def passage_count(self) -> int:
        return term_index.corpus(self._read()).passages

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        return term_index.frequencies(self._read(), terms)

    def terms_from(self, prefix: str) -> list[str]:
        return term_index.starting_with(self._read(), prefix)

    def languages(self, scope: Scope) -> frozenset[Language]:
        return holdings.languages(self._read(), scope)

    def match(
        self,
        scope: Scope,
        language: Language,
        alternatives: Sequence[Sequence[str]],
        limit: int,
        *,
        fewest: int = 0,
        otherwise: Sequence[Sequence[str]] = (),
    ) -> dict[int, float]:
        sql = self._read()
        postings = term_index.postings(sql, chain.from_iterable((*alternatives, *otherwise)))
        held = self._held(self.contents(), scope, language)
        corpus = term_index.corpus(sql)
        for wanted in (alternatives, otherwise):
            best = best_first([[postings[term] for term in alternative] for alternative in wanted], corpus)
            visible = holdings.among(held, best.passages)
            numbers, scores = best.passages[visible][:limit], best.scores[visible][:limit]
            if len(numbers) >= fewest:
                break
        return dict(zip(numbers.tolist(), scores.tolist(), strict=True))

    def _held_in_version(self, _contents: int, scope: Scope, language: Language) -> NDArray[np.uint8]:
        return holdings.held(self._read(), scope, language)

    # -- vectors ---------------------------------------------------------------------------------

    def unencoded(self, limit: int) -> list[PassageRow]:
        rows = self._read().execute(
            f"{_PASSAGES} WHERE p.seq NOT IN (SELECT passage FROM vectors) ORDER BY p.seq LIMIT ?", (limit,)
        )
        return [_passage(row) for row in rows]

    def unencoded_count(self) -> int:
        row = self._read().execute("SELECT count(*) FROM passages WHERE seq NOT IN (SELECT passage FROM vectors)")
        return int(row.fetchone()[0])

    def encoder_name(self) -> str | None:
        row = self._read().execute("SELECT value FROM meta WHERE key = 'encoder'").fetchone()
        return row["value"] if row else None

    def vectors_after(self, seq: int) -> Iterator[VectorRow]:
        rows = self._read().execute(
            """SELECT v.seq, v.passage, a.id AS article_id, a.language, v.data FROM vectors v
               JOIN passages p ON p.seq = v.passage JOIN articles a ON a.seq = p.article
               WHERE v.seq > ? ORDER BY v.seq""",
            (seq,),
        )
        for row in rows:
            yield VectorRow(*row)

    def vectors(self, passages: Iterable[int]) -> dict[int, bytes]:
        rows = self._read().execute(
            "SELECT passage, data FROM vectors WHERE passage IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passages)),),
        )
        return {row["passage"]: row["data"] for row in rows}

    def version(self) -> int:
        return self._number("version")

    def contents(self) -> int:
        return self._number("contents")

    def _number(self, key: str) -> int:
        return int(self._read().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    def close(self) -> None:
        self._database.close()

    def _read(self) -> sqlite3.Connection:
        return self._database.connection()


_PASSAGES = """
SELECT p.seq, a.id AS article_id, p."start", p."end", p.body FROM passages p JOIN articles a ON a.seq = p.article
"""


def _changed(sql: sqlite3.Connection, *what: str) -> None:
    """Both the articles and whatever else is read of the database, where nothing is named."""
    for key in what or ("version", "contents"):
        sql.execute("UPDATE meta SET value = value + 1 WHERE key = ?", (key,))


def _passage(row: Iterable[Any]) -> PassageRow:
    seq, article_id, start, end, body = row
    return PassageRow(seq, article_id, Span(start, end), frozenset(body.split()))


def _collection(sql: sqlite3.Connection, name: str) -> int:
    sql.execute("INSERT OR IGNORE INTO collections (name) VALUES (?)", (name,))
    return int(sql.execute("SELECT seq FROM collections WHERE name = ?", (name,)).fetchone()["seq"])


def _let_go(sql: sqlite3.Connection, article: int, collection: int) -> None:
    """The article is deleted when no collection holds it, as a version or as what superseded one."""
    holdings.take(sql, collection, article)
    left = sql.execute("SELECT 1 FROM memberships WHERE article = ?", (article,)).fetchone()
    if left is None:
        article_rows.delete(sql, article)


def _by_frequency(roles: str) -> tuple[str, ...]:
    known = Counter(role for role in json.loads(roles) if role)
    return tuple(role for role, _ in known.most_common())
