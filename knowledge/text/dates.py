"""Dates inside prose, in Indonesian and English, as far as they are stated: day and month, month and year, year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.text.normalise import fold
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_SLASHED = re.compile(rf"(?<![\d/])(?P<day>{_DAY})/(?P<month>1[0-2]|0?[1-9])(?:/(?P<year>{_YEAR}))?(?![\d/])")
_ISO = re.compile(rf"(?<![\d-])(?P<year>{_YEAR})-(?P<month>1[0-2]|0[1-9])-(?P<day>{_DAY})(?![\d-])")
_BARE_YEAR = re.compile(rf"(?<![\w.,/$€£-])(?P<year>{_YEAR})(?![\w/%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A date, with None for what is not stated."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None


def stated_days(text: str) -> list[StatedDay]:
    """The dates of `text`, in order and apart; of a bare number between 1800 and 2099 it is said that it is a year."""
    patterns = (_ISO, _SLASHED, *_written(), _BARE_YEAR)
    days = sorted((d for p in patterns for d in _read(p, text)), key=lambda d: (d.span.start, -d.span.end))
    apart: list[StatedDay] = []
    for day in days:
        if not apart or day.span.start >= apart[-1].span.end:
            apart.append(day)
    return apart


def _read(pattern: re.Pattern[str], text: str) -> Iterator[StatedDay]:
    for match in pattern.finditer(text):
        parts = match.groupdict()
        year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
        number = (int(month) if month.isdigit() else months()[fold(month)]) if month else None
        yield StatedDay(Span(*match.span()), int(year) if year else None, number, int(day) if day else None)


@cache
def months() -> dict[str, int]:
    """Folded names and short forms of the months, of both languages."""
    rows = (entry.split() for entry in load_words("knowledge.text", "months.txt"))
    return {name: int(number) for number, *names in rows for name in names}


@cache
def _written() -> tuple[re.Pattern[str], ...]:
    names = "(?P<month>" + "|".join(sorted(months(), key=len, reverse=True)) + r")\b\.?"
    year = rf"(?P<year>{_YEAR})(?!\d)"
    # A short form or "may" in small letters is a word of its own: months have a capital.
    return tuple(
        re.compile(rf"\b(?=[\d A-Z])(?:{pattern})")
        for pattern in (
            rf"(?P<day>{_DAY})(?:st|nd|rd|th)?\s(?:of\s)?(?=[A-Z])(?i:{names})(?:,?\s{year})?",
            rf"(?=[A-Z])(?i:{names})\s(?P<day>{_DAY})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,?\s{year})?",
            rf"(?=[A-Z])(?i:{names})\s{year}",
        )
    )
