"""Which of several is asked for, the first, the largest, the last one, and whether a text speaks of that one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.text.lexicon import load_words
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lacks_degree(question: str, text: str) -> bool:
    """Whether the question has a word of order or degree, and the text none that means the same."""
    asked, there = fold(question), fold(text)
    meant = [forms for forms in _degrees() if forms.search(asked)]
    return bool(meant) and not any(forms.search(there) for forms in meant)


@cache
def _degrees() -> Sequence[re.Pattern[str]]:
    """For each meaning, its forms in both languages, which are mixed in one sentence."""
    meanings = load_words("knowledge.search", "degrees.txt")
    return [re.compile(rf"(?<!\w)(?:{'|'.join(_forms(meaning))})(?!\w)") for meaning in meanings]


def _forms(meaning: str) -> Iterator[str]:
    return (re.escape(form.strip()) for form in meaning.replace("|", ",").split(","))
