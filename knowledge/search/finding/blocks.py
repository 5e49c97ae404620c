"""A paragraph of an article with its passages: what is weighed as a whole, since an answer leans on its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.search.finding.find import Candidate
    from knowledge.store.protocol import PassageRow
    from knowledge.types import Article

REACH = 1_500
"""Characters on either side that are taken for a paragraph where no line ends."""


@dataclass(frozen=True, slots=True)
class Block:
    """passages: in reading order, at least one; before: the terms of the paragraph before it."""

    article: Article
    span: Span
    passages: tuple[tuple[PassageRow, Candidate], ...]
    before: frozenset[str]


def terms_in(span: Span, rows: Iterable[PassageRow]) -> frozenset[str]:
    """The terms of those of `rows`, which are of one article, that have a part in `span`."""
    return frozenset().union(*(row.terms for row in rows if row.span.overlaps(span)))


def paragraph_before(text: str, position: int) -> Span:
    """The paragraph before the one at `position`; that one itself where it is the first."""
    return paragraph(text, max(0, paragraph(text, position).start - len("\n\n")))


def paragraph(text: str, position: int) -> Span:
    """The paragraph at `position`; of one without end the part that starts at a multiple of REACH."""
    start = text.rfind("\n", 0, position) + 1
    start += (position - start) // REACH * REACH
    end = text.find("\n", position, start + 2 * REACH)
    return Span(start, end if end >= 0 else min(len(text), start + 2 * REACH))
