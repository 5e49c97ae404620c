"""Who is meant: mentions of all reports of an article, resolved in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.cast import Cast, Entity, Reading
from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.types import Speaker, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.reports import Report


@dataclass(slots=True)
class _State:
    speaker: Entity | None = None
    paragraph: int = -1


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
                state.speaker, state.paragraph = entity, report.paragraph
            found.append(entity)
        return self._fill_forward(reports, found)

    def _read(self, report: Report) -> Reading | None:
        source = report.source
        if source is None or source.kind is not MentionKind.NAME:
            return None
        return self.cast.read(source, report.paragraph)

    def _learn(self, report: Report, reading: Reading | None) -> None:
        """Roles stand beside a name once; later mentions have the short name alone."""
        if reading is None:
            return
        report.named = reading.name
        entity = self.cast.entity(reading, report.paragraph)
        if entity is None:
            return
        for span in (reading.role, reading.aside):
            if span is not None:
                role = self._role_text(report.paragraph, span)
                if role and role not in entity.roles:
                    entity.roles.append(role)

    def _role_text(self, paragraph: int, span: tuple[int, int]) -> str:
        tokens = self.paragraphs[paragraph].tokens
        start, end = span
        while end > start and tokens[end - 1].low in self.lexicon["determiner"]:
            end -= 1
        while (
            end > start
            and tokens[end - 1].low.rstrip(".") in self.lexicon["honorific"]
            and tokens[end - 1].low not in self.lexicon["role"]
        ):
            end -= 1
        while start < end and tokens[start].low in self.lexicon["article"]:
            start += 1
        while end > start and tokens[end - 1].text in (",", "'s", "’s"):
            end -= 1
        return self.text[tokens[start].start : tokens[end - 1].end] if end > start else ""

    def _resolve(self, report: Report, reading: Reading | None, state: _State) -> Entity | None:
        source = report.source
        if source is None:
            return state.speaker
        if source.kind is not MentionKind.NAME:
            return state.speaker or self._topic(report)
        assert reading is not None
        entity = self.cast.entity(reading, report.paragraph)
        if entity is not None:
            return entity
        if reading.described and state.speaker is not None:
            return state.speaker
        return self._unnamed(report, source)

    def _topic(self, report: Report) -> Entity | None:
        """The person named last before the report."""
        for run in reversed([r for r in self.cast.names.runs if r.paragraph <= report.paragraph]):
            tokens = self.paragraphs[run.paragraph].tokens
            if run.paragraph == report.paragraph and run.start >= report.spans[0][0]:
                continue
            begin = self.cast.names.split(tokens, run.start, run.end, False)
            if begin < run.end:
                return self.cast.entity(Reading((begin, run.end), None), run.paragraph)
        return None

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
