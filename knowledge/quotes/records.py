"""Quote records: blocks that one attribution splits become one record, offsets lose their edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.mentions import MentionKind
from knowledge.quotes.tokens import QUOTE
from knowledge.types import Quote, QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.cast import Entity
    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.reports import Report

from knowledge.quotes.resolve import speaker_of

_TRAILING = " \t\n\r\u00a0\u2009\u202f,"


def group(reports: Sequence[Report]) -> list[Report]:
    """`“…,” kata Wati. “…”`: the second block, without an attribution of its own, belongs to the first."""
    kept: list[Report] = []
    for report in reports:
        previous = kept[-1] if kept else None
        if previous is not None and _continues(previous, report):
            previous.spans.extend(report.spans)
        else:
            kept.append(report)
    return kept


def _continues(previous: Report, report: Report) -> bool:
    if report.attribution is not None or report.source is not None or report.paragraph != previous.paragraph:
        return False
    attribution = previous.attribution
    if attribution is None or previous.kind is QuoteKind.INDIRECT:
        return False
    first, last = previous.spans[0][0], previous.spans[-1][1]
    split = first < attribution.cue_start
    return split and last <= report.spans[0][0] and report.sentence - previous.sentence <= 1


def build(text: str, report: Report, entity: Entity | None, paragraphs: Sequence[Paragraph]) -> Quote | None:
    """The record of a report, or None if nothing is left of its content."""
    paragraph = paragraphs[report.paragraph]
    spans = tuple(s for s in (characters(text, paragraph, *span) for span in report.spans) if s is not None)
    if not spans:
        return None
    return Quote(
        kind=report.kind,
        spans=spans,
        text=" ".join(span.of(text) for span in spans),
        speaker=speaker_of(entity),
        cue=_cue(text, report, paragraph),
        mention=_mention(text, report, paragraph),
        section=paragraph.section,
        paragraph=paragraph.number,
    )


def characters(text: str, paragraph: Paragraph, start: int, end: int) -> Span | None:
    """The characters of a span of tokens, without marks and edges."""
    tokens = paragraph.tokens
    if end - start == 1 and tokens[start].kind == QUOTE:
        block = tokens[start].block
        assert block is not None
        first, last = block.inner_start, block.inner_end
    else:
        first, last = tokens[start].start, tokens[end - 1].end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1] in _TRAILING:
        last -= 1
    return Span(first, last) if last > first else None


def _cue(text: str, report: Report, paragraph: Paragraph) -> str | None:
    if report.attribution is None:
        return None
    tokens = paragraph.tokens
    return text[tokens[report.attribution.cue_start].start : tokens[report.attribution.cue_end - 1].end]


def _mention(text: str, report: Report, paragraph: Paragraph) -> str | None:
    source = report.source or report.turn
    if source is None:
        return None
    if source.kind is MentionKind.CLITIC:
        return "-nya"
    start, end = report.named or (source.start, source.end)
    tokens = paragraph.tokens
    return text[tokens[start].start : tokens[end - 1].end]
