"""The same words in several articles: what an agency wrote stands in many papers, and is shown once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from knowledge.reprints import is_reprint
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.types import Article, Citation, Excerpt

SAME = 92.0
"""Of 100, rapidfuzz' ratio from which two excerpts are one text, edited: on the project's pairs copies with a changed
dateline, spelling or byline have 94 and more, other reports of one event 70 and less (`tests/knowledge/search/
test_copies.py`). Of articles that are one text it is enough that one excerpt is a part of the other."""
PART = SAME / (200 - SAME)
"""Of the letters of an excerpt, the share at least that stands in this order in a text of which it is a part. A part at
the edge of the text may lack some: of n letters there m, of which the ratio is 200 m / (n + m) at most."""
_NUMBER = re.compile(r"\d+")


def distinct(excerpts: Sequence[Excerpt], article: Callable[[str], Article]) -> list[Excerpt]:
    """In their order, of each group of copies the one that was published first, which says who else has it; score and
    place stay the group's. article: by its id.
    """
    kept: list[Excerpt] = []
    for excerpt in excerpts:
        twin = next((i for i, other in enumerate(kept) if _is_copy(excerpt, other, article)), None)
        if twin is None:
            kept.append(excerpt)
        elif _is_earlier(excerpt, kept[twin]):
            kept[twin] = _also_in(excerpt, kept[twin].citation)
        else:
            kept[twin] = _also_in(kept[twin], excerpt.citation)
    return kept


def _is_copy(one: Excerpt, other: Excerpt, article: Callable[[str], Article]) -> bool:
    ids = one.citation.article_id, other.citation.article_id
    if ids[0] == ids[1]:
        return False
    ours, theirs = set(_NUMBER.findall(one.text)), set(_NUMBER.findall(other.text))
    if ours - theirs and theirs - ours:
        return False  # outlets that differ are what a reader wants to see
    texts = fold(one.text), fold(other.text)
    if fuzz.ratio(*texts, score_cutoff=SAME) >= SAME:
        return True
    return _is_part(*texts) and is_reprint(article(ids[0]), article(ids[1]))


def _is_part(one: str, other: str) -> bool:
    """Whether the shorter text is a part of the longer one; most pairs lack the letters, which is seen at once."""
    if LCSseq.similarity(one, other) < PART * min(len(one), len(other)):
        return False
    return fuzz.partial_ratio(one, other, score_cutoff=SAME) >= SAME


def _also_in(excerpt: Excerpt, other: Citation) -> Excerpt:
    """The excerpt with the outlets of a copy, each once and its own not among them."""
    own = _outlet(excerpt.citation)
    named = dict.fromkeys((*excerpt.citation.also, _outlet(other), *other.also))
    also = tuple(name for name in named if name and name != own)
    return replace(excerpt, citation=replace(excerpt.citation, also=also))


def _outlet(citation: Citation) -> str | None:
    """Who published it: by name, or by the site it is on."""
    return citation.outlet or (urlsplit(citation.url).hostname if citation.url else None)


def _is_earlier(one: Excerpt, other: Excerpt) -> bool:
    """By the dates that both bear, as far as both are exact."""
    first, second = one.citation.published, other.citation.published
    if not first or not second:
        return False
    exact = min(len(first), len(second))
    return first[:exact] < second[:exact]
