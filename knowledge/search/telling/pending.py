"""Whether what a question takes for done is still to come: who asks for the result of a test is not answered by the day
on which it is expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table
from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.phrasing import phrasing
from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.finding.request import Request

ANSWERED_BY_PLANS = frozenset({Expects.DATE, Expects.YEAR, Expects.PLACE, Expects.REASON})
"""Kinds of answers that what is still to come has too: "kapan putusannya" may ask for a day that is fixed."""


@dataclass(frozen=True, slots=True)
class _Signs:
    outcomes: frozenset[str]
    ahead: frozenset[str]
    leading: frozenset[str]


def is_pending(request: Request, sentences: Sequence[str], here: Sequence[float]) -> bool:
    """Whether `request` asks how something ended, and each of `sentences` that has a word for that speaks of something
    yet to be, or where none has, the one that has the most of what is asked; here: how much each, at least one, has.
    """
    signs = _signs()
    if request.expects in ANSWERED_BY_PLANS or not _asks_outcome(request.text, signs):
        return False
    read = [frozenset(fold(word.text) for word in words(sentence)) for sentence in sentences]
    fullest = read[max(range(len(here)), key=here.__getitem__)]
    telling = [each for each in read if not signs.outcomes.isdisjoint(each)] or [fullest]
    return not any(signs.ahead.isdisjoint(each) for each in telling)


def _asks_outcome(question: str, signs: _Signs) -> bool:
    """Whether a word for an outcome is what is asked for, and not what something is about: "puas dengan hasil itu"."""
    asked = [fold(word.text) for word in words(question)]
    if not signs.ahead.isdisjoint(asked):
        return False
    telling = [word for word in asked if word not in phrasing().owners]
    pairs = zip(["", *telling], telling, strict=False)
    return any(word in signs.outcomes and before not in signs.leading for before, word in pairs)


@cache
def _signs() -> _Signs:
    table = load_table("knowledge.search.telling", "pending.toml")
    return _Signs(frozenset(table["outcomes"]), frozenset(table["ahead"]), frozenset(table["leading"]))
