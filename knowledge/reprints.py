"""Whether two articles are one text, edited: an agency's that many outlets print, or one outlet's at two addresses.

They share most runs of words. So do reports of a kind that comes each day, of the weather, a stock exchange, a match:
in those other figures, days and names stand between the same words, and in a copy the same ones.

MinHash and its bands are twenty lines of NumPy (`knowledge/text/shingles.py`). Of the libraries, datasketch is well
kept, but needs SciPy and holds its index in memory or in a server, where this one has to be in the database; what tells
a copy from a report of the same kind, which is the larger part, none of them has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from knowledge.data_files import load_words
from knowledge.text.dates import months
from knowledge.text.shingles import contained, resemblance, shingles, token, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.text.shingles import Shingles

    Context = tuple[str, str]
    """The words before and after, a figure or a day in them by its kind alone."""

SHARED = 0.7
"""Of the shorter text, the share that the longer one has as well: copies of the project's pairs have .8 and more, other
articles on one event .3 and less."""
REPRINT, EDITION = 0.3, 0.5
"""Of both texts, the share that is the same in what one outlet took from another, as it may have taken half of it; and
in what an outlet has twice, where a page that holds several articles in full must not take the place of one."""
TITLE = 1 / 3
"""Of the words of two titles, the share that both have."""
OTHER = 0.08
"""Of the figures, days and names between the same words, the share from which it is other news: updates have .04, daily
reports .1 and more."""
OWN_NAME = 1
"""Name that may differ in a text of few: each outlet has words said to itself."""
CORRECTED = 1
"""Figure that may differ as well where no article takes another's place: an agency has set it right."""
FEWEST = 25
"""Runs of words in a text of which this can be said."""
DAYS_APART = 2
"""Between a text and its reprints."""
OVERNIGHT = timedelta(hours=6)
"""Between two editions of which one was dated before midnight."""
PRINTS_KEPT = 1024
_FIGURE, _DAY, _EDGE = "#", "@", ""


class Dated(Protocol):
    """An article, as far as it is compared. published: ISO 8601, as far as it is known."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def published(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Printed:
    """A `Dated` without the rest."""

    title: str
    text: str
    published: str | None


def is_reprint(one: Dated, other: Dated) -> bool:
    """Whether one of two outlets has the other's text, or both have a third one's."""
    return _is_within_days(one.published, other.published) and _is_one_text(one.text, other.text, REPRINT, CORRECTED)


def is_edition(one: Dated, other: Dated) -> bool:
    """Whether two articles of one outlet are the same, of one day: of another, the same words are other news. The title
    may have been changed, but not for quite another.
    """
    is_same_day = _is_same_day(one.published, other.published)
    return is_same_day and _is_like(one.title, other.title) and _is_one_text(one.text, other.text, EDITION, 0)


def _is_like(one: str, other: str) -> bool:
    ours, theirs = ({token(each.group()) for each in tokens(title)} for title in (one, other))
    return len(ours & theirs) >= TITLE * len(ours | theirs)


def _is_one_text(one: str, other: str, least: float, corrected: int) -> bool:
    """corrected: figures that may differ however few there are."""
    ours, theirs = _print(one), _print(other)
    if min(len(ours.runs), len(theirs.runs)) < FEWEST:
        return False
    is_alike = contained(ours.runs, theirs.runs) >= SHARED and resemblance(ours.runs, theirs.runs) >= least
    return is_alike and not _is_other_news(ours.particulars, theirs.particulars, corrected)


def _is_other_news(
    one: Mapping[Context, frozenset[str]], other: Mapping[Context, frozenset[str]], corrected: int
) -> bool:
    compared = one.keys() & other.keys()
    differing = [context for context in compared if one[context].isdisjoint(other[context])]
    is_other_day = any(_has_day(one[each]) and _has_day(other[each]) for each in differing)
    figured = sum(_has_figure(one[each]) and _has_figure(other[each]) for each in differing)
    least = OTHER * len(compared)
    return is_other_day or figured > max(corrected, least) or len(differing) > max(OWN_NAME, least)


def _has_figure(values: frozenset[str]) -> bool:
    return any(value[0].isdigit() for value in values)


def _has_day(values: frozenset[str]) -> bool:
    return any(value.startswith(_DAY) for value in values)


@dataclass(frozen=True, slots=True)
class _Print:
    """particulars: of each two words, which figures, names and (with a sign before them) days stand between them."""

    runs: Shingles
    particulars: Mapping[Context, frozenset[str]]


@lru_cache(PRINTS_KEPT)
def _print(text: str) -> _Print:
    return _Print(shingles(text), _particulars(text))


def _particulars(text: str) -> dict[Context, frozenset[str]]:
    found = list(tokens(text))
    folded = [token(each.group()) for each in found]
    kinds = [_EDGE, *map(_kind, folded), _EDGE]
    told: dict[Context, set[str]] = defaultdict(set)
    for i, each in enumerate(found):
        is_of_month = kinds[i + 1] == _FIGURE and not months().keys().isdisjoint(folded[max(0, i - 1) : i + 2])
        if kinds[i + 1] == _DAY or is_of_month:
            told[kinds[i], kinds[i + 2]].add(_DAY + folded[i])
        elif kinds[i + 1] == _FIGURE or _is_name(text, each.start()):
            told[kinds[i], kinds[i + 2]].add(folded[i])
    return {context: frozenset(values) for context, values in told.items()}


def _kind(folded: str) -> str:
    if folded[0].isdigit():
        return _DAY if "/" in folded else _FIGURE
    return _DAY if folded in _days() else folded


def _is_name(text: str, start: int) -> bool:
    """Whether a word has a capital inside a sentence."""
    before = text[max(0, start - 2) : start]
    return text[start].isupper() and len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] == ",")


@cache
def _days() -> frozenset[str]:
    """Names of weekdays and months."""
    return load_words("knowledge.reading", "weekdays.txt") | months().keys()


def _is_within_days(one: str | None, other: str | None) -> bool:
    first, second = _day(one), _day(other)
    return first is None or second is None or abs(first - second) <= timedelta(days=DAYS_APART)


def _is_same_day(one: str | None, other: str | None) -> bool:
    first, second = _day(one), _day(other)
    if first is None or second is None or first == second:
        return True
    at, then = _instant(one), _instant(other)
    if at is None or then is None or (at.tzinfo is None) != (then.tzinfo is None):
        return False
    return abs(at - then) <= OVERNIGHT


def _day(published: str | None) -> date | None:
    """The day that an article bears, in the outlet's own zone."""
    try:
        return date.fromisoformat((published or "")[: len("2026-11-26")])
    except ValueError:
        return None


def _instant(published: str | None) -> datetime | None:
    """None where only the day is known."""
    if published is None or len(published) <= len("2026-11-26"):
        return None
    try:
        return datetime.fromisoformat(published)
    except ValueError:
        return None
