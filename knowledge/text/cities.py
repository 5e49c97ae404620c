"""Cities that are told from other words by themselves, also in lower case."""

from __future__ import annotations

from functools import cache

from knowledge.data_files import load_lines

_A_WORD_TOO = " *"


@cache
def cities() -> tuple[str, ...]:
    """As they are written. Read once."""
    return tuple(entry.removesuffix(_A_WORD_TOO) for entry in load_lines("knowledge.text", "cities.txt"))


@cache
def unmistakable_cities() -> frozenset[str]:
    """Those that are no other word, as they are written. Read once."""
    entries = load_lines("knowledge.text", "cities.txt")
    return frozenset(entry for entry in entries if not entry.endswith(_A_WORD_TOO))
