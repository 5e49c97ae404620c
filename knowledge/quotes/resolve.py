"""Who is meant: mentions of all reports of an article, resolved in reading order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.quotes.antecedents import Memory, Need
from knowledge.quotes.cast import Cast, Entity
from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.readings import MentionReader, Reading
from knowledge.quotes.tokens import POINT, QUOTE, WORD
from knowledge.types import QuoteKind, Speaker, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.reports import Report
    from knowledge.quotes.tokens import Token


MAX_OWNED = 4
"""Tokens from `her` to the text that is hers."""


class Resolver:
    """Walks the reports of an article and gives each its entity."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lexicon = lexicon
        self.cast = Cast(text, paragraphs, lexicon)
        self.mentions = MentionReader(self.cast, lexicon)
        self.memory = Memory()
        self.read_to = 0
        self.described = sorted(self.cast.descriptions(), reverse=True)
        self.pronouns = sorted(self.cast.subjects.pronouns(paragraphs), reverse=True)
        self.topics: dict[int, Entity | None] = {}

    def resolve(self, reports: Sequence[Report]) -> list[Entity | None]:
        """The entity of each report; None where nothing tells."""
        readings = [self._read(report) for report in reports]
        for report, reading in zip(reports, readings, strict=True):
            self._learn(report, reading)
        found: list[Entity | None] = []
        for index, reading in enumerate(readings):
            found.append(self._step(index, reading, reports, found))
        self._remember(len(self.paragraphs), 0)
        return self._fill_forward(reports, found)

    def _step(
        self, index: int, reading: Reading | None, reports: Sequence[Report], found: Sequence[Entity | None]
    ) -> Entity | None:
        """Resolve one report with what was read up to it."""
        report = reports[index]
        start = min(report.spans[0][0], report.attribution.first if report.attribution else report.spans[0][0])
        self._remember(report.paragraph, max(start, self._behind_conjunction(report)))
        if report.source is None and (report.attribution is None or not found):
            entity = self._interviewed(report) or self._turn(index, reports, found)
            if entity is None:
                sentence = self.cast.sentence(report.paragraph, report.spans[0][0])
                self.topics[index] = self.memory.topic(sentence)
            return entity
        entity = self._resolve(report, reading)
        end = max(report.spans[-1][1], report.attribution.last if report.attribution else 0)
        self._remember(report.paragraph, end)
        if entity is not None:
            self.memory.speak(entity, self.cast.sentence(report.paragraph, end - 1), report.paragraph)
        return entity

    def _behind_conjunction(self, report: Report) -> int:
        """`Lee resigned because, *she said*, nobody had asked`: the sentence was under way before the pronoun."""
        attribution, source = report.attribution, report.source
        if attribution is None or source is None or source.kind is not MentionKind.PRONOUN:
            return 0
        tokens = self.paragraphs[report.paragraph].tokens
        comma = attribution.first - 1
        set_in = comma > 0 and tokens[comma].text == "," and tokens[comma - 1].low in self.lexicon["subordinate"]
        return attribution.first if set_in or self._is_own_clause(report, tokens) else 0

    def _is_own_clause(self, report: Report, tokens: Sequence[Token]) -> bool:
        """`Barasa will stop because *she* is tired, *she* said`: the clause has the pronoun for whom it is about."""
        if report.kind is not QuoteKind.INDIRECT or report.source is None:
            return False
        start, end = report.spans[0]
        word = tokens[report.source.start].low
        opens = tokens[start].capital and tokens[start].low not in self.lexicon["pronoun"]
        return opens and end <= report.source.start and any(t.low == word for t in tokens[start + 1 : end])

    def _interviewed(self, report: Report) -> Entity | None:
        """`We spoke to the owner, *Ann Lee*.¶Why now?¶“Because we can.”`: who is introduced before the questions."""
        number = report.paragraph
        if report.attribution is not None or not self._follows_question(number):
            return None
        while number >= 0 and (self._asks(number) or self._is_bare(number)):
            number -= 1
        words = {token.low for token in self.paragraphs[number].tokens} if number >= 0 else set()
        people = [a.entity for a in self.cast.named_in(number) if a.entity.kind is SpeakerKind.PERSON]
        return people[-1] if people and words & self.lexicon["interview"] else None

    def _follows_question(self, number: int) -> bool:
        """Does a paragraph stand right below a question, set as a heading or as text?"""
        paragraph = self.paragraphs[number]
        below_heading = paragraph.number == 1 and (paragraph.section or "").endswith("?")
        return below_heading or (number > 0 and self._asks(number - 1))

    def _asks(self, number: int) -> bool:
        return self.paragraphs[number].tokens[-1].text.endswith("?")

    def _is_bare(self, number: int) -> bool:
        """Has a paragraph nothing but what is quoted?"""
        return all(token.kind in (QUOTE, POINT) for token in self.paragraphs[number].tokens)

    def _turn(self, index: int, reports: Sequence[Report], found: Sequence[Entity | None]) -> Entity | None:
        """Whose turn a block without an attribution goes on with: the last speaker's, asides passed over.

        In the paragraph of that turn its mention counts for the block as well.
        """
        report = reports[index]
        last = index - 1
        while last > max(0, index - 3) and _is_aside(reports[last], reports[last - 1]):
            last -= 1
        if last < 0:
            return None
        other = reports[last]
        if other.paragraph == report.paragraph:
            report.turn, report.named = other.source or other.turn, other.named
        return found[last]

    def _remember(self, paragraph: int, token: int) -> None:
        """Take in the names, and the descriptions of whom they name, up to a place."""
        appearances = self.cast.appearances
        while self.read_to < len(appearances):
            appearance = appearances[self.read_to]
            place = (appearance.paragraph, appearance.start)
            if place >= (paragraph, token):
                break
            self._describe_lead(place)
            self._go_on(place)
            namesakes = self.cast.shared.get(place)
            if namesakes:  # by now it may be known who is a he
                appearance = replace(appearance, entity=self.cast.choose_bearer(namesakes, *place))
            self.memory.name(appearance)
            self.read_to += 1
        self._describe_lead((paragraph, token))
        self._go_on((paragraph, token))

    def _go_on(self, place: tuple[int, int]) -> None:
        """Take in the pronouns that open the sentences up to a place."""
        while self.pronouns and self.pronouns[-1] < place:
            paragraph, start = self.pronouns.pop()
            word = self.paragraphs[paragraph].tokens[start].low
            self.memory.go_on(self._gender(word), self.cast.sentence(paragraph, start), paragraph)

    def _gender(self, word: str) -> str:
        return "m" if word in self.lexicon["male"] else "f" if word in self.lexicon["female"] else ""

    def _describe_lead(self, place: tuple[int, int]) -> None:
        while self.described and self.described[-1][:2] < place:
            paragraph, start, end = self.described.pop()
            if self.memory.lead is not None:
                self.cast.describe(self.memory.lead, paragraph, start, end)

    def _read(self, report: Report) -> Reading | None:
        source = report.source
        if source is None or source.kind is not MentionKind.NAME:
            return None
        return self.mentions.read(source, report.paragraph)

    def _learn(self, report: Report, reading: Reading | None) -> None:
        """Offices stand beside a name once; later mentions have the short name alone."""
        if reading is None or not reading.names:
            return
        report.named = (reading.names[0][0], reading.names[-1][1])
        entity = self.mentions.entity(reading.names[-1], report.paragraph)
        if reading.office is not None and len(reading.names) == 1:
            self.cast.add_role(entity, report.paragraph, *reading.office)

    def _resolve(self, report: Report, reading: Reading | None) -> Entity | None:
        source = report.source
        if source is None:
            return self.memory.turns[-1] if self.memory.turns else None
        if reading is None:
            need = self._need(report, source)
            told = self._writer(report) if need.thing else self._crowd(report) if need.plural else None
            return told or self._antecedent(report, need)
        if reading.names:
            return self._named(report, reading)
        return self._by_description(report, source, reading)

    def _need(self, report: Report, source: Mention) -> Need:
        word = self.paragraphs[report.paragraph].tokens[source.start].low
        if source.kind is MentionKind.CLITIC:
            return Need()
        return Need(plural=word in self.lexicon["plural"], thing=word == "it", gender=self._gender(word))

    def _crowd(self, report: Report) -> Entity | None:
        """`Warga mendirikan tenda. Menurut *mereka*, …`: the many people the sentence before begins with."""
        if report.sentence == 0:
            return None
        paragraph = self.paragraphs[report.paragraph]
        found = self.cast.subjects.crowd(paragraph, report.sentence - 1)
        if found is None:
            return None
        first, last = paragraph.tokens[found[0]], paragraph.tokens[found[1] - 1]
        return Entity(self.text[first.start : last.end], (), SpeakerKind.GROUP)

    def _writer(self, report: Report) -> Entity | None:
        """`Lee posted a note on *her* page. “Thank you,” *it* read.`: the text speaks for whom the sentence before is
        about, if it is hers."""
        paragraph = self.paragraphs[report.paragraph]
        cue, sentence = report.attribution, report.sentence
        if cue is None or sentence == 0 or paragraph.tokens[cue.cue_start].low not in self.lexicon["cue.text"]:
            return None
        words = [t.low for t in paragraph.tokens[slice(*paragraph.sentences[sentence - 1])]]
        owned = any(
            word in self.lexicon["possessive"] and self.lexicon["text"].intersection(words[index : index + MAX_OWNED])
            for index, word in enumerate(words)
        )
        return self.memory.topic(self.cast.sentence(report.paragraph, report.spans[0][0])) if owned else None

    def _antecedent(self, report: Report, need: Need) -> Entity | None:
        sentence = self.cast.sentence(report.paragraph, report.spans[0][0])
        chosen = self.memory.choose(need, sentence, report.paragraph)
        if chosen is None:
            chosen = self.memory.turns[-1] if self.memory.turns else None
        if chosen is not None and need.gender and not chosen.gender:
            chosen.gender = need.gender
        return chosen

    def _named(self, report: Report, reading: Reading) -> Entity:
        entities = [self.mentions.entity(name, report.paragraph) for name in reading.names]
        if len(entities) == 1:
            return entities[0]
        joint = " dan " if self.lexicon.language == "id" else " and "
        return Entity(joint.join(e.name for e in entities), (), SpeakerKind.GROUP)

    def _by_description(self, report: Report, source: Mention, reading: Reading) -> Entity | None:
        tokens = self.paragraphs[report.paragraph].tokens[source.start : source.end]
        words = (
            {t.low for t in tokens if t.kind == WORD}
            - self.lexicon["determiner"]
            - self.lexicon["article"]
            - self.lexicon["pihak"]
        )
        definite = reading.described or any(t.capital for t in tokens)
        known = self.cast.by_office(words) if words and definite else None
        if known is not None:
            return known
        kind = self._kind(self.paragraphs[report.paragraph].tokens[source.start : source.end])
        if reading.described and kind is SpeakerKind.UNNAMED:
            chosen = self._antecedent(report, Need())
            if chosen is not None:
                if self.lexicon.language == "id":
                    self.cast.describe(chosen, report.paragraph, source.start, source.end)
                return chosen
        return self._unnamed(report, source)

    def _unnamed(self, report: Report, source: Mention) -> Entity | None:
        """A source without a name, as worded."""
        tokens = self.paragraphs[report.paragraph].tokens[source.start : source.end]
        text = self.text[tokens[0].start : tokens[-1].end]
        return Entity(text, (), self._kind(tokens))

    def _kind(self, tokens: Sequence[Token]) -> SpeakerKind:
        lexicon = self.lexicon
        words = [t.low for t in tokens if t.low not in lexicon["pihak"]]
        words = words[2:] if " ".join(words[:2]) in lexicon["one.of"] else words
        heads = [w for w in words if w not in lexicon["article"] and w not in lexicon["determiner"]]
        heads = [*heads[:1], *(heads[-1:] if lexicon.language == "en" else heads[1:2])]
        if any(word in lexicon["document"] for word in heads):
            return SpeakerKind.DOCUMENT
        if words and words[0] in lexicon["group"]:
            return SpeakerKind.GROUP
        chief = heads[-1 if lexicon.language == "en" else 0] if heads else ""
        if not lexicon["org"].isdisjoint((*heads[:1], *heads[-1:])) and chief not in lexicon["role"]:
            return SpeakerKind.ORGANISATION
        return SpeakerKind.UNNAMED

    def _fill_forward(self, reports: Sequence[Report], found: list[Entity | None]) -> list[Entity | None]:
        """A block before the first speaker is whoever's the sentence before is about, else the next speaker's."""
        following: Entity | None = None
        for index in range(len(found) - 1, -1, -1):
            if found[index] is None and reports[index].attribution is None:
                found[index] = self.topics.get(index) or following
            following = found[index] or following
        return found


def _is_aside(report: Report, before: Report) -> bool:
    """A clause reported in the sentence of a quotation (`“…,” said Lee, whom callers asked how …`)."""
    return (
        report.kind is QuoteKind.INDIRECT
        and before.kind is not QuoteKind.INDIRECT
        and (report.paragraph, report.sentence) == (before.paragraph, before.sentence)
    )


def speaker_of(entity: Entity | None) -> Speaker | None:
    return None if entity is None else Speaker(entity.name, entity.kind, entity.role)
