"""Dates as the head of an article states them, in Indonesian and English, to ISO 8601."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.patterns import entries
from knowledge.text.dates import months
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from knowledge.types import Language

MAX_DATE_LINE = 160
"""Characters; a longer line is prose with a date in it."""

_UPDATED = re.compile(r"\b(?:updated?|modified|diperbarui|pembaruan|diupdate)\b", re.IGNORECASE)
_ISO = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<offset>Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b")
_WORD = re.compile(r"[^\W\d_][\w.']*")


@dataclass(frozen=True, slots=True)
class StatedDate:
    """An ISO 8601 date, or date and time, and whether the line calls it that of an update."""

    iso: str
    updated: bool
    rest: str
    """The line without the date: empty, or words of the head such as `Published`."""


def iso_date(text: str, language: Language = "id") -> str | None:
    """The first date in `text` in ISO 8601 form, with its time and offset as far as stated."""
    stated = find_date(text, language)
    return stated.iso if stated else None


def find_date(line: str, language: Language = "id") -> StatedDate | None:
    """The first date of `line`; a numeric date that could be read both ways counts only in Indonesian."""
    line = line[:MAX_DATE_LINE]
    for pattern in (_ISO, _day_first(), _month_first(), _NUMERIC):
        match = pattern.search(line)
        if match and (found := _stated(line, match, language)):
            return found
    return None


def is_beside_date(words: str) -> bool:
    """`words` are of the kind that stands with a date: `Published`, `WIB`, `5 min read`."""
    known = _words_beside_dates()
    return all(fold(word).rstrip(".") in known for word in _WORD.findall(words))


def _stated(line: str, match: re.Match[str], language: Language) -> StatedDate | None:
    day = _day(match, language)
    if day is None:
        return None
    around = line[: match.start()] + "\n" + line[match.end() :]
    if match.groupdict().get("hour"):
        moment, rest = _iso_time(day, match), around
    else:
        moment, rest = _with_time(day, around)
    return StatedDate(moment, bool(_UPDATED.search(line)), rest) if moment else None


def _day(match: re.Match[str], language: Language) -> datetime | None:
    day, month = match["day"], match["month"]
    number = int(month) if month.isdigit() else months()[fold(month)]
    if match.re is _NUMERIC and number > 12:
        day, number = str(number), int(day)
    elif match.re is _NUMERIC and language == "en" and int(day) <= 12 and int(day) != number:
        return None
    try:
        return datetime(int(match["year"]), number, int(day))
    except ValueError:
        return None


def _iso_time(day: datetime, match: re.Match[str]) -> str | None:
    offset = (match["offset"] or "").replace("Z", "+00:00")
    try:
        clock = day.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=int(match["second"] or 0))
        return datetime.fromisoformat(clock.isoformat() + offset).isoformat()
    except ValueError:
        return None


def _with_time(day: datetime, around: str) -> tuple[str, str]:
    """The day with the time that stands beside it, and what is left beside both."""
    match = _clock().search(around)
    if match is None:
        return day.date().isoformat(), around
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23 or int(match["minute"] or 0) > 59:
        return day.date().isoformat(), around
    offset = _offset(match["zone"] or "")
    zone = timezone(timedelta(minutes=offset)) if offset is not None else None
    moment = day.replace(hour=hour, minute=int(match["minute"] or 0), tzinfo=zone)
    return moment.isoformat(), around[: match.start()] + " " + around[match.end() :]


def _offset(zone: str) -> int | None:
    """Minutes from UTC of `WIB` or `+0700`."""
    if zone[:1] in ("+", "-"):
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        return min(minutes, 14 * 60) * (-1 if zone[0] == "-" else 1)
    return _zones().get(fold(zone))


@cache
def _zones() -> dict[str, int]:
    return {name: int(minutes) for name, minutes in (entry.split() for entry in entries("zones.txt"))}


@cache
def _month_names() -> str:
    return "(?P<month>" + "|".join(sorted(months(), key=len, reverse=True)) + r")\b\.?"


@cache
def _day_first() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s)?{_month_names()},?[\s-]+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_month_names()}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    )


@cache
def _clock() -> re.Pattern[str]:
    zones = "|".join(sorted(_zones(), key=len, reverse=True))
    return re.compile(
        r"\b(?P<hour>\d{1,2})(?=[:.]\d\d|\s?[ap]\.?m)(?:[:.](?P<minute>\d\d)(?::\d\d)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
        rf"(?:\s?\(?(?P<zone>(?:{zones})\b|[+-]\d\d:?\d\d\b)\)?)?",
        re.IGNORECASE,
    )


@cache
def _words_beside_dates() -> frozenset[str]:
    return frozenset(entries("date_words.txt") + entries("weekdays.txt") + tuple(_zones()))
