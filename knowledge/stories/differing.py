"""Where outlets give different figures for the same thing: how many are dead, missing or dismissed, what is lost.

Better nothing than a difference that is none: a figure counts only where a word for what is counted stands beside it,
and only against one that another outlet gives at about the same time. Those words are data, in `data/matters.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from knowledge.data_files import load_table
from knowledge.excerpts import cut
from knowledge.reprints import is_reprint
from knowledge.text.normalise import fold
from knowledge.text.numbers import FigureKind, figures
from knowledge.text.numerals import BARE, PERSON
from knowledge.text.sentences import sentences
from knowledge.text.words import stem, words
from knowledge.types import LANGUAGES, Disagreement, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from knowledge.text.numbers import Figure
    from knowledge.types import Article, Language

OPENING = 8
"""Sentences of an article in which it gives the figures of the event as a whole; later ones are of parts of it."""
REACH = 4
"""Words that may stand between a figure and the word for what it counts."""
SAME_TIME = 18 * 3600
"""Seconds between two articles whose figures contradict each other; after that, figures have been overtaken."""
JOINING = frozenset({"dan", "serta", "and", "plus"})
"""Words after which more is counted: "sepuluh siswa dan seorang guru tewas" gives no figure of the dead."""
OTHERS = frozenset({BARE, "lain", "other"})
"""Units that leave open what is counted: "29 lainnya"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of a matter, and the sentence that gives it."""

    matter: str
    figure: Figure
    sentence: Span


def disagreements(articles: Sequence[Article], published: Sequence[datetime]) -> Iterator[Disagreement]:
    """Of each two articles of one event that different outlets published at about the same time, where they differ.

    Each matter is told once, of the first two that differ in it.
    """
    told = [counted(article) for article in articles]
    seen: set[str] = set()
    for i, j in combinations(range(len(articles)), 2):
        is_same_time = abs((published[i] - published[j]).total_seconds()) <= SAME_TIME
        if not is_same_time or outlet_of(articles[i]) == outlet_of(articles[j]):
            continue
        found = list(_differing(told[i], told[j]))
        if found and is_reprint(articles[i], articles[j]):
            continue  # one source, at two times
        for one, other in found:
            if one.matter not in seen:
                seen.add(one.matter)
                excerpts = cut(articles[i], one.sentence), cut(articles[j], other.sentence)
                yield Disagreement(excerpts, (one.figure.span, other.figure.span))


def outlet_of(article: Article) -> str:
    """Who published it, as far as is known: by name, or by the site it is on."""
    return article.outlet or (article.url or "").partition("//")[2].partition("/")[0] or article.byline or article.id


def counted(article: Article) -> list[Counted]:
    """The figures that an article opens with and says what they count."""
    found = []
    for sentence in islice(sentences(article.text), OPENING):
        text = sentence.of(article.text)
        stated = figures(text, article.language)
        named = _named(text, article.language) if stated else []
        for matter, place in named:
            figure = _counting(matter, place, stated, [span for _, span in named], text)
            if figure is not None:
                found.append(Counted(matter, figure, sentence))
    return found


def _differing(ours: Sequence[Counted], theirs: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """The first figures of a matter, where neither article has the other's as well."""
    for matter in dict.fromkeys(each.matter for each in ours):
        one, other = ([c for c in told if c.matter == matter] for told in (ours, theirs))
        if other and not any(_may_both_be(a.figure, b.figure) for a in one for b in other):
            yield one[0], other[0]


def _may_both_be(one: Figure, other: Figure) -> bool:
    """Sums in different currencies cannot be compared, so nothing says that they differ."""
    return one.agrees(other) or (one.kind is FigureKind.MONEY and one.unit != other.unit)


def _counting(matter: str, place: Span, stated: Sequence[Figure], named: Sequence[Span], text: str) -> Figure | None:
    """The figure beside the word at `place`; None where there is none, or several on one side of it."""
    before: list[tuple[int, Figure]] = []
    after: list[tuple[int, Figure]] = []
    for figure in (f for f in stated if _counts(f, matter, place)):
        is_before = figure.span.start < place.start
        gap = Span(*sorted((figure.span.end, place.start) if is_before else (place.end, figure.span.start)))
        between = [fold(word.text) for word in words(gap.of(text))]
        is_apart = any(gap.contains(other) for other in named if other != place) or not JOINING.isdisjoint(between)
        if len(between) <= REACH and not is_apart:
            (before if is_before else after).append((len(between), figure))
    if len(before) > 1 or len(after) > 1:
        return None
    return min([*before, *after], key=lambda pair: pair[0], default=(0, None))[1]


def _counts(figure: Figure, matter: str, place: Span) -> bool:
    """Whether the figure is of the kind that the matter is counted in."""
    what = _tables()[matter]["counts"]
    if what == "money":
        return figure.kind is FigureKind.MONEY
    if figure.kind is not FigureKind.COUNT:
        return False
    if figure.unit in OTHERS or figure.span.overlaps(place):
        return True
    is_person = figure.unit.partition(":")[0] == PERSON
    return is_person if what == "person" else figure.unit in _nouns(what)


def _named(text: str, language: Language) -> list[tuple[str, Span]]:
    """The words for matters in a sentence, the longest where several begin alike."""
    forms = _forms(language)
    longest = max(map(len, forms))
    here = list(words(text))
    stems = tuple(stem(word.text, language) for word in here)
    found = []
    for start in range(len(here)):
        ends = range(min(start + longest, len(here)), start, -1)
        named = next((end for end in ends if stems[start:end] in forms), None)
        if named is not None:
            found.append((forms[stems[start:named]], Span(here[start].start, here[named - 1].end)))
    return found


@cache
def _forms(language: Language) -> Mapping[tuple[str, ...], str]:
    """The stems of a word or phrase -> its matter."""
    return {_stems(entry, language): matter for matter, table in _tables().items() for entry in table.get("words", ())}


@cache
def _nouns(what: str) -> frozenset[str]:
    listed = _tables()["nouns"][what]
    return frozenset(" ".join(_stems(noun, language)) for noun in listed for language in LANGUAGES)


def _stems(entry: str, language: Language) -> tuple[str, ...]:
    return tuple(stem(word.text, language) for word in words(entry))


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return load_table("knowledge.stories", "matters.toml")
