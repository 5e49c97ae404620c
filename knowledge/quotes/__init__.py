"""Quotations of an article: what is said, in whose words, and who says it.

The steps, a file each: `layout` (paragraphs, sentences) over `marks` (quoted blocks), `tokens` and `fields`;
`attributions` (cue and mention) over `mentions`; `reports` (attributions with their content) over `clauses`, `owners`
and `speech`; `cast` (who takes part) over `runs`, `names`, `houses` and `topics`; `resolve` (who is meant); `records`
(the values that come out).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.layout import names_inside, read_paragraphs
from knowledge.quotes.lexicon import load_lexicon
from knowledge.quotes.records import build, group
from knowledge.quotes.reports import Report, ReportReader
from knowledge.quotes.resolve import Resolver
from knowledge.text.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.types import Language, Quote, Section

__all__ = ["find_quotes"]


def find_quotes(text: str, language: Language | None = None, sections: Sequence[Section] = ()) -> tuple[Quote, ...]:
    """The quotations of `text` in reading order.

    language: detected if None. sections: headings and their offsets, for `Quote.section` and `Quote.paragraph`.
    Any text will do; what cannot be read as an attribution is left out. Linear in the length of the text.
    """
    lexicon = load_lexicon(language or detect_language(text))
    paragraphs, reports = read_reports(text, lexicon, sections)
    entities = Resolver(text, paragraphs, lexicon).resolve(reports)
    quotes = (build(text, report, entity, paragraphs) for report, entity in zip(reports, entities, strict=True))
    return tuple(quote for quote in quotes if quote is not None)


def read_reports(text: str, lexicon: Lexicon, sections: Sequence[Section]) -> tuple[list[Paragraph], list[Report]]:
    """What is reported in each paragraph, before anyone asks who is meant."""
    paragraphs = read_paragraphs(text, lexicon, sections)
    known = names_inside(paragraphs)
    reports: list[Report] = []
    for number, paragraph in enumerate(paragraphs):
        for report in ReportReader(text, paragraph, lexicon, known).read():
            report.paragraph = number
            reports.append(report)
    return paragraphs, group(reports)
