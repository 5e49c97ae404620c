"""Terms of one language -> terms of the other, from a word list; both sides are stems."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.types import Language


def translations(term: str, language: Language) -> tuple[str, ...]:
    """The terms of the other language that `term` of `language` may stand for, the usual one first."""
    return _table(language).get(term, ())


@cache
def _table(language: Language) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for indonesian, english in _pairs():
        source, target = (indonesian, english) if language == "id" else (english, indonesian)
        found[source][target] = None
    return {source: tuple(targets) for source, targets in found.items()}


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, str]]:
    raw = files("knowledge.search").joinpath("data", "glossary.tsv").read_text(encoding="utf-8")
    for line in raw.splitlines():
        if line and not line.startswith("#"):
            indonesian, _, english = line.partition("\t")
            for word in english.split(","):
                yield stem(indonesian.strip(), "id"), stem(word.strip(), "en")
