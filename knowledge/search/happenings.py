"""Whether an article tells of what a question says has happened: that somebody was dismissed, that a ship sank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.search.asked import NASALS, surfaces
from knowledge.search.glossary import is_listed
from knowledge.search.thesaurus import forms_of_shared
from knowledge.text.normalise import fold
from knowledge.text.words import term, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.types import Language

LONGEST = 3
"""Words of a phrase."""
BETWEEN = r"(?:\W+\w+){0,2}?\W+"
"""Up to two words may stand between those of a phrase that tells of the thing."""
PREFIXES = "menge|mem|men|meng|meny|me|ber|be|ter|te|penge|pem|pen|peng|peny|per|pe|di|ke|se"
ENDINGS = {
    "id": "kan|an|i|nya|lah|kah|pun|ku|mu",
    "en": "e|es|s|d|ed|en|n|er|ers|or|ors|ing|ings|y|ies|ied|al|als|ion|ions|ment|ments|able|ly|'s",
}
LONG = 5
"""Letters from which an English stem is told by itself, whatever follows: "evacu" in "evacuation"; "die" opens
"diet"."""
QUESTIONS_KEPT = 64
"""Of each it is asked for every paragraph that is weighed."""
Phrase = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Happening:
    """told: what a text of a language, folded, has that tells of it."""

    told: Mapping[Language, re.Pattern[str]]

    def is_told_in(self, folded: str, language: Language) -> bool:
        return self.told[language].search(folded) is not None


def untold(question: str, asked_in: Language, names: frozenset[str], folded: str, language: Language) -> bool:
    """Whether `question` asks about something that has happened, and the text `folded` in `language` has no word for
    it; `names`: words of the question that are part of names, folded.
    """
    return any(not happening.is_told_in(folded, language) for happening in _asked(question, asked_in, names))


@lru_cache(QUESTIONS_KEPT)
def _asked(question: str, asked_in: Language, names: frozenset[str]) -> tuple[Happening, ...]:
    """Longer phrases are looked for first, and no word counts twice; foreign words only where they are none of the
    question's language.
    """
    left = [word if word not in names else "" for word in (fold(each.text) for each in words(question))]
    other: Language = "en" if asked_in == "id" else "id"
    meant: dict[Happening, None] = {}
    for length in range(LONGEST, 0, -1):
        for start in range(len(left) - length + 1):
            phrase = tuple(left[start : start + length])
            if not all(phrase):
                continue
            found = _happenings(asked_in).get(phrase)
            if found is None and not any(is_listed(term(word, asked_in), asked_in) for word in phrase):
                found = _happenings(other).get(phrase)
            if found is not None:
                meant |= dict.fromkeys(found)
                left[start : start + length] = [""] * length
    return tuple(meant)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and phrases of a language that ask for happenings, or for none that look like it: as they are written, and
    by their stems.
    """

    language: Language
    as_written: Mapping[Phrase, Sequence[Happening]]
    by_stem: Mapping[Phrase, Sequence[Happening]]

    def get(self, phrase: Phrase) -> Sequence[Happening] | None:
        written = self.as_written.get(phrase)
        return written if written is not None else self.by_stem.get(_stems(phrase, self.language))


@cache
def _happenings(language: Language) -> _Words:
    as_written: dict[Phrase, list[Happening]] = {}
    by_stem: dict[Phrase, list[Happening]] = {}
    for entries in _lines():
        happening = _happening(entries)
        for entry in entries[language]:
            phrase = tuple(word.text for word in words(fold(entry)))
            if entry.startswith("-"):
                as_written[phrase] = []
            elif entry.startswith('"'):
                as_written.setdefault(phrase, []).append(happening)
            elif not entry.startswith("("):
                by_stem.setdefault(_stems(phrase, language), []).append(happening)
    return _Words(language, as_written, by_stem)


@cache
def _lines() -> Sequence[Mapping[Language, Sequence[str]]]:
    raw = files("knowledge.search").joinpath("data", "happenings.txt").read_text(encoding="utf-8")
    lines = (line.split("|") for line in raw.splitlines() if line and not line.startswith("#"))
    return [{"id": _entries(indonesian), "en": _entries(english)} for indonesian, english in lines]


def _entries(side: str) -> list[str]:
    return [entry.strip() for entry in side.split(",")]


def _happening(entries: Mapping[Language, Sequence[str]]) -> Happening:
    told: dict[Language, dict[str, None]] = {"id": {}, "en": {}}
    asked: list[tuple[Language, Phrase]] = []
    for spoken, written in entries.items():
        for entry in (each for each in written if not each.startswith("-")):
            phrase = tuple(word.text for word in words(fold(entry)))
            told[spoken][_as_told(phrase, spoken, is_exact='"' in entry)] = None
            if not entry.startswith("("):
                asked.append((spoken, _stems(phrase, spoken)))
    for language in told:
        told[language] |= {_as_told(form.split(" "), language): None for form in forms_of_shared(asked, language)}
    return Happening({language: re.compile("|".join(patterns)) for language, patterns in told.items()})


def _stems(phrase: Sequence[str], language: Language) -> Phrase:
    return tuple(term(word, language) for word in phrase)


def _as_told(phrase: Sequence[str], language: Language, *, is_exact: bool = False) -> str:
    """Matches a phrase in a folded text, in any inflection unless `is_exact`."""
    inflected = (re.escape(word) if is_exact else _inflected(term(word, language), language) for word in phrase)
    return rf"(?<!\w){BETWEEN.join(inflected)}(?!\w)"


def _inflected(stem: str, language: Language) -> str:
    if language == "id":
        melted = NASALS.get(stem[0], stem[0]) + stem[1:]
        root = "|".join({re.escape(each): None for each in (*surfaces(stem), melted)})
        return rf"(?:{PREFIXES}){{0,2}}(?:{root})(?:{ENDINGS['id']}){{0,2}}"
    root = "|".join(map(re.escape, surfaces(stem)))
    ending = r"\w*" if len(stem) >= LONG else rf"{re.escape(stem[-1])}?(?:{ENDINGS['en']})?"
    return rf"(?:{root}){ending}"
