"""Companies and other bodies, told by the words beside a name: `the operator, *Selat Lines*`, `*Mudlark*, a firm`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.tokens import NUMBER, POINT, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.lexicon import Lexicon

MAX_GLOSS = 10
"""Tokens from a name to the noun that says what it is (`Doorlatch, a seed-stage *company*`)."""

MAX_DESCRIPTION = 14
"""Words in front of a name that are read for what it is."""


class HouseReader:
    """Tells whether the words beside a capitalised run call it a house rather than a person."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.given = lexicon.any_of("male.given", "female.given")

    def is_house(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """`the operator, *Selat Lines*`, `campaign group *Clear Sky*`, `*Doorlatch*, a company that …`"""
        if any(t.low in self.given for t in tokens[start:end]) or self._has_age(tokens, end):
            return False
        comma = start > 1 and tokens[start - 1].text == ","
        before = start - 1 - comma
        if comma and (end >= len(tokens) or tokens[end].text not in (",", ".")):
            return self._is_glossed(tokens, end)
        called = self._ends_in_house(tokens, before) if self.english else self._begins_with_house(tokens, before)
        return called or self._is_glossed(tokens, end)

    def _has_age(self, tokens: Sequence[Token], end: int) -> bool:
        """`Crane operator Nuno Faria, *52*, said`"""
        after = tokens[end : end + 3]
        return (
            len(after) > 2 and after[0].text in (",", "(") and after[1].kind == NUMBER and after[2].text in (",", ")")
        )

    def _ends_in_house(self, tokens: Sequence[Token], last: int) -> bool:
        """`the operator`; `the head of the operator` only where its bearer stands before (`Ann Lee, the head …`)."""
        if last < 0 or tokens[last].low not in self.lexicon.any_of("house.noun", "house.trade"):
            return False
        start = last
        while start > max(0, last - MAX_DESCRIPTION) and tokens[start - 1].kind == WORD:
            start -= 1
        if not any(t.low in self.lexicon["role"] for t in tokens[start:last]):
            return True
        return start > 1 and tokens[start - 1].text == "," and tokens[start - 2].capital

    def _begins_with_house(self, tokens: Sequence[Token], last: int) -> bool:
        """`perusahaan air minum daerah`, `pihak katering`; but `direktur perusahaan air`"""
        found = False
        for token in reversed(tokens[max(0, last + 1 - MAX_DESCRIPTION) : last + 1]):
            if token.kind != WORD:
                break
            if token.low in self.lexicon["role"]:
                return False
            found = found or token.low in self.lexicon["house.noun"]
        return found

    def _is_glossed(self, tokens: Sequence[Token], end: int) -> bool:
        """`…, a seed-stage company that …`: is what follows the comma a house, no preposition or office before it?"""
        if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].low not in self.lexicon["article.one"]:
            return False
        for index in range(end + 2, min(len(tokens) - 1, end + MAX_GLOSS)):
            low, after = tokens[index].low, tokens[index + 1]
            ends = after.low in self.lexicon["preposition"] or (
                after.kind != WORD and after.low not in self.lexicon["possessed"]
            )
            if low in self.lexicon["house.noun"] and ends:
                return True
            if tokens[index].kind == POINT or low in self.lexicon["role"] or low in self.lexicon["preposition"]:
                return False
        return False
