"""Mentions taken apart: which words are the name, which the office, and whom the article has by that name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.runs import is_full_name, runs_of
from knowledge.quotes.tokens import NUMBER, POINT, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.cast import Cast, Entity
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.mentions import Mention
    from knowledge.quotes.tokens import Token


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention taken apart: names (several if coordinated) and office as token ranges."""

    names: tuple[tuple[int, int], ...]
    office: tuple[int, int] | None
    described: bool = False


class MentionReader:
    """Reads the mentions of one article against its cast."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self.cast = cast
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.common_nouns = lexicon.any_of("group", "document", "role") if self.english else lexicon["role"]

    def read(self, mention: Mention, paragraph: int) -> Reading:
        """Take the phrase of a mention apart into names and office."""
        tokens = self.cast.paragraphs[paragraph].tokens
        start, end = mention.start, mention.end
        while start < end and tokens[start].low in self.lexicon["pihak"]:
            start += 1
        names = self._names_in(paragraph, start, end)
        office = self._office_before(tokens, start, names[0]) if names else None
        described = self._is_described(tokens, start, end)
        if mention.apposition is None:
            return Reading(names, office, described and not names)
        first, last = mention.apposition
        others = self._names_in(paragraph, first, last)
        leads = bool(names) and names[0][0] == start
        if self.english and others and not names:
            return Reading(others, (start, end))
        bare = bool(others) and others[0][0] in (first, self.cast.names.skip_titles(tokens, first, last))
        if bare and self._is_house_or_office(tokens, start, end, leads):
            return Reading(others, self.cast.offices.before(tokens, others[0][0]) or (start, end))
        inside = others[0][0] > first if others else self._says_what(tokens[first])
        if not names and inside and self._is_one_name(tokens, start, end):
            return Reading(((start, end),), (first, last))
        if not names and others:
            return Reading(others, (start, end))
        if leads and bare and self._is_the_bearer(tokens, names[0], others[0]):
            return Reading(others, (start, end))
        return Reading(names, office or (first, last), described and not names)

    def _office_before(self, tokens: Sequence[Token], start: int, name: tuple[int, int]) -> tuple[int, int] | None:
        """The office in the phrase before a name; before a full name, whatever common words stand there."""
        offices = self.cast.offices
        known = offices.before(tokens, name[0], start)
        full = name[1] - name[0] > 1 and not self.cast.names.is_organisation(tokens, *name)
        if not full or (known is not None and not self.english):
            return known
        return offices.worded(tokens, start, name[0]) or known

    def _is_house_or_office(self, tokens: Sequence[Token], start: int, end: int, leads: bool) -> bool:
        """`pengajar Universitas X, Rudi Hasan, …`: does the phrase say what the bearer of the name is, or where?"""
        if leads:
            return tokens[start].low in self.lexicon["org"]
        return self.cast.offices.is_office(tokens, start, end)

    def _is_the_bearer(self, tokens: Sequence[Token], head: tuple[int, int], beside: tuple[int, int]) -> bool:
        """`Tosser Rajawali, Kinasih Ayu, …`: two names of several words, of which only the second begins as people are
        called, later in the article or anywhere: it is the bearer's, the first says what she is."""
        if self.english or beside[1] - beside[0] < 2 or self.cast.names.is_organisation(tokens, *beside):
            return False
        return self._begins_as_person(tokens[beside[0]]) and not self._begins_as_person(tokens[head[0]])

    def _begins_as_person(self, token: Token) -> bool:
        return token.low in self.cast.names.given or self.cast.names.alone[token.low] > 0

    def _is_one_name(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """`Tumini, petani di Desa X, …`: a capital that no common word has, before the words for what its bearer is."""
        token = tokens[start]
        is_noun = token.low in self.cast.names.common or token.low in self.common_nouns
        return end - start == 1 and token.capital and not is_noun

    def _says_what(self, token: Token) -> bool:
        """`Wanto, *a* 41-year-old picker who …`, `Tumini, *petani* tembakau, …`"""
        return token.low in self.lexicon["article"] or token.low in self.lexicon["role"]

    def _is_described(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        if start >= end:
            return False
        if self.english:
            return tokens[start].low in self.lexicon["determiner"]
        return tokens[end - 1].low in self.lexicon["determiner"] or tokens[start].low == "sang"

    def _names_in(self, paragraph: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The name at the end of a phrase, or several joined by a conjunction."""
        tokens = self.cast.paragraphs[paragraph].tokens
        if start >= end or (not self.english and tokens[end - 1].low in self.lexicon["determiner"]):
            return ()
        runs = list(runs_of(tokens, start, end, self.lexicon))
        if not runs:
            return ()
        bearer = next((i for i, run in enumerate(runs) if self._is_affiliated(tokens, run, end)), None)
        if bearer is not None and not any(
            t.low in self.lexicon["preposition"] for t in tokens[start : runs[bearer][0]]
        ):
            runs, end = runs[: bearer + 1], runs[bearer][1]
        last = self._name_of(paragraph, start, end, *runs[-1])
        if last is None:
            return ()
        found = [last]
        for run in reversed(runs[:-1]):
            if not self._joined(tokens, run[1], found[0][0]):
                break
            name = self._name_of(paragraph, start, run[1], *run)
            if name is None:
                break
            found.insert(0, name)
        return tuple(found)

    def _is_affiliated(self, tokens: Sequence[Token], run: tuple[int, int], end: int) -> bool:
        """`Ann Lee *of* Fern Partners`, `Ann Lee *from* the choir`: the name is the head, not what stands behind."""
        start, stop = run
        behind = stop < end and tokens[stop].low in self.lexicon["affiliation"]
        behind = behind and not (stop + 1 < end and tokens[stop + 1].low in self.lexicon["day"])
        return behind and stop - start > 1 and is_full_name(tokens, start, stop, self.lexicon)

    def _joined(self, tokens: Sequence[Token], end: int, start: int) -> bool:
        """Does only a conjunction, and an office in small letters, stand between two names?"""
        between = tokens[end:start]
        if not between or between[0].low not in self.lexicon["and"]:
            return False
        return all(not t.capital and t.kind == WORD for t in between[1:])

    def _name_of(self, paragraph: int, low: int, stop: int, start: int, end: int) -> tuple[int, int] | None:
        tokens = self.cast.paragraphs[paragraph].tokens
        rest = tokens[end:stop]
        bracket = any(t.text == "(" for t in rest)
        if self.english and not bracket and any(t.kind != POINT for t in rest):
            return None
        if end - start == 1 and tokens[start].low in self.common_nouns:
            return None
        aged = bracket and any(t.kind == NUMBER for t in rest)
        known = aged or self.cast.names.is_known(tokens[start].low)
        if end - start == 1 and start in self.cast.heads[paragraph] and not known:
            return None
        common = tokens[start].low in self.cast.names.common or tokens[start].low in self.lexicon["org"]
        if not self.english and common and end - start == 1 and any(t.kind == WORD for t in rest) and not bracket:
            return None
        if self.english and any(t.low in self.lexicon["adjunct"] for t in tokens[low:start]):
            return None
        office = start > low and self.cast.is_titled(tokens, start)
        begin = self.cast.names.split(tokens, start, end, office)
        return (begin, end) if begin < end else None

    def entity(self, name: tuple[int, int], paragraph: int) -> Entity:
        """The entity of a name; a new one if the article has no longer form."""
        tokens = self.cast.paragraphs[paragraph].tokens
        start, end = name
        alias = self.cast.by_alias(" ".join(t.low for t in tokens[start:end]))
        if alias is not None:
            return alias
        namesakes = self.cast.bearers(self.cast.words(paragraph, start, end))
        if len(namesakes) > 1:
            return self.cast.choose_bearer(namesakes, paragraph, start)
        return self.cast.add(paragraph, start, end, self.cast.names.is_organisation(tokens, start, end))
