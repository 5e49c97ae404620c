"""The place and outlet at the start of a report: `JAKARTA, KOMPAS.com - `, `Washington (AP) — `."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.reading.outlets import has_paper_word, outlet_name
from knowledge.reading.patterns import any_phrase, longest_of
from knowledge.text.cities import cities

MAX_DATELINE = 120
"""Characters from the start of a paragraph in which a dateline is looked for."""

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’/]{{2,}}(?:[ ][{_UPPER}][{_UPPER}.'’/]+){{0,3}}"
"""`MALUKU TENGAH`: no sentence begins so, and then has a dash."""
_WORD = rf"[{_UPPER}][\w.'’/-]*"
_STARTS = r"(?=[\"'“‘”’«„(]?[A-Z0-9])"
_TIGHT = rf"\s?(?:[-–—]\s?){{1,2}}{_STARTS}"
_LOOSE = rf"(?:\s[-–—]{{1,2}}\s?|[-–—]{{1,2}}\s|—)(?:[-–—]\s)?{_STARTS}"
_MONTH = r"[A-Z][a-z]{2,8}"
_DAY = rf"(?:,?\s(?:{_MONTH}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}(?:\s{_MONTH}|/\d{{1,2}})(?:\s\d{{4}}|/\d{{4}})?))?"


@dataclass(frozen=True, slots=True)
class Dateline:
    """How many characters it takes, and the outlet it names; unproven: a name that may be an outlet's or a region's."""

    end: int
    outlet: str | None
    unproven: str | None = None


def find_dateline(paragraph: str, stated: str | None = None) -> Dateline | None:
    """The dateline that `paragraph` starts with, if any; `stated`: the outlet as the document names it elsewhere."""
    head = paragraph[:MAX_DATELINE]
    of_stated = _patterns_of(stated) if stated and stated.casefold() in head.casefold() else ()
    for pattern in (*_patterns(), *of_stated, *_patterns_of_unlisted()):
        match = pattern.match(head)
        if match and match.end() < len(paragraph):
            named = match.groupdict()
            unproven = named.get("unproven")
            is_paper = unproven is not None and has_paper_word(unproven)
            return Dateline(match.end(), unproven if is_paper else named.get("outlet"), unproven)
    return None


def outlet_beside_place(paragraph: str) -> str | None:
    """What stands where a dateline has its outlet, `Muara, Kabar Laut - `, whatever it is: it proves nothing alone."""
    head = paragraph[:MAX_DATELINE]
    dateline = find_dateline(paragraph)
    match = _beside_place().match(head)
    return (dateline and (dateline.outlet or dateline.unproven)) or (match and match["unproven"]) or None


def _patterns_of(stated: str) -> tuple[re.Pattern[str], ...]:
    """`DERMAGA LORAM, Kabar Muara - ` and `Kabar Muara, Dermaga Loram - `, for the one outlet."""
    outlet = rf"(?P<outlet>(?i:{re.escape(stated)}))"
    place = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
    tight = rf"\)?{_TIGHT}"
    return re.compile(rf"{place}\s?[,|(]\s?{outlet}{tight}"), re.compile(rf"{outlet}\s?,\s?{place}{tight}")


@cache
def _patterns_of_unlisted() -> tuple[re.Pattern[str], ...]:
    """The forms of a dateline with an outlet that is in no list.

    `MUARA, KABAR LAUT - ` is a form of its own by the capitals of the place, `MUARA, May 3 (Laut) - ` and
    `Muara (Laut) - ` by the brackets;
    `Muara, Kabar Laut - ` is one where a word says that it is a paper.
    """
    name = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
    paper = rf"(?=(?:{_WORD}[ ]){{0,3}}(?i:{any_phrase('paper_words.txt')})\b){name}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{_CAPITALS}(?:,\s?{name})?,\s?(?P<unproven>{name}){_DAY}{_LOOSE}",
            rf"{_WORD}(?:[ ]{_WORD}){{0,3}}\s?\((?P<outlet>[{_UPPER}][\w. ]{{1,24}})\){_DAY}{_LOOSE}(?!{name}\s?\()",
            rf"{_CAPITALS}(?:,\s?{name})?{_DAY}\s?\((?P<outlet>[{_UPPER}][\w. ]{{1,24}})\){_LOOSE}",
            rf"{name}\s?,\s?(?P<unproven>{paper}){_DAY}{_LOOSE}",
        )
    )


@cache
def _beside_place() -> re.Pattern[str]:
    name = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
    return re.compile(rf"{name}\s?,\s?(?P<unproven>{name}){_DAY}{_LOOSE}")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    outlet = rf"(?P<outlet>{outlet_name()})"
    city = longest_of(cities())
    known = rf"(?i:{city}\b)"
    word, day, starts, tight, loose, capitals = _WORD, _DAY, _STARTS, _TIGHT, _LOOSE, _CAPITALS
    place = rf"(?:{known}|{word}(?:[ ]{word}){{0,3}}(?:,[ ]{word}(?:[ ]{word})?)?)"
    known_capitals = "(?:" + "|".join(re.escape(name.upper()) for name in cities()) + ")"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{place}{day}\s?\({outlet}\){day}{tight}",
            rf"(?:{known}|{capitals}){day}\s?\((?P<outlet>[A-Z][\w. ]{{1,24}})\){day}{tight}",
            rf"{place}\s?[,|]\s?{outlet}{day}{tight}",
            rf"{outlet}\s?,\s?{place}{day}{tight}",
            rf"{outlet}\s?,\s?{known}[:,]?\s{starts}",
            rf"{outlet}\s?,\s?(?i:{city}){starts}",  # glued: "Outlet.com, JakartaHarga"
            rf"{outlet}{loose}",
            rf"{known}{day}(?:{loose}|\s?:\s{starts})",
            rf"{word}(?:[ ]{word}){{0,2}}\s(?:-{{1,2}}|[–—])\s(?=[\"'“‘”’«„]?[A-Z][\w']*,?\s)",
            rf"{known_capitals}[-–](?=[A-Z][a-z])",  # glued too; "Jakarta-Bandung" is a railway
            rf"{capitals}{day}{loose}",
        )
    )
