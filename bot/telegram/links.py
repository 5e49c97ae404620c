"""Links that people post where the bot listens, and marks on them: what is done as the chat wishes, if anything."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.common import may_add
from bot.links import is_mark
from bot.messages import Choice, Choices, Paragraph, Reply
from bot.router import respond

if TYPE_CHECKING:
    from telegram import MessageReactionUpdated

    from bot.chats import ChatSettings
    from bot.messages import Request
    from bot.services import Services


def has_mark(reaction: MessageReactionUpdated) -> bool:
    """Whether somebody has just put one of the marks on a message."""
    fresh = set(reaction.new_reaction) - set(reaction.old_reaction)
    return any(is_mark(getattr(each, "emoji", "")) for each in fresh)


async def link_posted(request: Request, message: int, settings: ChatSettings, services: Services) -> Reply | None:
    """What is said to a link; None for nothing. request: to add it, by who posted it."""
    if settings.links == "auto":
        return await respond(request, services) if await may_add(request, services) else None
    await asyncio.to_thread(services.seen_links.remember, request.chat, message, request.text)
    if settings.links != "ask":
        return None
    catalogue = services.catalogue(settings.language)
    button = Choice(catalogue.text("choices.index"), "add", request.text)
    return Reply(catalogue.language, (Paragraph(catalogue.line("telegram.link")), Choices((button,))))


async def link_marked(request: Request, message: int, services: Services) -> Reply | None:
    """What comes of indexing the link of a marked message; None where it has none, or not for who marked it."""
    if not await may_add(request, services):
        return None
    link = await asyncio.to_thread(services.seen_links.take, request.chat, message)
    return await respond(replace(request, text=link), services) if link else None
