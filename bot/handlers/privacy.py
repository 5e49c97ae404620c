"""/privacy: what is kept of a chat, and having it forgotten."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import links
from bot.deliveries import store as deliveries
from bot.messages import Code, Paragraph, Reply
from bot.state import TOKEN_SECONDS
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from bot.messages import Request
    from bot.services import Services

FORGET = frozenset({"forget", "lupakan", "hapus", "delete"})
DAY = 24 * 3600


async def privacy(request: Request, services: Services) -> Reply:
    """Tells what is kept; with "forget" forgets it, as far as the one who asks may."""
    if request.text.strip().lower() in FORGET:
        return await asyncio.to_thread(_forget, request, services)
    catalogue = services.catalogue(request.language)
    own = await asyncio.to_thread(services.knowledge.articles, scope=_own(request))
    kept = catalogue.line(
        "privacy.kept",
        articles=len(own),
        minutes=services.state.session_minutes,
        days=TOKEN_SECONDS // DAY,
        posted=round(deliveries.KEPT_SECONDS / DAY),
        links=round(links.KEPT_SECONDS / DAY),
    )
    forget = catalogue.line("privacy.forget", command=Code("/privacy forget"))
    return Reply(catalogue.language, (Paragraph(kept), Paragraph(forget)))


def _forget(request: Request, services: Services) -> Reply:
    catalogue = services.catalogue(request.language)
    if not request.may_manage:
        if request.conversation:
            services.state.forget_conversation(request.conversation)
        return Reply(catalogue.language, (Paragraph(catalogue.line("privacy.forgotten_own")),))
    own = services.knowledge.articles(scope=_own(request))
    for row in own:
        services.knowledge.remove(row.id, request.collection)
    services.state.forget_chat(request.chat)
    services.outbox.forget_chat(request.chat)
    services.seen_links.forget_chat(request.chat)
    for collection in _own(request):
        services.following.forget(collection)
    return Reply(catalogue.language, (Paragraph(catalogue.line("privacy.forgotten", articles=len(own))),))


def _own(request: Request) -> tuple[str, ...]:
    """What is this chat's alone; the operator's library is not."""
    return () if request.collection == LIBRARY else (request.collection,)
