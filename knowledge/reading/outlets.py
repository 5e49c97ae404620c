"""Names of outlets: those that are listed, those that say that they are papers, those that something else vouches for.

No list has every paper. A phrase that a dateline, the line below the title and the title itself give in the place of
an outlet is one where two of them agree: each vouches for the other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.patterns import any_phrase, entries
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

DOMAIN = r"\b[A-Za-z0-9][\w-]{1,30}\.(?:co\.id|or\.id|go\.id|co\.uk|com|id|net|org|news|tv|co)\b"
"""The name of an outlet as its domain."""

MOST_WORDS = 4
"""Of the name of an outlet that is not listed."""

_WORD = re.compile(r"[^\W_][\w'’&-]*")


@cache
def outlet_name() -> str:
    """A regular expression for the name of an outlet: a domain or a listed name, in any case."""
    return rf"(?i:{DOMAIN}|\b{any_phrase('outlets.txt')}\b|\bdetik\w+)"


def is_listed(text: str) -> bool:
    """Whether `text` is a domain or a name in the list."""
    return _listed().fullmatch(text.strip()) is not None


def is_outlet(text: str, vouched: Iterable[str] = ()) -> bool:
    """Whether `text` is the name of an outlet: listed, with a word for papers in it, or one of `vouched`."""
    return is_listed(text) or has_paper_word(text) or any(same_outlet(text, name) for name in vouched)


def has_paper_word(text: str) -> bool:
    """`Harian Sagara`, `KORAN PENA`, `The Wren Herald`: capitalised words, one of which papers are called by."""
    return is_proper(text) and not _paper_words().isdisjoint(_folded(text))


def is_proper(text: str) -> bool:
    """A few words, each with a capital, as the names of outlets are."""
    words = text.split()
    return 1 <= len(words) <= MOST_WORDS and all(_WORD.fullmatch(word) and not word[0].islower() for word in words)


def same_outlet(one: str, other: str) -> bool:
    """Whether one is the other, or its short form: `CAKRAWALA` and `Harian Cakrawala`."""
    short, long = sorted((_folded(one), _folded(other)), key=len)
    starts = range(len(long) - len(short) + 1)
    return is_proper(one) and is_proper(other) and any(long[at : at + len(short)] == short for at in starts)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))


@cache
def _paper_words() -> frozenset[str]:
    return frozenset(entries("paper_words.txt"))


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(outlet_name())
