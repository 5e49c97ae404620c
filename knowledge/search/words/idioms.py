"""Phrases whose meaning hangs on a stop word, written as one word: "out of work" -> "jobless"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_lines
from knowledge.text.normalise import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_one_word(text: str) -> str:
    """`text` with a word in the place of each phrase of `data/idioms.tsv`, the longest first."""
    return _pattern().sub(lambda match: _words()[squeeze(fold(match[0]))], text)


@cache
def _pattern() -> re.Pattern[str]:
    phrases = (phrase.replace(" ", r"\s+") for phrase in sorted(_words(), key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


@cache
def _words() -> Mapping[str, str]:
    lines = [line.partition("\t") for line in load_lines("knowledge.search.words", "idioms.tsv")]
    return {phrase: word for phrase, _, word in lines}
