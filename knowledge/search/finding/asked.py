"""What a question's content words stand for in a language: the words themselves, synonyms, translations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, product
from math import inf, prod
from typing import TYPE_CHECKING

from knowledge.search.questions.phrasing import phrasing
from knowledge.search.words.glossary import exact_translations, forms_alike, is_listed, translations, words_like
from knowledge.search.words.slips import SAME_SOUND, SLIP, slips
from knowledge.search.words.thesaurus import LONGEST, forms_of, has_all_words, is_phrase, narrower_forms_of
from knowledge.text.cities import unmistakable_cities
from knowledge.text.normalise import fold
from knowledge.text.slang import formal_spellings
from knowledge.text.words import content_words, is_inflected_verb, term, without_possessive, words
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.search.finding.vocabulary import Vocabulary
    from knowledge.search.words.thesaurus import Phrase
    from knowledge.text.words import Word
    from knowledge.types import Language

TRANSLATED, ALIKE, MEANT, RELATED, NARROWER, SYNONYM = 1.0, 0.9, 0.8, 0.7, 0.7, 0.6
"""How well there stand for a word: its translation, another word of its concept, the word that a misspelling is
meant for, the translation of another word of the same stem, what tells of the concept, the translation of a
translation."""
SEARCHED = 0.7
"""How well a form must stand for a word to be looked up in the index."""
MOST_ALTERNATIVES = 8
LIGHT = 0.15
"""What a word weighs that says what kind of thing is asked for."""
MOST_OF_A_WORD = 4
"""Forms of each word of a phrase that are put together."""
MIN_HELD = 3
"""Letters of a stem that is looked for inside words."""
NASALS = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
"""What the first letter of an Indonesian root becomes behind "me-" and "pe-"."""
MIN_LISTED = 5
"""Letters of what may be a misspelling of a word that no article has: "mars" is none of "mass"."""
MIN_MELTED = 5
"""Letters from which a root without its first one is still told from others."""
MIN_TYPO = 4
"""Letters; shorter words have too many neighbours."""
MOST_SLIPS = 2
TWO_SLIPS_FROM = 8
"""Letters from which two slips are a misspelling and not another word."""


Held = tuple[str, ...]
"""What the words of a form hold, one string for each of its stems."""


@dataclass(frozen=True)
class AskedTerm:
    """A word or phrase of a question as it is looked for in passages of one language.

    forms: term of that language -> how well it stands for the word, 0 to 1; alike: the same for other words of
    its concept, of which some are phrases, terms with spaces between them; narrower: what tells of it, and may tell of
    other things; is_known: these are all. weight: how much it tells, 0 to 1, rare words more. is_name: a name or a
    number, which nothing else stands for. is_action: by its form a verb, for which articles have many words.
    written: its words in the question, folded.
    """

    forms: Mapping[str, float]
    alike: tuple[str, ...]
    narrower: tuple[str, ...]
    is_known: bool
    weight: float
    is_name: bool
    is_action: bool
    written: tuple[str, ...]

    @property
    def searched(self) -> tuple[str, ...]:
        """The forms by which passages are looked up; of a phrase that has none of one word, its words."""
        if self.weight <= LIGHT:
            return ()
        found = tuple(form for form, value in self.forms.items() if value >= SEARCHED and " " not in form)
        return found or tuple(next((form for form, value in self.forms.items() if value >= 1.0), "").split())

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The terms of all forms; most passages have none of them."""
        return frozenset(part for form in (*self.forms, *self.alike, *self.narrower) for part in form.split(" "))

    def presence(self, terms: frozenset[str]) -> float:
        """How well some of `terms` stand for it."""
        if self._parts.isdisjoint(terms):
            return 0.0
        found = max((value for form, value in self.forms.items() if _all_in(form, terms)), default=0.0)
        if found < ALIKE and any(_all_in(form, terms) for form in self.alike):
            return ALIKE
        return NARROWER if found < NARROWER and any(_all_in(form, terms) for form in self.narrower) else found

    def presence_in(self, folded: str) -> float:
        """The same for a whole text; a stem stands for the words that hold it."""
        return next((value for value, held in self._held if all(map(folded.__contains__, held))), 0.0)

    def is_absent_from(self, folded: str) -> bool:
        """Whether a text that has none of its forms has no word for it, of a word whose other words are known."""
        if not self.is_known or self.is_name:
            return False
        return not any(all(map(folded.__contains__, held)) for held in self._alike)

    @cached_property
    def _held(self) -> Sequence[tuple[float, Held]]:
        """What words of each form may hold, of those long enough, the best ones first."""
        long = ((value, form) for form, value in self.forms.items() if len(form) >= MIN_HELD)
        return sorted(((value, held) for value, form in long for held in _held_by(form)), key=lambda each: -each[0])

    @cached_property
    def _alike(self) -> Sequence[Held]:
        return [held for form in (*self.alike, *self.narrower) for held in _held_by(form)]


