"""What somebody asked about, as he or she typed it: what is repeated to people is a part of their own question."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.search.questions.phrasing import phrasing
from knowledge.search.words.wording import is_negation
from knowledge.text.normalise import fold
from knowledge.text.slang import spelt_out
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from knowledge.text.words import Word

_MARKS = str.maketrans("", "", '"“”„‟«»')
"""The reply puts marks of its own around what it repeats."""
_APOSTROPHES = "'’"
_VAGUE = frozenset({"anything", "something", "everything", "nothing", "sesuatu", "apapun"})
"""What stands for the matter that "about" names behind it."""


def as_typed(phrase: str | None, *questions: str, without: Collection[str] = ()) -> str | None:
    """The part of the first of `questions` that has all words of `phrase`; else `phrase`.

    without: words that stand for the speaker, who is named beside it.
    """
    wanted = _folded(phrase or "")
    others = frozenset(fold(word) for word in without) - wanted
    for question in questions:
        typed = list(words(question))
        if wanted and wanted <= {form for word in typed for form in _forms(word)}:
            return " ".join(_stretches(question, typed, wanted, others)).translate(_MARKS)
    return phrase


def _stretches(question: str, typed: Sequence[Word], wanted: frozenset[str], others: frozenset[str]) -> Iterator[str]:
    """The stretches from a wanted word to a wanted word, between words that ask or that name the speaker."""
    start = 0
    for breaks, group in groupby(typed, key=lambda word: _breaks(word, wanted, others)):
        length = len(list(group))
        here = [i for i in range(start, start + length) if not breaks and not wanted.isdisjoint(_forms(typed[i]))]
        if here:
            first = _behind_vague(typed, here)
            while first > start and _opens(typed[first - 1]):
                first -= 1
            yield question[typed[first].start : _end(question, typed[here[-1]])]
        start += length


def _behind_vague(typed: Sequence[Word], here: Sequence[int]) -> int:
    """The first of the wanted words, or the second where the first is vague: "anything about the harbour"."""
    first, *others = here
    if others and fold(typed[first].text) in _VAGUE and fold(typed[first + 1].text) in phrasing().prepositions:
        return others[0]
    return first


def _breaks(word: Word, wanted: frozenset[str], others: frozenset[str]) -> bool:
    forms = _forms(word)
    if not forms.isdisjoint(wanted):
        return False
    asks = phrasing().question_words | {phrase[0] for phrase in phrasing().strict | phrasing().who if len(phrase) == 1}
    return not forms.isdisjoint(asks) or not forms.isdisjoint(others)


def _opens(word: Word) -> bool:
    forms = _forms(word)
    return any(map(is_negation, forms)) or not forms.isdisjoint(
        load_words("knowledge.search.questions", "topic_openers.txt")
    )


def _end(question: str, last: Word) -> int:
    """Behind the apostrophe of "the students'" too."""
    is_plural = last.text[-1:] in "sS" and question[last.end : last.end + 1] in tuple(_APOSTROPHES)
    is_open = any(mark in question[: last.start] for mark in _APOSTROPHES)
    return last.end + (is_plural and not is_open)


def _forms(word: Word) -> frozenset[str]:
    """A word as written and as spelt out, folded."""
    return frozenset({fold(word.text)}) | _folded(spelt_out(word.text))


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word.text) for word in words(text))
