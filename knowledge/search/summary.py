"""An article's main points in its own sentences: early ones, central ones, and the best quotation."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.excerpts import cut, quoted_in
from knowledge.search.passages import split
from knowledge.text.words import terms, words
from knowledge.types import QuoteKind, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Article, Excerpt, Span

POSITION_WEIGHT, CENTRAL_WEIGHT, TITLE_WEIGHT = 1.0, 0.2, 0.5
"""Of being early, of sharing the article's frequent terms, and of sharing the title's."""
POSITION_DECAY = 6.0
"""Passages after which being early counts e times less."""
REPETITION_PENALTY = 0.8
QUOTED_POINTS_FROM = 3
"""With at least this many points, one of them is somebody's words."""
IDEAL_WORDS = 25


def summarize(article: Article, points: int = 3) -> Summary:
    """At most `points` excerpts of `article`, in reading order."""
    spans = list(split(article.text))
    bags = [Counter(terms(span.of(article.text), article.language)) for span in spans]
    chosen = _choose(_scores(article, spans, bags), bags, points)
    quoted = _best_quotation(article, spans) if points >= QUOTED_POINTS_FROM else None
    if quoted is not None and not any(_holds_quotation(article, spans[i]) for i in chosen):
        chosen = [*chosen[: points - 1], quoted]
    return Summary(article, tuple(_point(article, spans[i]) for i in sorted(chosen)))


def _scores(article: Article, spans: Sequence[Span], bags: Sequence[Counter[str]]) -> list[float]:
    frequency = Counter(term for bag in bags for term in set(bag))
    title = set(terms(article.title, article.language))
    scores = []
    for i, bag in enumerate(bags):
        length = math.sqrt(sum(bag.values()) or 1)
        central = sum(math.log(1 + frequency[term]) for term in bag) / (length * math.log(2 + len(bags)))
        in_title = len(title & set(bag)) / (len(title) or 1)
        fit = min(1.0, sum(1 for _ in words(spans[i].of(article.text))) / IDEAL_WORDS)
        early = math.exp(-i / POSITION_DECAY)
        scores.append(fit * (POSITION_WEIGHT * early + CENTRAL_WEIGHT * central + TITLE_WEIGHT * in_title))
    return scores


def _choose(scores: Sequence[float], bags: Sequence[Counter[str]], points: int) -> list[int]:
    """Best first, each next one lowered by what it repeats."""
    left, chosen = set(range(len(scores))), list[int]()
    while left and len(chosen) < points:
        best = max(left, key=lambda i: (scores[i] - REPETITION_PENALTY * _repeats(bags, i, chosen), -i))
        chosen.append(best)
        left.remove(best)
    return chosen


def _repeats(bags: Sequence[Counter[str]], i: int, chosen: Sequence[int]) -> float:
    own = set(bags[i])
    return max((len(own & set(bags[j])) / (len(own) or 1) for j in chosen), default=0.0)


def _best_quotation(article: Article, spans: Sequence[Span]) -> int | None:
    """The passage with the longest direct quotation of the person who is quoted most."""
    direct = [q for q in article.quotes if q.kind is QuoteKind.DIRECT and q.speaker]
    if not direct:
        return None
    most = Counter(q.speaker.name for q in direct if q.speaker).most_common(1)[0][0]
    theirs = [q for q in direct if q.speaker and q.speaker.name == most]
    best = max(theirs, key=lambda q: len(q.spans[0]))
    return next((i for i, span in enumerate(spans) if span.overlaps(best.spans[0])), None)


def _holds_quotation(article: Article, span: Span) -> bool:
    return any(q.kind is QuoteKind.DIRECT and q.extent.overlaps(span) for q in article.quotes)


def _point(article: Article, span: Span) -> Excerpt:
    return cut(article, span, speaker=quoted_in(article, span))
