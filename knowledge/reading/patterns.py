"""The phrases and patterns of this package: data files, one entry a line; # at its start is a comment."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_lines

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the data file `name`, in order."""
    return tuple(load_lines("knowledge.reading", name))


@cache
def any_of(name: str) -> str:
    """A regular expression for any entry of a file of patterns, the first that fits."""
    return "(?:" + "|".join(f"(?:{entry})" for entry in entries(name)) + ")"


@cache
def any_phrase(name: str) -> str:
    """A regular expression for any entry of a file of plain phrases, the longest that fits."""
    return longest_of(entries(name))


def longest_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of `phrases`, the longest that fits."""
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + ")"


@cache
def compiled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """`pattern`, compiled once."""
    return re.compile(pattern, flags)
