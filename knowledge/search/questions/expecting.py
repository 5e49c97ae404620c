"""The kind of thing that answers a question: a person, a sum, a date; by the words that ask for it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.search.questions.counting import asks_count
from knowledge.search.questions.phrasing import has, longest
from knowledge.search.words.glossary import is_listed
from knowledge.text.words import term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.questions.focus import Focus
    from knowledge.search.questions.phrasing import Phrasing

HOW_MUCH = ("how", "much")
MOST_COUNTED = 2
"""Words behind "how much" that may say of what: "prize money"."""
NEAR = 3
"""Words between a preposition of place and "mana"."""


class Expects(StrEnum):
    """The kind of thing that answers."""

    PERSON = "person"
    MONEY = "money"
    PERCENTAGE = "percentage"
    NUMBER = "number"
    COUNT = "count"
    DURATION = "duration"
    MEASURE = "measure"
    AGE = "age"
    DATE = "date"
    YEAR = "year"
    PLACE = "place"
    REASON = "reason"


THINGS = frozenset(Expects) - {Expects.PERSON, Expects.REASON}
"""What no words of a speaker are: "di pengadilan mana tuntutan Bambang dibacakan" asks for none."""


def expected(folded: Sequence[str], focus: Focus | None, rules: Phrasing) -> Expects | None:
    """By the longest phrase: "tahun berapa" asks for a date, though "berapa" for a number."""
    folded = [_without_kah(word, rules) for word in _without_stated(folded, rules)]
    asking = _asking(folded, rules)
    lengths = {
        kind: longest(folded if kind == Expects.REASON else asking, phrases) for kind, phrases in rules.expects.items()
    }
    asks_amount = _asks_amount(folded, rules) or (focus is not None and focus.is_amount(rules))
    if not any(lengths.values()):
        if asks_amount or (not rules.cost.isdisjoint(folded) and has(folded, rules.what_does)):
            return Expects.MONEY
        return Expects.PLACE if _asks_where(folded, rules) else None
    # "Sejak kapan jumlah pengunjung turun", "tanggal berapa": what is no number is asked for the more plainly.
    kind = Expects(max(lengths, key=lambda kind: (lengths[kind], kind != Expects.NUMBER)))
    if kind is Expects.MONEY and lengths[kind] == len(HOW_MUCH) and _asks_for_no_money(folded, rules):
        return Expects.NUMBER
    if asks_amount and (kind is Expects.NUMBER or (kind is Expects.DURATION and _dates(folded, rules))):
        return Expects.MONEY
    return Expects.COUNT if kind is Expects.NUMBER and asks_count(folded) else kind


def _without_stated(folded: Sequence[str], rules: Phrasing) -> list[str]:
    """Without what a figure behind it tells: "sidang tanggal 8 Juli" asks for no date, "pria berusia 40" for no age."""
    return [
        word
        for i, word in enumerate(folded)
        if word in rules.question_words or not any(behind[0].isdigit() for behind in folded[i + 1 : i + 2])
    ]


def _dates(folded: Sequence[str], rules: Phrasing) -> bool:
    """Whether the unit behind "berapa" belongs to a date: "tahun lalu" in "rugi berapa tahun lalu"."""
    return any(
        word in rules.how_many and not rules.dating.isdisjoint(folded[i + 2 : i + 3]) for i, word in enumerate(folded)
    )


def _asking(folded: Sequence[str], rules: Phrasing) -> Sequence[str]:
    """Without what is asked about: "what doubts does she have about his age" asks for no age."""
    about = next((i for i, word in enumerate(folded) if word in rules.prepositions), len(folded))
    asks = [i for i, word in enumerate(folded) if word in rules.question_words]
    return folded[:about] if asks and asks[-1] < about else folded


def _asks_for_no_money(folded: Sequence[str], rules: Phrasing) -> bool:
    """ "How much fruit was lost"; but "how much did it cost", "how much prize money", "how much Netflix paid"."""
    for i in range(len(folded) - len(HOW_MUCH)):
        if tuple(folded[i : i + len(HOW_MUCH)]) == HOW_MUCH:
            thing, *more = folded[i + len(HOW_MUCH) : i + len(HOW_MUCH) + MOST_COUNTED]
            is_thing = rules.is_content(thing) and is_listed(term(thing, "en"), "en")
            return is_thing and rules.amounts_en.isdisjoint((thing, *more))
    return False


def _without_kah(word: str, rules: Phrasing) -> str:
    """The question word in "manakah", "berapakah"."""
    bare = word.removesuffix("kah")
    return bare if bare in rules.question_words else word


def _asks_amount(folded: Sequence[str], rules: Phrasing) -> bool:
    """ "Gajinya berapa", "berapa total anggaran": a noun of money soon before "berapa" or behind it."""
    for i, word in enumerate(folded):
        if word in rules.how_many:
            near = (*folded[max(0, i - 2) : i], *folded[i + 1 : i + 3])
            if any(w in rules.amounts or w.removesuffix("nya") in rules.amounts for w in near):
                return True
    return False


def _asks_where(folded: Sequence[str], rules: Phrasing) -> bool:
    """ "Di kota mana", "from which port": a preposition of place some words before "mana", right before "which"."""
    for i, word in enumerate(folded):
        if word == "mana" and any(w in rules.before_mana for w in folded[max(0, i - NEAR) : i]):
            return True
        if word == "which" and i and folded[i - 1] in rules.before_which:
            return True
    return False
