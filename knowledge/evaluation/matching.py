"""Annotated and found quotations, side by side: spans that overlap, speakers that are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.quotes.lexicon import load_lexicon
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.types import Language, Quote

Row = dict[str, Any]
"""A line of the input: `{id, language, text, quotes}`."""

_EDGES = " \t\n\r\u00a0.,;:!?…\"'“”„«»‘’`´‚‹›–—-()[]"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One span of a record with what belongs to it."""

    start: int
    end: int
    kind: str
    speaker: str | None
    role: str | None
    cue: str | None
    mention: str | None


def gold_items(row: Row) -> list[Item]:
    """The annotated spans of a row, trimmed."""
    items = []
    for quote in row["quotes"]:
        for start, end in quote["spans"]:
            first, last = trim(row["text"], start, end)
            items.append(
                Item(
                    first,
                    last,
                    quote["kind"],
                    quote.get("speaker"),
                    quote.get("role"),
                    quote.get("cue"),
                    quote.get("mention"),
                )
            )
    return items


def found_items(row: Row, quotes: Iterable[Quote]) -> list[Item]:
    """The spans of the quotes found in a row, trimmed."""
    items = []
    for quote in quotes:
        speaker = quote.speaker
        for span in quote.spans:
            first, last = trim(row["text"], span.start, span.end)
            name, role = (speaker.name, speaker.role) if speaker else (None, None)
            items.append(Item(first, last, quote.kind.value, name, role, quote.cue, quote.mention))
    return items


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, punctuation and marks at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def match(gold: Sequence[Item], found: Sequence[Item], least: float) -> dict[int, int]:
    """Indices of annotated spans and the found ones they match best, one to one."""
    scored = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if g.start < f.end and f.start < g.end:
                common = share(g, f)
                if common >= least:
                    scored.append((common, -i, -j))
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in matched and -j not in used:
            matched[-i] = -j
            used.add(-j)
    return matched


def share(a: Item, b: Item) -> float:
    """Characters in common over characters covered together."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start))


def source_matches(gold: Item, found: Item, language: Language) -> bool:
    """Is the speaker right: the full name where the data has it, else the mention?"""
    if gold.speaker is not None:
        return words_of(gold.speaker) == words_of(found.speaker)
    if gold.mention is None:
        return found.mention is None
    content = content_of(gold.mention, language)
    if not content:
        return words_of(gold.mention) == words_of(found.mention)
    return shares(content, content_of(found.mention, language) | content_of(found.speaker, language))


def words_of(text: str | None) -> list[str]:
    """The words of a text without case and accents."""
    return _WORD.findall(fold(text or ""))


def is_judgeable(mention: str, language: Language) -> bool:
    """A relative pronoun or a bare verb names nobody that could be compared."""
    words = words_of(mention)
    lexicon = load_lexicon(language)
    return not all(word in ("who", "which", "that", "yang") or word in lexicon.cues for word in words)


def content_of(text: str | None, language: Language) -> frozenset[str]:
    """The words of a name or description that tell it from others."""
    lexicon = load_lexicon(language)
    empty = (
        lexicon["pronoun"] | lexicon["honorific"] | lexicon["preposition"] | lexicon["determiner"] | lexicon["article"]
    )
    return frozenset(w for w in words_of(text) if w not in empty and w not in ("s", "and", "dan", "nya"))


def shares(a: frozenset[str], b: frozenset[str]) -> bool:
    """Is there a word in both?"""
    return bool(a & b)
