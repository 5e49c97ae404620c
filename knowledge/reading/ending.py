"""Where an article ends: the reporter's initials, `Penulis: …`, `Editor: …`, and what stands below them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.bylines import Byline, parse_byline
from knowledge.reading.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.draft import Block

MAX_SHARE_BELOW = 0.2
"""Share of the text that may stand below the end: tags, links, notices."""

MAX_SIGNATURE = 60
"""Characters."""


def without_ending(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks up to the credits and initials, and the author that those name."""
    rest, author = list(blocks), None
    while (end := _end(rest)) is not None:
        index, credit = end
        unsigned = None if credit else _unsigned(rest[index].text)
        rest[index:] = [replace(rest[index], text=unsigned)] if unsigned else []
        author = (credit and credit.name) or author
    return rest, author


def _end(blocks: Sequence[Block]) -> tuple[int, Byline | None] | None:
    """Which of the last blocks is a credit or carries initials."""
    room = MAX_SHARE_BELOW * sum(len(block.text) for block in blocks)
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text
        credit = parse_byline(text) if index else None
        if credit and credit.rest is None:
            return index, credit
        if _unsigned(text) is not None:
            return index, None
        room -= len(text)
        if room < 0:
            break
    return None


def _unsigned(text: str) -> str | None:
    """`text` without the initials at its end; None where it has none."""
    if _signature().fullmatch(text[: MAX_SIGNATURE + 1]):
        return ""
    match = _closing_signature().search(text, max(0, len(text) - MAX_SIGNATURE))
    return text[: match.start()].rstrip() if match else None


@cache
def _signature() -> re.Pattern[str]:
    return re.compile(any_of("signatures.txt"))


@cache
def _closing_signature() -> re.Pattern[str]:
    end = r".!?”\"’'…"
    return re.compile(rf"(?:(?<=[{end}])|(?<=[{end}]\s)){any_of('signatures.txt')}\Z")
