"""/remove: take an article out of this chat's own library."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.messages import Code, Paragraph, Reply, Strong
from knowledge.errors import UnknownArticle

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services


async def remove(request: Request, services: Services) -> Reply:
    """`request.text` names the article by id, URL or words of its title."""
    catalogue = services.catalogue(request.language)
    if not request.may_manage:
        return _reply(catalogue, catalogue.line("remove.forbidden"), found=False)
    reference = request.text.strip()
    if not reference:
        example = Code(catalogue.text("remove.example"))
        return _reply(catalogue, catalogue.line("remove.usage", example=example), found=False)
    title = await asyncio.to_thread(_remove, reference, request.collection, services)
    if title is None:
        return _reply(catalogue, catalogue.line("remove.not_here", reference=reference), found=False)
    return _reply(catalogue, catalogue.line("remove.removed", title=Strong(title)), found=True)


def _remove(reference: str, collection: str, services: Services) -> str | None:
    """The title of what was removed; None where the chat has no such article of its own."""
    try:
        article = services.knowledge.article(reference, scope=(collection,))
    except UnknownArticle:
        return None
    services.knowledge.remove(article.id, collection)
    return article.title


def _reply(catalogue: Catalogue, line: Line, *, found: bool) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=found)
