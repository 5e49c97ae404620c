"""What sites put around and into an article: links to others, advertisements, captions, credits."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.reading.datelines import find_dateline
from knowledge.reading.patterns import any_of, any_phrase
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.reading.draft import Block

MAX_LINE = 400
"""Characters; a longer line is prose and is not held against the patterns of whole lines."""

MAX_HEADLINE = 160
"""Characters of the title of another article."""

END_MARKS = ".!?…:;,"
QUOTATION_MARKS = "\"'“‘”’«»„"
LIST_MARK = re.compile(r"(?:[-*•·‣▪●–—]|\(?\d{1,3}[.)]|[a-z][.)])\s")
HEADLINE_WORDS = 7
"""Words from which an unended line in a list of links is a headline; sub-headings are shorter."""

MAX_SKIPPED = 8
"""Blocks that one skip link may skip; where its end is missing, nothing is."""

_SKIP = re.compile(r"(?:skip past|lewati) .{2,60}", re.IGNORECASE)
_SKIPPED = re.compile(r"(?:after|setelah) .{2,40} (?:promotion|promosi)", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*\Z")


@lru_cache(maxsize=4096)
def is_noise(line: str) -> bool:
    """`line` as a whole is no part of any article: an advertisement, a share bar, a caption, a credit."""
    return len(line) <= MAX_LINE and _noise().fullmatch(line) is not None


def is_closed(line: str) -> bool:
    """`line` ends as a sentence does."""
    return _CLOSED.search(line[-8:]) is not None


def is_plea(text: str) -> bool:
    """Somewhere in `text` the reader is asked to follow, to subscribe, to click."""
    return _plea().search(text) is not None


def is_related(line: str) -> bool:
    """`line` is a label of links to other articles, or such a link with its label."""
    return _is_bare_label(line) or _is_link(line)


def without_boilerplate(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that belong to the article, freed of slogans and of links to other articles."""
    return [
        block for block in _without_links(list(_without_skipped(_without_slogans(blocks)))) if not is_noise(block.text)
    ]


def without_dateline(blocks: Sequence[Block], outlet: str | None) -> tuple[list[Block], str | None]:
    """The blocks without the dateline of the first paragraph, and the outlet that it names; `outlet`: as stated."""
    rest = list(blocks)
    first = next((index for index, block in enumerate(rest) if not block.heading), None)
    dateline = find_dateline(rest[first].text, outlet) if first is not None else None
    if first is None or dateline is None:
        return rest, None
    rest[first] = replace(rest[first], text=rest[first].text[dateline.end :])
    return rest, dateline.outlet


def _without_slogans(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        text = block.text
        if not is_noise(text):
            text = squeeze(_glued_link().sub(" ", _slogan().sub(" ", text)))
        if text:
            yield replace(block, text=text)


def _without_skipped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without what stands between `Skip past newsletter promotion` and `after newsletter promotion`."""
    skipped: list[Block] | None = None
    for block in blocks:
        if skipped is None and _SKIP.fullmatch(block.text):
            skipped = []
        elif skipped is None:
            yield block
        elif _SKIPPED.fullmatch(block.text):
            skipped = None
        elif len(skipped) == MAX_SKIPPED:
            yield from (*skipped, block)
            skipped = None
        else:
            skipped.append(block)
    yield from skipped or ()


def _without_links(blocks: Sequence[Block]) -> Iterator[Block]:
    """Without `Baca juga: …` lines; after a bare label, without the headlines that it stands over."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if _is_bare_label(block.text):
            at += _headlines(blocks, at)
        elif not _is_link(block.text):
            yield block


def _is_bare_label(line: str) -> bool:
    return len(line) <= MAX_HEADLINE and _bare_label().fullmatch(line) is not None


def _is_link(line: str) -> bool:
    """`Baca juga: title`, with the colon; without one, the surest labels and no end mark."""
    if len(line) > MAX_LINE:
        return False
    match = _label_with_colon().match(line) or (None if is_closed(line) else _sure_label().match(line))
    return match is not None and len(line) - match.end() <= MAX_HEADLINE


def _headlines(blocks: Sequence[Block], at: int) -> int:
    """How many blocks from `at` on are headlines of a list of links."""
    count = 0
    while at + count < len(blocks) and _is_headline(blocks[at + count]):
        count += 1
    if count < 2 or at + count == len(blocks):
        return count
    last = blocks[at + count - 1].text
    is_heading_of_rest = len(last.split()) < HEADLINE_WORDS and not LIST_MARK.match(last)
    return count - 1 if is_heading_of_rest else count


def _is_headline(block: Block) -> bool:
    return not block.heading and len(block.text) <= MAX_HEADLINE and block.text[-1] not in ".…:;,"


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(any_of("lines.txt"), re.IGNORECASE)


@cache
def _bare_label() -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,4}}{any_of('related_labels.txt')}\s?[:>»]?", re.IGNORECASE)


@cache
def _label_with_colon() -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,4}}{any_of('related_labels.txt')}\s?[:>»]", re.IGNORECASE)


@cache
def _sure_label() -> re.Pattern[str]:
    return re.compile(
        r"\W{0,4}(?:(?:baca|lihat|simak|tonton)\s?juga|also\s+read|read\s+also|see\s+also)\b", re.IGNORECASE
    )


@cache
def _plea() -> re.Pattern[str]:
    return re.compile(rf"(?:\A|[.!?…]\W{{1,3}}){any_of('pleas.txt')}", re.IGNORECASE)


@cache
def _slogan() -> re.Pattern[str]:
    return re.compile(rf"{any_phrase('slogans.txt')}|\[Gambas:[^\]\n]{{1,80}}\]")


@cache
def _glued_link() -> re.Pattern[str]:
    """`… katanya. Baca juga: Judul lain` at the end of a paragraph, where the title has no end mark."""
    return re.compile(
        rf"(?<=[.!?”\"’)])\s?(?:baca|lihat|simak)\s?juga\s?:\s?[^.!?]{{1,{MAX_HEADLINE}}}\Z", re.IGNORECASE
    )
