"""How well a passage answers a question: what speaks for it, as numbers, and the model that weighs them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.asked import AskedTerm
    from knowledge.search.find import Candidate
    from knowledge.types import Article, Span

ELSEWHERE = (0.9, 0.7, 0.3)
"""What a term counts that stands in the same paragraph, in the title or before it, or elsewhere in the article
instead of in the passage."""
ELSEWHERE_SPOKEN = (0.8, 0.3, 0.1)
"""The same where somebody's words are asked for: what the article is about need not be what they spoke of."""
NAMED_SHARE = 0.8
"""A name that the article is about goes without saying."""
TELLING = 0.3
"""The weight from which a term must be there for an answer to be whole."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The terms of a passage, of its paragraph, of what a reader has seen before; the article itself, folded."""

    here: frozenset[str]
    beside: frozenset[str]
    near: frozenset[str]
    article: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate and what speaks for it. by_speaker: it is among the words of the one asked about;
    follows: the question leans on the one before.
    """

    candidate: Candidate
    article: Article
    span: Span
    features: Mapping[str, float]
    by_speaker: bool = False
    follows: bool = False
    confidence: float = field(init=False)
    """Probability, 0 to 1, that the passage answers."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "confidence", _confidence(self.mode, self.features))

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown as an answer."""
        return self.confidence >= _models()[self.mode]["enough"]

    @property
    def mode(self) -> str:
        """Which model weighs it: cosines mean less across languages, and nothing where there are none."""
        if self.follows or self.by_speaker:
            kind = "follow" if self.follows else "said"
            return kind if self.candidate.cosine is not None else f"{kind}_words"
        if self.candidate.cosine is None:
            return "words"
        return "across" if self.candidate.across else "same"


def features(
    candidate: Candidate,
    asked: Sequence[AskedTerm],
    around: Surroundings,
    expected: float,
    by_speaker: bool = False,
) -> dict[str, float]:
    """What speaks for a candidate, each about 0 to 1.

    expected: 1 where the passage has the kind of thing that is asked for, -1 where it lacks it, 0 where none is.
    """
    return {
        "cosine": candidate.cosine or 0.0,
        "lift": candidate.lift,
        "above": candidate.above,
        "words": candidate.words,
        "expected": max(expected, 0.0),
        "lacking": max(-expected, 0.0),
        **coverage(asked, around, by_speaker),
    }


def coverage(asked: Sequence[AskedTerm], around: Surroundings, by_speaker: bool) -> dict[str, float]:
    """How far the asked terms are there.

    here: the share, by weight, in the passage; covered: those around it count in part; gap, undone, strange:
    the heaviest thing, action and name that is missing; whole: nothing that tells is; few: how little was asked.
    """
    total = sum(t.weight for t in asked) or 1.0
    here = [t.presence(around.here) for t in asked]
    reached = [_reached(t, h, around, by_speaker) for t, h in zip(asked, here, strict=True)]
    gaps = [(t, t.weight * (1 - r)) for t, r in zip(asked, reached, strict=True)]
    return {
        "here": sum(t.weight * h for t, h in zip(asked, here, strict=True)) / total,
        "covered": sum(t.weight * r for t, r in zip(asked, reached, strict=True)) / total,
        "gap": max((gap for t, gap in gaps if not t.is_action), default=0.0),
        "undone": max((gap for t, gap in gaps if t.is_action), default=0.0),
        "strange": max((gap for t, gap in gaps if t.is_name), default=0.0),
        "whole": float(max((gap for _, gap in gaps), default=0.0) < TELLING),
        "few": 1.0 / (1 + len(asked)),
    }


def _reached(term: AskedTerm, here: float, around: Surroundings, by_speaker: bool) -> float:
    beside, near, article = ELSEWHERE_SPOKEN if by_speaker else ELSEWHERE
    if term.is_name and not by_speaker:
        article = NAMED_SHARE
    return max(
        here,
        beside * term.presence(around.beside),
        near * term.presence(around.near),
        article * term.presence_in(around.article),
    )


def _confidence(mode: str, values: Mapping[str, float]) -> float:
    model = _models()[mode]
    z = model["bias"] + sum(model.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, z))))


@cache
def _models() -> Mapping[str, Mapping[str, float]]:
    raw = files("knowledge.search").joinpath("data", "relevance.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
