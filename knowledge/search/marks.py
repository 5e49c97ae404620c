"""What is marked in an excerpt: the words that were asked for, and the kind of thing that answers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.search.question import Expects
from knowledge.text.words import content_words, term
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from knowledge.types import Article

UNMARKED = frozenset({Expects.REASON})
"""Kinds whose pattern only tells that an answer is there."""


def holds(expects: Expects | None, text: str) -> bool:
    """Whether `text` has a thing of the kind that is asked for; True where no kind is."""
    return expects is None or bool(_patterns()[expects].search(text))


def lacks(expects: Expects | None, text: str) -> bool:
    """Whether `text` has nothing of a kind that cannot be worded without being seen."""
    loosely = _loosely().get(expects) if expects else None
    return loosely is not None and not holds(expects, text) and not loosely.search(text)


def things(expects: Expects, text: str) -> list[str]:
    """The things of that kind in `text`."""
    return [match.group(match.lastindex or 0) for match in _patterns()[expects].finditer(text)]


def marked(wanted: Collection[str], expects: Expects | None, article: Article, span: Span) -> tuple[Span, ...]:
    """Spans of the article inside `span`, in order and apart: words whose term is wanted, and what answers."""
    text = span.of(article.text)
    found = [
        Span(word.start, word.end)
        for word in content_words(text, article.language)
        if term(word.text, article.language) in wanted
    ]
    if expects and expects not in UNMARKED:
        found += [Span(*m.span(m.lastindex or 0)) for m in _patterns()[expects].finditer(text)]
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


def _compiled(patterns: Mapping[str, str]) -> dict[Expects, re.Pattern[str]]:
    return {Expects(kind): re.compile(pattern) for kind, pattern in patterns.items()}


def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("knowledge.search").joinpath("data", "answers.toml").read_text(encoding="utf-8"))