def _held_by(form: str) -> Iterator[Held]:
    return product(*(surfaces(stem) for stem in form.split(" ")))


@lru_cache(maxsize=16384)
def surfaces(stem: str) -> tuple[str, ...]:
    """What words of a stem hold: that of "inquiry" is "inquiri" (Snowball), that of "pemerintah" is "perintah"."""
    if stem.endswith("i"):
        return stem, f"{stem[:-1]}y"
    nasal = NASALS.get(stem[0]) if len(stem) >= MIN_MELTED else None
    return (stem, nasal + stem[1:]) if nasal else (stem,)


def _all_in(form: str, terms: frozenset[str]) -> bool:
    return form in terms if " " not in form else terms.issuperset(form.split(" "))


@dataclass(frozen=True, slots=True)
class _Group:
    """A word or phrase of a question. own: its stems; each: what stands for each of its words; alike: for the whole;
    is_known: that is all.
    """

    folded: Sequence[str]
    own: Phrase
    is_name: bool
    each: Sequence[Mapping[str, float]]
    alike: tuple[str, ...]
    narrower: tuple[str, ...]
    is_known: bool

    @property
    def terms(self) -> Iterator[str]:
        """All that may be counted of it."""
        return (form for form in chain(self.own, *self.each, self.alike, self.narrower) if " " not in form)


def asked_terms(
    text: str, topic: str, asked_in: Language, language: Language, vocabulary: Vocabulary
) -> tuple[AskedTerm, ...]:
    """The content words of `topic`, a part of the question `text`, as terms of `language`; phrases are one."""
    names = _names(text)
    found = {tuple(term(w, asked_in) for w in group): group for group in _phrases(content_words(topic, asked_in))}
    # Counted together, since to ask the store takes longer than to count.
    vocabulary.of(term(w, spoken) for group in found.values() for w in group for spoken in LANGUAGES)
    groups = [_group(group, own, names, asked_in, language, vocabulary) for own, group in found.items()]
    vocabulary.of(chain.from_iterable(group.terms for group in groups))
    return tuple(_asked_term(group, asked_in, language, vocabulary) for group in groups)


def _group(
    group: Sequence[str],
    own: Phrase,
    names: frozenset[str],
    asked_in: Language,
    language: Language,
    vocabulary: Vocabulary,
) -> _Group:
    folded = [fold(word) for word in group]
    is_name = any(f in names or f[0].isdigit() for f in folded)
    each = [_forms(word, asked_in, language, vocabulary) for word in group]
    if is_name:
        return _Group(folded, own, is_name, each, (), (), is_known=False)
    # The concepts may be of either language where the two are mixed.
    spoken: Language = asked_in if is_phrase(own, asked_in) else _other(asked_in)
    written = " ".join(folded)
    alike, is_known = forms_of(own, written, spoken, language), has_all_words(own, written, spoken)
    narrower = narrower_forms_of(own, written, spoken, language)
    return _Group(folded, own, is_name, each, alike, narrower, is_known)


