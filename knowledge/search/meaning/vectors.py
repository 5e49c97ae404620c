"""Nearest passages by meaning: a shelf of vectors for each language, kept up with the store."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.meaning.encode import QUESTIONS_KEPT, from_bytes, normalised
from knowledge.search.meaning.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.store import Scope, Store
    from knowledge.store.protocol import VectorRow
    from knowledge.types import Language

REBUILD_GROWTH = 4
"""The mean is taken anew when the index has grown by this factor since."""
_LOAD_CHUNK = 8192


class VectorIndex:
    """A view of the store's vectors that keeps up with it; safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._version: int | None = None
        self._nearest_in = lru_cache(QUESTIONS_KEPT)(self._nearest_in_version)
        self._forget()

    def nearest(self, query: NDArray[np.float32], language: Language, scope: Scope, limit: int) -> Mapping[int, float]:
        """The `limit` passages of `language` nearest to `query`, with their cosine, best first."""
        with self._lock:
            self._catch_up()
            version = self._version
        return self._nearest_in(version, query.tobytes(), language, scope, limit)

    def _nearest_in_version(
        self, _version: int | None, packed: bytes, language: Language, scope: Scope, limit: int
    ) -> Mapping[int, float]:
        query = np.frombuffer(packed, np.float32)
        with self._lock:
            shelf, mean, allowed = self._shelves.get(language), self._mean, self._allowed_articles(scope)
        if shelf is None or mean is None:
            return {}
        return _similarities(query, [shelf], shelf.nearest(query, mean, allowed, limit))

    def similarities(self, query: NDArray[np.float32], passages: Sequence[int]) -> dict[int, float]:
        """The cosine of each of `passages` that has a vector, best first."""
        with self._lock:
            self._catch_up()
            shelves = list(self._shelves.values())
        return _similarities(query, shelves, passages)

    def _forget(self) -> None:
        self._shelves: dict[Language, Shelf] = {}
        self._article_numbers: dict[str, int] = {}
        self._allowed: dict[Scope, NDArray[np.bool_]] = {}
        self._mean: NDArray[np.float32] | None = None
        self._count = self._count_at_mean = self._last = 0

    def _catch_up(self) -> None:
        version = self._store.version()
        if version == self._version:
            return
        self._allowed.clear()
        self._read_newcomers()
        if self._count > REBUILD_GROWTH * self._count_at_mean:
            self._forget()
            self._read_newcomers()
        self._version = version

    def _read_newcomers(self) -> None:
        for rows in _chunks(self._store.vectors_after(self._last), _LOAD_CHUNK):
            if self._mean is None:
                self._mean = from_bytes([row.data for row in rows]).mean(axis=0)
                self._count_at_mean = len(rows)
            for language in {row.language for row in rows}:
                self._shelve(language, [row for row in rows if row.language == language], self._mean)
            self._count += len(rows)
            self._last = rows[-1].seq

    def _shelve(self, language: Language, rows: list[VectorRow], mean: NDArray[np.float32]) -> None:
        rows = sorted(rows, key=lambda row: row.passage)
        numbers = self._article_numbers
        articles = [numbers.setdefault(row.article_id, len(numbers)) for row in rows]
        fresh = Shelf.of([row.passage for row in rows], articles, [row.data for row in rows], mean)
        shelf = self._shelves.get(language)
        self._shelves[language] = shelf.extended(fresh) if shelf else fresh

    def _allowed_articles(self, scope: Scope) -> NDArray[np.bool_]:
        if scope not in self._allowed:
            seen = self._store.article_ids(scope)
            self._allowed[scope] = np.fromiter((a in seen for a in self._article_numbers), np.bool_)
        return self._allowed[scope]


def _similarities(query: NDArray[np.float32], shelves: Sequence[Shelf], passages: Sequence[int]) -> dict[int, float]:
    found = [shelf.held(passages) for shelf in shelves]
    if not found:
        return {}
    numbers = np.concatenate([held for held, _ in found])
    cosines = normalised(np.concatenate([packed for _, packed in found])) @ query
    best = np.lexsort((numbers, -cosines))
    return dict(zip(numbers[best].tolist(), cosines[best].tolist(), strict=True))


def _chunks(rows: Iterable[VectorRow], size: int) -> Iterable[list[VectorRow]]:
    chunk: list[VectorRow] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
