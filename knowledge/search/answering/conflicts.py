"""Articles that give different figures for the same thing.

Of each passage the figure that answers is the one among the words asked for. Two articles contradict each other when
they are about the same thing as far as the words tell (they say the same of what is asked, name the same people and
places, and no different years) and those figures have comparable units and cannot both be right; not when one of
them has the other's figure as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.reprints import is_reprint
from knowledge.search.questions.expecting import Expects
from knowledge.text.dates import months, stated_days
from knowledge.text.normalise import fold
from knowledge.text.numbers import Figure, FigureKind, figures
from knowledge.text.numerals import BARE, PERSON, vocabulary
from knowledge.text.sentences import sentences
from knowledge.text.words import content_words, term, words
from knowledge.types import Conflict, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from knowledge.search.finding.request import Request
    from knowledge.search.search import Search
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.types import Article, Excerpt, Language

KINDS = {
    Expects.MONEY: frozenset({FigureKind.MONEY}),
    Expects.PERCENTAGE: frozenset({FigureKind.PERCENTAGE}),
    Expects.NUMBER: frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENTAGE}),
    Expects.COUNT: frozenset({FigureKind.COUNT}),
    Expects.DURATION: frozenset({FigureKind.COUNT}),
    Expects.MEASURE: frozenset({FigureKind.COUNT}),
    Expects.DATE: frozenset({FigureKind.DATE}),
    Expects.YEAR: frozenset({FigureKind.DATE}),
}
SHARED_NAMES, SHARE_OF_NAMES = 2, 0.2
"""Names that articles about the same thing have in common at least, and their share of the fewer ones: of the corpus'
articles those on one event have .26 and more, and a region that many tell of gives the others .19."""
SHARED_WORDS = 0.5
"""Of the words asked for that either passage has, the share that both have at least."""
OPENING = 2_000
"""Characters of an article that name who and where."""
OTHER_SENTENCE = 10
"""Words that the end of a sentence counts for when distances are taken."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage to be compared. asked: the words asked for that it has, each with the number of the question's word
    that it stands for; names: folded names in its article.
    """

    text: str
    language: Language
    asked: tuple[tuple[int, Span], ...]
    names: frozenset[str]

    def figure(self, expects: Expects | None, units: Collection[str] = ()) -> Figure | None:
        """The figure of the kind asked for that stands most among the words asked for; `units` that it may have."""
        found = [f for f in self.figures_of(expects) if not units or f.unit in units]
        return max(found, key=self._nearness, default=None)

    def figures_of(self, expects: Expects | None) -> list[Figure]:
        kinds = KINDS.get(expects, frozenset()) if expects else frozenset()
        return [figure for figure in figures(self.text, self.language) if figure.kind in kinds]

    def counts_asked(self, figure: Figure) -> bool:
        """Whether what the figure counts is a word asked for."""
        return any(figure.span.overlaps(span) for _, span in self.asked)

    def numbers(self) -> frozenset[int]:
        """Of the words asked for that it has."""
        return frozenset(number for number, _ in self.asked)

    def plain(self) -> frozenset[int]:
        """Of those that are no names, which tell where and who but not what is counted; of all where there is none."""
        return frozenset(number for number, span in self.asked if not self._is_name(span)) or self.numbers()

    def _nearness(self, figure: Figure) -> float:
        """To the words asked for, without the names if there are others."""
        plain = self.plain()
        return sum(1 / (1 + self._distance(figure.span, span)) for number, span in self.asked if number in plain)

    def _is_name(self, span: Span) -> bool:
        return _has_capital_inside(self.text, span.start)

    def _distance(self, one: Span, other: Span) -> int:
        between = self.text[min(one.end, other.end) : max(one.start, other.start)]
        apart = sum(1 for _ in sentences(between + " X")) - 1
        return sum(1 for _ in words(between)) + OTHER_SENTENCE * apart


def contradict(
    one: Told, other: Told, expects: Expects | None, units: Collection[str] = ()
) -> tuple[Figure, Figure] | None:
    """The two figures, where they differ and the passages are about the same thing."""
    first, second = one.figure(expects, units), other.figure(expects, units)
    if first is None or second is None or not _same_thing(one, other):
        return None
    if not _comparable(first, second, one.counts_asked(first) and other.counts_asked(second)):
        return None
    has_both = any(_agree(first, f) for f in other.figures_of(expects)) or any(
        _agree(second, f) for f in one.figures_of(expects)
    )
    return None if has_both else (first, second)


def rival_second(search: Search, request: Request, found: Sequence[Evidence]) -> list[Evidence]:
    """`found` with the first that contradicts the best one right behind it."""
    best, *rest = found
    units = asked_units(request.text)
    own = _told(search, request, best.article, best.span)
    for evidence in rest:
        if evidence.is_enough:
            theirs = _told(search, request, evidence.article, evidence.span)
            differ = contradict(own, theirs, request.expects, units)
            if differ and _are_independent(best.article, evidence.article):
                return [best, evidence, *(e for e in rest if e is not evidence)]
    return list(found)


def conflicts(
    search: Search, request: Request, excerpts: Sequence[Excerpt], found: Sequence[Evidence]
) -> tuple[Conflict, ...]:
    """Which of the excerpts contradict each other; only those that hold a passage of `found` that is enough."""
    if request.expects not in KINDS:
        return ()
    sure = [(e.article.id, e.span) for e in found if e.is_enough]
    told = {
        i: _told(search, request, search.library.article(e.citation.article_id), e.span)
        for i, e in enumerate(excerpts)
        if any(e.citation.article_id == article_id and e.span.contains(span) for article_id, span in sure)
    }
    units = asked_units(request.text)
    made = []
    for i, j in combinations(told, 2):
        differing = contradict(told[i], told[j], request.expects, units)
        of_both = (search.library.article(excerpts[n].citation.article_id) for n in (i, j))
        if differing and _are_independent(*of_both):  # the whole texts are compared, which takes longest
            made.append(Conflict((i, j), (differing[0].span, differing[1].span)))
    return tuple(made)


def _are_independent(one: Article, other: Article) -> bool:
    """Of two prints of one text, that the one has an older figure tells of no disagreement."""
    return one.id != other.id and not is_reprint(one, other)


def asked_units(question: str) -> frozenset[str]:
    """The measures that a question names: "berapa meter", "how many hours"."""
    units = vocabulary().units
    named = {units[fold(word.text)][0] for word in words(question) if fold(word.text) in units}
    return frozenset(named - {PERSON})


def _told(search: Search, request: Request, article: Article, span: Span) -> Told:
    text = span.of(article.text)
    asked = search.asked(request, article.language)
    found = [
        (number, Span(word.start, word.end))
        for word in content_words(text, article.language)
        for number, asked_term in enumerate(asked)
        if term(word.text, article.language) in asked_term.searched
    ]
    return Told(text, article.language, tuple(found), names_in(article.text[:OPENING] + " " + text))


def names_in(text: str) -> frozenset[str]:
    """The folded words with a capital inside sentences, without days and months."""
    return frozenset(_names(text)) - _days_and_months()


def _names(text: str) -> Iterator[str]:
    for word in words(text):
        if _has_capital_inside(text, word.start):
            yield fold(word.text)


def _has_capital_inside(text: str, start: int) -> bool:
    """Whether the word at `start` has a capital though it begins no sentence."""
    before = text[max(0, start - 2) : start]
    return text[start].isupper() and len(before) == 2 and (before[0].isalnum() or before[0] == ",") and before[1] == " "


@cache
def _days_and_months() -> frozenset[str]:
    return load_words("knowledge.reading", "weekdays.txt") | months().keys()


def _same_thing(one: Told, other: Told) -> bool:
    say_the_same = _share_words(one.plain(), other.plain()) and _share_words(one.numbers(), other.numbers())
    years, their_years = _years(one.text), _years(other.text)
    differ_in_year = bool(years and their_years) and not years & their_years
    return say_the_same and not differ_in_year and _name_the_same(one.names, other.names)


def _share_words(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    return len(ours & theirs) >= SHARED_WORDS * len(ours | theirs) and bool(ours & theirs)


def _name_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    least = max(SHARED_NAMES, SHARE_OF_NAMES * min(len(one), len(other)))
    return len(one & other) >= least


def _years(text: str) -> frozenset[int]:
    return frozenset(day.year for day in stated_days(text) if day.year)


def _comparable(one: Figure, other: Figure, both_asked: bool) -> bool:
    if one.unit == other.unit:
        return True
    if one.kind is not other.kind or one.kind is FigureKind.MONEY:
        return False
    if one.kind is FigureKind.DATE:
        return True
    units = {one.unit, other.unit}
    if units & _measures():
        return False
    return both_asked or BARE in units or (PERSON in units and all(unit.startswith(PERSON) for unit in units))


def _agree(one: Figure, other: Figure) -> bool:
    if one.kind is FigureKind.DATE and one.unit != other.unit:
        one, other = (other, one) if other.unit == "date" else (one, other)
        return one.low == one.high and one.value % 10_000 == other.value
    return one.kind is other.kind and one.agrees(other)


@cache
def _measures() -> frozenset[str]:
    return frozenset(unit for unit, _ in vocabulary().units.values()) - {PERSON}
