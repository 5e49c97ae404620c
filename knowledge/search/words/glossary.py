"""Terms of one language -> terms of the other, from a word list; both sides are stems."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.data_files import load_lines
from knowledge.text.normalise import fold
from knowledge.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.types import Language


SAME_START = 2
"""Letters by which words are kept."""
_VOWELS = "aiueo"
_HEARD = {"f": "vp", "v": "f", "p": "f", "z": "s", "s": "z", "j": "y", "y": "j", "c": "k", "k": "c"}


def translations(term: str, language: Language) -> tuple[str, ...]:
    """The terms of the other language that `term` of `language` may stand for, the usual one first."""
    return _table(language).get(term, ())


def exact_translations(word: str, language: Language) -> frozenset[str]:
    """The terms of the other language that are listed for the very word, not for one of the same stem."""
    return _exact_table(language).get(fold(word), frozenset())


def forms_alike(word: str) -> tuple[str, ...]:
    """All forms of an irregular English word, the one of word lists first: `woke` -> wake, woke, woken."""
    return _irregular().get(fold(word), ())


def is_listed(term: str, language: Language) -> bool:
    """Whether it is a word that the list knows, and no name or misspelling."""
    return term in _table(language)


def words_like(word: str, language: Language, edits: int) -> tuple[str, ...]:
    """The listed words that begin about like `word` and are at most `edits` away."""
    listed = [w for start in beginnings(word) for w in _by_start(language).get(start, ())]
    return tuple(w for w in listed if OSA.distance(word, w, score_cutoff=edits) <= edits)


def beginnings(word: str) -> tuple[str, ...]:
    """How a word may begin of which `word` is a misspelling: as it does, or with a slip at its second letter."""
    first, second = word[:1], word[1:2]
    missing = "" if second in _VOWELS else _VOWELS
    heard = (other + second for other in _HEARD.get(first, ""))
    slipped = (first + word[2:3], second + first, *(first + vowel for vowel in missing), *heard)
    return tuple(dict.fromkeys((word[:SAME_START], *(start for start in slipped if len(start) == SAME_START))))


@cache
def _by_start(language: Language) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pair in _read():
        word = pair[0 if language == "id" else 1]
        found[word[:SAME_START]][word] = None
    return {start: tuple(listed) for start, listed in found.items()}


@cache
def _table(language: Language) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for indonesian, english in _pairs():
        source, target = (indonesian, english) if language == "id" else (english, indonesian)
        found[source][target] = None
    return {source: tuple(targets) for source, targets in found.items()}


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    lines = [tuple(line.split()) for line in load_lines("knowledge.search.words", "irregular.txt")]
    return {form: forms for forms in lines for form in forms}


@cache
def _exact_table(language: Language) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for indonesian, english in _read():
        if language == "id":
            found[indonesian].add(stem(english, "en"))
        else:
            found[english].add(stem(indonesian, "id"))
    return {word: frozenset(targets) for word, targets in found.items()}


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((stem(indonesian, "id"), stem(english, "en")) for indonesian, english in _read())


def _read() -> Iterator[tuple[str, str]]:
    for line in load_lines("knowledge.search.words", "glossary.tsv"):
        indonesian, _, english = line.partition("\t")
        for word in english.split(","):
            yield indonesian.strip(), word.strip()
