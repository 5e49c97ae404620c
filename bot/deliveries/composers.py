"""What each kind of delivery says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.digests.composing import compose_digest
from bot.digests.schedule import DAILY, WEEKLY
from bot.digests.sharing import Shared
from bot.following.notes import compose_feed, compose_quotes
from bot.messages import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chats import ChatSettings
    from bot.deliveries.store import Delivery
    from bot.deliveries.worker import Composer
    from bot.services import Services

    Note = Callable[[Mapping[str, str], ChatSettings, Services], Reply | None]


def composers(services: Services) -> Mapping[str, Composer]:
    """By kind."""
    shared = Shared[Reply | None]()

    async def digest(delivery: Delivery, now: float) -> Reply | None:
        return await compose_digest(delivery, now, services, shared)

    def note(compose: Note) -> Composer:
        async def composed(delivery: Delivery, _: float) -> Reply | None:
            settings = await asyncio.to_thread(services.state.chat, delivery.chat)
            return await asyncio.to_thread(compose, delivery.subject, settings, services)

        return composed

    return {DAILY: digest, WEEKLY: digest, "feed": note(compose_feed), "quote": note(compose_quotes)}
