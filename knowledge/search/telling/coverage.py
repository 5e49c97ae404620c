"""How far the words of a question are there: in a passage, beside it, and elsewhere in its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.finding.asked import AskedTerm

NAMED_SHARE = 0.8
"""A name that the article is about goes without saying."""
TELLING = 0.3
"""The weight from which a term must be there for an answer to be whole."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a term counts that stands beside a passage, near it, or elsewhere in the article instead of in it."""

    beside: float
    near: float
    article: float


TOLD = Shares(1.0, 0.7, 0.3)
SPOKEN = Shares(0.8, 0.3, 0.1)
"""Where somebody's words are asked for: what the article is about need not be what they spoke of."""


TITLED = 0.3
"""Of its weight, what a term of the title keeps there: everybody in the article speaks of that."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The terms of a passage, of its paragraph, of what a reader has seen before, and of the title; the article
    itself, folded.
    """

    here: frozenset[str]
    beside: frozenset[str]
    near: frozenset[str]
    title: frozenset[str]
    article: str


def coverage(asked: Sequence[AskedTerm], around: Surroundings, shares: Shares) -> dict[str, float]:
    """How far the asked terms are there.

    covered: their share, by weight, those around the passage counted in part; beyond: the same where words of the
    title count less; met: the share in, beside or near the passage; matter: the share that is anywhere in the article;
    gap, undone, strange: the heaviest thing, action and name that is missing; absent: the heaviest thing for which the
    article has no word; whole: nothing that tells is missing; few, many: how much was asked.
    """
    discounted = [t.weight * (TITLED if t.presence(around.title) else 1.0) for t in asked]
    weights = discounted if shares is SPOKEN else [t.weight for t in asked]
    total = sum(weights) or 1.0
    here = [t.presence(around.here) for t in asked]
    # A whole paragraph is beside itself.
    beside = here if around.beside is around.here else [t.presence(around.beside) for t in asked]
    near = [t.presence(around.near) for t in asked]
    anywhere = [1.0 if h >= 1.0 else t.presence_in(around.article) for t, h in zip(asked, here, strict=True)]
    there = list(zip(asked, here, beside, near, anywhere, strict=True))
    reached = [h if h >= 1.0 else _reached(t, h, b, n, a, shares) for t, h, b, n, a in there]
    met = list(map(max, here, beside, near))
    gaps = [(t, w * (1 - r)) for t, w, r in zip(asked, weights, reached, strict=True)]
    lacking = sorted((t for t, a in zip(asked, anywhere, strict=True) if not a), key=lambda t: -t.weight)
    return {
        "covered": sum(w * r for w, r in zip(weights, reached, strict=True)) / total,
        "met": sum(w * m for w, m in zip(weights, met, strict=True)) / total,
        "beyond": sum(w * r for w, r in zip(discounted, reached, strict=True)) / (sum(discounted) or 1.0),
        "matter": sum(w * max(r, a) for w, r, a in zip(weights, reached, anywhere, strict=True)) / total,
        "gap": max((gap for t, gap in gaps if not t.is_action), default=0.0),
        "undone": max((gap for t, gap in gaps if t.is_action), default=0.0),
        "strange": max((gap for t, gap in gaps if t.is_name), default=0.0),
        "absent": next((t.weight for t in lacking if t.is_absent_from(around.article)), 0.0),
        "whole": float(max((gap for _, gap in gaps), default=0.0) < TELLING),
        "few": 1.0 / (1 + len(asked)),
        "many": float(len(asked)),
    }


def _reached(term: AskedTerm, here: float, beside: float, near: float, anywhere: float, shares: Shares) -> float:
    named = NAMED_SHARE if term.is_name and shares is TOLD else shares.article
    return max(here, shares.beside * beside, shares.near * near, named * anywhere)