def _asked_term(group: _Group, asked_in: Language, language: Language, vocabulary: Vocabulary) -> AskedTerm:
    each, alike = group.each, group.alike
    forms = each[0] if len(each) == 1 else _word_by_word(group.folded, each, language)
    single = [a for a in alike if " " not in a]
    if alike and not vocabulary.any_of(f for f in forms if " " not in f):
        # No passage has the word itself, so passages are looked up by what else it is called.
        told = [n for n in group.narrower if " " not in n]
        forms = {**dict.fromkeys(told, NARROWER), **dict.fromkeys(single, ALIKE), **forms}
    # A phrase is as rare as the rarest of its words, of which each has several forms.
    weight = max(vocabulary.weight(form for form, value in of_word.items() if value >= MEANT) for of_word in each)
    if len(each) > 1:
        weight = min(weight, vocabulary.weight(single))
    weight *= LIGHT if all(map(_is_light, group.folded)) else 1.0
    is_action = is_inflected_verb(group.folded[0], asked_in)
    written = tuple(group.folded)
    return AskedTerm(forms, alike, group.narrower, group.is_known, weight, group.is_name, is_action, written)


def _is_light(folded: str) -> bool:
    """Also with a possessive: "letaknya"."""
    return folded in phrasing().light or without_possessive(folded) in phrasing().light


def _word_by_word(group: Sequence[str], each: Sequence[Mapping[str, float]], language: Language) -> dict[str, float]:
    """What stands for a phrase word by word: "price ticket" and "cost ticket" for "harga tiket"."""
    first = (list(forms.items())[:MOST_OF_A_WORD] for forms in each)
    together = {" ".join(form for form, _ in made): prod(value for _, value in made) for made in product(*first)}
    return {**together, " ".join(term(word, language) for word in group): 1.0}


def _phrases(found: Sequence[Word]) -> Iterator[list[str]]:
    """The words in groups: a phrase that the thesaurus knows is one, any other word by itself."""
    i = 0
    while i < len(found):
        length = next((n for n in range(LONGEST, 1, -1) if _is_phrase(found[i : i + n], n)), 1)
        yield [word.text for word in found[i : i + length]]
        i += length


def _is_phrase(found: Sequence[Word], length: int) -> bool:
    return len(found) == length and any(
        is_phrase(tuple(term(word.text, spoken) for word in found), spoken) for spoken in LANGUAGES
    )


def _forms(word: str, asked_in: Language, language: Language, vocabulary: Vocabulary) -> dict[str, float]:
    """The word itself, with its translations or synonyms; of an unknown word, what it may be a misspelling of."""
    forms = {term(word, language): 1.0}
    # The languages are mixed in one sentence: "emergency status-nya".
    known = is_listed(term(word, asked_in), asked_in) or (asked_in == "en" and forms_alike(word))
    spoken: Language = asked_in if known else _other(asked_in)
    own = term(word, spoken)
    if not is_listed(own, spoken) and not forms_alike(word):
        formal = next((f for f in formal_spellings(word) if is_listed(term(f, "id"), "id")), None)
        own_forms = forms if vocabulary.any_of(forms) else {}  # "DinginIn" is a firm
        if formal:
            return {**_forms(formal, "id", language, vocabulary), **own_forms}
        if borrowed := _borrowed(fold(word)):
            return {**_forms(borrowed, "en", language, vocabulary), **own_forms}
        return forms if word[0].isdigit() else {**_meant(word, spoken, language, vocabulary), **forms}
    if spoken == "en" and (alike := forms_alike(word)):
        if language == "en":
            same = dict.fromkeys((term(form, "en") for form in alike), 1.0)
            return {**dict.fromkeys(_synonyms(term(alike[0], "en"), language), SYNONYM), **same, **forms}
        word, own = alike[0], term(alike[0], "en")
    if spoken != language:
        exact = exact_translations(word, spoken)
        close = {t: TRANSLATED if t in exact or not exact else RELATED for t in translations(own, spoken)}
        return {**dict(list(close.items())[:MOST_ALTERNATIVES]), **forms}
    return {**dict.fromkeys(_synonyms(own, language), SYNONYM), **forms}


