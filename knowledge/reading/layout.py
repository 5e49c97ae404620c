"""Lines to paragraphs: which line break is one that the writer meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import is_closed, is_noise
from knowledge.reading.draft import Block
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_WRAP = 100
"""Characters to which mailers and editors wrap at most (72 and 80 are usual)."""

WRAP_SHARE = 0.7
"""Share of a wrapped text's lines that are nearly as long as the longest."""

MIN_WRAPPED = 4
"""Fewer broken lines than this show no habit."""

_CONTINUES = re.compile(r"[,.;:)\]…»”%]|[^\W\d_]")
_LIST_ITEM = re.compile(r"(?:[-*•·‣▪●–—]|\(?\d{1,3}[.)]|[a-z][.)])\s")
_PLAIN_QUOTE = re.compile(r"(?:>\s?){1,8}")


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text, each on one line; lines that were wrapped are joined again."""
    groups = list(_groups(text.split("\n")))
    wrapped = is_wrapped(groups)
    return tuple(
        Block(paragraph, spaced=index == 0)
        for group in groups
        for index, paragraph in enumerate(join_lines(group, wrapped=wrapped))
    )


def join_lines(lines: Sequence[str], *, wrapped: bool) -> Iterator[str]:
    """The paragraphs of lines between which no blank line stands."""
    width = max(map(len, lines), default=0)
    pending: list[str] = []
    for line in lines:
        if pending and not _goes_on(pending[-1], line, width if wrapped else None):
            yield squeeze(" ".join(pending))
            pending = []
        pending.append(line)
    if pending:
        yield squeeze(" ".join(pending))


def is_list_item(line: str) -> bool:
    return _LIST_ITEM.match(line) is not None


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


def is_wrapped(groups: Sequence[Sequence[str]]) -> bool:
    """Most lines that another one follows are of nearly the same length, and few of them end a sentence."""
    broken = [line for group in groups for line in group[:-1]]
    longest = max((len(line) for line in broken), default=0)
    if len(broken) < MIN_WRAPPED or longest > MAX_WRAP or longest < MAX_WRAP / 2:
        return False
    full = [line for line in broken if len(line) >= WRAP_SHARE * longest]
    unclosed = [line for line in full if not is_closed(line)]
    return len(full) >= WRAP_SHARE * len(broken) and len(unclosed) >= WRAP_SHARE * len(full)


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """`following` belongs to the paragraph of `line`."""
    if is_list_item(following) or is_noise(line) or is_noise(following):
        return False
    first = _CONTINUES.match(following)
    starts_low = first is not None and not following[0].isupper()
    if starts_low and not is_closed(line):
        return True
    if width is None:
        return line.endswith(",")
    room = width - len(line)
    return not (is_closed(line) and room > len(following.split(maxsplit=1)[0]))
