"""/quotes: quote records of a speaker, on a topic, or the latest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import quotations, sources_of
from bot.messages import Paragraph, Reply, Strong
from knowledge.excerpts import cut
from knowledge.search.answering.copies import distinct
from knowledge.search.questions.phrasing import phrasing
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Request
    from bot.services import Services
    from knowledge.knowledge import FoundQuote

SHOWN = 5
LOOKED_AT = 4 * SHOWN
"""Records among which there are as many that are not the same words in another paper."""


async def quotes(request: Request, services: Services) -> Reply:
    """`request.text` is a speaker, and a topic after "soal" or "about"; either may be missing."""
    return await asyncio.to_thread(_quotes, request, services)


def _quotes(request: Request, services: Services) -> Reply:
    speaker, topic = split_topic(request.text)
    found = services.knowledge.quotes(
        scope=request.scope, speaker=speaker or None, about=topic or None, limit=LOOKED_AT
    )
    return quotes_reply(found, speaker, topic, services.catalogue(request.language), SHOWN)


def quotes_reply(
    found: Sequence[FoundQuote], speaker: str, topic: str, catalogue: Catalogue, most: int | None = None
) -> Reply:
    """The records under a heading that says whose and what about; what several outlets have is shown once."""
    if not found:
        return Reply(catalogue.language, (Paragraph(catalogue.line("quotes.none")),), found=False)
    articles = {each.article.id: each.article for each in found}
    cuts = [cut(f.article, f.sentences, speaker=f.quote.speaker, matches=f.quote.spans) for f in found]
    excerpts = distinct(cuts, articles.__getitem__)[:most]
    names = {e.speaker for e in excerpts}
    one = names.pop() if speaker and len(names) == 1 else None
    heading = _heading(one or speaker, topic, catalogue)
    shown = quotations(excerpts, catalogue, attributed=one is None)
    return Reply(catalogue.language, (heading, *shown, sources_of(excerpts)))


def split_topic(text: str) -> tuple[str, str]:
    """ "Sarandos soal AI" -> ("Sarandos", "AI")."""
    given = text.split()
    for i, word in enumerate(given):
        if fold(word) in phrasing().prepositions:
            return " ".join(given[:i]), " ".join(given[i + 1 :])
    return " ".join(given), ""


def _heading(speaker: str, topic: str, catalogue: Catalogue) -> Paragraph:
    name = Strong(speaker)
    if speaker and topic:
        return Paragraph(catalogue.line("quotes.heading_about", speaker=name, topic=topic))
    if speaker:
        return Paragraph(catalogue.line("quotes.heading", speaker=name))
    if topic:
        return Paragraph(catalogue.line("quotes.heading_topic", topic=topic))
    return Paragraph(catalogue.line("quotes.heading_all"))
