"""The place and outlet at the start of a report: `JAKARTA, KOMPAS.com - `, `Washington (AP) — `."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.reading.patterns import any_phrase, entries

MAX_DATELINE = 120
"""Characters from the start of a paragraph in which a dateline is looked for."""

DOMAIN = r"\b[A-Za-z0-9][\w-]{1,30}\.(?:co\.id|or\.id|go\.id|co\.uk|com|id|net|org|news|tv|co)\b"
"""The name of an outlet as its domain."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """How many characters it takes, and the outlet it names."""

    end: int
    outlet: str | None


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that `paragraph` starts with, if any."""
    head = paragraph[:MAX_DATELINE]
    for pattern in _patterns():
        match = pattern.match(head)
        if match and match.end() < len(paragraph):
            return Dateline(match.end(), match.groupdict().get("outlet"))
    return None


@cache
def outlet_name() -> str:
    """A regular expression for the name of an outlet: a domain or a listed name, in any case."""
    return rf"(?i:{DOMAIN}|\b{any_phrase('outlets.txt')}\b|\bdetik\w+)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    outlet = rf"(?P<outlet>{outlet_name()})"
    known_place = rf"(?i:{any_phrase('places.txt')})"
    word = r"[A-Z][\w.'’/-]*"
    place = rf"{word}(?:[ ]{word}){{0,3}}(?:,[ ]{word}(?:[ ]{word})?)?"
    capitals = r"[A-Z][A-Z.'’/]{2,}(?:[ ][A-Z][A-Z.'’/]+){0,3}"
    day = r"(?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}(?:\s[A-Z][a-z]{2,8}|/\d{1,2})(?:\s\d{4}|/\d{4})?))?"
    dash = r"\s?(?:[-–—]\s?){1,2}\s?"
    starts = r"(?=[\"'“‘”’«„(]?[A-Z0-9])"
    tight = rf"{dash}{starts}"
    loose = rf"(?:\s[-–—]{{1,2}}\s?|[-–—]{{1,2}}\s|—)(?:[-–—]\s)?{starts}"
    known_capitals = "(?:" + "|".join(re.escape(p.upper()) for p in entries("places.txt")) + ")"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:{place}|{known_place}){day}\s?\((?P<outlet>{outlet_name()}|[A-Z][\w. ]{{1,24}})\){day}{tight}",
            rf"(?:{place}|{known_place})\s?[,|]\s?{outlet}{day}{tight}",
            rf"{outlet}\s?,\s?(?:{known_place}|{place}?){day}{tight}",
            rf"{outlet}\s?,\s?{known_place}(?:[:,]?\s|(?=[A-Z])){starts}",
            rf"{outlet}{loose}",
            rf"{known_place}{day}(?:{loose}|\s?:\s{starts})",
            rf"{known_capitals}[-–](?=[A-Z][a-z])",  # glued; "Jakarta-Bandung" is a railway
            rf"{capitals}{day}{loose}",
        )
    )
