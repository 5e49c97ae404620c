"""The term index in SQLite: rows of packed postings, each for a term and a run of passage numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowledge.store.postings import Corpus, Postings, entries, in_body, without

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.store.postings import Indexed


FRESH = 1_024
"""Passages whose entries are kept apart: a table so small is rewritten with few pages when an article is added, and
one so large is seldom folded into the other. Without it adding takes twice as long."""


def insert(sql: sqlite3.Connection, passages: Sequence[Indexed]) -> None:
    """Index new passages."""
    sql.executemany(
        f"INSERT INTO fresh_postings VALUES (?, ?, ?, ?) {_APPENDED}",
        [(term, run, in_body(packed), packed) for (term, run), packed in entries(passages).items()],
    )
    _count(sql, passages, 1)
    (fresh,) = sql.execute("UPDATE corpus SET fresh = fresh + ? RETURNING fresh", (len(passages),)).fetchone()
    if fresh >= FRESH:
        sql.execute(f"INSERT INTO postings SELECT * FROM fresh_postings WHERE true ORDER BY term, run {_APPENDED}")
        sql.execute("DELETE FROM fresh_postings")
        sql.execute("UPDATE corpus SET fresh = 0")


_APPENDED = """
ON CONFLICT (term, run) DO UPDATE SET passages = passages + excluded.passages,
                                      entries = CAST(entries || excluded.entries AS BLOB)
"""


def delete(sql: sqlite3.Connection, passages: Sequence[Indexed]) -> None:
    """Undo `insert` of the same passages."""
    for key, gone in entries(passages).items():
        _drop(sql, "fresh_postings", key, gone)
        _drop(sql, "postings", key, gone)
    _count(sql, passages, -1)


def _drop(sql: sqlite3.Connection, table: str, key: tuple[str, int], gone: bytes | bytearray) -> None:
    row = sql.execute(f"SELECT entries FROM {table} WHERE (term, run) = (?, ?)", key).fetchone()
    left = without(row["entries"], gone) if row else b""
    sql.execute(f"DELETE FROM {table} WHERE (term, run) = (?, ?)", key)
    if left:
        sql.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", (*key, in_body(left), left))


def corpus(sql: sqlite3.Connection) -> Corpus:
    """What the index is of."""
    return Corpus(*sql.execute("SELECT passages, terms FROM corpus").fetchone())


def frequencies(sql: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """In how many passages each term stands; not in how many titles and headings."""
    found = dict.fromkeys(terms, 0)
    for term, passages in _read(sql, "term, sum(passages)", f"{_AMONG} GROUP BY term", json.dumps(list(found))):
        found[term] += passages
    return found


def starting_with(sql: sqlite3.Connection, prefix: str) -> list[str]:
    """The terms of passages that start with `prefix`."""
    among = "term >= ? AND term < ? AND passages > 0"
    # As one value, since there are thousands: a row of each takes longer than to find it.
    rows = _read(sql, "json_group_array(DISTINCT term)", among, prefix, prefix + chr(0x10FFFF))
    return list(dict.fromkeys(term for (terms,) in rows for term in json.loads(terms)))


def postings(sql: sqlite3.Connection, terms: Iterable[str]) -> dict[str, Postings]:
    """The passages that each term stands in or around."""
    packed: dict[str, list[bytes]] = {term: [] for term in terms}
    for term, part in _read(sql, "term, entries", f"{_AMONG} ORDER BY term, run", json.dumps(list(packed))):
        packed[term].append(part)
    return {term: Postings.of(b"".join(parts)) for term, parts in packed.items()}


_AMONG = "term IN (SELECT value FROM json_each(?))"


def _read(sql: sqlite3.Connection, columns: str, condition: str, *values: str) -> Iterator[sqlite3.Row]:
    """Rows of both tables, those of the older passages first."""
    for table in ("postings", "fresh_postings"):
        yield from sql.execute(f"SELECT {columns} FROM {table} WHERE {condition}", values)


def _count(sql: sqlite3.Connection, passages: Sequence[Indexed], sign: int) -> None:
    terms = sum(len(body) + len(context) for _, body, context in passages)
    sql.execute("UPDATE corpus SET passages = passages + ?, terms = terms + ?", (sign * len(passages), sign * terms))
