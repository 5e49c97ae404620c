"""Whether a text names somebody or something: "her manager, Ann Lee", "Ann Lee, who heads the port", "a dog named Rex".

A name that merely stands near tells nothing: "Ann Lee called a doctor" names no doctor, "a walker from Leeds" no
walker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.offices import is_kin, is_office, office_tokens
from knowledge.search.questions.phrasing import phrasing
from knowledge.search.telling.degrees import is_degree
from knowledge.search.telling.marks import holds
from knowledge.search.words.glossary import is_listed
from knowledge.text.normalise import fold
from knowledge.text.words import is_inflected_verb, stop_words, term, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.text.words import Word
    from knowledge.types import Language

BESIDE = 4
"""Content words without a capital, at most, between a name and the word for its bearer: "Ann Lee, the new head of the
port"."""
DEFINED = 2
"""Words before a noun among which what makes it the same as the subject stands: "is the only"."""
APART = re.compile(r"[“”\"«»;:]|\w{4}[.!?][)\]]?\s")
"""What parts a name from a word that it does not belong to; a full stop behind "Prof" ends no sentence."""
ASIDE = re.compile(r"\s?\((?:[^()]|\([^()]*\)){0,200}\)")
"""What stands in brackets: an age, how a name is written elsewhere."""
SENTENCE_ENDS = ("", *'.!?"“”')
"""What stands before the first word of a sentence; nothing, where a text begins."""
NUMERAL = re.compile(r"[IVXLC]+")


def is_named(text: str, forms: Collection[str], language: Language, known: Collection[str]) -> bool:
    """Whether a bearer, any of whose `forms` is there, goes by a name in `text` that is not `known`, folded words."""
    text = ASIDE.sub(" ", text)
    found = list(words(text))
    terms = [term(word.text, language) for word in found]
    heads = {form.split(" ")[0] for form in forms if set(form.split(" ")) <= set(terms)}
    bearers = [i for i, each in enumerate(terms) if each in heads]
    if not bearers:
        return False
    names = [i for i, word in enumerate(found) if _is_new_name(word.text, i, language, known)]
    return any(_belongs(text, found, bearer, name, language, known) for bearer in bearers for name in names)


def _is_new_name(word: str, place: int, language: Language, known: Collection[str]) -> bool:
    """A sentence opens with a capital whatever its first word is; and days and months have one."""
    if not word[0].isupper() or len(word) == 1 or NUMERAL.fullmatch(word) or holds(Expects.DATE, word):
        return False
    if any(fold(word) == each.partition("'")[0] for each in known):
        return False
    return place > 0 or not (fold(word) in stop_words(language) or is_listed(term(word, language), language))


def _belongs(
    text: str, found: Sequence[Word], bearer: int, name: int, language: Language, known: Collection[str]
) -> bool:
    """Whether the name at one place is that of the bearer at another."""
    between = [word.text for word in found[min(bearer, name) + 1 : max(bearer, name)]]
    gap = text[found[min(bearer, name)].end : found[max(bearer, name)].start]
    if name == 0 and not phrasing().likening.isdisjoint(between[-DEFINED:]):
        return True  # whatever is put in: "Kimigayo, sung by few, is the anthem"
    if sum(word[0].islower() and word not in stop_words(language) for word in between) > BESIDE or APART.search(gap):
        return False
    if name < bearer:
        return _is_likened(between) or not _verbs(between, language)
    if _leader(gap) in phrasing().before_places and not _is_of_name(text, found[bearer]):
        return False
    return _leads_on(found[bearer].text, gap, between, language, known)


def _is_of_name(text: str, word: Word) -> bool:
    """Whether a word has a capital though no sentence opens with it: "Desa" in "warga Desa Palawa"."""
    return word.text[0].isupper() and text[: word.start].rstrip()[-1:] not in SENTENCE_ENDS


def _leads_on(bearer: str, gap: str, between: Sequence[str], language: Language, known: Collection[str]) -> bool:
    """Whether what stands between a bearer and a name behind it leads from one to the other."""
    if language == "id" and _is_kin(bearer) and _is_of_another(gap, between, known):
        return False
    if not phrasing().subordinating.isdisjoint(between):
        return False  # "korban tewas akibat banjir di Palawa, Jawa Tengah" names a place
    if any(map(_is_kin, between)) and phrasing().naming.isdisjoint(between):
        return False  # "sang ibu, kakak Galih, Rina" has another's name
    ends_clause = gap.rstrip().endswith(",") and not phrasing().relative.isdisjoint(between)
    return ends_clause or not phrasing().naming.isdisjoint(between) or not _verbs(between, language)


def _leader(gap: str) -> str:
    """The last word without a capital before a name, in its clause."""
    clause = gap.rpartition(",")[2].split()
    return next((word for word in reversed(clause) if not word[0].isupper()), "")


def _is_likened(between: Sequence[str]) -> bool:
    """ "Ann Lee was chosen as head", "Ann Lee, who heads"."""
    return not (phrasing().likening | phrasing().relative).isdisjoint(between)


def _is_kin(bearer: str) -> bool:
    """A wife, not a lawyer: "pengacara Ann Lee" may be Ann Lee."""
    token = fold(bearer)
    return is_kin(token) and not any(map(is_office, office_tokens([token])))


def _is_of_another(gap: str, between: Sequence[str], known: Collection[str]) -> bool:
    """Whose kin it is stands right behind the word for it: "istri Galih" is no wife called Galih, and "istri Galih,
    Rina" the wife of nobody else.
    """
    owner = next((word for word in between if word[0].isupper()), None)
    return gap.isspace() if owner is None else "," in gap and fold(owner) not in known


def _verbs(between: Sequence[str], language: Language) -> list[str]:
    """Verbs among the words, by their form; a participle behind an article is none."""
    pairs = zip(("", *between), between, strict=False)
    inflected = (word for before, word in pairs if word[0].islower() and before not in phrasing().owners)
    found = [word for word in inflected if _is_verb(fold(word), language)]
    return found + [word for word in between if language == "en" and _is_listed_verb(word)]


def _is_listed_verb(word: str) -> bool:
    return word in phrasing().auxiliaries or (word,) in phrasing().reporting["before"]


def _is_verb(folded: str, language: Language) -> bool:
    """By its form; "melahirkan" too, though nouns end in -an; "tertua" is none."""
    if is_degree(folded):
        return False
    is_causative = language == "id" and folded.startswith(("me", "di")) and folded.endswith("kan")
    return is_inflected_verb(folded, language) or (is_causative and term(folded, language) != folded)
