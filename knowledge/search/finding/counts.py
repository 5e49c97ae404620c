"""In how many passages a term stands, kept in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.store import Store

MOST_KEPT = 100_000
"""Terms; those that are asked for are few beside those that there are."""


class Counts:
    """Reads `store`; safe to use from several threads: at worst a count is read twice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version: int | None = None
        self._known: dict[str, int] = {}
        self._passages: int | None = None

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

    def renew(self, version: int) -> None:
        """Forget what was counted in another version of the store; to be called before each question."""
        if version != self._version or len(self._known) > MOST_KEPT:
            self._version, self._known, self._passages = version, {}, None
