"""Bounds of a reported clause that stands without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token
from knowledge.quotes.verbs import is_verb

if TYPE_CHECKING:
    from knowledge.quotes.attributions import Attribution
    from knowledge.quotes.lexicon import Lexicon

MIN_CLAUSE = 3
"""Tokens; anything shorter is no clause."""

MAX_ADDRESS = 14
"""Tokens between a verb and its `that`: the person told, the place, the day."""

MAX_INFINITIVE = 8
"""Tokens from `urge` to the `to` of what is urged."""

MAX_PLACE = 8
"""Tokens of the place in front of a report."""


class ClauseReader:
    """Finds the clause an attribution governs, as a range of tokens."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.barred = lexicon.any_of("connective", "preposition", "conjunction", "cue.adverb", "day", "opening")
        self.ends = lexicon.any_of("preposition", "conjunction", "relative", "and", "manner", "day")

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def after(self, attribution: Attribution, stop: int) -> tuple[int, int] | None:
        """The clause behind the cue, or None where the cue governs no clause."""
        start = attribution.last if attribution.inverted else attribution.cue_end
        uses = attribution.cue.uses
        marked = self._complementiser(start, stop, "order" in uses and not self.english, uses)
        if marked is None and "that.only" in uses:
            return None
        if marked is None and self._tells_by_whom(attribution) and self.at(start).text not in (",", ":"):
            return None  # "ditulis Anjani selama tujuh tahun"
        if marked is not None:
            start = marked
        elif self.at(start).text == "," and attribution.cue.form != "gerund":
            start += 1
        elif self.english:
            opened = self._english_start(attribution, start, stop)
            if opened is None:
                return None
            start = opened
        elif self._needs_verb(start, uses) and not self._has_verb(start, stop):
            return None
        end = self.trim_end(start, stop)
        short = marked is not None or self.at(start).low == "to" or not self.english
        if end - start < (1 if marked is not None else 2 if short else MIN_CLAUSE):
            return None
        return start, end

    def _tells_by_whom(self, attribution: Attribution) -> bool:
        """`ditulis Anjani`; but `disebutnya level dunia`"""
        return "passive" in attribution.cue.uses and not attribution.cue.clitic

    def _needs_verb(self, start: int, uses: frozenset[str]) -> bool:
        """A plain object (`menjelaskan kronologi`) or a listener (`disampaikan kepada pers`) is no clause."""
        return "noun" in uses or self.at(start).low in self.lexicon["adjunct"]

    def before(self, low: int, attribution: Attribution) -> tuple[int, int] | None:
        """The clause in front of `, kata Wati.` or `, officials said.`"""
        end = attribution.first
        while end > low and self.at(end - 1).kind == POINT and self.at(end - 1).text in ",-–—":
            end -= 1
        start = self._after_dateline(low, end)
        while start < end and self.at(start).kind == POINT:
            start += 1
        if end - start < (1 if self._is_subject(start) else 2) or end == attribution.first:
            return None
        return start, end

    def _is_subject(self, index: int) -> bool:
        """`*Petambak*, kata Wati, merugi`, but not `Kini, kata Wati, …` nor `Sadly, she said, …`"""
        token = self.at(index)
        if token.kind != WORD or token.low in self.barred or token.low in self.lexicon.cues:
            return False
        return not (self.english and token.low.endswith("ly") and token.low not in self.lexicon["noun.ly"])

    def _after_dateline(self, low: int, end: int) -> int:
        """`PORT ELLERY, Kent — …`"""
        dash = next((i for i in range(low + 1, min(end, low + MAX_PLACE)) if self.at(i).text in ("—", "–", "-")), low)
        return dash + 1 if dash > low and self.at(low).text.isupper() else low

    def _complementiser(self, start: int, stop: int, ordering: bool, uses: frozenset[str]) -> int | None:
        """The index after bahwa / that / agar, if it stands near enough behind the cue.

        ordering: whom, and to do what, belong together.
        """
        that = self.lexicon.any_of("cue.that", "cue.purpose")
        near = 1 if ordering else MAX_ADDRESS  # "mengimbau warga agar …": whom, and to do what, belong together
        for index in range(start, min(stop, start + near)):
            token = self.tokens[index]
            if token.low in that:
                return None if self._is_relative(start, index, uses) else index + 1
            if token.kind == QUOTE or (token.kind == POINT and token.text in ":;"):
                return None
            if token.low in self.lexicon["noun.verblike"]:
                continue
            if index > start and token.low in self.lexicon.cues and not token.capital and not self._is_noun(index):
                return None
            if not self.english and index > start and is_verb(token, self.lexicon):
                return None
            if self.english and token.low in self.lexicon["finite"]:
                return None
        return None

    def _is_relative(self, start: int, that: int, uses: frozenset[str]) -> bool:
        """`say the lake *that* fed them is dry`: behind a noun, unless that is whom they told, when they said it, or
        what they repeat (`reiterated his belief that …`)."""
        if (
            not self.english
            or "told" in uses
            or ("weak" in uses and self.at(that - 1).low in self.lexicon["speech.noun"])
        ):
            return False
        opener, last = self.at(start), self.at(that - 1)
        if start == that or opener.kind != WORD or opener.low in self.barred or opener.low.endswith("ly"):
            return False
        return last.kind == WORD and last.low not in self.lexicon.any_of("day", "time", "cue.adverb")

    def _is_noun(self, index: int) -> bool:
        """`told analysts on a *call* that …`"""
        return self.english and self.tokens[index - 1].low in self.lexicon["article.one"]

    def _english_start(self, attribution: Attribution, start: int, stop: int) -> int | None:
        uses = attribution.cue.uses
        token = self.at(start)
        if token.low in self.lexicon["cue.how"]:
            return start
        if "according" in uses:
            return start + 1 if token.text == "," else None
        if "told" in uses:
            start = self._skip_addressee(start, stop)
            token = self.at(start)
        if "order" in uses and self._infinitive(start, stop):
            return start
        if "clause" not in uses or ("weak" in uses and not self._finite_near(start, stop)):
            return None
        if token.kind == WORD and token.low in self.lexicon["preposition"]:
            return None
        if token.kind == POINT and token.text not in "$(":
            return None
        return start

    def _skip_addressee(self, start: int, stop: int) -> int:
        index = start
        while index < stop and (
            self.at(index).capital
            or self.at(index).low in ("the", "a", "his", "her", "reporters", "me", "him", "them", "us")
        ):
            index += 1
            if index - start >= 1 and not self.at(index).capital:
                break
        return index

    def _infinitive(self, start: int, stop: int) -> bool:
        near = range(start, min(stop, start + MAX_INFINITIVE))
        return any(self.at(i).low == "to" and not self._is_someone(i + 1) for i in near)

    def _is_someone(self, index: int) -> bool:
        """`two free years to *everyone* affected`: what stands behind `to` is no verb."""
        low = self.at(index).low
        return self.at(index).capital or low in self.lexicon.any_of(
            "article", "noun.marker", "pronoun.object", "anyone"
        )

    def _finite_near(self, start: int, stop: int) -> bool:
        return any(self.at(i).low in self.lexicon["finite"] for i in range(start, min(stop, start + 10)))

    def _has_verb(self, start: int, stop: int) -> bool:
        near = range(start, min(stop, start + 40))
        return any(is_verb(self.tokens[i], self.lexicon) or self._is_predicated(i, stop) for i in near)

    def _is_predicated(self, index: int, stop: int) -> bool:
        """`cara *itu* kurang tepat`: what goes on behind a determiner says something of it, be it without a verb."""
        following = self.at(index + 1) if index + 1 < stop else END
        if self.at(index).low not in self.lexicon["determiner"] or following.kind != WORD or following.capital:
            return False
        return following.low not in self.ends and following.low not in self.lexicon["determiner"]

    def trim_end(self, start: int, stop: int) -> int:
        """`stop` without the punctuation before it."""
        end = stop
        while end > start and self.at(end - 1).kind == POINT and self.at(end - 1).text in ".;:,!?…-–—":
            end -= 1
        return end
