"""/summary: the points of an article, in its own sentences."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import quotations, sources_of
from bot.messages import Code, Paragraph, Reply, Strong

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Block, Request
    from bot.services import Services
    from knowledge.types import Summary

POINTS, MOST_POINTS = 3, 10
_COUNTED = ("poin", "point", "points")


async def summary(request: Request, services: Services) -> Reply:
    """Of the newest article, of the one that `request.text` names, or of the one that is replied to."""
    named, points = split_points(request.text.strip())
    reference = named or request.replied_text or None
    found = await asyncio.to_thread(services.knowledge.summarize, reference, points=points, scope=request.scope)
    catalogue = services.catalogue(request.language)
    return Reply(catalogue.language, summary_blocks(found, catalogue))


def split_points(text: str) -> tuple[str, int]:
    """ "banjir 5 poin" -> ("banjir", 5); three where no number is asked for."""
    *article, count, unit = ["", "", *text.split()]
    if unit.lower() not in _COUNTED or not count.isdecimal():
        return text, POINTS
    return " ".join(article).strip(), min(max(int(count[:3]), 1), MOST_POINTS)


def summary_blocks(found: Summary | None, catalogue: Catalogue) -> tuple[Block, ...]:
    """What is shown of a summary; None: no article fits."""
    if found is None:
        return (Paragraph(catalogue.line("summary.none", command=Code("/articles"))),)
    return (
        Paragraph(catalogue.line("summary.title", title=Strong(found.article.title))),
        *quotations(found.points, catalogue, attributed=False),
        sources_of(found.points),
    )
