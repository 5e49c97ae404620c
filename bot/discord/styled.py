"""Text with styled stretches, written as Markdown whole or in pieces that end at a word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.discord.markdown import code, escape, isolated, neutral
from bot.messages import Code, Strong, Struck
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages import Line

Style = type[Strong] | type[Struck] | type[Code]
MORE = "…"
_ZERO_WIDTH_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Styled:
    """marks: stretches of `text` in order, apart from each other, each with its style."""

    text: str
    marks: tuple[tuple[Span, Style], ...] = ()

    def markdown(self, part: Span | None = None, prefix: str = "") -> str:
        """The text, or a part of it, with `prefix` before each line."""
        whole = part or Span(0, len(self.text))
        return "\n".join(prefix + self._line(line) for line in _lines(self.text, whole))

    def pieces(self, room: int, prefix: str = "") -> Iterator[str]:
        """The Markdown in pieces of at most `room` characters, cut between words and marked with … there."""
        start = 0
        while start < len(self.text):
            end = self._end(start, room, prefix)
            before, after = f"{MORE} " if start else "", f" {MORE}" if end < len(self.text) else ""
            written = self.markdown(Span(start, end), prefix)
            yield prefix + before + written.removeprefix(prefix) + after
            start = end + _blank(self.text, end)

    def _line(self, line: Span) -> str:
        pieces, at = [], line.start
        for span, style in self.marks:
            start, end = max(span.start, at), min(span.end, line.end)
            if start < end:
                pieces += [escape(self.text[at:start]), _wrap(self.text[start:end], style)]
                at = end
        pieces.append(escape(self.text[at : line.end]))
        return isolated("".join(pieces))

    def _end(self, start: int, room: int, prefix: str) -> int:
        """How far a piece from `start` can go: everything, or up to the last word that fits."""
        available = room - 2 * len(f" {MORE}")
        # Markdown is never shorter than the text, so no piece can be longer than the room.
        low, high = start + 1, min(len(self.text), start + available)
        while low < high:
            middle = (low + high + 1) // 2
            if len(self.markdown(Span(start, middle), prefix)) <= available:
                low = middle
            else:
                high = middle - 1
        return low if low == len(self.text) else _word_end(self.text, start, low)


def styled_line(line: Line) -> Styled:
    """A line of a message; each of its parts keeps its writing direction to itself."""
    text, marks = "", []
    for part in line:
        added = isolated(neutral(part if isinstance(part, str) else part.text))
        if not isinstance(part, str) and added.strip():
            marks.append((Span(len(text), len(text) + len(added)), type(part)))
        text += added
    return Styled(text, _joined(marks))


def styled_excerpt(text: str, matches: Sequence[Span]) -> Styled:
    """An article's words with the matches in bold."""
    return Styled(neutral(text), _joined([(span, Strong) for span in sorted(matches) if len(span)]))


def _joined(marks: Sequence[tuple[Span, Style]]) -> tuple[tuple[Span, Style], ...]:
    """Touching stretches of one style as one: `**a****b**` would show its asterisks."""
    joined: list[tuple[Span, Style]] = []
    for span, style in marks:
        if joined and joined[-1][1] is style and joined[-1][0].end >= span.start:
            last = joined.pop()[0]
            span = Span(last.start, max(last.end, span.end))
        joined.append((span, style))
    return tuple(joined)


def _wrap(text: str, style: Style) -> str:
    if style is Code:
        return code(text)
    if not text.strip():
        return escape(text)
    around = "**" if style is Strong else "~~"
    return f"{around}{escape(text)}{around}"


def _lines(text: str, part: Span) -> Iterator[Span]:
    start = part.start
    for line in part.of(text).split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _word_end(text: str, start: int, end: int) -> int:
    """The last end of a word up to `end`; a word that fills the piece is cut between two characters."""
    for i in range(end, start, -1):
        if text[i].isspace() and not text[i - 1].isspace():
            return i
    for i in range(end, start + 1, -1):
        if not unicodedata.combining(text[i]) and _ZERO_WIDTH_JOINER not in text[i - 1 : i + 1]:
            return i
    return end


def _blank(text: str, start: int) -> int:
    """How many characters of white space stand at `start`."""
    end = start
    while end < len(text) and text[end].isspace():
        end += 1
    return end - start
