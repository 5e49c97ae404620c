"""Whether a question asks for a number of what is counted one by one: "berapa rumah", "how many fishing boats"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.search.questions.phrasing import phrasing
from knowledge.text.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.questions.phrasing import Phrasing

HOW_MANY = ("how", "many")
DESCRIBED = 3
"""Words of an English noun phrase: "how many wooden fishing boats"."""


def asks_count(folded: Sequence[str]) -> bool:
    """Of the words of a question."""
    rules = phrasing()
    return any(_counts(folded[i:], rules) for i in range(len(folded)))


def _counts(folded: Sequence[str], rules: Phrasing) -> bool:
    """Whether `folded` opens by asking for a count."""
    asking, *after = folded
    if (asking, *after[:1]) == HOW_MANY:
        described = takewhile(lambda word: word not in stop_words("en"), after[1 : 1 + DESCRIBED])
        return not rules.counted.isdisjoint(described)
    if asking in rules.how_many:
        return _is_counted(after, rules)
    length = next((n for n in (1, 2) if tuple(folded[:n]) in rules.number_of), None)
    return length is not None and _is_counted(folded[length:], rules)


def _is_counted(folded: Sequence[str], rules: Phrasing) -> bool:
    """Whether the first noun is counted, past words that only say that it is: "berapa orang siswa"."""
    noun = next((word for word in folded if word not in rules.before_counted | rules.ignored), None)
    return noun in rules.counted or folded[:1] == ["orang"]
