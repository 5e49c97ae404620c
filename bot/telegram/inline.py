"""Inline mode: `@bot words` in any chat offers cited quotes of the operator's library to put in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.handlers.common import quotations, sources_of
from bot.messages import Reply
from bot.telegram.render import render
from bot.telegram.text import one_line, shorten
from knowledge.errors import KutipError
from knowledge.excerpts import cut
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from telegram import Bot, InlineQuery

    from bot.catalogue import Catalogue
    from bot.messages import Block
    from bot.services import Services
    from knowledge.types import Excerpt

RESULTS = 8
CACHE_SECONDS = 10
"""How long Telegram may give the same person the same results; short, as articles come and go."""
TITLE_UNITS, DESCRIPTION_UNITS = 64, 120
START_PARAMETER = "inline"


async def answer_inline(query: InlineQuery, bot: Bot, services: Services) -> int:
    """Offer quotes that answer the words typed so far, the newest where there are none; returns how many."""
    language = query.from_user.language_code
    catalogue = services.catalogue("en" if language == "en" else "id" if language == "id" else None)
    excerpts = await asyncio.to_thread(find, query.query.strip(), services)
    nothing = InlineQueryResultsButton(catalogue.text("telegram.inline_nothing"), start_parameter=START_PARAMETER)
    await bot.answer_inline_query(
        query.id,
        [_result(excerpt, catalogue) for excerpt in excerpts],
        cache_time=CACHE_SECONDS,
        is_personal=True,
        button=None if excerpts else nothing,
    )
    return len(excerpts)


def find(words: str, services: Services) -> list[Excerpt]:
    """At most RESULTS excerpts, each place once, best first."""
    try:
        found = list(services.knowledge.ask(words, scope=(LIBRARY,)).excerpts) if words else []
        about = services.knowledge.quotes(scope=(LIBRARY,), about=words or None, limit=RESULTS)
    except KutipError:
        return []
    found += [cut(f.article, f.quote.extent, speaker=f.quote.speaker) for f in about]
    places = {(e.citation.article_id, e.span): e for e in reversed(found)}
    return list(reversed(places.values()))[:RESULTS]


def _result(excerpt: Excerpt, catalogue: Catalogue) -> InlineQueryResultArticle:
    shown = (excerpt,)
    blocks: tuple[Block, ...] = (*quotations(shown, catalogue, attributed=True), sources_of(shown))
    page = render(Reply(catalogue.language, blocks), catalogue)[0]
    content = InputTextMessageContent(
        page.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        id=f"{excerpt.citation.article_id}:{excerpt.span.start}:{excerpt.span.end}",
        title=shorten(one_line(excerpt.speaker or excerpt.citation.title), TITLE_UNITS) or "…",
        description=shorten(one_line(excerpt.text), DESCRIPTION_UNITS),
        input_message_content=content,
    )