def _borrowed(word: str) -> str | None:
    """The English word behind an Indonesian prefix: `distop` -> stop, `ngecancel` -> cancel."""
    roots = (word.removeprefix(prefix) for prefix in ("di", "nge") if word.startswith(prefix))
    return next((root for root in roots if len(root) >= MIN_HELD and is_listed(term(root, "en"), "en")), None)


def _other(language: Language) -> Language:
    return "en" if language == "id" else "id"


@lru_cache(maxsize=16384)
def _synonyms(own: str, language: Language) -> tuple[str, ...]:
    there = translations(own, language)[:MOST_ALTERNATIVES]
    back = dict.fromkeys(t for each in there for t in translations(each, _other(language))[:MOST_ALTERNATIVES])
    return tuple(t for t in back if t != own)


def _meant(word: str, spoken: Language, language: Language, vocabulary: Vocabulary) -> dict[str, float]:
    """What a word that neither the articles nor the lists have may be a misspelling of: a term, or a listed word."""
    own = term(word, language)
    if len(word) < MIN_TYPO or vocabulary.any_of([own, term(word, spoken)]):
        return {}
    allowed = _allowed_slips(own)
    found: dict[str, float] = {}
    # The stem of a misspelt word may have lost what it took for an ending: "Ferdinan" is no "ferdin".
    for form in dict.fromkeys((own, fold(word))):
        for other in vocabulary.terms_like(form):
            found[other] = min(slips(form, other, allowed), found.get(other, inf))
    fewest = min(found.values(), default=inf)
    near = {other: MEANT for other, count in found.items() if count == fewest <= allowed}
    return near or (_meant_in_lists(fold(word), language) if len(word) >= MIN_LISTED else {})


def _allowed_slips(word: str) -> float:
    return MOST_SLIPS if len(word) >= TWO_SLIPS_FROM else SLIP + SAME_SOUND


def _meant_in_lists(word: str, language: Language) -> dict[str, float]:
    """The stem of a misspelt word is none of a word: "compensaton" is met by the words of the glossary."""
    allowed = _allowed_slips(word)
    found: dict[str, float] = {}
    for spoken in LANGUAGES:
        near = {listed: slips(word, listed, allowed) for listed in words_like(word, spoken, MOST_SLIPS)}
        fewest = min(near.values(), default=inf)
        for listed in (w for w, count in near.items() if count == fewest <= allowed):
            own = term(listed, spoken)
            meant = [own] if spoken == language else translations(own, spoken)[:MOST_ALTERNATIVES]
            found |= dict.fromkeys([*meant, *forms_of((own,), listed, spoken, language)], MEANT)
    return found


def _names(text: str) -> frozenset[str]:
    """The folded words that are capitalised inside the sentence, but where everything is, and cities in whatever case.
    An acronym that the lists have stands for words as any other: KLB, CEO.
    """
    written = [word.text for word in words(text)]
    capital = {fold(word) for word in written[1:] if word[0].isupper() and not _is_listed_acronym(word)}
    there = _cities().intersection(map(fold, written))
    return there if 2 * len(capital) > len(written) + 2 else there | capital


@cache
def _cities() -> frozenset[str]:
    """Those of one word that the lists do not have, folded."""
    single = (fold(city) for city in unmistakable_cities() if " " not in city)
    return frozenset(city for city in single if not any(is_listed(term(city, spoken), spoken) for spoken in LANGUAGES))


def _is_listed_acronym(word: str) -> bool:
    return word.isupper() and any(forms_of((term(word, s),), fold(word), s, s) for s in LANGUAGES)
