"""What sites and mailers put around and into an article: links to others, advertisements, captions, credits."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
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
HEADLINE_WORDS = 7
"""Words from which an unended line in a list of links is a headline; sub-headings are shorter."""

_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*\Z")


def is_noise(line: str) -> bool:
    """`line` as a whole is no part of any article: an advertisement, a share bar, a caption, a credit."""
    return len(line) <= MAX_LINE and _noise().fullmatch(line) is not None


def is_closed(line: str) -> bool:
    """`line` ends as a sentence does."""
    return _CLOSED.search(line[-8:]) is not None


def without_boilerplate(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that belong to the article, freed of slogans and of links to other articles."""
    return [block for block in _without_links(_without_slogans(blocks)) if not is_noise(block.text)]


def without_edges(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks without the dateline of the first paragraph and the initials after the last, and the outlet named."""
    rest, outlet = _without_dateline(list(blocks))
    return _without_signature(rest), outlet


def _without_slogans(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        text = block.text
        if not is_noise(text):
            text = squeeze(_glued_link().sub(" ", _slogan().sub(" ", text)))
        if text:
            yield replace(block, text=text)


def _without_links(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without `Baca juga: …` lines; after a bare label, without the headlines that it stands over."""
    waiting = list(blocks)
    at = 0
    while at < len(waiting):
        block = waiting[at]
        link = _link(block)
        at += 1
        if link is None:
            yield block
        elif link == "":
            at += _headlines(waiting, at)


def _link(block: Block) -> str | None:
    """What the label of a link leads to: empty where it stands alone, None where there is no such label."""
    text = block.text
    match = _label().match(text) if len(text) <= MAX_LINE else None
    if match is None:
        return None
    title = text[match.end() :].strip()
    if not title:
        return ""
    has_colon = match["colon"] is not None
    if has_colon and len(title) <= MAX_HEADLINE:
        return title
    is_plain_label = match["sure"] is not None and not is_closed(text) and len(title) <= MAX_HEADLINE
    return title if is_plain_label else None


def _headlines(blocks: Sequence[Block], at: int) -> int:
    """How many blocks from `at` on are headlines of a list of links."""
    count = 0
    while at + count < len(blocks) and _is_headline(blocks[at + count]):
        count += 1
    last = blocks[at + count - 1] if count else None
    more = at + count < len(blocks)
    if last and more and count > 1 and len(last.text.split()) < HEADLINE_WORDS:
        return count - 1  # the heading of what follows
    return count


def _is_headline(block: Block) -> bool:
    return not block.heading and len(block.text) <= MAX_HEADLINE and block.text[-1] not in END_MARKS


def _without_dateline(blocks: list[Block]) -> tuple[list[Block], str | None]:
    first = next((index for index, block in enumerate(blocks) if not block.heading), None)
    dateline = find_dateline(blocks[first].text) if first is not None else None
    if first is None or dateline is None:
        return blocks, None
    blocks[first] = replace(blocks[first], text=blocks[first].text[dateline.end :])
    return blocks, dateline.outlet


def _without_signature(blocks: list[Block]) -> list[Block]:
    """Without `(abc/xyz)` at the end of the last paragraph, or as the last paragraph."""
    while blocks and _signature().fullmatch(blocks[-1].text[-MAX_LINE:]):
        blocks.pop()
    if blocks:
        text = blocks[-1].text
        match = _closing_signature().search(text, max(0, len(text) - 60))
        if match:
            blocks[-1] = replace(blocks[-1], text=text[: match.start()])
    return blocks


@cache
def _noise() -> re.Pattern[str]:
    return re.compile(any_of("lines.txt"), re.IGNORECASE)


@cache
def _label() -> re.Pattern[str]:
    sure = r"(?P<sure>(?:baca|lihat|simak|tonton)\s?juga|(?:also\s+read|read\s+also|see\s+also))"
    return re.compile(
        rf"[\W_]{{0,4}}(?:{sure}|{any_of('related_labels.txt')})(?:\s?(?P<colon>[:：>»])|\b(?!\w))",
        re.IGNORECASE,
    )


@cache
def _slogan() -> re.Pattern[str]:
    return re.compile(rf"{any_phrase('slogans.txt')}|\[Gambas:[^\]\n]{{1,80}}\]")


@cache
def _glued_link() -> re.Pattern[str]:
    """`… katanya. Baca juga: Judul lain` at the end of a paragraph, where the title has no end mark."""
    return re.compile(
        rf"(?<=[.!?”\"’)])\s?(?:baca|lihat|simak)\s?juga\s?:\s?[^.!?]{{1,{MAX_HEADLINE}}}\Z", re.IGNORECASE
    )


@cache
def _signature() -> re.Pattern[str]:
    return re.compile(any_of("signatures.txt"))


@cache
def _closing_signature() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[.!?”\"’'…])|(?<=[.!?”\"’'…]\s))\s?{any_of('signatures.txt')}\s*\Z")
