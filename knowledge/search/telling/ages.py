"""Whose age a text tells: "Ann Lee, 38," tells nobody else's."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.offices import is_office_word
from knowledge.search.questions.phrasing import phrasing
from knowledge.search.telling.marks import lacks, things
from knowledge.search.words.glossary import is_listed
from knowledge.text.normalise import fold
from knowledge.text.words import term, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.types import Language, Span

NAME = r"[A-Z][\w'’.-]*(?:\s(?:[A-Z][\w'’.-]*|bin|binti|van|de))*"
BEFORE = re.compile(rf"({NAME})[”\"']?,?\s?$")
"""A name that an age in brackets or between commas follows."""
BEHIND = re.compile(rf"^\s(?:[a-z-]+\s){{0,4}}({NAME})")
"""A name that an age stands before: "the 31-year-old director Ann Lee"."""
LONGEST = 80
"""Characters that a name may take."""


def lacks_age(asked: Sequence[AskedTerm], language: Language, text: str) -> bool:
    """Whether `text` tells no age of whom a question in `language` asks about, by its terms; where it has nothing but
    names for them, an age that stands by another name is somebody else's.
    """
    names = frozenset(word for t in asked for word in t.written if _names(t, language))
    is_named = bool(names) and all(_names(t, language) or _is_of_question(t) for t in asked)
    return lacks(Expects.AGE, _without_ages_of_others(text, names) if is_named else text)


def _names(asked: AskedTerm, language: Language) -> bool:
    """By a capital, or as no list of words has it."""
    return asked.is_name or not any(is_listed(term(word, language), language) for word in asked.written)


def _is_of_question(asked: AskedTerm) -> bool:
    """The word for an age, or an office, which tells nobody apart."""
    words_of_age = frozenset(chain.from_iterable(phrasing().expects["age"]))
    return words_of_age.issuperset(asked.written) or all(map(is_office_word, asked.written))


def _without_ages_of_others(text: str, names: frozenset[str]) -> str:
    others = [age for age in things(Expects.AGE, text) if _is_of_another(age, text, names)]
    for age in reversed(others):
        text = f"{text[: age.start]} {text[age.end :]}"
    return text


def _is_of_another(age: Span, text: str, names: frozenset[str]) -> bool:
    """Whether it stands by a name that has no word of `names`."""
    if text[age.start] in "(,":
        owner = BEFORE.search(text[max(0, age.start - LONGEST) : age.start])
    else:
        owner = BEHIND.search(text[age.end : age.end + LONGEST]) if age.of(text).endswith("old") else None
    return owner is not None and names.isdisjoint(fold(word.text) for word in words(owner.group(1)))
