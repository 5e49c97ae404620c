"""What a person is: words of an office, which goes by several in both languages and in chat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.data_files import load_table, load_words
from knowledge.search.words.glossary import translations
from knowledge.search.words.thesaurus import forms_of
from knowledge.text.words import term
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MIN_MISSPELT = 5
"""Letters of a word of an office that is known by one slip."""
LONGEST = 3
"""Words of an office."""
BOSS = "=bos"
"""The name of the office whose holder may hold any that is a head of something."""


@dataclass(frozen=True, slots=True)
class _Offices:
    """See `words/data/offices.toml`. names: words of an office -> its one name; heads: the names that a boss may go by;
    leaders: those and others who may be called one; kinds: of an office, the names of those that are one too; titles:
    what goes before a name -> the office that it tells; deputies, changing: words before and after an office that make
    another of it.
    """

    names: Mapping[tuple[str, ...], str]
    heads: frozenset[str]
    leaders: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    qualifiers: frozenset[str]
    deputies: frozenset[str]
    changing: frozenset[str]
    titles: Mapping[str, str]


def office_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens with the words of an office replaced by its one name: direktur utama -> =ceo."""
    return _with_offices(tuple(tokens))


def wanted_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    """The same without what may be left out: "mantan bupati" is looked for as "bupati"."""
    return tuple(token for token in office_tokens(tokens) if token not in _offices().qualifiers)


def is_office(token: str) -> bool:
    """Whether it is the one name of an office, as `office_tokens` gives it."""
    return token.startswith("=")


@lru_cache(maxsize=4096)
def is_office_word(token: str) -> bool:
    """Also where it is misspelt: bupti, comissioner."""
    return token in _office_words() or (
        len(token) >= MIN_MISSPELT
        and any(OSA.distance(token, word, score_cutoff=1) <= 1 for word in _office_words() if len(word) >= MIN_MISSPELT)
    )


def is_honorific(token: str) -> bool:
    """Whether it goes before a name and tells no office."""
    return token in load_words("knowledge.search.questions", "honorifics.txt")


def is_kin(token: str) -> bool:
    """Whether it says who somebody is to another: a wife, a neighbour."""
    return token in load_words("knowledge.search.questions", "kin.txt")


def is_post(token: str) -> bool:
    """Whether it is, by itself, an office or what somebody is to another."""
    return is_kin(token) or any(map(is_office, office_tokens((token,))))


def tokens_of_role(tokens: Sequence[str]) -> frozenset[str]:
    """What a role is found by: its offices, its words, and their stems."""
    stems = (term(token, language) for token in tokens for language in LANGUAGES)
    return frozenset((*offices_in(tokens), *tokens, *stems))


def offices_in(tokens: Sequence[str]) -> frozenset[str]:
    """The offices that are there: the finance minister is a minister too, but a deputy mayor is no mayor, and a
    president director no president.
    """
    table = _offices()
    found = set()
    for start in range(len(tokens)):
        if start and tokens[start - 1] in table.deputies:
            continue
        for end in range(start + 1, min(len(tokens), start + LONGEST) + 1):
            run = tuple(tokens[start:end])
            if run in table.names and table.changing.isdisjoint(tokens[end : end + 1]):
                found.add(table.names[run])
    return frozenset(found)


def offices_of_titles(titles: Iterable[str]) -> frozenset[str]:
    """The offices that what goes before a name tells: of "dr." a physician."""
    return frozenset(f"={_offices().titles[title]}" for title in titles if title in _offices().titles)


def may_mean(office: str) -> frozenset[str]:
    """The offices of whom a question may mean by `office`: by a boss anybody who leads, by a scientist a biologist."""
    return _offices().leaders if office == BOSS else frozenset((office,)) | _offices().kinds.get(office, frozenset())


@lru_cache(maxsize=4096)
def stand_for(token: str) -> frozenset[str]:
    """What a role may have for a token: of a boss every head, of another word its stem and translations."""
    if is_office(token):
        return _offices().heads if token == BOSS else frozenset((token,))
    found = {token}
    for language in LANGUAGES:
        stem = term(token, language)
        found |= {stem, *translations(stem, language)}
        for other in LANGUAGES:
            found |= set(forms_of((stem,), token, language, other))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _with_offices(tokens: tuple[str, ...]) -> tuple[str, ...]:
    replaced: list[str] = []
    i = 0
    while i < len(tokens):
        length = next((n for n in range(LONGEST, 0, -1) if tokens[i : i + n] in _offices().names), 0)
        replaced.append(_offices().names[tokens[i : i + length]] if length else tokens[i])
        i += length or 1
    return tuple(replaced)


@cache
def _offices() -> _Offices:
    table = load_table("knowledge.search.words", "offices.toml")
    return _Offices(
        names={tuple(name.split()): f"={group[0]}" for group in table["groups"] for name in group},
        heads=frozenset(f"={name}" for name in table["heads"]),
        leaders=frozenset(f"={name}" for name in (*table["heads"], *table["leaders"])),
        kinds={f"={name}": frozenset(f"={kind}" for kind in kinds) for name, kinds in table["kinds"].items()},
        qualifiers=frozenset(table["qualifiers"]),
        deputies=frozenset(table["deputies"]),
        changing=frozenset(table["changing"]),
        titles=table["titles"],
    )


@cache
def _office_words() -> frozenset[str]:
    return frozenset(word for name in _offices().names for word in name) | load_words(
        "knowledge.search.questions", "honorifics.txt"
    )
