"""Articles that may hold the words of a claim, looked up in the index: nothing is scanned."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.text.words import terms
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.search import Search
    from knowledge.types import Language

TOGETHER = 12
"""Telling words that are looked up together: about as many as a sentence, and thus a passage, has."""
MOST_LOOKED_UP = 6
"""Parts of a long claim that are looked up, evenly over its length."""
RAREST = {1: 5, 2: 4}
"""Of how many of the rarest words of a part the pairs are looked up, by the number of parts; else of three.
With five, two that are not in the article leave three pairs."""
PASSAGES = 50
ARTICLES = 20
FEW = 10
"""With fewer passages than this that hold a pair, single words are looked up."""
FREQUENT = 1_000
"""Passages that hold a word, from which it is not looked up by itself."""
NEWEST = 30
"""Articles that are looked at for a claim of function words, which no index holds."""
MIN_TYPO, TWO_EDITS_FROM = 5, 8
"""Letters of a word from which one edit, and two, may be a misspelling."""


def leads(search: Search, claim: str) -> list[str]:
    """Ids of the articles in scope that share most with the claim, the best first."""
    found: dict[int, float] = {}
    for language in LANGUAGES:
        wanted = list(dict.fromkeys(terms(claim, language)))
        for passage, score in _passages(search, wanted, language).items():
            found[passage] = max(score, found.get(passage, 0.0))
    if not found:
        return [row.id for row in search.library.store.articles(search.scope, NEWEST)]
    best = sorted(found, key=lambda passage: (-found[passage], passage))
    places = search.library.store.places_of(best)
    return list(dict.fromkeys(places[passage][0] for passage in best if passage in places))[:ARTICLES]


def _passages(search: Search, wanted: Sequence[str], language: Language) -> dict[int, float]:
    parts = _parts([known for term in wanted for known in _known(search, term)])
    frequency = search.library.store.document_frequencies(term for part in parts for term in part)
    rarest = [sorted(part, key=lambda term: frequency[term])[: RAREST.get(len(parts), 3)] for part in parts]
    pairs = [pair for part in rarest for pair in combinations(part, 2)]
    found = search.library.store.match(search.scope, language, pairs, PASSAGES) if pairs else {}
    if len(found) < FEW and rarest:
        few = [[t] for part in rarest for t in part if frequency[t] <= FREQUENT] or [part[:1] for part in rarest]
        found = {**search.library.store.match(search.scope, language, few, PASSAGES), **found}
    return found


def _parts(known: Sequence[str]) -> list[Sequence[str]]:
    parts = [known[i : i + TOGETHER] for i in range(0, len(known), TOGETHER)]
    step = max(1.0, len(parts) / MOST_LOOKED_UP)
    return [parts[int(i * step)] for i in range(min(len(parts), MOST_LOOKED_UP))]


def _known(search: Search, term: str) -> list[str]:
    """The term where the index has it, else those that it may be a misspelling of."""
    if any(search.library.store.document_frequencies([term]).values()):
        return [term]
    if len(term) < MIN_TYPO:
        return []
    allowed = 2 if len(term) >= TWO_EDITS_FROM else 1
    alike = search.library.vocabulary.terms_like(term)
    near = {other: OSA.distance(term, other, score_cutoff=allowed) for other in alike}
    fewest = min(near.values(), default=allowed + 1)
    return [other for other, edits in near.items() if edits == fewest <= allowed]
