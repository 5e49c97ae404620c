"""Styled text: runs of characters, each in at most one style, and their HTML.

Escaping is done here and nowhere else.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from bot.telegram.text import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Tag = Literal["", "b", "s", "code"]

# Telegram turns @name into a link that notifies its owner, except in code.
_MENTION = re.compile(r"(?<![\w@])@\w{1,64}")
_WORD = re.compile(r"\s+|\S+")
_MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")

MARKS = 16
"""Combining marks after which a pile of them may be cut."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style; `href` makes them a link."""

    text: str
    tag: Tag = ""
    href: str = ""

    @property
    def entities(self) -> int:
        """How many of Telegram's message entities it takes."""
        return int(bool(self.tag)) + int(bool(self.href))

    def to_html(self) -> str:
        inner = html.escape(self.text, quote=False)
        if self.tag:
            inner = f"<{self.tag}>{inner}</{self.tag}>"
        return f'<a href="{html.escape(self.href)}">{inner}</a>' if self.href else inner


Runs = tuple[Run, ...]


def styled(text: str, tag: Tag = "", href: str = "") -> Runs:
    """Runs of `text` in which no @name pings anyone."""
    if tag == "code" or "@" not in text:
        return (Run(text, tag, href),) if text else ()
    runs: list[Run] = []
    last = 0
    for match in _MENTION.finditer(text):
        runs += [Run(text[last : match.start()], tag, href), Run(match.group(), "code")]
        last = match.end()
    runs.append(Run(text[last:], tag, href))
    return tuple(run for run in runs if run.text)


def web_address(url: str | None) -> str:
    """`url` if it leads to a web page; nothing for other schemes, which could ping or act."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in ("http", "https") and "." in (parts.hostname or "") else ""


def to_html(runs: Iterable[Run]) -> str:
    return "".join(run.to_html() for run in runs)


def length(runs: Iterable[Run]) -> int:
    """In UTF-16 units."""
    return sum(units(run.text) for run in runs)


def entity_count(runs: Iterable[Run]) -> int:
    return sum(run.entities for run in runs)


def pieces(runs: Runs, room: int, entities: int) -> Iterator[Runs]:
    """`runs` in pieces of at most `room` units and so many entities, cut between words.

    Only a word that fills more than a piece by itself is cut. room: at least 2; entities: at least 2.
    """
    piece = _Piece()
    for word in _words(runs, room, entities):
        if piece.runs and not piece.has_room(word, room, entities):
            yield from piece.take()
        piece.add(word)
    yield from piece.take()


class _Piece:
    """Grows word by word; counts as it grows."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.units = 0
        self.entities = 0

    def has_room(self, word: Runs, room: int, entities: int) -> bool:
        return (
            self.units + length(word) <= room and self.entities + entity_count(word[self._joins(word[0]) :]) <= entities
        )

    def add(self, word: Runs) -> None:
        """Runs of one style that meet become one, so that cutting and joining costs no entities."""
        for run in word:
            self.units += units(run.text)
            if self._joins(run):
                self.runs[-1] = replace(run, text=self.runs[-1].text + run.text)
            else:
                self.runs.append(run)
                self.entities += run.entities

    def take(self) -> Iterator[Runs]:
        """What has grown, without white space around it; nothing where that is all there is."""
        runs = self.runs
        self.runs, self.units, self.entities = [], 0, 0
        while runs and not runs[0].text.strip():
            runs = runs[1:]
        while runs and not runs[-1].text.strip():
            runs = runs[:-1]
        if runs:
            runs[0] = replace(runs[0], text=runs[0].text.lstrip())
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
            yield tuple(runs)

    def _joins(self, run: Run) -> bool:
        return bool(self.runs) and (self.runs[-1].tag, self.runs[-1].href) == (run.tag, run.href)


def _words(runs: Runs, room: int, entities: int) -> Iterator[Runs]:
    """The words, each with the white space after it; a word may be in several styles."""
    word: list[Run] = []
    taken = used = 0
    for run in runs:
        for match in _WORD.finditer(run.text):
            starts = bool(word) and word[-1].text.isspace() and not match.group().isspace()
            for bit in _bits(match.group(), room):
                if starts or taken + units(bit) > room or used + run.entities > entities:
                    yield from (tuple(word),) if word else ()
                    word, taken, used, starts = [], 0, 0, False
                word.append(replace(run, text=bit))
                taken += units(bit)
                used += run.entities
    if word:
        yield tuple(word)


def _bits(text: str, room: int) -> Iterator[str]:
    """`text` whole where it fits, else in parts, not before a mark that belongs to the letter before it."""
    start = 0
    while units(text[start : start + room + 1]) > room:
        end = start + room
        while (excess := units(text[start:end]) - room) > 0:
            end -= (excess + 1) // 2
        mark = end
        while mark > start + 1 and end - mark < MARKS and _MARK.match(text[mark]):
            mark -= 1
        end = end if _MARK.match(text[mark]) else mark
        yield text[start:end]
        start = end
    yield text[start:]
