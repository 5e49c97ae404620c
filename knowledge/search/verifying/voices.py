"""Who speaks in an article, and the article itself, each as one run of words that a claim is laid against."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.search.words.wording import Token, tokens
from knowledge.types import QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.types import Article, Quote, Speaker

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s(?![a-z])|\n\s*(?![\sa-z,;)/])")
"""What a small letter follows is a pause, an abbreviation or a broken line."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of one speaker in an article, in their order; of the article itself where nobody is quoted.

    pieces: of each word, the number of the unbroken stretch it is from. seams: indices of the words before
    which something stands between, so that only an ellipsis may join them to the word before.
    """

    article: Article
    speaker: Speaker | None
    words: tuple[Token, ...]
    pieces: tuple[int, ...]
    seams: frozenset[int] = frozenset()

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether the words at these indices, the first one earlier, are of one sentence of one stretch or quote."""
        between = self.article.text[self.words[one].span.end : self.words[other].span.start + 1]
        broken = any(one < seam <= other for seam in self.seams)
        return not broken and _SENTENCE_END.search(between) is None


def voices(article: Article) -> list[Voice]:
    """One of each speaker; one of each quotation whose speaker is not known. Reported speech is no quotation."""
    by_speaker: dict[Speaker | int, list[Quote]] = defaultdict(list)
    for i, quote in enumerate(article.quotes):
        if quote.kind is not QuoteKind.INDIRECT:
            by_speaker[quote.speaker or i].append(quote)
    found = (_voice(article, quotes) for quotes in by_speaker.values())
    return [voice for voice in found if voice.words]


def prose(article: Article) -> Voice:
    """The whole text of an article as its writer's."""
    words = tuple(tokens(article.text))
    return Voice(article, None, words, (0,) * len(words))


def _voice(article: Article, quotes: Sequence[Quote]) -> Voice:
    words: list[Token] = []
    pieces: list[int] = []
    seams = set()
    piece = 0
    for before, quote in pairwise([None, *quotes]):
        if quote is None:
            continue
        if before and not _goes_on(article, before, quote):
            seams.add(len(words))
        for span in quote.spans:
            spoken = list(tokens(article.text, span))
            words += spoken
            pieces += [piece] * len(spoken)
            piece += 1
    return Voice(article, quotes[0].speaker, tuple(words), tuple(pieces), frozenset(seams))


def _goes_on(article: Article, before: Quote, quote: Quote) -> bool:
    """Whether a quotation takes up where the one before ended: both are whole utterances, side by side."""
    whole = before.kind is quote.kind is QuoteKind.DIRECT
    between = article.text[before.extent.end : quote.extent.start]
    return whole and between.count("\n\n") <= 1


def stretches(voice: Voice, kept: Iterable[int]) -> tuple[Span, ...]:
    """The spans of the article that hold the words at the indices `kept`, each as long as it is unbroken."""
    found: list[Span] = []
    last: int | None = None
    for i in kept:
        span = voice.words[i].span
        if last is not None and i == last + 1 and voice.pieces[i] == voice.pieces[last]:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
        last = i
    return tuple(found)
