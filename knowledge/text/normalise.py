"""Forms of a text for comparing, never for showing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Compatibility form, without case, accents or curly apostrophes: `Céline’s` -> `celine's`."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def squeeze(text: str) -> str:
    """White space runs become one space; the ends are bare."""
    return " ".join(text.split())
