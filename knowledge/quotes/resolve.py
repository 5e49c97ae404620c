"""Who is meant: mentions of all reports of an article, resolved in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.cast import Cast, Entity, Reading
from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.tokens import WORD
from knowledge.types import Speaker, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.reports import Report


@dataclass(slots=True)
class _State:
    """The speakers so far: the last one, and where."""

    speaker: Entity | None = None
    paragraph: int = -1
    token: int = -1


class Resolver:
    """Walks the reports of an article and gives each its entity."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lexicon = lexicon
        self.cast = Cast(text, paragraphs, lexicon)

    def resolve(self, reports: Sequence[Report]) -> list[Entity | None]:
        """The entity of each report; None where nothing tells."""
        readings = [self._read(report) for report in reports]
        for report, reading in zip(reports, readings, strict=True):
            self._learn(report, reading)
        state = _State()
        found: list[Entity | None] = []
        for report, reading in zip(reports, readings, strict=True):
            entity = self._resolve(report, reading, state)
            if entity is not None:
                state.speaker, state.paragraph, state.token = entity, report.paragraph, report.spans[-1][1]
            found.append(entity)
        return self._fill_forward(reports, found)

    def _read(self, report: Report) -> Reading | None:
        source = report.source
        if source is None or source.kind is not MentionKind.NAME:
            return None
        return self.cast.read(source, report.paragraph)

    def _learn(self, report: Report, reading: Reading | None) -> None:
        """Offices stand beside a name once; later mentions have the short name alone."""
        if reading is None or not reading.names:
            return
        report.named = (reading.names[0][0], reading.names[-1][1])
        entity = self.cast.entity(reading.names[-1], report.paragraph)
        if reading.office is not None and len(reading.names) == 1:
            self.cast.add_role(entity, report.paragraph, *reading.office)

    def _resolve(self, report: Report, reading: Reading | None, state: _State) -> Entity | None:
        source = report.source
        if source is None:
            return state.speaker
        if reading is None:
            return self._antecedent(report, source, state)
        if reading.names:
            return self._named(report, reading)
        return self._by_description(report, source, reading, state)

    def _named(self, report: Report, reading: Reading) -> Entity:
        entities = [self.cast.entity(name, report.paragraph) for name in reading.names]
        if len(entities) == 1:
            return entities[0]
        joint = " dan " if self.lexicon.language == "id" else " and "
        return Entity(joint.join(e.name for e in entities), (), SpeakerKind.GROUP)

    def _antecedent(self, report: Report, source: Mention, state: _State) -> Entity | None:
        return state.speaker or self._topic(report)

    def _by_description(
        self, report: Report, source: Mention, reading: Reading, state: _State
    ) -> Entity | None:
        tokens = self.paragraphs[report.paragraph].tokens[source.start : source.end]
        words = {t.low for t in tokens if t.kind == WORD} - self.lexicon["determiner"] - self.lexicon["article"] - self.lexicon["pihak"]
        known = self.cast.by_office(words) if words else None
        if known is not None:
            return known
        if reading.described and state.speaker is not None:
            return state.speaker
        return self._unnamed(report, source)

    def _topic(self, report: Report) -> Entity | None:
        """The person named last before the report."""
        best: Entity | None = None
        for appearance in self.cast.appearances:
            place = (appearance.paragraph, appearance.start)
            if place >= (report.paragraph, report.spans[0][0]):
                break
            if appearance.entity.kind is SpeakerKind.PERSON:
                best = appearance.entity
        return best

    def _unnamed(self, report: Report, source: Mention) -> Entity | None:
        tokens = self.paragraphs[report.paragraph].tokens
        text = self.text[tokens[source.start].start : tokens[source.end - 1].end]
        return Entity(text, (), SpeakerKind.UNNAMED)

    def _fill_forward(self, reports: Sequence[Report], found: list[Entity | None]) -> list[Entity | None]:
        """A block before the first speaker is the next speaker's."""
        following: Entity | None = None
        for index in range(len(found) - 1, -1, -1):
            if found[index] is None and reports[index].attribution is None:
                found[index] = following
            following = found[index] or following
        return found


def speaker_of(entity: Entity | None) -> Speaker | None:
    return None if entity is None else Speaker(entity.name, entity.kind, entity.role)
