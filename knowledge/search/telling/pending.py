"""Whether what a question takes for done is still to come: who asks for the result of a test is not answered by the day
on which it is expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table
from knowledge.search.questions.question import Expects
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


def is_pending(request: Request, sentences: Sequence[str], here: Sequence[float]) -> bool:
    """Whether `request` asks how something ended, and each of `sentences` that has a word for that speaks of something
    yet to be, or where none has, the one that has the most of what is asked; here: how much each, at least one, has.
    """
    signs = _signs()
    asks = not signs.outcomes.isdisjoint(request.words) and signs.ahead.isdisjoint(request.words)
    if not asks or request.expects in ANSWERED_BY_PLANS:
        return False
    read = [frozenset(fold(word.text) for word in words(sentence)) for sentence in sentences]
    fullest = read[max(range(len(here)), key=here.__getitem__)]
    telling = [each for each in read if not signs.outcomes.isdisjoint(each)] or [fullest]
    return not any(signs.ahead.isdisjoint(each) for each in telling)


@cache
def _signs() -> _Signs:
    table = load_table("knowledge.search.telling", "pending.toml")
    return _Signs(frozenset(table["outcomes"]), frozenset(table["ahead"]))
