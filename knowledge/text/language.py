"""Indonesian or English? Decided by function words, which even a short, misspelt question has."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from knowledge.types import Language

SAMPLE = 400
"""Words that are looked at; more change no verdict."""

# Affixes that next to no English word has; they decide where no function word does ("tanggapan pemerintah?").
_INDONESIAN_PREFIXES = ("meng", "meny", "memp", "memb", "peng", "peny", "pemb", "diper", "keter", "keber")
_INDONESIAN_SUFFIXES = ("nya", "kan", "lah", "kah")
_ENGLISH_SUFFIXES = ("ing", "tion", "ment", "ness", "ed", "ly", "'s")


@cache
def _markers(language: Language) -> frozenset[str]:
    return load_words("knowledge.text", f"markers_{language}.txt")


def detect_language(text: str, default: Language = "id") -> Language:
    """The language of `text`; `default` where nothing tells."""
    indonesian = english = 0.0
    for word in islice(words(text), SAMPLE):
        folded = fold(word.text)
        if folded in _markers("id"):
            indonesian += 1
        elif folded in _markers("en"):
            english += 1
        elif folded.startswith(_INDONESIAN_PREFIXES) or folded.endswith(_INDONESIAN_SUFFIXES):
            indonesian += 0.4
        elif folded.endswith(_ENGLISH_SUFFIXES):
            english += 0.3
    if indonesian == english:
        return default
    return "id" if indonesian > english else "en"
