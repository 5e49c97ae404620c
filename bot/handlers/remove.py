"""/remove: take an article out of this chat's own library."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.explaining import explain
from bot.handlers.common import first_of
from bot.messages import Choice, Choices, Code, Paragraph, Reply, Strong
from knowledge.errors import UnknownArticle
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.store.protocol import TitleRow

MOST_CHOICES = 8
"""Articles that are offered where it is not clear which is meant."""


async def remove(request: Request, services: Services) -> Reply:
    """`request.text` names the article by id, URL or words of its title."""
    catalogue = services.catalogue(request.language)
    if not request.may_manage:
        return _reply(catalogue, catalogue.line("remove.forbidden"), found=False)
    reference = request.text.strip()
    if not reference:
        example = Code(catalogue.text("remove.example"))
        return _reply(catalogue, catalogue.line("remove.usage", example=example), found=False)
    meant = await asyncio.to_thread(services.knowledge.named, reference, scope=(request.collection,))
    if not meant:
        return await _unknown(reference, request, services)
    if len(meant) > 1:
        return _which(meant, catalogue)
    await asyncio.to_thread(services.knowledge.remove, meant[0].id, request.collection)
    key = "remove.removed_for_all" if request.collection == LIBRARY else "remove.removed"
    return _reply(catalogue, catalogue.line(key, title=Strong(meant[0].title)), found=True)


async def _unknown(reference: str, request: Request, services: Services) -> Reply:
    """It may be there for all, which is for the operator alone to change; or not at all."""
    catalogue = services.catalogue(request.language)
    if await asyncio.to_thread(services.knowledge.named, reference, scope=request.scope):
        return _reply(catalogue, catalogue.line("remove.not_here", reference=reference), found=False)
    return _reply(catalogue, explain(UnknownArticle("", reference=reference), catalogue), found=False)


def _which(meant: Sequence[TitleRow], catalogue: Catalogue) -> Reply:
    items = [catalogue.line("remove.item", title=Strong(row.title), id=Code(row.id)) for row in meant]
    buttons = tuple(Choice(row.title, "remove", row.id) for row in meant[:MOST_CHOICES])
    asked = Paragraph(catalogue.line("remove.which"))
    return Reply(catalogue.language, (asked, first_of(items, MOST_CHOICES, catalogue), Choices(buttons)), found=False)


def _reply(catalogue: Catalogue, line: Line, *, found: bool) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=found)
