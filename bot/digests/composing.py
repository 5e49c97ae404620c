"""What a digest that is due says."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.deliveries.worker import is_late
from bot.handlers.digest_reply import MOST_STORIES, digest_reply
from bot.messages import Paragraph, Reply
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.catalogue import Catalogue
    from bot.deliveries.store import Delivery
    from bot.services import Services
    from knowledge.store import Scope
    from knowledge.types import Digest, Language


async def compose_digest(delivery: Delivery, now: float, services: Services) -> Reply | None:
    """None where the place wants none any more, or nothing is new and it does not want to be told so."""
    return await asyncio.to_thread(_composed, delivery, now, services)


def digest_of(services: Services, scope: Scope, since: datetime, until: datetime, language: Language) -> Digest:
    """What came in between two instants that the chat sees and has not muted, in its own time.

    language: in which stories are told, as far as they can be.
    """
    chat = scope[-1]
    zone = services.state.chat(chat).zone(services.default_time_zone)
    return services.knowledge.digest(
        since.astimezone(zone),
        until.astimezone(zone),
        scope=scope,
        by="indexed",
        leave_out=services.following.arrivals.muted(chat),
        most=MOST_STORIES,
        language=language,
    )


def _composed(delivery: Delivery, now: float, services: Services) -> Reply | None:
    schedule = services.schedules.of_place(delivery.place)
    if schedule is None:
        return None
    settings = services.state.chat(delivery.chat)
    catalogue = services.catalogue(settings.language)
    zone = settings.zone(services.default_time_zone)
    since, until = (datetime.fromtimestamp(float(delivery.subject[name]), UTC) for name in ("since", "until"))
    found = digest_of(services, (LIBRARY, delivery.chat), since, until, catalogue.language)
    if found.stories:
        reply = digest_reply(found, catalogue)
    elif schedule.tells:
        reply = Reply(catalogue.language, (Paragraph(catalogue.line("digest.nothing")),))
    else:
        return None
    if not is_late(delivery, now):
        return reply
    return replace(reply, blocks=(Paragraph(_late(delivery, now, zone, catalogue)), *reply.blocks))


def _late(delivery: Delivery, now: float, zone: ZoneInfo, catalogue: Catalogue) -> tuple[str, ...]:
    due, began = (datetime.fromtimestamp(at, zone) for at in (delivery.due, now))
    return (catalogue.text("digest.late", due=f"{due:%H:%M}", began=f"{began:%H:%M}"),)
