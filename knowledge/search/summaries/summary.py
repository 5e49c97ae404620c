"""An article's main points in its own sentences, in reading order, somebody's words among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.excerpts import cut, quoted_in
from knowledge.search.summaries.salience import SOMEBODYS, WEIGHTS, weigh
from knowledge.types import Summary

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.search.summaries.salience import Sentence, Weights
    from knowledge.types import Article, Excerpt

REPETITION, SPOKEN, LEANING = 0.6, 0.5, 1.0
"""What is taken off a sentence that repeats a chosen one to the word, that is quoted word for word (which seldom
sums up), and that needs one before it which is not chosen."""
QUOTED_POINTS_FROM = 3
"""With at least this many points, one of them is somebody's words."""


def summarize(article: Article, points: int = 3, weights: Weights = WEIGHTS) -> Summary:
    """At most `points` excerpts of `article`, in reading order."""
    weighed = weigh(article, weights)
    chosen = _choose(weighed, points)
    if points >= QUOTED_POINTS_FROM and not any(weighed[i].quotes for i in chosen):
        chosen = [*chosen[: points - 1], *_best_quotation(weighed, chosen[: points - 1])]
    return Summary(article, tuple(_point(article, weighed[i]) for i in sorted(chosen)))


def _choose(weighed: Sequence[Sentence], points: int) -> list[int]:
    """The best first, each next one for what it adds."""
    repeats = [0.0] * len(weighed)
    chosen: list[int] = []
    left = set(range(len(weighed)))
    while left and len(chosen) < points:
        best = max(left, key=lambda i: (_value(weighed, i, chosen) - REPETITION * repeats[i], -i))
        left.remove(best)
        chosen.append(best)
        for i in left:
            repeats[i] = max(repeats[i], weighed[i].likeness(weighed[best]))
    return chosen


def _value(weighed: Sequence[Sentence], i: int, chosen: Collection[int]) -> float:
    alone = weighed[i].leans and i - 1 not in chosen
    return weighed[i].worth - SPOKEN * weighed[i].spoken - LEANING * alone


def _best_quotation(weighed: Sequence[Sentence], chosen: Sequence[int]) -> list[int]:
    """The one that says most and stands by itself; none where nobody is quoted."""
    quoting = [i for i, sentence in enumerate(weighed) if sentence.quotes and i not in chosen]
    return [max(quoting, key=lambda i: _value(weighed, i, chosen))] if quoting else []


def _point(article: Article, sentence: Sentence) -> Excerpt:
    return cut(article, sentence.span, speaker=quoted_in(article, sentence.span, SOMEBODYS))
