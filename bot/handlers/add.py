"""/add: an article for this chat alone, from a file, from pasted text, or from a message that is replied to."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from bot.messages import Code, Paragraph, Reply, Strong
from knowledge.errors import BadSource
from knowledge.reading import read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.types import Article

_LINK_ALONE = re.compile(r"\s*https?://\S+\s*")


async def add(request: Request, services: Services) -> Reply:
    """Every file that came along, else the text."""
    catalogue = services.catalogue(request.language)
    settings = await asyncio.to_thread(services.state.chat, request.chat)
    if not (request.may_manage or settings.who_adds == "everyone"):
        command = Code("/settings add everyone")
        return _reply(catalogue, [catalogue.line("add.forbidden", command=command)], found=False)
    text = request.text.strip() or (request.replied_text or "").strip()
    if not request.attachments and not text:
        return _reply(catalogue, [catalogue.line("add.usage", command=Code("/add"))], found=False)
    if not request.attachments and _LINK_ALONE.fullmatch(text):
        return _reply(catalogue, [catalogue.line("add.link")], found=False)
    lines = await asyncio.to_thread(lambda: list(_add_all(request, text, services, catalogue)))
    return _reply(catalogue, lines, found=True)


def _add_all(request: Request, text: str, services: Services, catalogue: Catalogue) -> Iterator[Line]:
    for attachment in request.attachments:
        try:
            yield from _add(read_bytes(attachment.data, attachment.name), request, services, catalogue)
        except BadSource as error:
            yield catalogue.line("add.refused", reason=str(error))
    if not request.attachments:
        yield from _add(read_text(text), request, services, catalogue)


def _add(article: Article, request: Request, services: Services, catalogue: Catalogue) -> Iterator[Line]:
    if not services.knowledge.add(article, request.collection):
        yield catalogue.line("add.known", title=Strong(article.title))
        return
    services.encode_soon()
    stored = services.knowledge.article(article.id, scope=request.scope)
    yield catalogue.line("add.added", title=Strong(stored.title))
    yield catalogue.line("add.details", quotes=len(stored.quotes), sections=len(stored.sections))


def _reply(catalogue: Catalogue, lines: list[Line], *, found: bool) -> Reply:
    return Reply(catalogue.language, tuple(Paragraph(line) for line in lines), found=found)
