"""Question -> candidate passages, from words and from meaning, each language searched apart.

Cosines of a multilingual encoder are higher within a language than across, so a mixed list would show the
question's own language first, always. Each language's cosines are therefore taken relative to the mean of
its own best ones before the lists are merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from knowledge.search.meaning.background import usual_cosine
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.search.finding.vocabulary import Vocabulary
    from knowledge.search.meaning.vectors import VectorIndex
    from knowledge.store import Scope, Store
    from knowledge.types import Language

POOL = 50
"""Passages a language contributes; also how many best cosines make its base line."""
PAIRED_TERMS = 3
"""The rarest terms whose pairs are looked up first: an OR over frequent terms reads half the index."""
FEW = 10
"""With fewer passages than this that hold a pair, single terms are looked up."""
FREQUENT = 400
"""Passages that hold a term, from which it is not looked up by itself: their scores take longer than they tell."""
COSINE_WEIGHT, WORDS_WEIGHT = 20.0, 0.75
"""Of a cosine above its base line, and of a BM25 relative to the best; from a sweep on IDK-MRC."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer. cosine: None without vectors; words: its BM25 relative to the best, 0 to 1.

    above: its cosine above the base line of its language, lift: above what just any passage would have;
    across: it is not in the question's language.
    """

    passage: int
    language: Language
    across: bool
    cosine: float | None
    above: float
    lift: float
    words: float

    def beside(self, passage: int, cosine: float | None) -> Candidate:
        """Another passage of the same language, that no word was found in."""
        above = lift = 0.0
        if cosine is not None and self.cosine is not None:
            above, lift = self.above + (cosine - self.cosine), self.lift + (cosine - self.cosine)
        return Candidate(passage, self.language, self.across, cosine, above, lift, words=0.0)

    @property
    def score(self) -> float:
        return COSINE_WEIGHT * self.above + WORDS_WEIGHT * self.words


class Finder:
    """Finds in one store; `vectors` is None where there is no encoder."""

    def __init__(self, store: Store, vocabulary: Vocabulary, vectors: VectorIndex | None) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._vectors = vectors

    def candidates(
        self,
        terms: Mapping[Language, Collection[str]],
        asked_in: Language,
        scope: Scope,
        vector: NDArray[np.float32] | None,
    ) -> list[Candidate]:
        """Passages that hold some of `terms`, given for each language, or lie near `vector`; best first."""
        found = [
            candidate
            for language, wanted in terms.items()
            for candidate in self._in_language(wanted, asked_in, language, scope, vector)
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
        usual = {language: _usual(vector, language) for language in LANGUAGES}
        return [
            Candidate(
                passage=passage,
                language=language,
                across=language != asked_in,
                cosine=cosines.get(passage),
                above=cosines.get(passage, 0.0) - bases.get(language, 0.0),
                lift=cosines.get(passage, usual[language]) - usual[language],
                words=0.0,
            )
            for passage, language in passages.items()
        ]

    def completed(
        self, passages: Mapping[int, Language], candidates: Sequence[Candidate], vector: NDArray[np.float32] | None
    ) -> dict[int, Candidate]:
        """`passages` as candidates, the missing ones measured like those of the same language in `candidates`."""
        known = {c.passage: c for c in candidates if c.passage in passages}
        like: dict[Language, Candidate] = {}
        for candidate in candidates:
            if candidate.cosine is not None or candidate.language not in like:
                like[candidate.language] = candidate
        missing = [p for p in passages if p not in known]
        cosines = self._vectors.similarities(vector, missing) if vector is not None and self._vectors else {}
        return known | {p: like[passages[p]].beside(p, cosines.get(p)) for p in missing}

    def _in_language(
        self,
        terms: Collection[str],
        asked_in: Language,
        language: Language,
        scope: Scope,
        vector: NDArray[np.float32] | None,
    ) -> list[Candidate]:
        by_words = self._by_words(terms, language, scope)
        cosines: dict[int, float] = {}
        if vector is not None and self._vectors is not None:
            nearest = self._vectors.nearest(vector, language, scope, POOL)
            further = self._vectors.similarities(vector, [p for p in by_words if p not in nearest])
            cosines = {**nearest, **further}
        base, usual = _base_line(cosines), _usual(vector, language)
        best = max(by_words.values(), default=1.0)
        return [
            Candidate(
                passage=passage,
                language=language,
                across=language != asked_in,
                cosine=cosines.get(passage),
                above=cosines.get(passage, base) - base,
                lift=cosines.get(passage, usual) - usual,
                words=by_words.get(passage, 0.0) / best,
            )
            for passage in {**cosines, **by_words}
        ]

    def _by_words(self, terms: Collection[str], language: Language, scope: Scope) -> Mapping[int, float]:
        """BM25 of the passages that hold two of the rarest terms; of any of them where few do."""
        frequency = self._vocabulary.of(terms)
        known = sorted((t for t in terms if frequency[t]), key=lambda t: frequency[t])
        rarest = known[:PAIRED_TERMS]
        pairs = list(combinations(rarest, 2))
        few = [t for t in rarest if frequency[t] <= FREQUENT] or rarest[:1]
        # In one call, since pairs are often too few, and to read what the terms have takes longer than to compare it.
        return self._store.match(scope, language, pairs, POOL, fewest=FEW, otherwise=[[one] for one in few])


def _usual(vector: NDArray[np.float32] | None, language: Language) -> float:
    return usual_cosine(vector, language) if vector is not None else 0.0


def _base_line(cosines: Mapping[int, float]) -> float:
    best = sorted(cosines.values(), reverse=True)[:POOL]
    return sum(best) / len(best) if best else 0.0
