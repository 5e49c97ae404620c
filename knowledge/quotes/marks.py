"""Quotation marks of one paragraph, paired: where the quoted blocks are.

Papers open with a closing mark (”…”), close with an opening one, mix straight and curly marks and nest them,
so the shape of a mark says little. What tells is what stands beside it: an opening mark has a gap before it
and a character after it, a closing mark the other way round; only where both or neither hold do marks alternate.
Single marks are apostrophes as well and have rules of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_MARK = re.compile(r"''|``|’’|‘‘|[\"“”„‟«»″]|(?<!\w)['‘‚‹](?=\S)|(?<=\S)['’›](?!\w)|(?<!\w)['’](?=[^\W\d])")
_ANY = re.compile("[\"'`“”„‟«»″‘’‚‹›]")
_WORD = re.compile(r"\w{1,20}")
_SINGLE = frozenset("'‘’‚‹›")
_OPENS_ONLY = frozenset("„«‚‹‘")
_CLOSES_ONLY = frozenset("»›")
_STRONG_END = frozenset(",.?!…;")
_JOINERS = frozenset("([{—–-/:=>*")

MAX_SINGLE = 1_500
"""Characters; an opening single mark whose partner is farther away than this is an apostrophe."""

MAX_CANDIDATES = 12
"""Closing single marks that are weighed for one opening mark; real ones come early, and the work stays linear."""


@dataclass(frozen=True, slots=True)
class Block:
    """A quoted block: the outer offsets include the marks, the inner ones do not.

    single: between single marks, which might be apostrophes; open: the closing mark is missing.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False
    open: bool = False


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def find_blocks(
    text: str, start: int, end: int, continues: bool = False, cues: Container[str] = frozenset()
) -> list[Block]:
    """The outermost quoted blocks of the paragraph `text[start:end]`, in order.

    continues: the next paragraph begins with a mark, so that a block may stay open to the end of this one.
    cues: reporting words; a mark glued to the front of one closes.
    """
    if _ANY.search(text, start, end) is None:
        return []
    marks = [_read_mark(text, m.start(), m.end(), start, end) for m in _MARK.finditer(text, start, end)]
    doubles = _pair_doubles(text, [m for m in marks if not m.single], start, end, continues, cues)
    singles = _pair_singles(text, [m for m in marks if m.single], doubles)
    return _outermost(doubles, singles)


def _read_mark(text: str, start: int, stop: int, low: int, high: int) -> _Mark:
    mark = text[start:stop]
    before = text[start - 1] if start > low else " "
    after = text[stop] if stop < high else " "
    gap_before = before.isspace() or before in _JOINERS or before in "\"“”„«'‘"
    gap_after = after.isspace() or not (after.isalnum() or after in "$€£([@#…\"“'‘’-*¿¡&")
    single = mark in _SINGLE
    opens = mark in _OPENS_ONLY or (gap_before and not gap_after)
    closes = mark in _CLOSES_ONLY or (gap_after and not before.isspace())
    if not opens and not closes:
        opens = mark in "“„«``‘‘" or (gap_before and gap_after and not single)
        closes = not opens or mark in "“\"''"
    if mark in ('"', "”", "″") and before.isdigit() and _ANY.match(text, stop + (after == ",")):
        return _Mark(start, stop, single, False, False)  # inches: a height of 6'2", then the closing mark
    return _Mark(start, stop, single, opens, closes)


def _pair_doubles(
    text: str, marks: list[_Mark], start: int, end: int, continues: bool, cues: Container[str]
) -> list[Block]:
    """Pair double marks with a stack; what stays open is dropped, or runs on where the next paragraph goes on."""
    blocks: list[Block] = []
    stack: list[_Mark] = []
    stray: _Mark | None = None
    for mark in marks:
        displaced = _is_displaced(text, mark, cues)
        if stack and (displaced or (mark.closes and (not mark.opens or len(stack) == 1))):
            opener = stack.pop()
            blocks.append(Block(opener.start, mark.end, opener.end, mark.start))
            stray = None
        elif displaced:
            if stray is not None:
                blocks.append(Block(stray.start, mark.end, stray.end, mark.start))
            stray = None
        elif mark.opens:
            stack.append(mark)
        elif mark.closes:
            stray = mark
    if stack and not any(b.start > stack[0].start for b in blocks):
        opener = stack[0]
        if continues or (len(marks) == 1 and text[start : opener.start].strip()):
            blocks.append(Block(opener.start, end, opener.end, end, open=True))
    return blocks


def _is_displaced(text: str, mark: _Mark, cues: Container[str]) -> bool:
    """A closing mark that has slipped to the next word: `… itu, ”kata Wati`."""
    if not mark.opens or not text[mark.end : mark.end + 1].islower():
        return False
    word = _WORD.match(text, mark.end)
    return word is not None and word.group() in cues


def _pair_singles(text: str, marks: list[_Mark], doubles: list[Block]) -> list[Block]:
    blocks: list[Block] = []
    skip_to = 0
    ends = iter(sorted((b.start, b.end) for b in doubles))
    inside = next(ends, None)
    for index, mark in enumerate(marks):
        while inside is not None and inside[1] <= mark.start:
            inside = next(ends, None)
        nested = inside is not None and inside[0] < mark.start
        if nested or mark.start < skip_to or not mark.opens:
            continue
        close = _closing_single(text, marks, index)
        if close is not None:
            blocks.append(Block(mark.start, close.end, mark.end, close.start, single=True))
            skip_to = close.end
    return blocks


def _closing_single(text: str, marks: list[_Mark], index: int) -> _Mark | None:
    """The mark that closes the one at `index`; a plural's apostrophe (players’) is passed over if a better comes."""
    opener = marks[index]
    best: _Mark | None = None
    for mark in marks[index + 1 : index + 1 + MAX_CANDIDATES]:
        if mark.start - opener.end > MAX_SINGLE:
            break
        if mark.opens and not mark.closes:
            if best is not None:
                return best
            continue
        if not mark.closes or mark.start == opener.end:
            continue
        before = text[mark.start - 1]
        if before in _STRONG_END or before not in "sS":
            return mark if best is None or before in _STRONG_END or _titled(text, opener, mark) else best
        best = best or mark
    return best


def _titled(text: str, opener: _Mark, mark: _Mark) -> bool:
    """Is the stretch in title case, so that an apostrophe inside belongs to it ('Brothers' Bunker')?"""
    words = text[opener.end : mark.start].split()
    return all(word[:1].isupper() for word in words if len(word) > 3)


def _outermost(doubles: list[Block], singles: list[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in sorted(doubles + singles, key=lambda b: (b.start, -b.end)):
        if kept and block.start < kept[-1].end:
            continue
        kept.append(block)
    return kept
