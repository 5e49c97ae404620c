"""/digest: what is new, now or on a schedule; without more, what is set here and how the last ones went."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.deliveries.store import State
from bot.digests.composing import digest_of
from bot.digests.planner import covered_from, quiet_of
from bot.digests.schedule import DAILY, KINDS, SPAN, Schedule, instant, upcoming
from bot.digests.wording import is_yes, order_of, read_wish
from bot.handlers.digest_reply import digest_reply
from bot.handlers.settings import find_time_zone
from bot.messages import Bullets, Choice, Choices, Code, Paragraph, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from bot.catalogue import Catalogue
    from bot.deliveries.store import Delivery
    from bot.messages import Block, Line, Request
    from bot.services import Services

LAST_SHOWN = 5
EXAMPLES = ("daily", "weekly", "now", "preview", "off")
SHOWN = {
    State.SENT: "sent",
    State.UNKNOWN: "unknown",
    State.EMPTY: "empty",
    State.MISSED: "missed",
    State.REFUSED: "refused",
    State.PLANNED: "waiting",
    State.SENDING: "waiting",
}


async def digest(request: Request, services: Services) -> Reply:
    """`request.text`: daily TIME, weekly DAY TIME, now, preview, empty on|off, off, or nothing."""
    catalogue = services.catalogue(request.language)
    order, rest = order_of(request.text)
    if order == "now":
        return await asyncio.to_thread(_now, request, services, catalogue)
    if order == "preview":
        return await asyncio.to_thread(_preview, request, services, catalogue)
    if order is None and rest:
        return _problem(catalogue.line("digest.usage", wish=request.text.strip(), **_examples(catalogue)), catalogue)
    if request.platform == "console":
        return _problem(catalogue.line("digest.nowhere", command=_examples(catalogue)["now"]), catalogue)
    if order is None:
        return await asyncio.to_thread(_shown, request, services, catalogue)
    if not request.may_manage:
        return _problem(catalogue.line("digest.forbidden"), catalogue)
    change = {"off": _off, "empty": _empty, "again": _settle, "posted": _settle}.get(order, _set)
    return await asyncio.to_thread(change, request, services, catalogue, order, rest)


# -- at once ---------------------------------------------------------------------------------------


def _now(request: Request, services: Services, catalogue: Catalogue) -> Reply:
    """The last day; what the next one on the schedule covers stays as it is."""
    until = datetime.now(UTC)
    found = digest_of(services, request.scope, until - SPAN[DAILY], until, catalogue.language)
    return digest_reply(found, catalogue) if found.stories else _problem(catalogue.line("digest.nothing"), catalogue)


def _preview(request: Request, services: Services, catalogue: Catalogue) -> Reply:
    """What would be posted if the next one were due now."""
    schedule = services.schedules.of_place(request.place)
    if schedule is None:
        return _now(request, services, catalogue)
    until = datetime.now(UTC)
    since = covered_from(schedule, services.outbox.covered(schedule.place, KINDS), until)
    found = digest_of(services, request.scope, since, until, catalogue.language)
    if not found.stories:
        return _problem(catalogue.line("digest.nothing"), catalogue)
    reply = digest_reply(found, catalogue)
    return replace(reply, blocks=(Paragraph(catalogue.line("digest.preview")), *reply.blocks))


def _zone(request: Request, services: Services) -> ZoneInfo:
    return services.state.chat(request.chat).zone(services.default_time_zone)


# -- changing --------------------------------------------------------------------------------------


def _set(request: Request, services: Services, catalogue: Catalogue, order: str, rest: str) -> Reply:
    wish = read_wish(order, rest)
    if wish is None:
        return _problem(catalogue.line("digest.usage", wish=request.text.strip(), **_examples(catalogue)), catalogue)
    zone = _zone(request, services).key
    if wish.zone is not None and find_time_zone(wish.zone) != zone:
        command = Code(f"/settings timezone {wish.zone}")
        return _problem(catalogue.line("digest.other_zone", zone=zone, wish=wish.zone, command=command), catalogue)
    before = services.schedules.of_place(request.place)
    schedule = Schedule(
        request.place, request.chat, wish.at, wish.weekday, datetime.now(UTC), before.tells if before else False
    )
    services.schedules.save(schedule)
    return Reply(catalogue.language, tuple(Paragraph(line) for line in _told(schedule, services, catalogue)))


def _off(request: Request, services: Services, catalogue: Catalogue, _order: str, _rest: str) -> Reply:
    dropped = services.schedules.drop(request.place)
    return _said(catalogue.line("digest.off" if dropped else "digest.none", **_examples(catalogue)), catalogue)


def _empty(request: Request, services: Services, catalogue: Catalogue, _order: str, rest: str) -> Reply:
    schedule = services.schedules.of_place(request.place)
    if schedule is None:
        return _problem(catalogue.line("digest.none", **_examples(catalogue)), catalogue)
    schedule = replace(schedule, tells=is_yes(rest))
    services.schedules.save(schedule)
    return _said(catalogue.line("digest.tells" if schedule.tells else "digest.silent"), catalogue)


def _settle(request: Request, services: Services, catalogue: Catalogue, order: str, rest: str) -> Reply:
    """Somebody has looked whether an `unknown` one is there. rest: its place, kind and period."""
    again = order == "again"
    wanted = next((d for d in services.outbox.unknown(request.chat) if " ".join(d.key).lower() == rest), None)
    until = datetime.now(UTC) + timedelta(hours=1)
    if wanted is None or not services.outbox.settle(wanted, again=again, until=until.timestamp()):
        return _problem(catalogue.line("digest.settled_before"), catalogue)
    return _said(catalogue.line("digest.posting_again" if again else "digest.counted_as_posted"), catalogue)


# -- showing ---------------------------------------------------------------------------------------


def _shown(request: Request, services: Services, catalogue: Catalogue) -> Reply:
    schedule = services.schedules.of_place(request.place)
    blocks: list[Block] = []
    if schedule is None:
        blocks.append(Paragraph(catalogue.line("digest.none", **_examples(catalogue))))
    else:
        blocks += [Paragraph(line) for line in _told(schedule, services, catalogue)]
    last = [d for d in services.outbox.of_chat(request.chat, 4 * LAST_SHOWN) if d.kind in KINDS][:LAST_SHOWN]
    zone = _zone(request, services)
    if last:
        blocks.append(Paragraph(catalogue.line("digest.last")))
        blocks.append(Bullets(tuple(_line_of(d, zone, catalogue) for d in last)))
    if request.may_manage:
        choices = tuple(_mending(services.outbox.unknown(request.chat), zone, catalogue))
        blocks += [Choices(choices)] if choices else []
    if schedule:
        blocks.append(Paragraph(catalogue.line("digest.how", **_examples(catalogue))))
    return Reply(catalogue.language, tuple(blocks))


def _told(schedule: Schedule, services: Services, catalogue: Catalogue) -> Iterator[Line]:
    """What is set, when that is next, in which time zone, and what quiet hours make of it."""
    settings = services.state.chat(schedule.chat)
    zone, now = settings.zone(services.default_time_zone), datetime.now(UTC)
    due = upcoming(schedule, zone, quiet_of(settings), now).due
    at = schedule.at.isoformat("minutes")
    if schedule.weekday is None:
        yield catalogue.line("digest.daily", at=at)
    else:
        yield catalogue.line("digest.weekly", at=at, day=catalogue.text("date.weekdays").split()[schedule.weekday])
    yield catalogue.line(
        "digest.next", when=_moment(due, zone, catalogue), zone=zone.key, command=Code("/settings timezone Jakarta")
    )
    if due != instant(due.astimezone(zone).date(), schedule.at, zone):
        yield catalogue.line("digest.after_quiet", command=Code("/settings quiet off"))


def _line_of(delivery: Delivery, zone: ZoneInfo, catalogue: Catalogue) -> Line:
    when = _moment(datetime.fromtimestamp(delivery.due, UTC), zone, catalogue)
    return catalogue.line(f"digest.state_{SHOWN[delivery.state]}", when=when)


def _mending(unknown: list[Delivery], zone: ZoneInfo, catalogue: Catalogue) -> Iterator[Choice]:
    for delivery in unknown[:2]:
        key = " ".join(delivery.key)
        when = _moment(datetime.fromtimestamp(delivery.due, UTC), zone, catalogue)
        yield Choice(catalogue.text("digest.again", when=when), "digest", f"again {key}")
        yield Choice(catalogue.text("digest.posted", when=when), "digest", f"posted {key}")


def _moment(when: datetime, zone: ZoneInfo, catalogue: Catalogue) -> str:
    local = when.astimezone(zone)
    day = catalogue.text("date.weekdays").split()[local.weekday()]
    return f"{day} {catalogue.date(local.date().isoformat())} {local:%H:%M}"


def _examples(catalogue: Catalogue) -> dict[str, Code]:
    """What can be typed, in the words of the chat's language."""
    return {name: Code(catalogue.text(f"digest.example_{name}")) for name in EXAMPLES}


def _said(line: Line, catalogue: Catalogue) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),))


def _problem(line: Line, catalogue: Catalogue) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=False)
