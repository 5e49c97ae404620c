"""Source mentions: the noun phrase beside a cue that says who speaks.

A phrase is read to the right of its cue ("kata Ketua KPU Ani Rahma kepada …", "said Ann Lee, a nurse") or to the left
("Ani Rahma, saat dihubungi, mengatakan", "Lee, who was there, said"). Nothing is parsed: words are taken while
they can belong to a phrase, and commas are weighed by what follows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, NUMBER, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon

MAX_PHRASE = 30
"""Tokens of one noun phrase."""

MAX_BRACKET = 12
"""Tokens in a bracket inside a phrase: an acronym, an age, a party."""

MAX_ASIDES = 4
"""Asides between commas that may stand between a speaker and the verb."""


class MentionKind(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    CLITIC = "clitic"


@dataclass(frozen=True, slots=True)
class Mention:
    """Token range of a source phrase in its paragraph, and of the apposition beside it."""

    start: int
    end: int
    kind: MentionKind
    apposition: tuple[int, int] | None = None

    @property
    def first(self) -> int:
        return min(self.start, self.apposition[0]) if self.apposition else self.start

    @property
    def last(self) -> int:
        return max(self.end, self.apposition[1]) if self.apposition else self.end


class Phrases:
    """Reads noun phrases of one paragraph."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.stops = lexicon["preposition"] | lexicon["cue.adverb"] | lexicon["conjunction"]
        self.heads = lexicon["group"] | lexicon["article"] | lexicon["determiner"] | lexicon["document"]
        self.openers = (
            lexicon["role"]
            | lexicon["article"]
            | lexicon["pihak"]
            | lexicon["determiner"]
            | lexicon["honorific"]
        )

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
                named = True
                index += 1
                continue
            step = self._step(index, stop, start, named)
            if step <= index:
                break
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
        if low in self.lexicon["determiner"]:
            return index + 1 if index > start or self.english else index
        if low in self.lexicon["and"] and index > start:
            joins = (
                following.capital or following.low in self.openers or (following.kind == WORD and not named)
            )
            return index + 1 if joins and following.low not in self.lexicon["pronoun"] else index
        if low in self.lexicon["connector"] and (
            following.capital or following.low in self.lexicon["connector"]
        ):
            return index + 1
        if low.rstrip(".") in self.lexicon["honorific"] and following.capital:
            return index + 1
        if low in self.lexicon["relative"]:
            return self._relative_end(index, stop, named)
        if low in self.stops or (low in self.lexicon.cues and low not in self.lexicon["role"]):
            return self._step_stop(index, stop, start, named)
        if self.english and ((low.endswith(("ed", "ly")) and len(low) > 4) or low in self.lexicon["verb"]):
            return index + 1 if index == start else index
        if named and self.english:
            owned = self.tokens[index - 1].text in ("'s", "’s", "'", "’")
            return index + 1 if owned or self._name_ahead(index, stop) or self._in_owned(index, start) else index
        if named:
            return self._determined(index, stop)
        return index + 1

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
        if text in ("'s", "’s", "&", "/") and named:
            return index + 1
        if text in ("'", "’") and self.english and named and self.at(index - 1).low.endswith("s"):
            return index + 1
        return index

    def _listed(self, index: int, stop: int) -> int:
        """Indonesian: `Menteri Politik, Hukum, dan Keamanan Rudi`, a list inside an office."""
        following = self.at(index + 1)
        if self.english or self.tokens[index - 1].low not in self.lexicon["org"]:
            return index
        if following.low in self.lexicon["and"] and self.at(index + 2).low in self.lexicon["org"]:
            return index + 1
        if following.low not in self.lexicon["org"]:
            return index
        for at in range(index + 1, min(stop, index + 6)):
            if self.tokens[at].text == "," and self.at(at + 1).low in self.lexicon["and"] and self.at(at + 2).capital:
                return index + 1
            if self.tokens[at].low in self.lexicon["and"] and self.at(at - 1).text == ",":
                return index + 1
            if not self.tokens[at].capital:
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
                return index + 1
            return index
        if low == "dari" and following.low in self.lexicon["org"] and self.tokens[start].low in self.lexicon["role"]:
            return index + 1
        return self._determined(index, stop) if index > start and not named else index

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
        nickname = any(
            self.at(i).low in self.lexicon["alias"] for i in range(index + 1, min(index + 5, stop))
        )
        if named and not nickname:
            return index
        for end in range(index + 1, min(stop, index + MAX_BRACKET)):
            token = self.tokens[end]
            if token.kind == POINT and token.text in ",.;:" or token.kind == QUOTE:
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
        while not self.english and self._is_address(start) and self.at(after).text == "," and self.at(after + 1).capital:
            start = after + 1
            after = self.phrase_end(start, stop)
        if self.english and self.at(after).kind == WORD and self.at(after).low in self.lexicon.cues:
            return None
        return (start, after) if after > start else None

    def _is_address(self, index: int) -> bool:
        """`Kepala Dusun Nglahar, Kelurahan Sumbersari, Kecamatan Moyudan, Wahyu Wibowo`"""
        return self.at(index).low in self.lexicon["place"] | self.lexicon["region"]

    # To the left of a cue

    def left(self, low: int, cue: int) -> Mention | None:
        """The phrase that ends before the verb at `cue`; nothing before `low` is looked at."""
        end = self.skip_adverbs(low, cue)
        if end <= low:
            return None
        if self.at(end - 1).text == ",":
            return self._left_of_asides(low, end - 1)
        if self.at(end - 1).low in self.lexicon["relative"]:
            end -= 1
            if self.at(end - 1).text == ",":
                end -= 1
            return self._subject(low, end)
        return self._before_relative(low, end) or self._subject(low, end)

    def _before_relative(self, low: int, end: int) -> Mention | None:
        """`Tony yang juga Wakil Ketua Kadin menyoroti`: the name before the relative clause, the office inside it."""
        if self.english or self.at(end - 1).low in self.lexicon["determiner"]:
            return None
        for index in range(end - 1, max(low, end - MAX_PHRASE), -1):
            token = self.tokens[index]
            if token.kind in (POINT, QUOTE) and token.text not in "()&":
                return None
            if token.low in self.lexicon["relative"] and self.at(index - 1).capital:
                found = self._subject(low, index)
                inside = index + 1
                while self.at(inside).low in self.lexicon["cue.adverb"] or self.at(inside).low in ("merupakan", "menjabat", "sebagai"):
                    inside += 1
                if found is None or inside >= end:
                    return found
                office = (inside, end) if self.at(inside).low in self.lexicon["role"] else found.apposition
                return Mention(found.start, found.end, found.kind, office)
        return None

    def beside(self, low: int, cue: int) -> Mention | None:
        """The phrase right before a participle: `with *one poster* writing`."""
        start = self._phrase_start(low, cue)
        return Mention(start, cue, MentionKind.NAME) if start < cue else None

    def skip_adverbs(self, low: int, end: int) -> int:
        adverbs = self.lexicon["cue.adverb"]
        while end > low and self.tokens[end - 1].kind == WORD:
            word = self.tokens[end - 1].low
            if word not in adverbs and not (self.english and word.endswith("ly") and len(word) > 4):
                break
            end -= 1
        return end

    def _left_of_asides(self, low: int, end: int) -> Mention | None:
        """`NP, aside, aside, cue`: the phrase before the asides; `end` is the comma before the cue."""
        aside: tuple[int, int] | None = None
        for _ in range(MAX_ASIDES):
            start = self._segment_start(low, end)
            if aside is not None and not self._is_aside(start, end, low):
                found = self._subject(start, end)
                if found is None:
                    return None
                role = found.apposition or (aside if self._may_stand_beside(aside[0]) else None)
                return Mention(found.start, found.end, found.kind, role)
            if start <= low or self.at(start - 1).text != ",":
                return None
            aside = (start, end)
            end = start - 1
        return None

    def _may_stand_beside(self, index: int) -> bool:
        """Can the aside be the name or the office that belongs to the phrase before it?"""
        token = self.at(index)
        if token.low in self.lexicon["day"] or token.low in self.lexicon["relative"]:
            return False
        return self._is_role(index) or (token.capital and token.low not in self.lexicon["place"] | self.stops)

    def _segment_start(self, low: int, end: int) -> int:
        start = end
        depth = 0
        while start > low:
            token = self.tokens[start - 1]
            if token.text == ")":
                depth += 1
            elif token.text == "(":
                depth -= 1
            elif depth == 0 and (token.kind == QUOTE or (token.kind == POINT and token.text in ",;:—–-")):
                break
            start -= 1
        return start

    def _is_aside(self, start: int, end: int, low: int) -> bool:
        token = self.at(start)
        if start >= end:
            return True
        if start <= low or self.at(start - 1).text != ",":
            return False
        if token.low in self.lexicon["day"] or token.kind == NUMBER:
            return True
        if not token.capital:
            return token.low in self.stops or token.low in self.lexicon["connective"] or self._is_role(start)
        return token.low in self.lexicon["place"]

    def _is_role(self, index: int) -> bool:
        token = self.at(index)
        return token.low in self.lexicon["role"] or token.low in self.lexicon["article"] or token.low == "the"

    def _subject(self, low: int, end: int) -> Mention | None:
        """The phrase that ends at `end`, with a role before its comma; objects of prepositions are passed over."""
        if end > low and self.at(end - 1).low in self.lexicon["pronoun"]:
            return Mention(end - 1, end, MentionKind.PRONOUN)
        start = self._phrase_start(low, end)
        while start > low and self.at(start - 1).low in self.lexicon["adjunct"] and self.at(start - 1).kind == WORD:
            before = self._phrase_start(low, start - 1)
            if self.english and before < start - 1 and self.at(before).low in self.heads:
                return Mention(before, end, MentionKind.NAME)
            start, end = before, start - 1
        if start >= end:
            return self._head_phrase(low, end) if self.english else None
        if self.tokens[start].low in self.lexicon["day"]:
            return self._left_of_asides(low, end) if self.at(start - 1).text == "," else None
        return Mention(start, end, MentionKind.NAME, self._role_before(low, start))

    def _head_phrase(self, low: int, end: int) -> Mention | None:
        """`A panel of reporters led by Lee agreed`: where a participle bars the way, the phrase the clause begins with."""
        start = self._segment_start(low, end)
        while start < end and self.is_connective(start):
            start += 1
        return self.right(start, end) if start < end and self.begins_phrase(start) else None

    def _phrase_start(self, low: int, end: int) -> int:
        start = end
        low = max(low, end - MAX_PHRASE)
        depth = 0
        while start > low:
            token = self.tokens[start - 1]
            if token.text == ")":
                depth += 1
            elif token.text == "(" and depth:
                depth -= 1
            elif depth == 0 and self._bounds_left(start - 1, end, low):
                break
            start -= 1
        while start < end and self.is_connective(start):
            start += 1
        return start

    def _bounds_left(self, index: int, end: int, low: int) -> bool:
        token = self.tokens[index]
        if token.kind == QUOTE:
            return not (self.at(index - 1).capital and self.at(index + 1).capital and index + 1 < end)
        if token.kind == POINT:
            return token.text not in ("'s", "’s", "&", "/", "'", "’", "$")
        word = token.low
        if word in self.lexicon["and"]:
            return not self._coordinates(index, low, end)
        if word in self.lexicon["pronoun"]:
            return index < end - 1
        if word in self.lexicon["connector"] and self.at(index + 1).capital:
            return False
        if word in self.lexicon["relative"]:
            return self.english or not self._is_description(index, low, end)
        if word in self.stops:
            return self._stops_left(index, low)
        if self.english and not token.capital and (word in self.lexicon["verb"] or (word.endswith("ed") and len(word) > 4)):
            return True
        return word in self.lexicon.cues and not token.capital and word not in self.openers

    def _stops_left(self, index: int, low: int) -> bool:
        before = self.at(index - 1)
        word = self.tokens[index].low
        if index <= low or before.kind != WORD:
            return True
        if self.english and word == "of":
            return before.low in self.lexicon["verb"] or before.low in self.stops
        if self.english:
            return not (
                word in ( "for", "from", "with", "in", "at", "on", "to")
                and self._noun_phrase_before(index, low)
            )
        return not (
            word == "dari" and self.at(index + 1).low in self.lexicon["org"] and self._noun_phrase_before(index, low)
        )

    def _noun_phrase_before(self, index: int, low: int) -> bool:
        """Does an office or a group stand right before the preposition at `index`, at the head of its segment?"""
        start = self._segment_start(max(low, index - 12), index)
        while start < index and self.is_connective(start):
            start += 1
        if start >= index:
            return False
        token = self.at(start)
        if any(self.at(i).low in self.stops and self.at(i).low != "of" for i in range(start, index)):
            return False
        return token.low in self.openers or (
            self.english and not token.capital and token.low not in self.stops
        )

    def _is_description(self, index: int, low: int, end: int) -> bool:
        """`Mensos yang karib disapa Gus Ipul itu`, `warga yang enggan disebut namanya`"""
        return self.at(end - 1).low in self.lexicon["determiner"] or any(
            self.at(i).low in self.lexicon["unnamed"] for i in range(low, index)
        )

    def _coordinates(self, index: int, low: int, end: int) -> bool:
        """Does `and` at `index` join two parts of one phrase, rather than two clauses?"""
        before, after = self.at(index - 1), self.at(index + 1)
        if index <= low or index + 1 >= end:
            return False
        start = self._segment_start(low, index)
        head = range(start, index)
        if any(
            self.at(i).low in self.lexicon.cues
            and not self.at(i).capital
            and self.at(i).low not in self.openers
            for i in head
        ):
            return False
        if not self.english:
            return before.kind == WORD or before.text == ")"
        if any(self._is_verbal(self.at(i)) or self.at(i).low in self.lexicon["subordinate"] for i in head):
            return False
        return after.low not in self.lexicon["pronoun"]

    def _is_verbal(self, token: Token) -> bool:
        low = token.low
        return not token.capital and (low in self.lexicon["verb"] or (low.endswith("ed") and len(low) > 4))

    def is_connective(self, index: int) -> bool:
        token = self.at(index)
        low = token.low
        if token.kind != WORD:
            return True
        return low in self.lexicon["connective"] or (
            low in self.lexicon["conjunction"] and low not in self.openers
        )

    def _role_before(self, low: int, start: int) -> tuple[int, int] | None:
        """`Juru Bicara Rina Dewi, Surya mengatakan`: the office before the comma, if it is one."""
        comma = start - 1
        if comma <= low or self.at(comma).text != "," or not self.at(start).capital:
            return None
        begin = comma
        for index in range(comma - 1, max(low, comma - MAX_PHRASE) - 1, -1):
            token = self.tokens[index]
            if token.kind in (POINT, QUOTE) and token.text not in "()&/":
                break
            if token.low in self.stops and token.low not in self.lexicon["role"]:
                break
            if token.low in self.lexicon["role"]:
                begin = index
        return (begin, comma) if begin < comma else None
