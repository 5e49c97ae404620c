"""A text as paragraphs of tokens and sentences.

Paragraphs stand apart by a blank line or a single line break. Pages that were copied break lines inside a sentence
as well, at links; such a break is soft and the lines are one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.quotes.fields import join_fields
from knowledge.quotes.glue import part_pairs, unglue
from knowledge.quotes.marks import find_blocks
from knowledge.quotes.tokens import NUMBER, POINT, QUOTE, WORD, Token, tokenize
from knowledge.text.sentences import paragraphs as lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.quotes.lexicon import Lexicon
    from knowledge.types import Section, Span

_ENDED = re.compile(r"[.?!…:][\"'”’»“)\]\s]*\Z")
_GOES_ON = re.compile(r"[a-z,;.)%]")
_OPENING_MARK = re.compile(r"[\"“”„«‘']")
_LAST_WORD = re.compile(r"(\w+)\W*\Z")
_TAIL = 40

MAX_TOKENS = 200
"""Tokens of a sentence; a longer stretch without an end mark is cut, which keeps the work linear."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its place, its tokens, and its sentences as ranges of tokens."""

    start: int
    end: int
    section: str | None
    number: int
    tokens: list[Token]
    sentences: list[tuple[int, int]] = field(default_factory=list)


@cache
def _abbreviations() -> frozenset[str]:
    return load_words("knowledge.text", "abbreviations.txt")


def read_paragraphs(text: str, lexicon: Lexicon, sections: Sequence[Section]) -> list[Paragraph]:
    """The paragraphs of `text` in order, without lines that are no part of the article."""
    found: list[Paragraph] = []
    spans = list(_joined(text, [s for s in lines_of(text) if not _is_boilerplate(text, s, lexicon)]))
    places = _places(spans, sections)
    abbreviations = _abbreviations()
    for index, (start, end) in enumerate(spans):
        after = text[spans[index + 1][0]] if index + 1 < len(spans) else ""
        blocks = find_blocks(text, start, end, bool(_OPENING_MARK.match(after)), lexicon["glued.cue"])
        tokens = tokenize(text, start, end, blocks, abbreviations.__contains__)
        found.append(Paragraph(start, end, *places[index], tokens))
    names = frozenset(t.text for p in found for t in p.tokens if t.capital)
    for paragraph in found:
        tokens = part_pairs(unglue(paragraph.tokens, names, lexicon), lexicon)
        paragraph.tokens = join_fields(text, tokens, lexicon)
        paragraph.sentences = list(split_sentences(text, paragraph.tokens))
    return found


def names_inside(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Words written with a capital inside a sentence, which is what names are."""
    return frozenset(
        p.tokens[index].text
        for p in paragraphs
        for low, stop in p.sentences
        for index in range(low + 1, stop)
        if p.tokens[index].capital
    )


def _is_boilerplate(text: str, line: Span, lexicon: Lexicon) -> bool:
    start = text[line.start : line.start + _TAIL].lower()
    return any(start.startswith(words) for words in _boilerplate(lexicon))


@cache
def _boilerplate_of(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _boilerplate(lexicon: Lexicon) -> tuple[str, ...]:
    return _boilerplate_of(lexicon["boilerplate"])


def _joined(text: str, lines: list[Span]) -> Iterator[tuple[int, int]]:
    """Lines as paragraphs, those with a soft break between them as one."""
    if not lines:
        return
    start = lines[0].start
    soft = False
    for line, following in pairwise(lines):
        soft = _is_soft(text, line, following, soft)
        if not soft:
            yield start, line.end
            start = following.start
    yield start, lines[-1].end


def _is_soft(text: str, line: Span, following: Span, was_soft: bool) -> bool:
    if text.count("\n", line.end, following.start) > 1:
        return False
    tail = text[max(line.start, line.end - _TAIL) : line.end]
    if _ENDED.search(tail):
        return False
    if _GOES_ON.match(text, following.start) or tail.endswith((",", "(", "—")) or was_soft:
        return True
    last = _LAST_WORD.search(tail)
    return last is not None and last.group(1).lower() in {"pt", "cv", "di", "dan", "yang", "the", "of", "and"}


def _places(spans: list[tuple[int, int]], sections: Sequence[Section]) -> list[tuple[str | None, int]]:
    """Heading and number within the section of each paragraph."""
    places: list[tuple[str | None, int]] = []
    index = number = 0
    ordered = sorted(sections, key=lambda s: s.start)
    for start, _ in spans:
        while index < len(ordered) and ordered[index].end <= start:
            index, number = index + 1, 0
        number += 1
        inside = index < len(ordered) and ordered[index].start <= start
        places.append((ordered[index].heading if inside else None, number))
    return places


def split_sentences(text: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens; a quoted block that ends in a full stop may end a sentence as well."""
    start = 0
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        if index == last:
            break
        if (
            index - start >= MAX_TOKENS
            or (token.kind == POINT and _ends(token, tokens[index + 1]))
            or (token.kind == QUOTE and _block_ends(text, token, tokens[index + 1]))
        ):
            yield start, index + 1
            start = index + 1
    if start <= last:
        yield start, last + 1


def _ends(token: Token, following: Token) -> bool:
    if token.text[0] not in ".?!…":
        return False
    return following.kind in (NUMBER, QUOTE) or following.capital or following.text in "([-–—*"


def _block_ends(text: str, token: Token, following: Token) -> bool:
    block = token.block
    if block is None or block.inner_end <= block.inner_start:
        return False
    if text[block.inner_end - 1] not in ".?!…":
        return False
    return following.kind == QUOTE or (following.kind == WORD and following.capital) or following.kind == NUMBER
