"""Paragraphs and sentences as spans. Linear in the length of the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.text.normalise import fold
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SENTENCE = 1_200
"""Characters; a longer stretch without an end mark (a table, a pasted log) is cut at white space."""

OPENING_MARKS = "\"'“‘«„‚(["
CLOSING_MARKS = "\"'”’»“)]"

_PARAGRAPH = re.compile(r"\S[^\n]*")
_END = re.compile(rf"(?<![.!?…])[.!?…]+[{re.escape(CLOSING_MARKS)}]*(?=\s)")
_LAST_TOKEN = re.compile(r"[\w.]{1,12}\Z")
# Some papers open a quotation with its closing mark too: … kasus. ”Di sana …
_NEXT_START = re.compile(rf"\s+[{re.escape(OPENING_MARKS + CLOSING_MARKS)}—–-]*\s*(\w)?")


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of `text` that are not blank, without the white space around them."""
    for match in _PARAGRAPH.finditer(text):
        yield Span(match.start(), match.start() + len(match.group().rstrip()))


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """The sentences of `text`, or of the part `within`; a line break always ends one."""
    part = within or Span(0, len(text))
    for paragraph in paragraphs(part.of(text)):
        yield from _sentences_of_paragraph(text, paragraph.shifted(part.start))


def _sentences_of_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if _ends_sentence(text, match):
            yield from _capped(text, Span(start, match.end()))
            start = _skip_space(text, match.end(), paragraph.end)
    if start < paragraph.end:
        yield from _capped(text, Span(start, paragraph.end))


def _ends_sentence(text: str, end: re.Match[str]) -> bool:
    following = _NEXT_START.match(text, end.end())
    first = following.group(1) if following else None
    if first is None or first.islower():
        return False
    return not (end.group() == "." and _is_abbreviation(text, end.start()))


def _is_abbreviation(text: str, stop: int) -> bool:
    token = _LAST_TOKEN.search(text[max(0, stop - 12) : stop])
    if token is None:
        return False
    word = token.group()
    return (len(word) == 1 and word.isupper()) or fold(word) in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return load_words("knowledge.text", "abbreviations.txt")


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _capped(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = start + MAX_SENTENCE if cut < 0 else cut
        yield Span(start, cut)
        start = _skip_space(text, cut, span.end)
    if start < span.end:
        yield Span(start, span.end)
