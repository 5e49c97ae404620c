"""Question -> candidate passages, from words and from meaning, each language searched apart.

Cosines of a multilingual encoder are higher within a language than across, so a mixed list would show the
question's own language first, always. Each language's cosines are therefore taken relative to the mean of
its own best ones before the lists are merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from knowledge.search.glossary import translations
from knowledge.text.words import content_words, term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.search.vectors import VectorIndex
    from knowledge.store import Scope, Store
    from knowledge.types import Language

LANGUAGES: tuple[Language, ...] = ("id", "en")
POOL = 50
"""Passages a language contributes; also how many best cosines make its base line."""
PAIRED_TERMS = 3
"""The rarest terms whose pairs are looked up first: an OR over frequent terms reads half the index."""
FEW = 10
"""With fewer passages than this that hold a pair, single terms are looked up."""
COSINE_WEIGHT, WORDS_WEIGHT = 20.0, 0.75
"""Of a cosine above its base line, and of a BM25 relative to the best; from a sweep on IDK-MRC."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer. cosine: None without vectors; words: its BM25 relative to the best, 0 to 1.

    above: its cosine above the base line of its language; across: it is not in the question's language.
    """

    passage: int
    language: Language
    across: bool
    cosine: float | None
    above: float
    words: float

    @property
    def score(self) -> float:
        return COSINE_WEIGHT * self.above + WORDS_WEIGHT * self.words


class Finder:
    """Finds in one store; `vectors` is None where there is no encoder."""

    def __init__(self, store: Store, vectors: VectorIndex | None) -> None:
        self._store = store
        self._vectors = vectors

    def candidates(
        self, text: str, language: Language, scope: Scope, vector: NDArray[np.float32] | None
    ) -> list[Candidate]:
        """Passages for `text` of `language`, best first."""
        found = [
            candidate
            for other in LANGUAGES
            for candidate in self._in_language(text, language, other, scope, vector)
        ]
        return sorted(found, key=lambda c: (-c.score, c.passage))

    def given(
        self,
        passages: Mapping[int, Language],
        asked_in: Language,
        scope: Scope,
        vector: NDArray[np.float32] | None,
    ) -> list[Candidate]:
        """The given passages, as candidates without a BM25."""
        cosines: dict[int, float] = {}
        bases: dict[Language, float] = {}
        if vector is not None and self._vectors is not None:
            cosines = self._vectors.similarities(vector, list(passages))
            bases = {
                language: _base_line(self._vectors.nearest(vector, language, scope, POOL))
                for language in set(passages.values())
            }
        return [
            Candidate(
                p, language, language != asked_in, cosine, (cosine or 0.0) - bases.get(language, 0.0), 0.0
            )
            for p, language in passages.items()
            for cosine in [cosines.get(p)]
        ]

    def _in_language(
        self,
        text: str,
        asked_in: Language,
        language: Language,
        scope: Scope,
        vector: NDArray[np.float32] | None,
    ) -> list[Candidate]:
        by_words = self._by_words(query_terms(text, asked_in, language), language, scope)
        cosines: dict[int, float] = {}
        if vector is not None and self._vectors is not None:
            cosines = self._vectors.nearest(vector, language, scope, POOL)
            cosines |= self._vectors.similarities(vector, [p for p in by_words if p not in cosines])
        base = _base_line(cosines)
        best = max(by_words.values(), default=1.0)
        return [
            Candidate(
                passage=passage,
                language=language,
                across=language != asked_in,
                cosine=cosines.get(passage),
                above=cosines.get(passage, base) - base,
                words=by_words.get(passage, 0.0) / best,
            )
            for passage in {**cosines, **by_words}
        ]

    def _by_words(
        self, alternatives: Sequence[Sequence[str]], language: Language, scope: Scope
    ) -> Mapping[int, float]:
        """BM25 of the passages that hold two of the rarest terms; of any of them where few do."""
        single = list(dict.fromkeys(term for group in alternatives for term in group))
        frequency = self._store.document_frequencies(single)
        known = sorted((t for t in single if frequency[t]), key=lambda t: frequency[t])
        rarest = known[:PAIRED_TERMS]
        pairs = list(combinations(rarest, 2))
        found = self._store.match(scope, language, pairs, POOL) if pairs else {}
        if len(found) >= FEW:
            return found
        return self._store.match(scope, language, [[one] for one in rarest], POOL)


def query_terms(text: str, asked_in: Language, language: Language) -> list[tuple[str, ...]]:
    """The terms of `text` as groups of alternatives in `language`: a name stays, a word is translated too."""
    groups: dict[str, tuple[str, ...]] = {}
    for word in content_words(text, asked_in):
        own = term(word.text, asked_in)
        translated = translations(own, asked_in) if asked_in != language else ()
        groups[own] = (term(word.text, language), *translated)
    return list(groups.values())


def _base_line(cosines: Mapping[int, float]) -> float:
    best = sorted(cosines.values(), reverse=True)[:POOL]
    return sum(best) / len(best) if best else 0.0
