"""A paragraph of an article with its passages: what is weighed as a whole, since an answer leans on its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.types import Span

if TYPE_CHECKING:
    from knowledge.search.find import Candidate
    from knowledge.store.protocol import PassageRow
    from knowledge.types import Article

REACH = 1_500
"""Characters on either side that are taken for a paragraph where no line ends."""


@dataclass(frozen=True, slots=True)
class Block:
    """passages: in reading order, at least one."""

    article: Article
    span: Span
    passages: tuple[tuple[PassageRow, Candidate], ...]


def paragraph(text: str, position: int) -> Span:
    """The paragraph at `position`; of one without end the part that starts at a multiple of REACH."""
    start = text.rfind("\n", 0, position) + 1
    start += (position - start) // REACH * REACH
    end = text.find("\n", position, start + 2 * REACH)
    return Span(start, end if end >= 0 else min(len(text), start + 2 * REACH))
