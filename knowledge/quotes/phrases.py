"""Noun phrases read from left to right: `kata Ketua KPU Ani Rahma kepada …`, `said Ann Lee, a nurse`.

Nothing is parsed: words are taken while they can belong to a phrase, and commas are weighed by what follows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.runs import is_full_name
from knowledge.quotes.tokens import END, NUMBER, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon

MAX_PHRASE = 30
"""Tokens of one noun phrase."""

MAX_LIST = 10
"""Tokens from a comma inside an office to the `dan` that ends the list."""

MAX_BRACKET = 12
"""Tokens in a bracket inside a phrase: an acronym, an age, a party."""


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


class Phrases:
    """Reads noun phrases of one paragraph."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.stops = lexicon.any_of("preposition", "cue.adverb", "conjunction")
        self.heads = lexicon.any_of("group", "article", "determiner", "document")
        self.openers = lexicon.any_of("role", "article", "pihak", "determiner", "honorific")
        self.named_else = lexicon.any_of("day", "place", "region", "org", "role")
        self.addresses = lexicon.any_of("place", "region", "org")

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    # To the right of a cue

    def right(self, start: int, stop: int) -> Mention | None:
        """The phrase that begins at `start`, with an apposition after a comma."""
        token = self.at(start)
        if start >= stop:
            return None
        if token.low in self.lexicon["pronoun"]:
            return Mention(start, start + 1, MentionKind.PRONOUN)
        if not self.begins_phrase(start):
            return None
        end = self.phrase_end(start, stop)
        if all(t.low in self.lexicon["determiner"] or t.low in self.lexicon["article"] for t in self.tokens[start:end]):
            return None
        return Mention(start, end, MentionKind.NAME, self._apposition(end, stop))

    def begins_phrase(self, index: int) -> bool:
        token = self.at(index)
        if token.kind == NUMBER:
            return self.english
        if token.kind != WORD or token.low in self.lexicon["day"]:
            return False
        return token.capital or token.low in self.openers or token.low not in self.stops

    def phrase_end(self, start: int, stop: int) -> int:
        """Where the phrase that begins at `start` ends; at most `stop`."""
        index = start
        named = False
        stop = min(stop, start + MAX_PHRASE)
        while index < stop:
            token = self.tokens[index]
            if token.kind == WORD and token.capital and token.low not in self.lexicon["day"]:
                named = named or index > start or token.low not in self.heads
                index += 1
                continue
            step = self._step(index, stop, start, named)
            if step <= index:
                break
            named = named and token.low not in self.lexicon["and"]
            index = step
            if token.low in self.lexicon["determiner"] and not self.english:
                break
        return index

    def _step(self, index: int, stop: int, start: int, named: bool) -> int:
        """The index after the token at `index` if that belongs to the phrase, else `index`."""
        token = self.tokens[index]
        following = self.at(index + 1) if index + 1 < stop else END
        low = token.low
        if token.kind == QUOTE:
            nickname = named and following.capital and token.end - token.start < 30
            return index + 1 if nickname else index
        if token.kind == POINT:
            return self._step_point(index, stop, named)
        if token.kind == NUMBER:
            return index + 1 if not named or self.english or self._number_belongs(index) else index
        if low in self.lexicon["day"]:
            return index
        if low in self.lexicon["determiner"] and not self._is_relative_that(index, start):
            return index + 1 if index > start or self.english else index
        if low in self.lexicon["and"] and index > start:
            joins = following.capital or following.low in self.openers or (following.kind == WORD and not named)
            return index + 1 if joins and following.low not in self.lexicon["pronoun"] else index
        if low in self.lexicon["connector"] and (following.capital or following.low in self.lexicon["connector"]):
            return index + 1
        if low.rstrip(".") in self.lexicon["honorific"] and following.capital:
            return index + 1
        if low in self.lexicon["relative"]:
            return self._relative_end(index, stop, named)
        if self._is_attribute(index, start) or (low in self.lexicon["times"] and self._describes(index, named)):
            return index + 1
        if low in self.stops or (low in self.lexicon.cues and not self.is_noun(index)):
            leads = self.english and index == start and low not in self.stops and self._name_ahead(index, stop)
            return index + 1 if leads else self._step_stop(index, stop, start, named)
        if self.english and (
            (low.endswith(("ed", "ly")) and len(low) > 4 and low not in self.lexicon["noun.ly"])
            or low in self.lexicon["verb"]
        ):
            return index + 1 if index == start else index
        if named and self.english:
            owned = self.tokens[index - 1].text in ("'s", "’s", "'", "’")
            return index + 1 if owned or self._name_ahead(index, stop) or self._in_owned(index, start) else index
        if named:
            return self._determined(index, stop)
        return index + 1

    def _describes(self, index: int, named: bool) -> bool:
        """`juara dunia dua *kali* itu`; but `Ani *kali* ini`"""
        return not named and self.at(index + 1).low in self.lexicon["determiner"]

    def _is_relative_that(self, index: int, start: int) -> bool:
        """`a survey *that* the firm ordered`"""
        return self.english and index > start and self.tokens[index].low in self.lexicon["relative"]

    def is_noun(self, index: int) -> bool:
        """Is a word that may be a reporting verb a noun here (a *report* by, *juru bicara*)?"""
        low = self.tokens[index].low
        before = self.at(index - 1).low
        if low in self.lexicon["role"] or before in self.lexicon["article.one"] or before in self.lexicon["possessive"]:
            return True
        return low in self.lexicon["document"] and self.at(index - 1).low in self.lexicon["noun.marker"]

    def _is_attribute(self, index: int, start: int) -> bool:
        """`a *retired* teacher`, `the *newly* *elected* mayor`, `the island's *only* doctor`"""
        low, before = self.tokens[index].low, self.at(index - 1)
        if not self.english or index == start or not low.endswith(("ed", "ly")) or self.at(index + 1).kind != WORD:
            return False
        if before.low.endswith("ly"):
            return self._is_attribute(index - 1, start)
        owned = before.low in self.lexicon["possessive"] or before.text in _POSSESSIVE
        return owned or before.low in self.lexicon["article.one"]

    def _name_ahead(self, index: int, stop: int) -> bool:
        """`Utah deputy governor Ann Lee`: small words between a place or house and the name."""
        for at in range(index + 1, min(stop, index + 4)):
            token = self.tokens[at]
            if token.capital and token.kind == WORD:
                return True
            if token.kind != WORD or token.low in self.stops or token.low in self.lexicon.cues:
                return False
        return False

    def _in_owned(self, index: int, start: int) -> bool:
        """`Twitter's political director`: small words behind a possessive."""
        while index > start and not self.tokens[index - 1].capital:
            index -= 1
            if self.tokens[index].text in ("'s", "’s", "'", "’"):
                return True
        return False

    def _step_point(self, index: int, stop: int, named: bool) -> int:
        text = self.tokens[index].text
        if text == "," and named:
            return self._listed(index, stop)
        if text == "(":
            for end in range(index + 1, min(stop, index + MAX_BRACKET)):
                if self.tokens[end].text == ")":
                    return end + 1 if named else index
        if text in _POSSESSIVE and self.english and self.at(index + 1).kind == WORD and not named:
            return index + 1
        if text in ("'s", "’s", "&", "/") and named:
            return index + 1
        if text in ("'", "’") and self.english and named and self.at(index - 1).low.endswith("s"):
            return index + 1
        return index

    def _listed(self, index: int, stop: int) -> int:
        """Indonesian: `Kepala Dinas Pertanian, Pangan, dan Perikanan Rudi`, a list inside an office."""
        if self.english or self.tokens[index - 1].low not in self.lexicon["org"]:
            return index
        for at in range(index + 1, min(stop, index + MAX_LIST)):
            token = self.tokens[at]
            if token.low in self.lexicon["and"] and self.at(at - 1).text == ",":
                return index + 1 if self.at(at + 1).low in self.lexicon["org"] else index
            if not token.capital and token.text != ",":
                break
        return index

    def _number_belongs(self, index: int) -> bool:
        return self.at(index - 1).low in {"periode", "tahun", "komisi"} or self.at(index + 1).low == "tahun"

    def _step_stop(self, index: int, stop: int, start: int, named: bool) -> int:
        """A preposition goes on only inside an office: anggota DPR dari Fraksi …, spokesman for …"""
        following = self.at(index + 1) if index + 1 < stop else END
        low = self.tokens[index].low
        if self.english:
            if (
                low in ("of", "for", "from", "with", "at", "in")
                and index > start
                and not named
                and following.kind == WORD
            ):
                return index + 1
            if low == "of" and (following.capital or following.low == "the"):
                small = named and not following.capital and not self.at(index + 2).capital
                return index if small and is_full_name(self.tokens, start, index, self.lexicon) else index + 1
            return index
        if low == "dari" and following.low in self.lexicon["org"] and self.tokens[start].low in self.lexicon["role"]:
            return index + 1
        if index == start or named:
            return index
        if low in self.lexicon["place.preposition"]:  # "dokter *di pulau itu*"
            return index + 1 if self._determined(index + 1, stop) > index + 1 else index
        return self._determined(index, stop)

    def _determined(self, index: int, stop: int) -> int:
        """Indonesian: words up to a determiner belong to the phrase (pelatih asal Brasil *itu*)."""
        if self.english:
            return index
        for end in range(index, min(stop, index + 6)):
            token = self.tokens[end]
            if token.kind == POINT or token.kind == QUOTE:
                return index
            if token.low in self.lexicon["determiner"]:
                return end if end > index else end + 1
            if token.low in self.stops or token.low in self.lexicon.cues:
                return index
        return index

    def _relative_end(self, index: int, stop: int, named: bool) -> int:
        """A relative clause belongs to the phrase of an unnamed source, and where it gives a nickname."""
        if self.english:
            return index
        nickname = any(self.at(i).low in self.lexicon["alias"] for i in range(index + 1, min(index + 5, stop)))
        if named and not nickname:
            return index
        for end in range(index + 1, min(stop, index + MAX_BRACKET)):
            token = self.tokens[end]
            if (token.kind == POINT and token.text in ",.;:") or token.kind == QUOTE:
                return end
            if token.low in self.lexicon["determiner"]:
                return end
        return min(stop, index + MAX_BRACKET)

    def _apposition(self, end: int, stop: int) -> tuple[int, int] | None:
        """`, Kepala BPBD Kota Malang` or `, a nurse at …` after the phrase that ends at `end`."""
        token = self.at(end)
        start = end + 1
        if end < stop and token.kind == WORD and token.low in self.lexicon["role"] and not token.capital:
            start = end
        elif end >= stop or token.text != ",":
            return None
        opener = self.at(start)
        if start >= stop or opener.low in self.lexicon["day"] or opener.kind != WORD:
            return None
        if not (opener.capital or opener.low in self.openers) or opener.low in self.stops - self.openers:
            return None
        if opener.capital and opener.low in self.lexicon["place"] and self.english:
            return None
        after = self.phrase_end(start, stop)
        while (
            not self.english and self._is_address(start) and self.at(after).text == "," and self.at(after + 1).capital
        ):
            start = after + 1
            after = self.phrase_end(start, stop)
        if self.english and self.at(after).kind == WORD and self.at(after).low in self.lexicon.cues:
            return None
        return (start, after) if after > start else None

    def _is_address(self, index: int) -> bool:
        """`Kepala Dusun Nglahar, Kelurahan Sumbersari, Kecamatan Moyudan, Wahyu Wibowo`"""
        return self.at(index).low in self.addresses
