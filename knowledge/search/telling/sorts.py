"""Which of a sort is asked for: "partai apa", "which bank". A text that speaks of none, or only tells how many there
are, does not answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.search.meaning.encode import QUESTIONS_KEPT
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = r"(?<!\w)(?:(?:{sort})\s+(?:apa|mana)(?:kah)?|(?:which|what)\s+(?:{sort}))(?!\w)"
TOLD = r"(?<!\w)(?:{sort})(?:nya)?(?!\w)"
QUANTITY = (
    r"\d[\d.,]{{0,12}}|beberapa|sejumlah|semua|seluruh|setiap|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
    r"|several|all|every|each|many|some|two|three|four|five|six|seven|eight|nine|ten"
)
COUNTED = (
    rf"(?i:(?<!\w)(?:{QUANTITY})\s(?:[a-z]{{{{1,20}}}}\s)?(?:{{sort}})(?!\w))"
    r"(?!\W{{1,3}}(?:[A-Z]|yakni|yaitu|namely|including))"
)
"""How many, and not which: "12 kelurahan", "30 smaller branches"; but "dua kelurahan, yakni", "three schools: Hill"."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """asked, told: on folded text."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    counted: re.Pattern[str]

    def is_told_in(self, text: str) -> bool:
        return self.told.search(fold(self.counted.sub(" ", text))) is not None


def lacks_sort(question: str, text: str) -> bool:
    """Whether `question` asks which of a sort of things, and `text` has no word for one of them."""
    wanted = _asked(question)
    return bool(wanted) and not any(sort.is_told_in(text) for sort in wanted)


@lru_cache(QUESTIONS_KEPT)
def _asked(question: str) -> Sequence[_Sort]:
    folded = fold(question)
    return [sort for sort in _sorts() if sort.asked.search(folded)]


@cache
def _sorts() -> Sequence[_Sort]:
    lines = (line.split("|") for line in load_words("knowledge.search.telling", "sorts.txt"))
    return [_sort(_any(asked), _any(told)) for asked, told in lines]


def _sort(asked: str, told: str) -> _Sort:
    patterns = (ASKED.format(sort=asked), TOLD.format(sort=told), COUNTED.format(sort=told))
    return _Sort(*map(re.compile, patterns))


def _any(side: str) -> str:
    """Any entry of a side, the longest that fits."""
    entries = sorted((entry.strip() for entry in side.split(",")), key=len, reverse=True)
    return "|".join(map(re.escape, entries))
