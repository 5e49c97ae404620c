"""Forms of a text for comparing, never for showing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})


LONGEST_KEPT = 40
"""Characters of a word or a name, which come again; whole articles would fill the memory, and are folded once."""


def fold(text: str) -> str:
    """Compatibility form, without case, accents or curly apostrophes: `Céline’s` -> `celine's`."""
    if text.isascii():
        return text.casefold()  # as quick as looking it up
    return _fold_word(text) if len(text) <= LONGEST_KEPT else _folded(text)


@lru_cache(maxsize=65536)
def _fold_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def squeeze(text: str) -> str:
    """White space runs become one space; the ends are bare."""
    return " ".join(text.split())
