"""What a question's content words stand for in a language: the words themselves, synonyms, translations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.search.glossary import exact_translations, is_listed, translations
from knowledge.search.phrasing import phrasing
from knowledge.text.normalise import fold
from knowledge.text.slang import formal_spellings
from knowledge.text.words import content_words, term, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.search.library import Library
    from knowledge.types import Language

TRANSLATED, MEANT, RELATED, SYNONYM = 1.0, 0.8, 0.7, 0.6
"""How well there stand for a word: its translation, the word that a misspelling is meant for, the translation
of another word of the same stem, a synonym."""
SEARCHED = 0.7
"""How well a form must stand for a word to be looked up in the index."""
MOST_ALTERNATIVES = 8
LIGHT = 0.15
"""What a word weighs that says what kind of thing is asked for."""
MIN_HELD = 3
"""Letters of a stem that is looked for inside words."""
MIN_TYPO = 4
"""Letters; shorter words have too many neighbours."""
TWO_EDITS_FROM = 8
"""Letters from which two edits are a misspelling and not another word."""


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A word of a question as it is looked for in passages of one language.

    forms: term of that language -> how well it stands for the word, 0 to 1; weight: how much it tells,
    0 to 1, rare words more. is_name: a name or number, which nothing else stands for. is_action: by its form a
    verb, for which articles have many words.
    """

    forms: Mapping[str, float]
    weight: float
    is_name: bool
    is_action: bool

    @property
    def searched(self) -> tuple[str, ...]:
        """The forms by which passages are looked up."""
        return tuple(form for form, value in self.forms.items() if value >= SEARCHED) if self.weight > LIGHT else ()

    def presence(self, terms: frozenset[str]) -> float:
        """How well one of `terms` stands for it."""
        return max((value for form, value in self.forms.items() if form in terms), default=0.0)

    def presence_in(self, folded: str) -> float:
        """The same for a whole text; a stem stands for the words that hold it."""
        held = (value for form, value in self.forms.items() if len(form) >= MIN_HELD and form in folded)
        return max(held, default=0.0)


def asked_terms(
    text: str, topic: str, asked_in: Language, language: Language, library: Library
) -> tuple[AskedTerm, ...]:
    """The content words of `topic`, a part of the question `text`, as terms of `language`."""
    names = _names(text)
    found: dict[str, AskedTerm] = {}
    for word in content_words(topic, asked_in):
        folded, own = fold(word.text), term(word.text, asked_in)
        if own not in found:
            is_name = folded in names or folded[0].isdigit()
            forms = _forms(word.text, asked_in, language, library)
            weight = library.weight(f for f, value in forms.items() if value >= MEANT)
            weight *= LIGHT if folded in phrasing().light else 1.0
            found[own] = AskedTerm(forms, weight, is_name, _is_action(folded, own, asked_in))
    return tuple(found.values())


def _forms(word: str, asked_in: Language, language: Language, library: Library) -> dict[str, float]:
    """The word itself, with its translations or synonyms; of an unknown word, what it may be a misspelling of."""
    forms = {term(word, language): 1.0}
    # The languages are mixed in one sentence: "emergency status-nya".
    spoken: Language = asked_in if is_listed(term(word, asked_in), asked_in) else _other(asked_in)
    own = term(word, spoken)
    if not is_listed(own, spoken):
        formal = next((f for f in formal_spellings(word) if is_listed(term(f, "id"), "id")), None)
        if formal:
            return _forms(formal, "id", language, library)
        return forms if word[0].isdigit() else {**_meant(term(word, language), library), **forms}
    if spoken != language:
        exact = exact_translations(word, spoken)
        close = {t: TRANSLATED if t in exact or not exact else RELATED for t in translations(own, spoken)}
        return {**dict(list(close.items())[:MOST_ALTERNATIVES]), **forms}
    return {**dict.fromkeys(_synonyms(own, language), SYNONYM), **forms}


def _other(language: Language) -> Language:
    return "en" if language == "id" else "id"


@lru_cache(maxsize=16384)
def _synonyms(own: str, language: Language) -> tuple[str, ...]:
    there = translations(own, language)[:MOST_ALTERNATIVES]
    back = dict.fromkeys(t for each in there for t in translations(each, _other(language))[:MOST_ALTERNATIVES])
    return tuple(t for t in back if t != own)


def _meant(own: str, library: Library) -> dict[str, float]:
    """Words of the articles that a word which none of them has may be a misspelling of."""
    if len(own) < MIN_TYPO or any(library.store.document_frequencies([own]).values()):
        return {}
    allowed = 2 if len(own) >= TWO_EDITS_FROM else 1
    near = {other: OSA.distance(own, other, score_cutoff=allowed) for other in library.terms_like(own)}
    fewest = min(near.values(), default=allowed + 1)
    return {other: MEANT for other, edits in near.items() if edits == fewest <= allowed}


def _names(text: str) -> frozenset[str]:
    """The folded words that are capitalised inside the sentence; none where everything is."""
    written = [word.text for word in words(text)]
    capital = {fold(word) for word in written[1:] if word[0].isupper()}
    return frozenset() if 2 * len(capital) > len(written) + 2 else frozenset(capital)


def _is_action(folded: str, own: str, language: Language) -> bool:
    if language == "en":
        return folded != own and folded.endswith(("ed", "ing"))
    return folded != own and folded.startswith(("me", "di", "ber", "ter")) and not folded.endswith("an")
