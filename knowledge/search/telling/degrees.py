"""Which of several is asked for, the first, the largest, the last one, and whether a text speaks of that one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTIONS_KEPT = 64
"""Of each it is asked for every paragraph that is weighed."""


def lacks_degree(question: str, text: str) -> bool:
    """Whether the question has a word of order or degree, and the text none that means the same."""
    asked = _asked(question)
    there = fold(text) if asked else ""
    return any(
        all(meaning.search(there) is None for meaning in _meanings() if meaning.fullmatch(word)) for word in asked
    )


def is_degree(folded: str) -> bool:
    """Whether a word is one of order or degree: "tertua", "oldest"."""
    return _any_form().fullmatch(folded) is not None


@lru_cache(QUESTIONS_KEPT)
def _asked(question: str) -> tuple[str, ...]:
    return tuple(_any_form().findall(fold(question)))


@cache
def _meanings() -> Sequence[re.Pattern[str]]:
    """For each meaning, its forms in both languages, which are mixed in one sentence."""
    return [re.compile(rf"(?<!\w)(?:{_forms(meaning)})(?:nya)?(?!\w)") for meaning in _entries()]


@cache
def _any_form() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_forms(','.join(_entries()))})(?!\w)")


def _entries() -> Sequence[str]:
    return [entry.replace("|", ",") for entry in load_words("knowledge.search.telling", "degrees.txt")]


def _forms(meaning: str) -> str:
    forms = {form.strip() for form in meaning.split(",")}
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
