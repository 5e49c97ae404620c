"""Words and phrases that mean about the same, within a language and across, from a list of concepts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from knowledge.data_files import load_lines, load_table, load_words
from knowledge.search.words.glossary import is_listed
from knowledge.text.normalise import fold
from knowledge.text.words import stem, terms, words
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from knowledge.types import Language

LONGEST = 3
"""Words of a phrase."""
NARROWER = "("
"""Before an entry that tells of the concept, while who asks for it may mean another."""
Phrase = tuple[str, ...]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """concepts_of: the stems of a word or phrase -> its concepts; listing: an entry as it is written, folded -> those
    that list it; forms: of a concept, for each language; narrower: those that only tell of it; whole: the concepts
    whose line has all the words for its thing.
    """

    concepts_of: Mapping[Language, Mapping[Phrase, frozenset[int]]]
    listing: Mapping[Language, Mapping[str, frozenset[int]]]
    forms: Sequence[Mapping[Language, tuple[str, ...]]]
    narrower: Sequence[Mapping[Language, tuple[str, ...]]]
    whole: frozenset[int]

    def concepts(self, phrase: Phrase, written: str, spoken: Language) -> frozenset[int]:
        return self.listing[spoken].get(written) or self.concepts_of[spoken].get(phrase, frozenset())


def forms_of(phrase: Phrase, written: str, spoken: Language, language: Language) -> tuple[str, ...]:
    """What stands in `language` for a word or phrase of `spoken`, given as its stems and as it is written, folded.

    A form is a term, or several with spaces between them that all have to be there. Where the very word is an entry,
    other words of its stem do not count: a founder ("pendiri") puts up no buildings ("mendirikan").
    """
    table = _thesaurus()
    concepts = sorted(table.concepts(phrase, written, spoken))
    return tuple(dict.fromkeys(form for concept in concepts for form in table.forms[concept][language]))


def narrower_forms_of(phrase: Phrase, written: str, spoken: Language, language: Language) -> tuple[str, ...]:
    """What tells of it besides, though it may tell of other things as well: "retak" of an injury."""
    table = _thesaurus()
    concepts = sorted(table.concepts(phrase, written, spoken))
    return tuple(dict.fromkeys(form for concept in concepts for form in table.narrower[concept][language]))


def forms_of_shared(phrases: Iterable[tuple[Language, Phrase]], language: Language) -> tuple[str, ...]:
    """What stands in `language` for a thing that goes by these words, each given as its stems, and what tells of it:
    all of every concept that has two of them. One that has a single word of them is of another meaning of that.
    """
    table = _thesaurus()
    shared = Counter(chain.from_iterable(table.concepts_of[spoken].get(stems, ()) for spoken, stems in set(phrases)))
    concepts = sorted(concept for concept, count in shared.items() if count > 1)
    found = (forms for c in concepts for forms in (table.forms[c][language], table.narrower[c][language]))
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def has_all_words(phrase: Phrase, written: str, spoken: Language) -> bool:
    """Whether `forms_of` and `narrower_forms_of` give all that it is called: a text with none does not tell of it."""
    if len(phrase) == 1 and phrase[0] in _loose_words(spoken):
        return False
    table = _thesaurus()
    return not table.whole.isdisjoint(table.concepts(phrase, written, spoken))


def is_phrase(stems: Phrase, spoken: Language) -> bool:
    """Whether these stems in this order are an entry."""
    return stems in _thesaurus().concepts_of[spoken]


@cache
def _loose_words(language: Language) -> frozenset[str]:
    """The stems of words that may mean none of their concepts, or a thing that articles tell without its name."""
    return frozenset(stem(word, language) for word in load_words("knowledge.search.words", f"loose_{language}.txt"))


@cache
def _thesaurus() -> _Thesaurus:
    concepts_of: dict[Language, dict[Phrase, set[int]]] = {"id": defaultdict(set), "en": defaultdict(set)}
    listing: dict[Language, dict[str, set[int]]] = {"id": defaultdict(set), "en": defaultdict(set)}
    forms: list[dict[Language, tuple[str, ...]]] = []
    narrower: list[dict[Language, tuple[str, ...]]] = []
    lines = [(line, True) for line in _read("thesaurus.txt")]
    lines += [(line, False) for line in chain(_read("synonyms.txt"), _abbreviated_offices())]
    for number, (concept, _) in enumerate(lines):
        forms.append({})
        narrower.append({})
        for language, entries in concept.items():
            named = [entry for entry in entries if not entry.startswith(NARROWER)]
            for entry in named:
                concepts_of[language][tuple(terms(entry, language))].add(number)
                listing[language][fold(entry)].add(number)
            forms[number][language] = _forms(named, language)
            told = [entry.strip(f"{NARROWER})") for entry in entries if entry.startswith(NARROWER)]
            narrower[number][language] = _forms(told, language)
    whole = frozenset(number for number, (_, is_whole) in enumerate(lines) if is_whole)
    return _Thesaurus(_frozen(concepts_of), _frozen(listing), forms, narrower, whole)


def _frozen(tables: Mapping[Language, Mapping[Key, set[int]]]) -> dict[Language, dict[Key, frozenset[int]]]:
    return {language: {key: frozenset(numbers) for key, numbers in table.items()} for language, table in tables.items()}


def _forms(entries: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for entry in entries if (form := _form(entry, language))))


def _form(entry: str, language: Language) -> str:
    """The terms of an entry; nothing for one that stop words make up: "on the run" is not every "run"."""
    found = terms(entry, language)
    is_cut = len(found) == 1 and sum(1 for _ in words(entry)) > 1
    return "" if is_cut else " ".join(found)


def _read(name: str) -> Iterator[dict[Language, list[str]]]:
    for line in load_lines("knowledge.search.words", name):
        indonesian, _, english = line.partition("|")
        yield {"id": _entries(indonesian), "en": _entries(english)}


def _abbreviated_offices() -> Iterator[dict[Language, list[str]]]:
    """What the offices go by that people write in one made-up word, "kadishub", "CTO", which is what is asked by. Texts
    of either language have words of both.
    """
    groups: list[list[str]] = load_table("knowledge.search.words", "offices.toml")["groups"]
    for group in groups:
        named = [NARROWER + name if " " in name or _is_word(name) else name for name in group]
        if not all(name.startswith(NARROWER) for name in named):
            yield {"id": named, "en": named}


def _is_word(name: str) -> bool:
    return any(is_listed(stem(name, language), language) for language in LANGUAGES)


def _entries(side: str) -> list[str]:
    return [entry.strip() for entry in side.split(",") if entry.strip()]
