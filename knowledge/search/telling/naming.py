"""Whether a paragraph has what a question asks the name or the size of.

"Nama istri Galih", "how much is her salary", "siapa wakil bupati": an answer has a word for the wife, the salary, the
deputy, where it may do without most other words of the question; and where a name is asked for, it stands by that word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.search.finding.asked import SYNONYM
from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.offices import is_office, may_mean, office_tokens, offices_in
from knowledge.search.questions.phrasing import phrasing
from knowledge.search.telling.apposition import is_named
from knowledge.search.telling.marks import lacks
from knowledge.text.normalise import fold
from knowledge.text.words import term, terms, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.search.finding.blocks import Block
    from knowledge.search.finding.request import Request
    from knowledge.types import Language


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
    if focus.office and not _holds(focus.office, asked_for, text, block.article.language):
        return True
    if asked_for.presence(there) <= SYNONYM:
        is_any_sum = len(asked_for.written) == 1 and focus.is_any_sum(phrasing())  # a price; but a share price
        return asked_for.is_known and (lacks(request.expects, text) or not is_any_sum)
    if _lacks_what_it_is_of(request, asked, asked_for, block, there):
        return True
    return focus.asks_name and not _gives_name(block, asked_for, request.words)


def _lacks_what_it_is_of(
    request: Request, asked: Sequence[AskedTerm], asked_for: AskedTerm, block: Block, there: frozenset[str]
) -> bool:
    """ "Harga obat", "the ferry ticket": whether neither the paragraph nor what is read before it has a word for the
    medicine, the ferry, though all words for it are known.
    """
    written = [fold(word.text) for word in words(request.text)]
    of = list(_complements(asked_for, asked, written, request.language))
    if request.expects is not Expects.MONEY:
        del of[1:]  # what follows the first tells more of it: "juara maraton putri"
    of = [t for t in of if t.is_known]
    title = terms(block.article.title, block.article.language) if of else ()
    read = there | block.before | frozenset(title)
    return any(t.presence(read) < SYNONYM for t in of)


def _complements(
    noun: AskedTerm, asked: Sequence[AskedTerm], written: Sequence[str], language: Language
) -> Iterator[AskedTerm]:
    """The terms that a noun of a question is followed by, in English preceded, that say what it is of."""
    end = len(noun.written)
    start = next((i for i in range(len(written)) if tuple(written[i : i + end]) == noun.written), None)
    if start is None:
        return
    beside = written[:start][::-1] if language == "en" else written[start + end :]
    told = {word: t for t in asked for word in t.written if not (t.is_name or t.is_action)}
    for word in beside:
        if word in phrasing().before_noun:
            continue
        if word not in told or word in phrasing().light:
            return
        yield told[word]


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
    return any(is_named(text, forms, article.language, known) for text in texts)
