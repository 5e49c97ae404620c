"""Allow and deny words of a source: reading them as typed, and looking for them in an article."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.following.types import Words
from knowledge.text.normalise import fold, squeeze
from knowledge.text.words import term, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.types import Article, Language

MOST_WORDS, LONGEST_WORD = 30, 60
"""Words of a source, and characters of one; a phrase counts as one."""

ALL = frozenset({"all", "semua", "everything"})
_SIGN = re.compile(r"(?:^|[\s,]+)([+\-−–])\s*")
"""Before a word, not in it: `anti-korupsi` is one."""


def read_words(typed: str) -> Words | None:
    """`+pemilu, kpk -gosip` -> those; `all` -> no words; None for anything else, or too much of it.

    A sign holds for all that follows it up to the next one; commas part words, spaces are part of a phrase.
    """
    if fold(typed.strip()) in ALL:
        return Words()
    before, *rest = _SIGN.split(typed.strip())
    groups = list(zip(rest[::2], rest[1::2], strict=True))
    allowed = _listed(group for sign, group in groups if sign == "+")
    denied = _listed(group for sign, group in groups if sign != "+")
    both = allowed + denied
    fits = 0 < len(both) <= MOST_WORDS and all(len(w) <= LONGEST_WORD and any(words(w)) for w in both)
    return Words(allowed, denied) if fits and not before else None


def allows(chosen: Words, article: Article) -> bool:
    """Whether an article is taken: by whole words in their stems, in its title and text."""
    if not (chosen.allowed or chosen.denied):
        return True
    there = _stems(f"{article.title}\n{article.text}", article.language)
    if _holds_any(there, chosen.denied, article.language):
        return False
    return not chosen.allowed or _holds_any(there, chosen.allowed, article.language)


def _holds_any(there: str, phrases: Iterable[str], language: Language) -> bool:
    return any(_phrase(phrase, language) in there for phrase in phrases)


def _stems(text: str, language: Language) -> str:
    """The stems of a text in their order, each between spaces, so that a phrase is a part of it."""
    return f" {' '.join(term(word.text, language) for word in words(text))} "


_phrase = lru_cache(4096)(_stems)


def _listed(groups: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    found = [squeeze(word) for group in groups for word in group.split(",")]
    return tuple({fold(word): word for word in found if word}.values())
