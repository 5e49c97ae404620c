"""Offices and descriptions beside a name, in full as worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.runs import is_modifier
from knowledge.quotes.tokens import END, NUMBER, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.lexicon import Lexicon

MAX_OFFICE = 20
"""Tokens of an office."""


MAX_SMALL = 4
"""Words in small letters between an office and a name, those that name offices not counted."""

MAX_WORDED = 6
"""Tokens of an office that is known by its place before a name alone."""

_VERB_PREFIXES = ("meng", "mem", "men", "ber", "di")


class OfficeReader:
    """Finds the office before a name: `Kepala Dinas Kesehatan Kota Malang` Husnul, `spokesman` Lee."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.roles = lexicon["role"]
        self.bars = lexicon.any_of("preposition", "conjunction", "cue.adverb", "copula")
        self.institutions = lexicon.any_of("org", "place", "region", "thing")
        self.inner = lexicon["office.inner"]

    def before(self, tokens: Sequence[Token], name: int, low: int = 0) -> tuple[int, int] | None:
        """The office that ends where the name at `name` begins."""
        begin = name
        index = name - 1
        low = max(low, name - MAX_OFFICE)
        depth = small = 0
        while index >= low:
            token = tokens[index]
            if token.text == ")":
                depth += 1
            elif token.text == "(":
                if not depth:
                    break
                depth -= 1
            elif depth == 0:
                small += token.kind == WORD and not token.capital and token.low not in self.roles
                if small > MAX_SMALL or not self._belongs(tokens, index, name):
                    break
                if token.low in self.roles:
                    begin = index
            index -= 1
        begin = self._with_owner(tokens, begin, name, index)
        if begin > 1 and begin < name and f"{tokens[begin - 2].low} {tokens[begin - 1].low}" in self.lexicon["one.of"]:
            begin -= 2
        return (begin, self._trim(tokens, begin, name)) if begin < name else None

    def worded(self, tokens: Sequence[Token], start: int, name: int) -> tuple[int, int] | None:
        """The common words `tokens[start:name]` before a name, if they can say what someone is (`longtime
        rider`, `Night bus driver`), whether or not one of them is known to."""
        while start < name and self._is_pointer(tokens[start]):
            start += 1
        words = tokens[start:name]
        if not 0 < len(words) <= MAX_WORDED or not self._is_common_noun(words[-1]):
            return None
        return (start, name) if all(self._is_wordable(t) for t in words) else None

    def _is_wordable(self, token: Token) -> bool:
        low = token.low
        if token.kind != WORD:
            return token.kind == NUMBER or token.text in ("'s", "’s", "'", "’")
        return low in self.inner or low in self.roles or low not in self.bars

    def _is_common_noun(self, token: Token) -> bool:
        if token.kind != WORD or token.capital or token.low in self.bars or token.low in self.lexicon["common"]:
            return False
        return token.low not in self.institutions and token.low not in self.lexicon["honorific"]

    def _is_pointer(self, token: Token) -> bool:
        """Articles and possessives, which no office begins with."""
        low = token.low
        return low in self.lexicon["article"] or low in self.lexicon["possessive"] or low == "the"

    def _belongs(self, tokens: Sequence[Token], index: int, name: int) -> bool:
        token = tokens[index]
        if token.kind == QUOTE or is_modifier(token):
            return False
        if token.text == ",":
            return self._are_titles(tokens[index + 1 : name]) or self._is_listed(tokens, index)
        if token.kind == POINT:
            return token.text in ("'s", "’s", "/", "&", "'", "’")
        if token.kind == NUMBER or token.capital or token.low in self.roles:
            return True
        if token.low in self.inner:
            return True
        if self.lexicon.language == "id" and self._is_verb(token.low):
            return False
        return (
            token.low not in self.bars and token.low not in self.lexicon.cues and token.low not in self.lexicon["day"]
        )

    def _is_verb(self, word: str) -> bool:
        """`Pelaksana tugas bupati *dijabat* Wakil Bupati Nuraini`"""
        return len(word) > 6 and word.startswith(_VERB_PREFIXES) and word not in self.lexicon["noun.verblike"]

    def _are_titles(self, tokens: Sequence[Token]) -> bool:
        """`Pakar tata kota, *Prof.* Anton`: nothing, or honorifics, between the comma and the name."""
        return all(t.low.rstrip(".") in self.lexicon["honorific"] for t in tokens)

    def _is_listed(self, tokens: Sequence[Token], comma: int) -> bool:
        """`Dinas Pertanian, Pangan, dan Perikanan`"""
        following = tokens[comma + 1].low
        return tokens[comma - 1].low in self.institutions and (
            following in self.lexicon["and"] or following in self.institutions
        )

    def _with_owner(self, tokens: Sequence[Token], begin: int, name: int, stop: int) -> int:
        """English puts the house before the office: `Environment Canada spokesperson`, `Twitter's director`."""
        if begin == name or self.lexicon.language != "en":
            return begin
        while begin - 1 > stop and self._owns(tokens[begin - 1]):
            begin -= 1
        if begin > 1 and tokens[begin - 1].low.endswith("ed") and self._is_pointer(tokens[begin - 2]):
            begin -= 1  # "a retired teacher"
        return begin

    def _owns(self, token: Token) -> bool:
        if token.text in ("'s", "’s", "'", "’"):
            return True
        low = token.low
        if token.kind != WORD or low in self.lexicon["connective"] or low in self.lexicon["article"]:
            return False
        barred = (
            (low in self.bars and low not in self.roles)
            or low in self.lexicon.cues
            or low in self.lexicon["determiner"]
        )
        return not barred and low not in self.lexicon["verb"] and not (low.endswith("ed") and not token.capital)

    def _trim(self, tokens: Sequence[Token], begin: int, name: int) -> int:
        end = name
        if end - begin > 3 and tokens[end - 1].text == ")" and tokens[end - 2].low in self.lexicon["honorific"]:
            end -= 3  # (Purn), (Pol), (Inf)
        if end - begin > 2 and f"{tokens[end - 2].low} {tokens[end - 1].low}" in self.lexicon["honorific"]:
            end -= 2
        while end - begin > 2 and tokens[end - 1].low in self.lexicon["rank"]:
            end -= 1
        rank = tokens[end - 1].low.rstrip(".") in self.lexicon["honorific"] and not tokens[end - 2].capital
        if end - begin > 1 and rank and tokens[end - 2].low in self.roles:
            end -= 1
        while end > begin and (
            tokens[end - 1].text in (",", "'s", "’s")
            or (end - 1 > begin and self._is_of_the_name(tokens[end - 2], tokens[end - 1]))
        ):
            end -= 1
        return end

    def _is_of_the_name(self, before: Token, title: Token) -> bool:
        """An honorific at the end of an office belongs to the name behind (`her coach, *Brother* Aidan`); `Universitas
        X *Profesor* Nurul` as well, but not `Asisten *Profesor* Nurul` nor English `law *professor*`."""
        if title.low.rstrip(".") not in self.lexicon["honorific"]:
            return False
        if title.low not in self.roles or before.text == ",":
            return True
        titles = self.lexicon.any_of("title.only", "rank.role")
        return self.lexicon.language == "id" and title.low in titles and before.capital and before.low not in self.roles

    def text_of(self, text: str, tokens: Sequence[Token], start: int, end: int) -> str:
        """The office as worded, without article, determiner and commas at its edges."""
        while end > start and (
            tokens[end - 1].low in self.lexicon["determiner"] or tokens[end - 1].text in (",", "'s", "’s")
        ):
            end -= 1
        while start < end and self._is_pointer(tokens[start]):
            start += 1
        return text[tokens[start].start : tokens[end - 1].end] if end > start else ""

    def is_office(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Does the phrase say what someone is, rather than name someone?"""
        first = tokens[start] if start < end else END
        if first.low in self.roles or first.low in self.lexicon["article"] or first.low == "the":
            return True
        return any(t.kind == WORD and t.low in self.roles for t in tokens[start:end])
