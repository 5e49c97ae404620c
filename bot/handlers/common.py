"""Pieces of replies that several commands share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.messages import Bullets, Quotation, Source, Sources, Strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Line, Request
    from bot.services import Services
    from knowledge.types import Article, Citation, Excerpt


async def may_add(request: Request, services: Services) -> bool:
    """Whether the person who asks may put articles and sources in here."""
    if request.may_manage:
        return True
    settings = await asyncio.to_thread(services.state.chat, request.chat)
    return settings.who_adds == "everyone"


def counted(article: Article, catalogue: Catalogue) -> str:
    """How much there is in an article."""
    quotes = catalogue.text("articles.quotes", count=len(article.quotes))
    return f"{quotes}, {catalogue.text('articles.sections', count=len(article.sections))}"


def first_of(lines: Sequence[Line], most: int, catalogue: Catalogue, count: int | None = None) -> Bullets:
    """As many as are shown of what a heading counts, and how many more there are; a last one is shown instead.

    count: how many there are, where `lines` are the first `most` + 1 of them.
    """
    left = (len(lines) if count is None else count) - most
    if left <= 1:
        return Bullets(tuple(lines))
    return Bullets((*lines[:most], catalogue.line("list.more", count=left)))


def quotations(excerpts: Sequence[Excerpt], catalogue: Catalogue, *, attributed: bool) -> tuple[Quotation, ...]:
    """The excerpts with the numbers of their sources; `attributed` names the speaker of each."""
    numbers = _numbers(excerpts)
    return tuple(
        Quotation(e, numbers[_place(e.citation)], attribution(e, catalogue) if attributed else ()) for e in excerpts
    )


def attribution(excerpt: Excerpt, catalogue: Catalogue) -> Line:
    """Who speaks in an excerpt; nothing where nobody does."""
    if not excerpt.speaker:
        return ()
    key = "attribution.speaker_role" if excerpt.role else "attribution.speaker"
    return catalogue.line(key, speaker=Strong(excerpt.speaker), role=excerpt.role or "")


def sources_of(excerpts: Sequence[Excerpt]) -> Sources:
    """The sources of the excerpts, each place once, in the order of their numbers."""
    places = {_place(e.citation): e.citation for e in reversed(excerpts)}
    numbers = _numbers(excerpts)
    return Sources(tuple(Source(n, places[place]) for place, n in numbers.items()))


def _numbers(excerpts: Sequence[Excerpt]) -> dict[tuple[object, ...], int]:
    places = dict.fromkeys(_place(e.citation) for e in excerpts)
    return {place: n for n, place in enumerate(places, start=1)}


def _place(citation: Citation) -> tuple[object, ...]:
    return citation.article_id, citation.section, citation.paragraph
