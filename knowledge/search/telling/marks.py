"""What is marked in an excerpt: the words that were asked for, and the kind of thing that answers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from knowledge.data_files import load_table
from knowledge.search.questions.expecting import Expects
from knowledge.text.words import content_words, term
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from knowledge.types import Article

UNMARKED = frozenset({Expects.REASON})
"""Kinds whose pattern only tells that an answer is there."""
UNCOUNTED = (Expects.MONEY, Expects.PERCENTAGE, Expects.MEASURE, Expects.DURATION, Expects.AGE)
"""Kinds with figures of their own, which count neither people nor things: "4,500 metres" are no houses."""


def holds(expects: Expects | None, text: str) -> bool:
    """Whether `text` has a thing of the kind that is asked for; True where no kind is."""
    return expects is None or next(things(expects, text), None) is not None


def lacks(expects: Expects | None, text: str) -> bool:
    """Whether `text` has nothing of a kind that cannot be worded without being seen."""
    loosely = _loosely().get(expects) if expects else None
    return loosely is not None and not holds(expects, text) and not loosely.search(text)


def things(expects: Expects, text: str) -> Iterator[Span]:
    """Where things of that kind stand in `text`; of counts, those that are no part of another thing."""
    found = (Span(*match.span(match.lastindex or 0)) for match in _patterns()[expects].finditer(text))
    if expects is not Expects.COUNT:
        return found
    patterns = [_uncounted(), *(_patterns()[kind] for kind in UNCOUNTED)]
    others = [Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)]
    return (span for span in found if not any(other.overlaps(span) for other in others))


def marked(wanted: Collection[str], expects: Expects | None, article: Article, span: Span) -> tuple[Span, ...]:
    """Spans of the article inside `span`, in order and apart: words whose term is wanted, and what answers."""
    text = span.of(article.text)
    found = [
        Span(word.start, word.end)
        for word in content_words(text, article.language)
        if term(word.text, article.language) in wanted
    ]
    if expects and expects not in UNMARKED:
        found += things(expects, text)
    return tuple(s.shifted(span.start) for s in _without_overlaps(found))


def _without_overlaps(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


@cache
def _patterns() -> Mapping[Expects, re.Pattern[str]]:
    return _compiled({kind: pattern for kind, pattern in _table().items() if isinstance(pattern, str)})


@cache
def _loosely() -> Mapping[Expects, re.Pattern[str]]:
    return _compiled(_table()["loosely"])


@cache
def _uncounted() -> re.Pattern[str]:
    return re.compile(_table()["uncounted"]["pattern"])


def _compiled(patterns: Mapping[str, str]) -> dict[Expects, re.Pattern[str]]:
    return {Expects(kind): re.compile(pattern) for kind, pattern in patterns.items()}


def _table() -> Mapping[str, Any]:
    return load_table("knowledge.search.telling", "answers.toml")
