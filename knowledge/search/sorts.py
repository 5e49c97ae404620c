"""Which of a sort is asked for: "partai apa", "which bank". A text that speaks of no such thing does not answer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.text.lexicon import load_words
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = r"(?<!\w)(?:(?:{sort})\s+(?:apa|mana)(?:kah)?|(?:which|what)\s+(?:{sort}))(?!\w)"


def lacks_sort(question: str, text: str) -> bool:
    """Whether `question` asks which of a sort of things, and `text` has no word for such a thing."""
    asked = fold(question)
    wanted = [answer for sort, answer in _sorts() if sort.search(asked)]
    return bool(wanted) and not any(answer.search(fold(text)) for answer in wanted)


@cache
def _sorts() -> Sequence[tuple[re.Pattern[str], re.Pattern[str]]]:
    lines = (line.split("|") for line in load_words("knowledge.search", "sorts.txt"))
    return [
        (re.compile(ASKED.format(sort=_any(asked))), re.compile(rf"(?<!\w)(?:{_any(told)})(?:nya)?(?!\w)"))
        for asked, told in lines
    ]


def _any(side: str) -> str:
    """Any entry of a side, the longest that fits."""
    entries = sorted((entry.strip() for entry in side.split(",")), key=len, reverse=True)
    return "|".join(map(re.escape, entries))
