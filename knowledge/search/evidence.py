"""How well a passage answers: the words it covers, the kind of thing it holds, and how sure that makes us."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.search.find import query_terms
from knowledge.search.question import Expects
from knowledge.text.words import content_words, term
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.find import Candidate
    from knowledge.types import Article, Language

CONTEXT_SHARE = 0.5
"""What a term counts that stands in the title, heading or next to the passage instead of in it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what speaks for it.

    covered: share of the question's terms, rare ones counting more; expected: it has the kind of thing asked.
    """

    candidate: Candidate
    article: Article
    span: Span
    covered: float
    expected: bool

    @property
    def relevance(self) -> float:
        return self.candidate.score + COVERED_WEIGHT * self.covered + EXPECTED_WEIGHT * self.expected


COVERED_WEIGHT, EXPECTED_WEIGHT = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model of "this passage answers"."""

    bias: float
    cosine: float
    covered: float
    expected: float


SAME_LANGUAGE = Weights(bias=-41.0, cosine=45.0, covered=4.0, expected=0.5)
ACROSS = Weights(bias=-39.0, cosine=45.0, covered=4.0, expected=0.5)
WORDS_ONLY = Weights(bias=-3.0, cosine=0.0, covered=6.0, expected=0.5)
ENOUGH = 0.5
"""Confidence from which a passage is shown as an answer."""


def confidence(evidence: Evidence) -> float:
    """Probability, 0 to 1, that the passage answers."""
    cosine = evidence.candidate.cosine
    weights = WORDS_ONLY if cosine is None else ACROSS if evidence.candidate.across else SAME_LANGUAGE
    z = (
        weights.bias
        + weights.cosine * (cosine or 0.0)
        + weights.covered * evidence.covered
        + weights.expected * evidence.expected
    )
    return 1.0 / (1.0 + math.exp(-z))


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A passage with the words that a reader has just read."""

    article: Article
    span: Span
    nearby: str

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)


def coverage(asked: str, asked_in: Language, passage: Surrounded, rarity: Mapping[str, float]) -> float:
    """Share of the terms of `asked` that the passage has; those only near it count half."""
    language = passage.article.language
    here, around = _terms(passage.text, language), _terms(passage.nearby, language)
    total = reached = 0.0
    for group in query_terms(asked, asked_in, language):
        weight = min(rarity[t] for t in group)
        total += weight
        if any(t in here for t in group):
            reached += weight
        elif any(t in around for t in group):
            reached += CONTEXT_SHARE * weight
    return reached / total if total else 0.0


def holds(expects: Expects | None, text: str) -> bool:
    """Whether `text` has a thing of the kind that is asked for; True where no kind is."""
    return expects is None or bool(_patterns()[expects].search(text))


def marked(
    asked: str, asked_in: Language, expects: Expects | None, article: Article, span: Span
) -> tuple[Span, ...]:
    """The words of the passage that the question asked for, and the kind of thing that answers it."""
    wanted = {t for group in query_terms(asked, asked_in, article.language) for t in group}
    text = span.of(article.text)
    found = [
        Span(word.start, word.end)
        for word in content_words(text, article.language)
        if term(word.text, article.language) in wanted
    ]
    if expects in _MARKABLE:
        found += [Span(m.start(), m.end()) for m in _patterns()[expects].finditer(text)]
    return tuple(s.shifted(span.start) for s in _without_overlaps(found))


_MARKABLE = (Expects.MONEY, Expects.PERCENTAGE)


def _without_overlaps(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _terms(text: str, language: Language) -> frozenset[str]:
    return frozenset(term(word.text, language) for word in content_words(text, language))


@cache
def _patterns() -> Mapping[Expects, re.Pattern[str]]:
    raw = files("knowledge.search").joinpath("data", "answers.toml").read_text(encoding="utf-8")
    return {Expects(kind): re.compile(pattern) for kind, pattern in tomllib.loads(raw).items()}
