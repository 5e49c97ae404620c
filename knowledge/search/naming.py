"""Whether a paragraph has what a question asks the name or the size of.

"Nama istri Galih", "how much is her salary", "siapa wakil bupati": an answer has a word for the wife, the salary, the
deputy, where it may do without most other words of the question; and where a name is asked for, it stands by that word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.search.asked import SYNONYM
from knowledge.search.glossary import is_listed
from knowledge.search.marks import holds, lacks
from knowledge.search.offices import is_office, may_mean, office_tokens, offices_in
from knowledge.search.phrasing import phrasing
from knowledge.search.question import Expects
from knowledge.text.normalise import fold
from knowledge.text.words import stop_words, term, terms, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.search.asked import AskedTerm
    from knowledge.search.blocks import Block
    from knowledge.search.search import Request
    from knowledge.text.words import Word
    from knowledge.types import Language

BESIDE = 4
"""Content words without a capital, at most, between a name and the word for its bearer: "Ann Lee, the new head of the
port"."""


def misses(request: Request, asked: Sequence[AskedTerm], block: Block) -> bool:
    """Whether a paragraph has no word for what `request` asks the name or the size of, though all words for it are
    known, or no name by that word where it is the name that is wanted. Who did it is named where it is told what was
    done, or right after that. Nor does it answer where it has the noun and not what that is of, or the noun only in the
    name of another office.
    """
    focus = request.focus
    asked_for = next((t for t in asked if focus and focus.noun in t.written), None)
    if focus is None or asked_for is None or asked_for.is_name:
        return False
    there = frozenset().union(*(row.terms for row, _ in block.passages))
    if request.expects is Expects.PERSON and not focus.asks_name:
        there |= block.before
    text = block.span.of(block.article.text)
    if asked_for.presence(there) < SYNONYM:
        return asked_for.is_known and (lacks(request.expects, text) or not focus.is_any_sum(phrasing()))
    if focus.office and not _holds(focus.office, asked_for, text, block.article.language):
        return True
    if _lacks_what_it_is_of(request, asked, asked_for, block, there):
        return True
    return focus.asks_name and not _gives_name(block, asked_for, request.words)


def _lacks_what_it_is_of(
    request: Request, asked: Sequence[AskedTerm], asked_for: AskedTerm, block: Block, there: frozenset[str]
) -> bool:
    """ "Harga obat", "the ferry ticket": whether neither the paragraph nor what is read before it has a word for the
    medicine, the ferry, though all words for it are known.
    """
    of = _complement(asked_for, asked, [fold(word.text) for word in words(request.text)], request.language)
    if of is None or of.is_name or of.is_action or not of.is_known:
        return False
    title = terms(block.article.title, block.article.language)
    return of.presence(there | block.before | frozenset(title)) < SYNONYM


def _complement(
    noun: AskedTerm, asked: Sequence[AskedTerm], written: Sequence[str], language: Language
) -> AskedTerm | None:
    """The term that a noun of a question is followed by, in English preceded: that says what it is of."""
    end = len(noun.written)
    start = next((i for i in range(len(written)) if tuple(written[i : i + end]) == noun.written), None)
    if start is None:
        return None
    if language == "en":
        return next((t for t in asked if start and t.written[-1] == written[start - 1]), None)
    after = written[start + end : start + end + 1]
    return next((t for t in asked if [t.written[0]] == after and t.written[0] not in phrasing().light), None)


def _holds(office: str, asked_for: AskedTerm, text: str, language: Language) -> bool:
    """Whether a text has an office, or the word for it not as a part of another's: a deputy mayor is no mayor, a
    president director no president.
    """
    tokens = [fold(word.text) for word in words(text)]
    others = frozenset(term(token, language) for token in office_tokens(tokens) if not is_office(token))
    return not may_mean(office).isdisjoint(offices_in(tokens)) or asked_for.presence(others) >= SYNONYM


def _gives_name(block: Block, bearer: AskedTerm, known: Collection[str]) -> bool:
    """Whether in one of its sentences a name that is not `known`, folded words, stands by a word for its bearer."""
    forms = (*bearer.forms, *bearer.alike, *bearer.narrower)
    article = block.article
    texts = (row.span.of(article.text) for row, _ in block.passages)
    return any(_has_name_by(list(words(text)), forms, article.language, known) for text in texts)


def _has_name_by(sentence: Sequence[Word], forms: Collection[str], language: Language, known: Collection[str]) -> bool:
    terms = [term(word.text, language) for word in sentence]
    heads = {form.split(" ")[0] for form in forms if set(form.split(" ")) <= set(terms)}
    places = [i for i, each in enumerate(terms) if each in heads]
    if not places:
        return False
    names = [i for i, word in enumerate(sentence) if _is_new_name(word.text, i, language, known)]
    return any(_words_between(sentence, place, name, language) <= BESIDE for place in places for name in names)


def _is_new_name(word: str, place: int, language: Language, known: Collection[str]) -> bool:
    """A sentence opens with a capital whatever its first word is; and days and months have one."""
    if not word[0].isupper() or fold(word) in known or holds(Expects.DATE, word):
        return False
    return place > 0 or not (fold(word) in stop_words(language) or is_listed(term(word, language), language))


def _words_between(sentence: Sequence[Word], one: int, other: int, language: Language) -> int:
    """The content words without a capital."""
    between = (word.text for word in sentence[min(one, other) + 1 : max(one, other)])
    return sum(word[0].islower() and word not in stop_words(language) for word in between)
