"""The same words in several articles: what an agency wrote stands in many papers, and is shown once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Excerpt

SAME = 92.0
"""Of 100, rapidfuzz' ratio from which two excerpts are one text, edited: on the project's pairs copies with a changed
dateline, spelling or byline have 94 and more, other reports of one event 70 and less (`tests/knowledge/search/
test_copies.py`)."""
_NUMBER = re.compile(r"\d+")


def distinct(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """In their order, of each group of copies the one that was published first; score and place stay the group's."""
    kept: list[Excerpt] = []
    for excerpt in excerpts:
        twin = next((i for i, other in enumerate(kept) if _is_copy(excerpt, other)), None)
        if twin is None:
            kept.append(excerpt)
        elif _is_earlier(excerpt, kept[twin]):
            kept[twin] = excerpt
    return kept


def _is_copy(one: Excerpt, other: Excerpt) -> bool:
    if one.citation.article_id == other.citation.article_id:
        return False
    ours, theirs = set(_NUMBER.findall(one.text)), set(_NUMBER.findall(other.text))
    if ours - theirs and theirs - ours:
        return False  # outlets that differ are what a reader wants to see
    return fuzz.ratio(fold(one.text), fold(other.text), score_cutoff=SAME) >= SAME


def _is_earlier(one: Excerpt, other: Excerpt) -> bool:
    """By the dates that both bear, as far as both are exact."""
    first, second = one.citation.published, other.citation.published
    if not first or not second:
        return False
    exact = min(len(first), len(second))
    return first[:exact] < second[:exact]
