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


def find_dateline(paragraph: str, stated: str | None = None) -> Dateline | None:
    """The dateline that `paragraph` starts with, if any; `stated`: the outlet as the document names it elsewhere."""
    head = paragraph[:MAX_DATELINE]
    for pattern in (*_patterns(), *(_patterns_of(stated) if stated and stated in head else ())):
        match = pattern.match(head)
        if match and match.end() < len(paragraph):
            return Dateline(match.end(), match.groupdict().get("outlet"))
    return None


@cache
def outlet_name() -> str:
    """A regular expression for the name of an outlet: a domain or a listed name, in any case."""
    return rf"(?i:{DOMAIN}|\b{any_phrase('outlets.txt')}\b|\bdetik\w+)"


def _patterns_of(stated: str) -> tuple[re.Pattern[str], ...]:
    """`DERMAGA LORAM, Kabar Muara - ` and `Kabar Muara, Dermaga Loram - `, for the one outlet."""
    outlet = rf"(?P<outlet>{re.escape(stated)})"
    place = r"[A-Z][\w.'’/-]*(?:[ ][A-Z][\w.'’/-]*){0,3}"
    tight = r"\)?\s?(?:[-–—]\s?){1,2}(?=[\"'“‘”’«„(]?[A-Z0-9])"
    return re.compile(rf"{place}\s?[,|(]\s?{outlet}{tight}"), re.compile(rf"{outlet}\s?,\s?{place}{tight}")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    outlet = rf"(?P<outlet>{outlet_name()})"
    known = rf"(?i:{any_phrase('places.txt')}\b)"
    word = r"[A-Z][\w.'’/-]*"
    place = rf"(?:{known}|{word}(?:[ ]{word}){{0,3}}(?:,[ ]{word}(?:[ ]{word})?)?)"
    capitals = r"[A-Z][A-Z.'’/]{2,}(?:[ ][A-Z][A-Z.'’/]+){0,3}"
    known_capitals = "(?:" + "|".join(re.escape(name.upper()) for name in entries("places.txt")) + ")"
    day = r"(?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}(?:\s[A-Z][a-z]{2,8}|/\d{1,2})(?:\s\d{4}|/\d{4})?))?"
    starts = r"(?=[\"'“‘”’«„(]?[A-Z0-9])"
    tight = rf"\s?(?:[-–—]\s?){{1,2}}{starts}"
    loose = rf"(?:\s[-–—]{{1,2}}\s?|[-–—]{{1,2}}\s|—)(?:[-–—]\s)?{starts}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{place}{day}\s?\({outlet}\){day}{tight}",
            rf"(?:{known}|{capitals}){day}\s?\((?P<outlet>[A-Z][\w. ]{{1,24}})\){day}{tight}",
            rf"{place}\s?[,|]\s?{outlet}{day}{tight}",
            rf"{outlet}\s?,\s?{place}{day}{tight}",
            rf"{outlet}\s?,\s?{known}[:,]?\s{starts}",
            rf"{outlet}\s?,\s?(?i:{any_phrase('places.txt')}){starts}",  # glued: "Outlet.com, JakartaHarga"
            rf"{outlet}{loose}",
            rf"{known}{day}(?:{loose}|\s?:\s{starts})",
            rf"{word}(?:[ ]{word}){{0,2}}\s(?:-{{1,2}}|[–—])\s(?=[\"'“‘”’«„]?[A-Z][\w']*,?\s)",
            rf"{known_capitals}[-–](?=[A-Z][a-z])",  # glued too; "Jakarta-Bandung" is a railway
            rf"{capitals}{day}{loose}",
        )
    )
