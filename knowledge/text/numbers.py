"""Figures in prose: numbers in digits and words, sums of money, percentages, measures, dates, of both languages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.text.dates import stated_days
from knowledge.text.normalise import fold
from knowledge.text.numerals import BARE, LONGEST_PHRASE, Line, Token, number_at, upper_end, vocabulary
from knowledge.text.words import stem
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.text.dates import StatedDay
    from knowledge.text.numerals import Number
    from knowledge.types import Language

HALF = Decimal("0.4999")
"""Of the last stated digit: what rounds to another figure may be the same."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[$€£¥%]")


class FigureKind(StrEnum):
    MONEY = "money"
    PERCENTAGE = "percentage"
    COUNT = "count"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands.

    value: in `unit`; of a date its digits as in 20251013. low, high: what it may stand for, since figures are
    rounded ("1,3 juta") and hedged ("sekitar 40"). unit: a currency (ISO 4217), `%` or `point`, a measure, PERSON,
    the stem of the word that is counted, BARE; of dates `date`, and `day` where no year is stated. span: number
    and unit.
    """

    kind: FigureKind
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    span: Span

    def agrees(self, other: Figure) -> bool:
        """Whether both may be the same figure, their units being comparable."""
        return self.low <= other.value <= self.high or other.low <= self.value <= other.high


def figures(text: str, language: Language) -> list[Figure]:
    """The figures of `text` in order; `language` tells what points and commas mean. Linear in its length."""
    tokens = tuple(Token(fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text))
    line = Line(text, language, tokens)
    dates = [_date(day) for day in stated_days(text) if not _is_counted(line, day)]
    starts = [figure.span.start for figure in dates]
    found = list(dates)
    at = free = 0
    while at < len(tokens):
        figure, at = _figure_at(line, at, free)
        if figure is not None:
            free = at
            found += [figure] if not _is_in(figure.span, dates, starts) else []
    return sorted(found, key=lambda figure: figure.span)


def _figure_at(line: Line, at: int, free: int) -> tuple[Figure | None, int]:
    """The figure whose number begins with the token `at`, and where to go on. free: the first that is in no figure."""
    number = number_at(line, at)
    if number is None:
        return None, at + 1
    if line.is_no_figure(number):
        return None, number.last + 1
    until = upper_end(line, number)
    if until is not None and until.value <= number.value:
        return None, until.last + 1  # a score or a code: 4-2
    last = until or number
    measured = _measured(line, number.first, last.last, free)
    if measured is None:
        return None, last.last + 1
    return _figure(line, number, last, measured), max(last.last, measured.last) + 1


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a number counts: the tokens first..last with the number's own, how many `unit` one of it is."""

    kind: FigureKind
    unit: str
    factor: Decimal
    first: int
    last: int


def _figure(line: Line, number: Number, upper: Number, measure: _Measure) -> Figure:
    is_share = measure.kind is FigureKind.PERCENTAGE
    step = number.step or (Decimal(1) if is_share and not number.in_words else Decimal(0))
    least, most = _bounds(line, measure.first)
    value, top = number.value * measure.factor, upper.value * measure.factor
    margin = HALF * step * measure.factor
    return Figure(
        kind=measure.kind,
        value=value,
        low=value * (1 - least) - margin,
        high=top * (1 + most) + margin,
        unit=measure.unit,
        span=Span(line.tokens[measure.first].start, line.tokens[measure.last].end),
    )


def _measured(line: Line, first: int, last: int, free: int) -> _Measure | None:
    """None for a lone "one" that counts nothing: it is an article."""
    words = vocabulary()
    before = line.phrase_before(first, words.currencies, free)
    if before:
        return _rated(line, _money(line, words.currencies[before.text], first - before.length, last))
    is_bare = _is_of_next(line, last)
    if not is_bare and (measure := _unit_after(line, first, last)):
        return _rated(line, measure)
    if first == last and line.tokens[first].text in words.articles:
        return None
    noun = BARE if is_bare else line.noun_after(last)
    return _Measure(FigureKind.COUNT, noun, Decimal(1), first, last + (noun != BARE))


def _unit_after(line: Line, first: int, last: int) -> _Measure | None:
    words = vocabulary()
    for table, kind in ((words.currencies, FigureKind.MONEY), (words.percent, FigureKind.PERCENTAGE)):
        if after := line.phrase_after(last, table):
            return _Measure(kind, table[after.text], Decimal(1), first, last + after.length)
    if after := line.phrase_after(last, words.units):
        unit, factor = words.units[after.text]
        return _Measure(FigureKind.COUNT, unit, factor, first, last + after.length)
    return None


def _is_of_next(line: Line, last: int) -> bool:
    """Whether what stands behind the token `last` is the currency of the number behind it: "10 $5", "10 US$5".

    It is of the number that it is closer to; midway a sign is of the next one, a word ("5 dolar 6 sen") of this one.
    """
    for number in range(last + 2, min(last + 2 + LONGEST_PHRASE, len(line.tokens))):
        sign = line.phrase_before(number, vocabulary().currencies, last + 1)
        if sign and sign.length == number - last - 1 and line.tokens[number].text[0].isdecimal():
            left, right = len(line.gap(last) or ""), len(line.gap(number - 1) or "")
            return right < left or (right == left and sign.text in vocabulary().signs)
    return False


def _money(line: Line, currency: str, first: int, last: int) -> _Measure:
    scales = vocabulary().money_scales[line.language]
    after = line.phrase_after(last, scales)
    factor = scales[after.text] if after else Decimal(1)
    return _Measure(FigureKind.MONEY, currency, factor, first, last + bool(after))


def _rated(line: Line, measure: _Measure) -> _Measure:
    """ "per kilogram" is another unit."""
    per = line.words_after(measure.last, 2)
    if len(per) < 2 or per[0] != "per":
        return measure
    of = vocabulary().units.get(per[1], (stem(per[1], line.language),))[0]
    return replace(measure, unit=f"{measure.unit}/{of}", last=measure.last + 2)


def _bounds(line: Line, first: int) -> tuple[Decimal, Decimal]:
    bounds = vocabulary().bounds
    before = line.phrase_before(first, bounds)
    return bounds[before.text] if before else (Decimal(0), Decimal(0))


def _is_counted(line: Line, day: StatedDay) -> bool:
    """ "2000 orang" is no year."""
    at = bisect_left(line.tokens, day.span.start, key=lambda token: token.start)
    return day.month is None and line.phrase_after(at, vocabulary().units) is not None


def _is_in(span: Span, dates: Sequence[Figure], starts: Sequence[int]) -> bool:
    before = bisect_right(starts, span.start)
    return any(date.span.overlaps(span) for date in dates[max(0, before - 1) : before + 1])


def _date(day: StatedDay) -> Figure:
    """Digits as in 20251013; what is not stated may be any."""
    least, most = day.month or 1, day.month or 12
    year = 10_000 * (day.year or 0)
    low, high = year + 100 * least + (day.day or 1), year + 100 * most + (day.day or 31)
    unit = "date" if day.year else "day"
    return Figure(FigureKind.DATE, Decimal(low), Decimal(low), Decimal(high), unit, day.span)
