"""Whether a text tells of what a question names: of what has happened, a wreck; of a thing, measles or rice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_lines
from knowledge.search.finding.asked import NASALS, surfaces
from knowledge.search.questions.phrasing import phrasing
from knowledge.search.words.glossary import is_listed
from knowledge.search.words.thesaurus import forms_of_shared
from knowledge.text.normalise import fold
from knowledge.text.words import term, without_possessive, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.types import Language

LONGEST = 3
"""Words of a phrase."""
BETWEEN = r"(?:\W{1,8}\w{1,64}){0,2}?\W{1,8}"
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
SAID_HOW = frozenset({"apa", "apaan", "gimana", "bagaimana"})
"""Beside a noun of speech these ask what was said."""
HAPPENINGS, THINGS = "happenings.txt", "things.txt"
"""Lists of matters that an article which tells of them has a word for."""
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A word or phrase that tells of a matter.

    roots: of each of its words, what any inflection of it holds, looked for first, as that is quick; pattern: the
    whole, as a regular expression on folded text.
    """

    roots: tuple[tuple[str, ...], ...]
    pattern: str

    def is_in(self, folded: str) -> bool:
        may_be = all(any(root in folded for root in of_word) for of_word in self.roots)
        return may_be and _compiled(self.pattern).search(folded) is not None


@dataclass(frozen=True, eq=False)
class _Matter:
    """told: what tells of it, in texts of each language."""

    told: Mapping[Language, Sequence[_Form]]

    def is_told_in(self, folded: str, language: Language) -> bool:
        return any(form.is_in(folded) for form in self.told[language])


def untold(
    question: str,
    asked_in: Language,
    names: frozenset[str],
    folded: str,
    language: Language,
    lists: Sequence[str] = (HAPPENINGS, THINGS),
) -> bool:
    """Whether `question` asks about a matter of `lists`, and the text `folded` in `language` has no word for it;
    `names`: words of the question that are part of names, folded.
    """
    asked = (matter for name in lists for matter in _asked(question, asked_in, names, name))
    return any(not matter.is_told_in(folded, language) for matter in asked)


def main_clause(question: str) -> str:
    """What stands before "because", "after", "when" inside a question: "how many fled | when it erupted"."""
    opening = next((w for w in list(words(question))[1:] if fold(w.text) in phrasing().subordinating), None)
    return question[: opening.start] if opening else question


@lru_cache(QUESTIONS_KEPT)
def _asked(question: str, asked_in: Language, names: frozenset[str], matters: str) -> tuple[_Matter, ...]:
    """Longer phrases are looked for first, and no word counts twice; foreign words only where they are none of the
    question's language.
    """
    asked = [fold(each.text) for each in words(question)]
    left = ["" if word in names or _is_said(asked, i) else word for i, word in enumerate(asked)]
    other: Language = "en" if asked_in == "id" else "id"
    meant: dict[_Matter, None] = {}
    for length in range(LONGEST, 0, -1):
        for start in range(len(left) - length + 1):
            phrase = tuple(left[start : start + length])
            if not all(phrase):
                continue
            found = _listed(asked_in, matters).get(phrase)
            if found is None and not any(is_listed(term(word, asked_in), asked_in) for word in phrase):
                found = _listed(other, matters).get(phrase)
            if found is not None:
                meant |= dict.fromkeys(found)
                left[start : start + length] = [""] * length
    return tuple(meant)


