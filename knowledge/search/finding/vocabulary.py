"""Which terms the articles have: in how many passages each stands, how much it tells, which look like it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.words.glossary import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.store import Store

MOST_KEPT = 100_000
"""Terms; those that are asked for are few beside those that there are."""
BEGINNINGS_KEPT = 512
"""Of words, two letters each, with the terms that begin so: about all that a language has; in a library of a hundred
thousand passages 4 MB.
"""
FEWEST_PASSAGES = 300
"""A smaller library is taken to be of this size: in a single article every word would seem frequent."""
MOST_EDITS = 2


class Vocabulary:
    """Reads `store`; safe to use from several threads: at worst a count is read twice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version: int | None = None
        self._known: dict[str, int] = {}
        self._passages: int | None = None
        self._terms_from = lru_cache(BEGINNINGS_KEPT)(self._terms_from_in_version)

    def of(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of `terms` stands."""
        known = self._known
        wanted = list(dict.fromkeys(terms))
        if missing := [t for t in wanted if t not in known]:
            known |= self._store.document_frequencies(missing)
        return {t: known[t] for t in wanted}

    def any_of(self, terms: Iterable[str]) -> bool:
        """Whether some passage has one of `terms`."""
        return any(self.of(terms).values())

    def passages(self) -> int:
        """How many passages there are."""
        found = self._passages
        if found is None:
            self._passages = found = self._store.passage_count()
        return found

    def weight(self, forms: Iterable[str]) -> float:
        """How much a word tells that may be written in these forms: 0 to 1, the rare ones most."""
        frequencies = self.of(forms)
        rarest = min((found for found in frequencies.values() if found), default=0)
        passages = max(self.passages(), FEWEST_PASSAGES)
        return math.log((1 + passages) / (1 + rarest)) / math.log(1 + passages)

    def terms_like(self, term: str) -> list[str]:
        """Terms of the articles that begin about alike and are few edits away."""
        beginning = [t for start in beginnings(term) for t in self._terms_from(self._version, start)]
        likely = process.extract(term, beginning, scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=None)
        return [t for t, _, _ in likely]

    def renew(self, version: int) -> None:
        """Forget what was counted in another version of the store; to be called before each question."""
        if version != self._version or len(self._known) > MOST_KEPT:
            self._version, self._known, self._passages = version, {}, None

    def _terms_from_in_version(self, _version: int | None, start: str) -> list[str]:
        return self._store.terms_from(start)
