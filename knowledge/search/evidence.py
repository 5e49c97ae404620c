"""How well a passage answers a question: what speaks for it, as numbers, and the model that weighs them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.search.find import query_terms
from knowledge.text.words import content_words, term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.find import Candidate
    from knowledge.types import Article, Language, Span

CONTEXT_SHARE = 0.5
"""What a term counts that stands in the title, heading or just before the passage instead of in it."""
TYPO_SHARE = 0.8
"""What a term counts that only a word one or two letters off stands for."""
MIN_TYPO = 5
"""Letters; shorter words have too many neighbours."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article, with the words that a reader has just read."""

    article: Article
    span: Span
    nearby: str

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate and what speaks for it; every feature is about 0 to 1.

    covered: share of the question's terms in the passage or near it, rare ones counting more; expected: it
    has the kind of thing that is asked for. by_speaker: it is among the words of the one who was asked about,
    so less must speak for it.
    """

    candidate: Candidate
    article: Article
    span: Span
    covered: float
    expected: bool
    by_speaker: bool = False

    @property
    def features(self) -> dict[str, float]:
        return {
            "cosine": self.candidate.cosine or 0.0,
            "above": self.candidate.above,
            "words": self.candidate.words,
            "covered": self.covered,
            "expected": float(self.expected),
        }

    @property
    def confidence(self) -> float:
        """Probability, 0 to 1, that the passage answers."""
        model = _models()[self.mode]
        z = model["bias"] + sum(model.get(name, 0.0) * value for name, value in self.features.items())
        return 1.0 / (1.0 + math.exp(-z))

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown as an answer."""
        return self.confidence >= _models()[self.mode]["enough"]

    @property
    def mode(self) -> str:
        """Which model weighs it: cosines mean less across languages, and nothing where there are none."""
        if self.candidate.cosine is None:
            comparison = "words"
        else:
            comparison = "across" if self.candidate.across else "same"
        return f"said_{comparison}" if self.by_speaker else comparison


def coverage(asked: str, asked_in: Language, passage: Passage, rarity: Mapping[str, float]) -> float:
    """Share, 0 to 1, of the terms of `asked` that are in the passage; those near it count half."""
    language = passage.article.language
    here, around = _terms(passage.text, language), _terms(passage.nearby, language)
    total = reached = 0.0
    for group in query_terms(asked, asked_in, language):
        weight = min(rarity[t] for t in group)
        in_passage = _presence(group, here)
        total += weight
        reached += weight * max(in_passage, CONTEXT_SHARE * _presence(group, around))
    return reached / total if total else 0.0


def _presence(group: Sequence[str], terms: frozenset[str]) -> float:
    """1 where one of the alternatives is among `terms`, less where only a misspelling of one is."""
    if not terms.isdisjoint(group):
        return 1.0
    asked = group[0]
    if len(asked) < MIN_TYPO:
        return 0.0
    allowed = 1 if len(asked) <= 2 * MIN_TYPO - 3 else 2
    alike = (
        other
        for other in terms
        if other[0] == asked[0] and abs(len(other) - len(asked)) <= allowed and len(other) >= MIN_TYPO - 1
    )
    return TYPO_SHARE if any(OSA.distance(asked, o, score_cutoff=allowed) <= allowed for o in alike) else 0.0


def _terms(text: str, language: Language) -> frozenset[str]:
    return frozenset(term(word.text, language) for word in content_words(text, language))


@cache
def _models() -> Mapping[str, Mapping[str, float]]:
    raw = files("knowledge.search").joinpath("data", "relevance.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
