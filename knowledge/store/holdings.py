"""Which passages a collection holds, in each language: a bit for each passage, so that many are told apart at once.

The rows repeat what `memberships` says; to ask that for every passage a search finds would take longer than finding it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from knowledge.store.postings import RUN

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from knowledge.store.protocol import Scope
    from knowledge.types import Language

_BITS = 8


def put(sql: sqlite3.Connection, collection: int, article: int) -> None:
    """The collection holds the article's passages from now on."""
    _change(sql, collection, article, held=True)


def take(sql: sqlite3.Connection, collection: int, article: int) -> None:
    """The collection does not hold them any more."""
    _change(sql, collection, article, held=False)


def held(sql: sqlite3.Connection, scope: Scope, language: Language) -> NDArray[np.uint8]:
    """The bits of the passages of `language` that are in a collection of `scope`."""
    rows = sql.execute(
        """SELECT h.run, h.bits FROM holdings h JOIN collections c ON c.seq = h.collection
           WHERE c.name IN (SELECT value FROM json_each(?)) AND h.language = ?""",
        (json.dumps(scope), language),
    ).fetchall()
    bits = np.zeros((max((run for run, _ in rows), default=0) + 1, RUN // _BITS), np.uint8)
    for run, stored in rows:
        bits[run] |= np.frombuffer(stored, np.uint8)
    return bits.ravel()


def among(held: NDArray[np.uint8], passages: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Of each passage, whether it is among those of `held`."""
    place = np.minimum(passages // _BITS, len(held) - 1)
    there: NDArray[np.bool_] = (held[place] >> (passages % _BITS) & 1 > 0) & (passages < len(held) * _BITS)
    return there


def languages(sql: sqlite3.Connection, scope: Scope) -> frozenset[Language]:
    """Those of the passages that are in a collection of `scope`."""
    rows = sql.execute(
        """SELECT DISTINCT h.language FROM holdings h JOIN collections c ON c.seq = h.collection
           WHERE c.name IN (SELECT value FROM json_each(?)) AND h.bits <> zeroblob(length(h.bits))""",
        (json.dumps(scope),),
    )
    return frozenset(language for (language,) in rows)


def _change(sql: sqlite3.Connection, collection: int, article: int, *, held: bool) -> None:
    (language,) = sql.execute("SELECT language FROM articles WHERE seq = ?", (article,)).fetchone()
    rows = sql.execute("SELECT seq FROM passages WHERE article = ?", (article,))
    passages = np.array([row["seq"] for row in rows], np.int64)
    for run in np.unique(passages // RUN).tolist():
        key = (collection, language, run)
        row = sql.execute("SELECT bits FROM holdings WHERE (collection, language, run) = (?, ?, ?)", key).fetchone()
        each = np.unpackbits(np.frombuffer(row["bits"] if row else bytes(RUN // _BITS), np.uint8), bitorder="little")
        each[passages[passages // RUN == run] % RUN] = held
        stored = np.packbits(each, bitorder="little").tobytes()
        sql.execute("INSERT OR REPLACE INTO holdings VALUES (?, ?, ?, ?)", (*key, stored))
