"""Subjects: the phrase to the left of a verb, asides passed over (`Ani Rahma, saat dihubungi, mengatakan`)."""

from __future__ import annotations

from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.phrases import MAX_PHRASE, Phrases
from knowledge.quotes.tokens import NUMBER, POINT, QUOTE, WORD, Token

MAX_ASIDES = 4
"""Asides between commas that may stand between a speaker and the verb."""


_DASHES = frozenset({"-", "–", "—"})

MAX_SEGMENT = 60
"""Tokens between two commas that are looked through for a phrase."""


class Subjects(Phrases):
    """Reads phrases from right to left, from a verb."""

    def left(self, low: int, cue: int) -> Mention | None:
        """The phrase that ends before the verb at `cue`; nothing before `low` is looked at."""
        end = self.skip_adverbs(low, cue)
        if end <= low:
            return None
        if self.at(end - 1).text == ",":
            return self._left_of_comma(low, end - 1)
        if self.at(end - 1).text in _DASHES:
            return self._left_of_dashes(low, end - 1)
        if self.at(end - 1).low in self.lexicon["relative"]:
            end -= 1
            if self.at(end - 1).text == ",":
                end -= 1
            return self._owner(self._subject(low, end))
        return self._before_relative(low, end) or self._subject(low, end)

    def _owner(self, found: Mention | None) -> Mention | None:
        """`tuntutan *jaksa* yang meminta …`: what belongs to somebody says what its owner does."""
        if found is None or found.end - found.start < 2 or self.at(found.start).low not in self.lexicon["speech.noun"]:
            return found
        return Mention(found.start + 1, found.end, found.kind, found.apposition)

    def _left_of_comma(self, low: int, comma: int) -> Mention | None:
        """`NP, aside, cue`; a degree behind a name (`Hasto Wirayuda, Sp.B, mengatakan`) is no aside."""
        before = comma - 2
        if before > low and self.at(before).text == "," and self._is_degree(comma - 1):
            return self._left_of_asides(low, before) or self._subject(low, before)
        return self._left_of_asides(low, comma)

    def _is_degree(self, index: int) -> bool:
        token = self.at(index)
        return token.capital and ("." in token.text.strip(".") or token.low in self.lexicon["suffix"])

    def _before_relative(self, low: int, end: int) -> Mention | None:
        """`Tony yang juga Wakil Ketua Kadin menyoroti`: the name before the relative clause, the office inside it."""
        if self.english or self.at(end - 1).low in self.lexicon["determiner"]:
            return None
        for index in range(end - 1, max(low, end - MAX_PHRASE), -1):
            token = self.tokens[index]
            if token.kind in (POINT, QUOTE) and token.text not in "()&":
                return None
            if token.low in self.lexicon["relative"] and self._is_unnamed(low, index):
                return Mention(self._phrase_start(low, index), end, MentionKind.NAME)
            set_off = self.at(index - 1).text == "," and self.at(index - 2).capital
            if token.low in self.lexicon["relative"] and (self.at(index - 1).capital or set_off):
                found = self._bearer_of_aside(low, index - 1) if set_off else self._subject(low, index)
                inside = index + 1
                while self.at(inside).low in self.lexicon["cue.adverb"] or self.at(inside).low in (
                    "merupakan",
                    "menjabat",
                    "sebagai",
                ):
                    inside += 1
                if found is None or inside >= end:
                    return found
                office = (inside, end) if self.at(inside).low in self.lexicon["role"] else found.apposition
                return Mention(found.start, found.end, found.kind, office)
        return None

    def _bearer_of_aside(self, low: int, comma: int) -> Mention | None:
        """`Gubernur Riau, *Lukman Hadi*, yang meninjau lokasi menjanjikan`: no comma closes the relative clause."""
        return self._left_of_comma(low, comma) or self._subject(low, comma)

    def _is_unnamed(self, low: int, end: int) -> bool:
        """`seorang perawat yang enggan disebut namanya`"""
        start = self._phrase_start(low, end)
        return start < end and self.tokens[start].low in self.lexicon["unnamed"] and not self.at(end - 1).capital

    def beside(self, low: int, cue: int) -> Mention | None:
        """The phrase right before a participle: `with *one poster* writing`."""
        start = self._phrase_start(low, cue)
        return Mention(start, cue, MentionKind.NAME) if start < cue else None

    def skip_adverbs(self, low: int, end: int) -> int:
        adverbs = self.lexicon["cue.adverb"]
        while end > low and self.tokens[end - 1].kind == WORD:
            word = self.tokens[end - 1].low
            if f"{self.at(end - 2).low} {word}" in adverbs:
                end -= 2
                continue
            if word not in adverbs and not (
                self.english and word.endswith("ly") and len(word) > 4 and not self._is_noun_in_ly(end - 1)
            ):
                break
            end -= 1
        return end

    def _is_noun_in_ly(self, index: int) -> bool:
        """`the *family*`, `Lady *Cecily*`"""
        return self.tokens[index].capital or self.tokens[index].low in self.lexicon["noun.ly"]

    def _left_of_dashes(self, low: int, end: int) -> Mention | None:
        """`NP — aside — cue`; `end` is the dash before the cue."""
        for index in range(end - 1, max(low, end - MAX_SEGMENT), -1):
            if self.at(index).text in _DASHES:
                return self._left_of_asides(low, index, (index + 1, end))
        return None

    def _left_of_asides(self, low: int, end: int, aside: tuple[int, int] | None = None) -> Mention | None:
        """`NP, aside, aside, cue`: the phrase before the asides; `end` is the comma before the cue."""
        for _ in range(MAX_ASIDES):
            start = self._segment_start(low, end)
            if aside is not None and not self._is_aside(start, end, low) and not self._is_owned_office(start, end, low):
                found = self._subject(start, end)
                if found is None:
                    return None
                role = found.apposition or (aside if self._may_stand_beside(aside[0]) else None)
                return Mention(found.start, found.end, found.kind, role)
            if aside is not None and self._is_role(start) and self._is_bare_name(*aside):
                bearer = self._bearer_before(low, start - 1)
                if bearer is not None:
                    return Mention(*bearer, MentionKind.NAME, (start, end))
                return Mention(*aside, MentionKind.NAME, (start, end))
            if start <= low or self.at(start - 1).text != ",":
                return None
            aside = (start, end)
            end = start - 1
        return None

    def _is_owned_office(self, start: int, end: int, low: int) -> bool:
        """`Ann Lee, *Aurel's medical director*, who …`: an office named by its house, behind the name of its bearer."""
        if not self.english or start <= low or end <= start or self._bearer_before(low, start - 1) is None:
            return False
        owned = any(self.at(i).text in ("'s", "’s") for i in range(start, end))
        return owned and self.at(end - 1).low in self.lexicon["role"] and not self.at(end - 1).capital

    def _bearer_before(self, low: int, comma: int) -> tuple[int, int] | None:
        """`*Ann Lee*, the head of the operator, Selat Lines, said`: the name before an office that holds another."""
        start = self._segment_start(low, comma)
        while start < comma and (self.is_connective(start) or self._is_honorific(start)):
            start += 1
        named = start < comma and self._is_bare_name(start, comma) and self.at(start).low not in self.stops
        return (start, comma) if named else None

    def _is_honorific(self, index: int) -> bool:
        return self.at(index).low.rstrip(".") in self.lexicon["honorific"]

    def _is_bare_name(self, start: int, end: int) -> bool:
        """`sosiolog Universitas X, *Rakhmat Hidayat*, mengingatkan`, `… *Profesor Nurul Aisyah*, …`"""
        while start < end - 1 and self._is_honorific(start):
            start += 1
        return all(t.capital and t.low not in self.named_else for t in self.tokens[start:end])

    def _may_stand_beside(self, index: int) -> bool:
        """Can the aside be the name or the office that belongs to the phrase before it?"""
        token = self.at(index)
        if token.low in self.lexicon["day"] or token.low in self.lexicon["relative"]:
            return False
        titled = token.low.rstrip(".") in self.lexicon["honorific"] and self.at(index + 1).capital
        return (
            titled
            or self._is_role(index)
            or (token.capital and token.low not in self.lexicon["place"] and token.low not in self.stops)
        )

    def _segment_start(self, low: int, end: int) -> int:
        start = end
        low = max(low, end - MAX_SEGMENT)
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
        start = self._after_day(start, end) if self.english else start
        while start > low and self.at(start - 1).low in self.lexicon["adjunct"] and self.at(start - 1).kind == WORD:
            before = self._phrase_start(low, start - 1)
            if self._is_office_of(before, start):
                break
            if self.english and before < start - 1 and self.at(before).low in self.heads:
                return Mention(before, end, MentionKind.NAME)
            start, end = before, start - 1
        if self.english and (start >= end or self._is_time(start, end)):
            return self._head_phrase(low, start)
        if start >= end:
            return self._left_of_asides(low, end - 1) if self.at(end - 1).text == "," else None
        if self.tokens[start].low in self.lexicon["day"]:
            return self._left_of_asides(low, end) if self.at(start - 1).text == "," else None
        return Mention(start, end, MentionKind.NAME, self._role_before(low, start))

    def _after_day(self, start: int, end: int) -> int:
        """`On *Tuesday* the agency said`, `In *2019* officials said`: when it was stands before who speaks."""
        index = start
        while index < end and (self.tokens[index].low in self.lexicon["day"] or self.tokens[index].kind == NUMBER):
            index += 1
        dated = start < index < end and self.at(start - 1).low in self.lexicon["adjunct"]
        return index if dated else start

    def _is_time(self, start: int, end: int) -> bool:
        """`A survey that the firm ordered *last year* found …`"""
        return self.at(start).low in self.lexicon["time.opener"] and self.at(end - 1).low in self.lexicon["time"]

    def _is_office_of(self, before: int, start: int) -> bool:
        """`Peneliti pada Lembaga Studi Air Rudi Hasan`: an office, a preposition, and the house it is held in."""
        office = before < start - 1 and self.at(start - 2).low in self.lexicon["role"]
        return office and not self.english and self.at(start).low in self.lexicon["org"]

    def _head_phrase(self, low: int, end: int) -> Mention | None:
        """`A panel of reporters led by Lee agreed`: a participle bars the way, so the phrase the clause begins with."""
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
        if word in self.stops and not (token.capital and index > low):
            return self._stops_left(index, low)
        if (
            self.english
            and not token.capital
            and (word in self.lexicon["verb"] or (word.endswith("ed") and len(word) > 4))
        ):
            return True
        return word in self.lexicon.cues and not token.capital and word not in self.openers and not self.is_noun(index)

    def _stops_left(self, index: int, low: int) -> bool:
        before = self.at(index - 1)
        word = self.tokens[index].low
        if index <= low or before.kind != WORD:
            return True
        if self.english and word == "of":
            return before.low in self.lexicon["verb"] or before.low in self.stops
        if self.english:
            return not (
                word in ("for", "from", "with", "in", "at", "on", "to") and self._noun_phrase_before(index, low)
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
        return token.low in self.openers or (self.english and not token.capital and token.low not in self.stops)

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
            self.at(i).low in self.lexicon.cues and not self.at(i).capital and self.at(i).low not in self.openers
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
        return low in self.lexicon["connective"] or (low in self.lexicon["conjunction"] and low not in self.openers)

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
