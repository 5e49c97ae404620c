"""What a measure is of: who asks for a weight is not answered by a height."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.search.questions.expecting import Expects
from knowledge.search.telling.marks import holds
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SIZES = frozenset({Expects.MEASURE, Expects.NUMBER})
"""Kinds of answers that may be measures."""
SHORT = 2
"""Letters of a unit that may be another word: "m", "kg"."""
LIKENED = re.compile(r"\b(?:kali|lipat|times|twice|double|half|separuh|setengah)\b")


@dataclass(frozen=True, slots=True)
class _Dimension:
    asked: frozenset[str]
    measured: re.Pattern[str]


def lacks_dimension(expects: Expects | None, asked: Collection[str], text: str) -> bool:
    """Whether a question, by its folded words, asks for a measure of some dimension, and `text` has none of it, nor
    says how many times or what share of another it is.
    """
    if expects not in SIZES:
        return False
    wanted = [dimension for dimension in _dimensions() if not dimension.asked.isdisjoint(asked)]
    if not wanted or holds(Expects.PERCENTAGE, text):
        return False
    folded = fold(text)
    return not (LIKENED.search(folded) or any(dimension.measured.search(folded) for dimension in wanted))


@cache
def _dimensions() -> Sequence[_Dimension]:
    lines = (line.split("|") for line in load_words("knowledge.search.telling", "dimensions.txt"))
    return [_Dimension(frozenset(_listed(asked)), _measured(_listed(units))) for asked, units in lines]


def _listed(side: str) -> list[str]:
    return [entry.strip() for entry in side.split(",")]


def _measured(units: Sequence[str]) -> re.Pattern[str]:
    """A unit as a word, which a number in words may stand before; a short one only behind a figure."""
    longest = [re.escape(unit) for unit in sorted(units, key=len, reverse=True)]
    words = "|".join(unit for unit in longest if len(unit) > SHORT)
    return re.compile(rf"(?<!\w)(?:se)?(?:{words})(?!\w)|\d\s?(?:{'|'.join(longest)})(?!\w)")
