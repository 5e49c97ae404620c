"""What a digest that is due says."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.deliveries.worker import is_late
from bot.handlers.digest_reply import MOST_STORIES, digest_reply
from bot.messages import Paragraph, Reply
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.deliveries.store import Delivery
    from bot.digests.sharing import Shared
    from bot.services import Services
    from knowledge.store import Scope
    from knowledge.stories.digest import News
    from knowledge.types import Digest, Language


async def compose_digest(
    delivery: Delivery, now: float, services: Services, shared: Shared[Reply | None]
) -> Reply | None:
    """None where the place wants none any more, or nothing is new and it does not want to be told so.

    shared: where chats that are due together have the same news, in the same language and zone, they share the work.
    """
    schedule = await asyncio.to_thread(services.schedules.of_place, delivery.place)
    if schedule is None:
        return None
    due = await asyncio.to_thread(_due, delivery, services)
    told = await shared.get(now, due, functools.partial(_told, due, services))
    catalogue = services.catalogue(due.language)
    if told is None and not schedule.tells:
        return None
    reply = told or Reply(due.language, (Paragraph(catalogue.line("digest.nothing")),))
    if not is_late(delivery, now):
        return reply
    return replace(reply, blocks=(Paragraph(_late(delivery, now, ZoneInfo(due.zone), catalogue)), *reply.blocks))


def digest_of(services: Services, scope: Scope, since: datetime, until: datetime, language: Language) -> Digest:
    """What came in between two instants that the chat sees and has not muted, in its own time.

    language: in which stories are told, as far as they can be.
    """
    zone = services.state.chat(scope[-1]).zone(services.default_time_zone)
    return services.knowledge.tell(_news(services, scope, since, until, zone), MOST_STORIES, language)


@dataclass(frozen=True, slots=True)
class _Due:
    """All that the digest of a chat is made of. zone: by name, as two instants are equal in any zone."""

    news: News
    zone: str
    language: Language


def _due(delivery: Delivery, services: Services) -> _Due:
    settings = services.state.chat(delivery.chat)
    zone = settings.zone(services.default_time_zone)
    since, until = (datetime.fromtimestamp(float(delivery.subject[name]), UTC) for name in ("since", "until"))
    news = _news(services, (LIBRARY, delivery.chat), since, until, zone)
    return _Due(news, zone.key, services.catalogue(settings.language).language)


def _news(services: Services, scope: Scope, since: datetime, until: datetime, zone: ZoneInfo) -> News:
    return services.knowledge.news(
        since.astimezone(zone),
        until.astimezone(zone),
        scope=scope,
        by="indexed",
        leave_out=services.following.arrivals.muted(scope[-1]),
    )


def _told(due: _Due, services: Services) -> Reply | None:
    found = services.knowledge.tell(due.news, MOST_STORIES, due.language)
    return digest_reply(found, services.catalogue(due.language)) if found.stories else None


def _late(delivery: Delivery, now: float, zone: ZoneInfo, catalogue: Catalogue) -> tuple[str, ...]:
    due, began = (datetime.fromtimestamp(at, zone) for at in (delivery.due, now))
    return (catalogue.text("digest.late", due=f"{due:%H:%M}", began=f"{began:%H:%M}"),)
