"""The people, organisations and documents of an article, each under all the names it goes by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.names import NameReader, runs_of
from knowledge.quotes.tokens import END, POINT, Token
from knowledge.types import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon


@dataclass(slots=True, eq=False)
class Entity:
    """One participant: the longest form of its name, the words that point to it, what it is called besides."""

    name: str
    words: tuple[str, ...]
    kind: SpeakerKind
    roles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    @property
    def role(self) -> str | None:
        return next(iter(self.roles), None) or next(iter(self.descriptions), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention taken apart: name and role as token ranges."""

    name: tuple[int, int] | None
    role: tuple[int, int] | None
    aside: tuple[int, int] | None = None
    described: bool = False


class Cast:
    """Entities of one article, found by name."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.names = NameReader(paragraphs, lexicon)
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._by_alias: dict[str, Entity] = {}
        self._enrol()

    def _enrol(self) -> None:
        """Every name of two words or more and every organisation, the longer ones first."""
        runs = sorted(self.names.runs, key=lambda r: (r.start - r.end, r.paragraph, r.start))
        for run in runs:
            tokens = self.paragraphs[run.paragraph].tokens
            titled = self._is_titled(tokens, run.start)
            begin = self.names.split(tokens, run.start, run.end, titled)
            if run.end - begin >= 2:
                self._add(tokens, begin, run.end, SpeakerKind.PERSON)
            if self.names.is_organisation(tokens, run.start, run.end):
                stop = run.end if begin == run.end else begin
                self._add_organisation(tokens, run.start, stop)

    def _is_titled(self, tokens: Sequence[Token], start: int) -> bool:
        before = tokens[start - 1] if start else END
        return before.low in self.lexicon["role"]

    def _add(self, tokens: Sequence[Token], start: int, end: int, kind: SpeakerKind) -> Entity:
        words = self._words(tokens, start, end)
        known = self.by_words(words)
        if known is not None and known.kind is kind and len(known.words) >= len(words):
            return known
        entity = Entity(self.text[tokens[start].start : tokens[end - 1].end], words, kind)
        self.entities.append(entity)
        for word in words:
            self._by_word.setdefault(word, []).append(entity)
        return entity

    def _add_organisation(self, tokens: Sequence[Token], start: int, end: int) -> None:
        """An organisation, and the acronym in brackets behind its name."""
        while (
            start < end
            and tokens[start].low in self.lexicon["role"]
            and tokens[start].low not in self.lexicon["org"]
        ):
            start += 1
        if end - start < 1:
            return
        if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
            entity = self._add(tokens, start, end, SpeakerKind.ORGANISATION)
            self._by_alias.setdefault(tokens[end + 1].low, entity)
            entity.aliases.add(tokens[end + 1].low)

    def _words(self, tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
        skip = self.lexicon["honorific"]
        return tuple(t.low for t in tokens[start:end] if t.kind == "w" and t.low.rstrip(".") not in skip)

    def by_words(self, words: tuple[str, ...]) -> Entity | None:
        """The entity that has all of `words` in its name: the one with the longest name."""
        if not words:
            return None
        alias = self._by_alias.get(" ".join(words))
        if alias is not None:
            return alias
        candidates = [e for e in self._by_word.get(words[0], ()) if all(w in e.words for w in words)]
        return max(candidates, key=lambda e: len(e.words), default=None)

    # Mentions

    def read(self, mention: Mention, paragraph: int) -> Reading:
        """Take the phrase of a mention apart into name and role."""
        tokens = self.paragraphs[paragraph].tokens
        name = self._name_in(tokens, mention.start, mention.end)
        if mention.apposition is None:
            return Reading(
                name,
                self._role_of(tokens, mention.start, mention.end, name),
                None,
                self._described(tokens, mention),
            )
        start, end = mention.apposition
        other = self._name_in(tokens, start, end)
        leads = tokens[mention.start].low in self.lexicon["role"] and mention.start < start
        whole = name is not None and name[0] == mention.start
        if other is not None and other[0] == start and (name is None or leads) and not whole:
            return Reading(other, (mention.start, mention.end))
        if name is not None and name[1] - name[0] < mention.end - mention.start and name[0] > mention.start:
            return Reading(name, (mention.start, name[0]), mention.apposition)
        return Reading(name, mention.apposition)

    def _described(self, tokens: Sequence[Token], mention: Mention) -> bool:
        if self.english:
            return tokens[mention.start].low in self.lexicon["determiner"]
        return (
            tokens[mention.end - 1].low in self.lexicon["determiner"] or tokens[mention.start].low == "sang"
        )

    def _name_in(self, tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
        """The name at the end of a phrase."""
        if not self.english and tokens[end - 1].low in self.lexicon["determiner"]:
            return None
        runs = list(runs_of(tokens, start, end, self.lexicon))
        if not runs:
            return None
        first, last = runs[-1]
        rest = [t for t in tokens[last:end] if t.kind != POINT]
        if self.english and rest and not any(t.text == "(" for t in tokens[last:end]):
            return None
        titled = first > start
        begin = self.names.split(tokens, first, last, titled)
        if begin < last:
            return begin, last
        if tokens[start].low in self.lexicon["role"] or (
            self.english and tokens[start].low in self.lexicon["article"]
        ):
            return None
        return first, last

    def _role_of(
        self, tokens: Sequence[Token], start: int, end: int, name: tuple[int, int] | None
    ) -> tuple[int, int] | None:
        if name is None or name[0] == start:
            return None
        return start, name[0]

    def entity(self, reading: Reading, paragraph: int) -> Entity | None:
        """The entity a reading names; a new one if the article has no longer form."""
        if reading.name is None:
            return None
        tokens = self.paragraphs[paragraph].tokens
        start, end = reading.name
        while end - start > 1 and tokens[start].low.rstrip(".") in self.lexicon["honorific"]:
            start += 1
        known = self.by_words(self._words(tokens, start, end))
        if known is not None:
            return known
        organisation = self.names.is_organisation(tokens, start, end)
        return self._add(tokens, start, end, SpeakerKind.ORGANISATION if organisation else SpeakerKind.PERSON)
