"""/add: articles for this chat alone, from files, from a link, from pasted text, or from a message replied to."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from bot.explaining import told
from bot.following.arrivals import take_in
from bot.handlers.common import counted, may_add
from bot.messages import Code, Paragraph, Reply, Strong
from bot.web import fetch_articles
from knowledge.errors import BadSource
from knowledge.reading import read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.types import Article

MAX_ENTRIES = 10
"""Newest articles that are read where the link is that of a feed or a site; people wait for them."""

MAX_SECONDS = 30
"""After which no further article of a list is begun, as with a site that asks for long pauses."""

_LINK_ALONE = re.compile(r"https?://\S+", re.IGNORECASE)


async def add(request: Request, services: Services) -> Reply:
    """Every file that came along, else what the link leads to, else the text."""
    catalogue = services.catalogue(request.language)
    if not await may_add(request, services):
        command = Code("/settings add everyone")
        return _reply(catalogue, [catalogue.line("add.forbidden", command=command)], found=False)
    text = request.text.strip() or (request.replied_text or "").strip()
    if not request.attachments and not text:
        return _reply(catalogue, [catalogue.line("add.usage", command=Code("/add"))], found=False)
    if request.attachments:
        return await _add_all(_from_files(request), request, services)
    if _LINK_ALONE.fullmatch(text):
        return await _add_all(await _from_link(text, services), request, services)
    return await _add_all(_from_text(text), request, services)


def _from_files(request: Request) -> Iterator[Article | BadSource]:
    for attachment in request.attachments:
        try:
            yield read_bytes(attachment.data, attachment.name)
        except BadSource as error:
            yield error


def _from_text(text: str) -> Iterator[Article]:
    """Lazily, as reading takes a while."""
    yield read_text(text)


async def _from_link(link: str, services: Services) -> list[Article | BadSource]:
    def fetch() -> list[Article | BadSource]:
        until = time.monotonic() + MAX_SECONDS
        found: list[Article | BadSource] = []
        for _, read in fetch_articles(link, services.fetcher, MAX_ENTRIES):
            found.append(read)
            if time.monotonic() > until:
                break
        return found

    return await asyncio.get_running_loop().run_in_executor(services.fetching, fetch)


async def _add_all(read: Iterable[Article | BadSource], request: Request, services: Services) -> Reply:
    """Adds what was read, and says of each what became of it. Reading may happen here, so it is in a thread."""
    catalogue = services.catalogue(request.language)

    def add_each() -> Reply:
        found = False
        lines: list[Line] = []
        for each in read:
            found = found or not isinstance(each, BadSource)
            lines += _add(each, request, services, catalogue)
        return _reply(catalogue, lines, found=found)

    return await asyncio.to_thread(add_each)


def _add(read: Article | BadSource, request: Request, services: Services, catalogue: Catalogue) -> Iterator[Line]:
    if isinstance(read, BadSource):
        yield catalogue.line("add.refused", reason=told(read.problem, catalogue))
        return
    added = take_in(read, request.collection, services)
    if not added.is_new:
        yield catalogue.line("add.known", title=Strong(read.title))
        return
    services.encode_soon()
    stored = services.knowledge.article(read.id, scope=request.scope)
    yield catalogue.line("add.updated" if added.replaced else "add.added", title=Strong(stored.title))
    yield catalogue.line("add.details", counted=counted(stored, catalogue))


def _reply(catalogue: Catalogue, lines: list[Line], *, found: bool) -> Reply:
    return Reply(catalogue.language, tuple(Paragraph(line) for line in lines), found=found)
