"""Lines to paragraphs: which line break is one that the writer meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import LIST_MARK, is_closed, is_noise
from knowledge.reading.draft import Block
from knowledge.reading.outlets import outlet_name
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_WRAP = 100
"""Characters to which mailers and editors wrap at most (72 and 80 are usual)."""

NEARLY = 0.7
"""Share of the longest line from which a line is full."""

FULL_SHARE = 0.5
"""Share of the broken lines of a wrapped text that are full; titles, addresses and the like are not."""

UNCLOSED_SHARE = 0.7
"""Share of the full lines of a wrapped text that end within a sentence."""

MIN_FRAGMENT = 40
"""Characters of a paragraph that the next line may go on in lower case; shorter ones are tags and items."""

MIN_WRAPPED = 4
"""Fewer broken lines than this show no habit."""

_CLINGS = re.compile(r"[,.;:)\]…%](?:\s|\Z)")
_DASH = re.compile(r"[-–—]{1,2}\s")
_ADDRESS = re.compile(r"<?https?://")
_PLAIN_QUOTE = re.compile(r"(?:>\s?){1,8}")


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text, each on one line; lines that were wrapped are joined again."""
    groups = list(_groups(text.split("\n")))
    width = wrap_width(groups)
    return tuple(
        Block(paragraph, spaced=index == 0)
        for group in groups
        for index, paragraph in enumerate(join_lines(group, width))
    )


def join_lines(lines: Sequence[str], width: int | None = None) -> Iterator[str]:
    """The paragraphs of lines without a blank one; `width` is what they were wrapped to, if at all."""
    pending: list[str] = []
    length = 0
    for line in lines:
        if pending and not _goes_on(pending[-1], length, line, width):
            yield _joined(pending)
            pending, length = [], 0
        pending.append(line)
        length += len(line)
    if pending:
        yield _joined(pending)


def _joined(lines: Sequence[str]) -> str:
    """One line; a comma or stop that a line begins with moves up to the word before it."""
    return squeeze("".join(line if _CLINGS.match(line) else f" {line}" for line in lines))


def is_list_item(line: str) -> bool:
    return LIST_MARK.match(line) is not None


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    """The runs of lines without a blank one, marks of quoted mail removed."""
    group: list[str] = []
    for line in lines:
        bare = squeeze(_PLAIN_QUOTE.sub("", line.strip(), count=1) if line.lstrip().startswith(">") else line)
        if bare:
            group.append(bare)
        elif group:
            yield group
            group = []
    if group:
        yield group


def wrap_width(groups: Sequence[Sequence[str]]) -> int | None:
    """The width that the text was wrapped to; None where line breaks are the writer's.

    Wrapped: many of the lines that another follows are nearly equally long, and few of those end a sentence.
    """
    broken = [line for group in groups for line in group[:-1]]
    longest = max((len(line) for line in broken), default=0)
    if len(broken) < MIN_WRAPPED or longest > MAX_WRAP or longest < MAX_WRAP / 2:
        return None
    full = [line for line in broken if len(line) >= NEARLY * longest]
    unclosed = [line for line in full if not is_closed(line)]
    is_wrapped = len(full) >= FULL_SHARE * len(broken) and len(unclosed) >= UNCLOSED_SHARE * len(full)
    return longest if is_wrapped else None


def _goes_on(line: str, length: int, following: str, width: int | None) -> bool:
    """`following` belongs to the paragraph that ends in `line` and has `length` characters so far."""
    if _DASH.match(following) and _outlet().fullmatch(line):
        return True  # a dateline whose outlet was a link
    if not _is_unfinished(line, length, following, width):
        return False
    is_apart = is_list_item(following) or _ADDRESS.match(following)
    return not (is_apart or is_noise(line) or is_noise(following))


def _is_unfinished(line: str, length: int, following: str, width: int | None) -> bool:
    if _CLINGS.match(following) or (following[0].islower() and length >= MIN_FRAGMENT and not is_closed(line)):
        return True
    if width is None:
        return line.endswith(",")
    next_word_fits = len(line) + len(following.split(maxsplit=1)[0]) < width
    return not next_word_fits or (len(line) >= NEARLY * width and not is_closed(line))


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(outlet_name())
