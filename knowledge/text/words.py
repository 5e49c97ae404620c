"""Words with their offsets, and the terms (folded stems) that are indexed and searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import Stemmer

from knowledge.data_files import load_words
from knowledge.text.normalise import fold
from knowledge.text.roots import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.types import Language

MAX_WORD = 64
"""Characters; a longer run of letters is no word of a language and is cut into pieces of this length."""

# Digits keep their separators (11,5 · 2.000 · 19:30); letters keep inner apostrophes and hyphens are breaks.
_WORD = re.compile(rf"\d+(?:[.,:]\d+)*|[^\W_]{{1,{MAX_WORD}}}(?:['’][^\W\d_]{{1,8}})?")
_NASAL = re.compile(r"(?:me|pe)n([aiueo]\w{2,})\Z")
_GROUPED = {separator: re.compile(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+(?!\d).*") for separator in ",."}


SHORT_PLURALS = {"buses": "bus", "gases": "gas"}
"""English plurals that Snowball leaves apart from their singulars ("buse", "gase")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written and where it stands."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words and numbers of `text`, in order. Linear in its length."""
    for match in _WORD.finditer(text):
        yield Word(match.group(), match.start(), match.end())


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Folded function words of `language`, the colloquial ones included."""
    return load_words("knowledge.text", f"stopwords_{language}.txt")


def _stemmer(language: Language) -> Stemmer.Stemmer:
    """A new one each time, which takes a microsecond: two threads must not share one."""
    return Stemmer.Stemmer({"id": "indonesian", "en": "english"}[language], 0)


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The folded root where it is listed, else the Snowball stem; a clitic after an apostrophe is dropped."""
    folded = fold(word).partition("'")[0]
    if language == "id" and (listed := root(folded)):
        return listed
    if language == "en" and folded in SHORT_PLURALS:
        return SHORT_PLURALS[folded]
    stemmed: str = _stemmer(language).stemWord(_with_first_letter(folded) if language == "id" else folded)
    return stemmed


def _with_first_letter(word: str) -> str:
    """`menimang` -> timang: of a root that is not listed Snowball gives back a lost p and s, but no t."""
    match = _NASAL.match(word)
    return f"t{match[1]}" if match else word


def terms(text: str, language: Language) -> list[str]:
    """Terms of the content words and numbers of `text`, in order, repetitions kept."""
    stops = stop_words(language)
    return [term(word, language) for word in _WORD.findall(text) if fold(word) not in stops]


def without_possessive(word: str) -> str:
    """Without the Indonesian -nya: "gajinya"."""
    return word.removesuffix("nya") or word


def content_words(text: str, language: Language) -> list[Word]:
    """The words and numbers of `text` that are no stop words of `language`."""
    stops = stop_words(language)
    return [word for word in words(text) if fold(word.text) not in stops]


def term(word: str, language: Language) -> str:
    """The stem of a word; a number as it is written in neither language: 11.5 for `11,5` and `11.5`."""
    return _number(word, language) if word[0].isdigit() else stem(word, language)


def is_inflected_verb(folded: str, language: Language) -> bool:
    """Whether a word is a verb by its form: "menunjuk", "appointed"; not of those that go without affix."""
    if term(folded, language) == folded:
        return False
    if language == "en":
        return folded.endswith(("ed", "ing"))
    return folded.startswith(("me", "di", "ber", "ter")) and not folded.endswith("an")


def _number(digits: str, language: Language) -> str:
    thousands, decimal = (".", ",") if language == "id" else (",", ".")
    if _GROUPED[thousands].fullmatch(digits):
        digits = digits.replace(thousands, "")
    return digits.replace(decimal, ".").replace(":", ".").replace(",", ".")
