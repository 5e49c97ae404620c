"""How far an excerpt reaches: a passage and as many sentences beside it as a reader takes in at a glance."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.search.passages import split
from knowledge.text.words import words
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.types import Article

MAX_WORDS = 45
"""Of an excerpt that is more than one passage."""
MAX_PARAGRAPH = 5_000
"""Characters; what is longer is no paragraph, and is not taken apart for every excerpt."""
AFTER_SHARE = 0.01
"""A sentence goes on more often than it is led up to; a tie between neighbours goes to the one after."""


def stretched(article: Article, span: Span, scores: Mapping[Span, float]) -> Span:
    """`span` with its better neighbours in the paragraph; `scores` tells how well a passage answers."""
    around = _paragraph_of(article, span)
    if span not in around:
        return span
    first = last = around.index(span)
    while True:
        before, after = first - 1, last + 1
        open_ends = [i for i in (before, after) if 0 <= i < len(around)]
        fitting = [i for i in open_ends if _words_in(article, around[min(i, first)], around[max(i, last)]) <= MAX_WORDS]
        if not fitting:
            return Span(around[first].start, around[last].end)
        best = max(fitting, key=lambda i: scores.get(around[i], 0.0) + AFTER_SHARE * (i == after))
        first, last = min(first, best), max(last, best)


def _words_in(article: Article, first: Span, last: Span) -> int:
    return sum(1 for _ in words(article.text[first.start : last.end]))


def _paragraph_of(article: Article, span: Span) -> list[Span]:
    start = article.text.rfind("\n", 0, span.start) + 1
    end = article.text.find("\n", span.end)
    end = end if end >= 0 else len(article.text)
    return list(_passages(article.text[start:end], start)) if end - start <= MAX_PARAGRAPH else [span]


@lru_cache(maxsize=4096)
def _passages(paragraph: str, start: int) -> tuple[Span, ...]:
    return tuple(span.shifted(start) for span in split(paragraph))
