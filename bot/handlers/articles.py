"""/articles: what is indexed, newest first."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import first_of
from bot.messages import Paragraph, Reply, Strong

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.store.protocol import ArticleRow

SHOWN = 10


async def articles(request: Request, services: Services) -> Reply:
    """The newest articles that the chat sees, and how many there are."""
    found = await asyncio.to_thread(services.knowledge.articles, scope=request.scope, limit=SHOWN + 1)
    catalogue = services.catalogue(request.language)
    if not found:
        return Reply(catalogue.language, (Paragraph(catalogue.line("articles.none")),), found=False)
    count = await asyncio.to_thread(services.knowledge.article_count, scope=request.scope)
    items = [_item(row, catalogue) for row in found]
    heading = Paragraph(catalogue.line("articles.heading", count=count))
    return Reply(catalogue.language, (heading, first_of(items, SHOWN, catalogue, count)))


def _item(row: ArticleRow, catalogue: Catalogue) -> Line:
    date = catalogue.date(row.published) if row.published else None
    details = [part for part in (row.byline, date, catalogue.text("articles.quotes", count=row.quotes)) if part]
    return catalogue.line("articles.item", title=Strong(row.title), details=" · ".join(details))