def _is_said(asked: Sequence[str], i: int) -> bool:
    """ "Protes apa pelatih itu", "apa tuntutannya": words of somebody are asked for, and not a march or a lawsuit."""
    beside = (*asked[max(0, i - 1) : i], *asked[i + 1 : i + 2])
    return (without_possessive(asked[i]),) in phrasing().reporting["after"] and not SAID_HOW.isdisjoint(beside)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and phrases of a language that ask for matters, or for none that look like it: as they are written, and by
    their stems.
    """

    language: Language
    as_written: Mapping[Phrase, Sequence[_Matter]]
    by_stem: Mapping[Phrase, Sequence[_Matter]]

    def get(self, phrase: Phrase) -> Sequence[_Matter] | None:
        written = self.as_written.get(phrase)
        return written if written is not None else self.by_stem.get(_stems(phrase, self.language))


@cache
def _listed(language: Language, matters: str) -> _Words:
    as_written: dict[Phrase, list[_Matter]] = {}
    by_stem: dict[Phrase, list[_Matter]] = {}
    for entries, matter in _all(matters):
        for entry in entries[language]:
            phrase = tuple(word.text for word in words(fold(entry)))
            if entry.startswith("-"):
                as_written[phrase] = []
            elif entry.startswith('"'):
                as_written.setdefault(phrase, []).append(matter)
            elif not entry.startswith("("):
                by_stem.setdefault(_stems(phrase, language), []).append(matter)
    return _Words(language, as_written, by_stem)


@cache
def _all(name: str) -> Sequence[tuple[Mapping[Language, Sequence[str]], _Matter]]:
    """Each with the entries of its line."""
    lines = (line.split("|") for line in load_lines("knowledge.search.telling", name))
    found: list[tuple[Mapping[Language, Sequence[str]], _Matter]] = []
    for indonesian, english in lines:
        entries: Mapping[Language, Sequence[str]] = {"id": _entries(indonesian), "en": _entries(english)}
        found.append((entries, _matter(entries)))
    return found


def _entries(side: str) -> list[str]:
    return [entry.strip() for entry in side.split(",")]


def _matter(entries: Mapping[Language, Sequence[str]]) -> _Matter:
    told: dict[Language, dict[_Form, None]] = {"id": {}, "en": {}}
    asked: list[tuple[Language, Phrase]] = []
    for spoken, written in entries.items():
        for entry in (each for each in written if not each.startswith("-")):
            phrase = tuple(word.text for word in words(fold(entry)))
            told[spoken][_exactly(phrase) if '"' in entry else _inflected(_stems(phrase, spoken), spoken)] = None
            if not entry.startswith("("):
                asked.append((spoken, _stems(phrase, spoken)))
    for language, forms in told.items():
        forms |= {_inflected(tuple(f.split(" ")), language): None for f in forms_of_shared(asked, language)}
    return _Matter({language: tuple(forms) for language, forms in told.items()})


def _stems(phrase: Sequence[str], language: Language) -> Phrase:
    return tuple(term(word, language) for word in phrase)


def _exactly(phrase: Phrase) -> _Form:
    return _Form(tuple((word,) for word in phrase), _in_order(map(re.escape, phrase)))


def _inflected(stems: Phrase, language: Language) -> _Form:
    roots = tuple(_roots(stem, language) for stem in stems)
    return _Form(roots, _in_order(_any_inflection(of_word, language) for of_word in roots))


def _in_order(patterns: Iterable[str]) -> str:
    return rf"(?<!\w){BETWEEN.join(patterns)}(?!\w)"


def _roots(stem: str, language: Language) -> tuple[str, ...]:
    """What the inflections of a stem hold; in Indonesian its first letter may melt away behind a prefix."""
    melted = [NASALS[stem[0]] + stem[1:]] if language == "id" and stem[0] in NASALS else []
    return tuple(dict.fromkeys((*surfaces(stem), *melted)))


def _any_inflection(roots: Sequence[str], language: Language) -> str:
    root = f"(?:{'|'.join(map(re.escape, roots))})"
    if language == "id":
        return rf"(?:{PREFIXES}){{0,2}}{root}(?:{ENDINGS['id']}){{0,2}}"
    stem = roots[0]
    return root + (r"\w*" if len(stem) >= LONG else rf"{re.escape(stem[-1])}?(?:{ENDINGS['en']})?")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
