"""`daily 07:00`, `mingguan senin 8 pagi` -> what is wished for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

USUAL = time(7, 0)
"""Where no time is given."""
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:\s?h)?")
_GLUED = re.compile(r"(?<=\d)(?=[ap]\.?m\b)")


@dataclass(frozen=True, slots=True)
class Wish:
    """at: local time; weekday: 0 is Monday, None for every day; zone: the word for a time zone that was given."""

    at: time
    weekday: int | None
    zone: str | None = None


def order_of(text: str) -> tuple[str | None, str]:
    """The first word's meaning (`daily`, `weekly`, `now`, `off`, …), None for no known one; and the rest."""
    folded = " ".join(fold(text).split())
    for name, phrase in _orders():
        if folded == phrase or folded.startswith(f"{phrase} "):
            return name, folded[len(phrase) :].strip()
    return None, folded


def read_wish(order: str, rest: str) -> Wish | None:
    """What follows `daily` or `weekly`; None where it is no time, or a week without its day."""
    words = [w for w in _GLUED.sub(" ", rest.replace(",", " ")).split() if w not in _lexicon()["fillers"]["words"]]
    weekday = next((found for w in words if (found := _weekday(w)) is not None), None)
    words = [w for w in words if _weekday(w) is None]
    if (order == "weekly") != (weekday is not None):
        return None
    at, left = _time(words)
    if at is None or len(left) > 1 or any(w[0].isdigit() or _part(w) for w in left):
        return None
    return Wish(at, weekday, left[0] if left else None)


def is_yes(text: str) -> bool:
    return fold(text).strip() in _lexicon()["fillers"]["yes"]


def _time(words: Sequence[str]) -> tuple[time | None, list[str]]:
    """The local time among `words`, the usual one where there is none, and the words that are no part of it."""
    if not words or not words[0][0].isdigit():
        return USUAL, list(words)
    match = _TIME.fullmatch(words[0])
    part = next((part for part in map(_part, words[1:2]) if part), None)
    if match is None:
        return None, list(words)
    hour, minute = _hour(int(match[1]), part), int(match[2] or 0)
    found = time(hour, minute) if hour is not None and hour < 24 and minute < 60 else None
    return found, list(words[2 if part else 1 :])


def _hour(said: int, part: str | None) -> int | None:
    """Of 24. part: of the day, as in "7 malam", "12 am"."""
    if part is None:
        return said
    if said > 12 or said == 0:
        return said if part != "before_noon" and said >= 12 else None
    if part == "before_noon":
        return said % 12
    if part == "around_noon":
        return said if said >= 10 else said + 12
    return said % 12 + 12


def _part(word: str) -> str | None:
    return next((name for name, forms in _lexicon()["parts"].items() if word in forms), None)


def _weekday(word: str) -> int | None:
    return next((i for i, forms in enumerate(_lexicon()["weekdays"].values()) if word in forms), None)


@cache
def _orders() -> Sequence[tuple[str, str]]:
    """The longest phrase first."""
    found: Iterator[tuple[str, str]] = (
        (name, phrase) for name, phrases in _lexicon()["orders"].items() for phrase in phrases
    )
    return sorted(found, key=lambda pair: -len(pair[1]))


@cache
def _lexicon() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return load_table("bot.digests", "words.toml")
