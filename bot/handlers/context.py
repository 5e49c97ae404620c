"""/context and /source: what stands around a quotation, and the article it is from. Buttons lead here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import counted, quotations, sources_of
from bot.messages import Bullets, Code, Paragraph, Reply, Strong
from knowledge.errors import UnknownArticle
from knowledge.excerpts import cut
from knowledge.text.sentences import paragraphs
from knowledge.types import Span

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.types import Article, Excerpt

NEIGHBOURS = 1
"""Paragraphs shown before and after the one with the quotation."""


def place_text(excerpt: Excerpt) -> str:
    """The argument of /context for an excerpt: article, first and last character."""
    return f"{excerpt.citation.article_id} {excerpt.span.start} {excerpt.span.end}"


async def context(request: Request, services: Services) -> Reply:
    """`request.text` is what `place_text` gives."""
    catalogue = services.catalogue(request.language)
    reference, _, bounds = request.text.strip().partition(" ")
    article = await asyncio.to_thread(_article, reference, request, services)
    span = _span(bounds, article) if article else None
    if article is None or span is None:
        return Reply(catalogue.language, (Paragraph(catalogue.line("context.gone")),), found=False)
    excerpt = cut(article, _widened(article.text, span), matches=[span])
    shown = quotations([excerpt], catalogue, attributed=False)
    heading = Paragraph(catalogue.line("context.heading"))
    newer = await _newer(article, request, services, catalogue)
    return Reply(catalogue.language, (heading, *shown, sources_of([excerpt]), *newer))


async def source(request: Request, services: Services) -> Reply:
    """Everything that is known of the article in `request.text`."""
    catalogue = services.catalogue(request.language)
    reference = request.text.strip() or None
    article = await asyncio.to_thread(services.knowledge.article, reference, scope=request.scope)
    return Reply(
        catalogue.language,
        (
            Paragraph((Strong(article.title),)),
            Bullets(tuple(_details(article, catalogue))),
            *await _newer(article, request, services, catalogue),
        ),
    )


async def _newer(article: Article, request: Request, services: Services, catalogue: Catalogue) -> tuple[Paragraph, ...]:
    """A line where the page has changed since: what was cited stays as it was."""
    newer = await asyncio.to_thread(services.knowledge.newer_version, article.id, scope=request.scope)
    if newer is None:
        return ()
    return (Paragraph(catalogue.line("source.newer", command=Code(f"/source {newer}"))),)


def _details(article: Article, catalogue: Catalogue) -> list[Line]:
    lines = []
    if article.byline:
        lines.append(catalogue.line("source.by", byline=article.byline))
    if article.outlet:
        lines.append((article.outlet,))
    if article.published:
        lines.append(catalogue.line("source.published", date=catalogue.date(article.published)))
    known = article.url is not None
    lines.append(
        catalogue.line("source.address", url=article.url or "") if known else catalogue.line("source.no_address")
    )
    return [*lines, (counted(article, catalogue),), catalogue.line("source.id", id=article.id)]


def _article(reference: str, request: Request, services: Services) -> Article | None:
    try:
        return services.knowledge.article(reference, scope=request.scope)
    except UnknownArticle:
        return None


def _span(bounds: str, article: Article) -> Span | None:
    numbers = bounds.split()
    if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):
        return None
    start, end = (int(number) for number in numbers)
    return Span(start, end) if start < end <= len(article.text) else None


def _widened(text: str, span: Span) -> Span:
    """The paragraphs of `span`, and their neighbours."""
    spans = list(paragraphs(text))
    touched = [i for i, paragraph in enumerate(spans) if paragraph.overlaps(span)] or [0]
    first, last = max(0, touched[0] - NEIGHBOURS), min(len(spans) - 1, touched[-1] + NEIGHBOURS)
    return Span(spans[first].start, spans[last].end)
