"""What a sentence is about: the person or the pronoun whose phrase it begins with."""

from __future__ import annotations

from bisect import bisect
from operator import itemgetter
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import NUMBER, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon

MAX_OPENING = 14
"""Tokens of an office or a description before the name it belongs to."""

MAX_LEAD = 3 * MAX_OPENING
"""Tokens of a sentence before the name it is about: the opening, and the connectives and marks in front of it."""

_VERB_PREFIXES = ("me", "ber", "di", "ter")

_MIN_VERB = 6


class TopicReader:
    """Reads the openings of sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.bars = lexicon.any_of("preposition", "conjunction", "subordinate", "finite", "verb")
        self.nouns = lexicon.any_of("noun.verblike", "noun.plural")
        self.owning = lexicon.any_of("possessed", "other")
        self.heads = lexicon.any_of("role", "article", "possessive", "honorific")

    def opens_sentence(self, paragraph: Paragraph, name: int, end: int) -> bool:
        """Does a sentence begin with the phrase of the name `tokens[name:end]`: `One fan, *Ann Lee*, had flown in`?"""
        tokens = paragraph.tokens
        low = paragraph.sentences[bisect(paragraph.sentences, name, key=itemgetter(0)) - 1][0]
        if name - low > MAX_LEAD:
            return False
        start = self._after_adjunct(tokens, self._after_connectives(tokens, low, name), name)
        if name - start > MAX_OPENING or (end < len(tokens) and tokens[end].low in self.owning):
            return False
        if start == name or self._is_opening(tokens[start:name]):
            return True
        return self._is_agent(tokens, start, name) or self._is_introduced(tokens, start, name)

    def _is_introduced(self, tokens: Sequence[Token], start: int, name: int) -> bool:
        """`Salah satunya ialah *Budi*`, `Among the crew was *Ann Lee*`: a sentence without a name before that one."""
        copula = tokens[name - 1].low in self.lexicon["copula"]
        return copula and not any(t.capital or t.low in self.lexicon["pronoun"] for t in tokens[start + 1 : name - 1])

    def _is_agent(self, tokens: Sequence[Token], start: int, name: int) -> bool:
        """`Pernyataan itu ditanggapi oleh Direktur Walhi, *Nirmala*`: the one a passive is about."""
        by = next((i for i in range(name - 1, start, -1) if tokens[i].low in self.lexicon["agent"]), None)
        return by is not None and (by == name - 1 or self._is_opening(tokens[by + 1 : name]))

    def _after_connectives(self, tokens: Sequence[Token], low: int, name: int) -> int:
        """`Namun, …`, `Meanwhile, …`"""
        start = low
        while start < name and (tokens[start].kind != WORD or tokens[start].low in self.lexicon["connective"]):
            start += 1
        return start

    def _after_adjunct(self, tokens: Sequence[Token], start: int, name: int) -> int:
        """`Soal itu, …`, `In the second half, …`: without a name in it, it goes with the subject behind its comma."""
        if start >= name or tokens[start].low not in self.lexicon["preposition"]:
            return start
        comma = next((i for i in range(start + 1, name) if tokens[i].text == ","), None)
        if comma is None or any(token.capital for token in tokens[start + 1 : comma]):
            return start
        return comma + 1

    def _is_opening(self, words: Sequence[Token]) -> bool:
        """An office or a description, with a comma at its end or none; prepositions only behind its head."""
        while words and words[-1].low.rstrip(".") in self.lexicon["honorific"] and len(words) > 1:
            words = words[:-1]
        if words[-1].text == ",":
            words = words[:-1]
        if not words or words[0].low in self.bars - self.heads or self._is_verb(words[0]._replace(capital=False)):
            return False
        if words[-1].low in self.lexicon["kin"]:
            return False  # "Istri *Budi Santoso* pulang"
        return all(t.kind in (WORD, NUMBER) or t.text in ("'s", "’s", "/", "&") for t in words) and not any(
            self._is_verb(t) for t in words
        )

    def _is_verb(self, token: Token) -> bool:
        low = token.low
        if token.kind != WORD or token.capital or low in self.heads or low in self.nouns:
            return False
        if low in self.lexicon.cues or low in self.lexicon.any_of("finite", "verb", "subordinate"):
            return True
        return not self.english and len(low) >= _MIN_VERB and low.startswith(_VERB_PREFIXES)

    def crowd(self, paragraph: Paragraph, sentence: int) -> tuple[int, int] | None:
        """The phrase for many people that a sentence begins with: `*Ribuan pengemudi ojek* mematikan …`"""
        low, stop = paragraph.sentences[sentence]
        start = end = self._after_connectives(paragraph.tokens, low, stop - 1)
        if paragraph.tokens[start].low not in self.lexicon["crowd"]:
            return None
        while end < stop and paragraph.tokens[end].kind == WORD and paragraph.tokens[end].low not in self.bars:
            if end > start and (paragraph.tokens[end].capital or self._is_verb(paragraph.tokens[end])):
                break
            end += 1
        return start, end

    def pronouns(self, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
        """Paragraph and token of the pronouns that open a sentence: `*She* keeps bees`, `Meski begitu, *ia* pergi`."""
        for number, paragraph in enumerate(paragraphs):
            for low, stop in paragraph.sentences:
                start = self._after_connectives(paragraph.tokens, low, stop - 1)
                if paragraph.tokens[start].low in self.lexicon["pronoun.person"]:
                    yield number, start
