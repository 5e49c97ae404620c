"""Turns schedules into deliveries: every so often it puts in what has become due, each period once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.digests.schedule import KINDS, MOST_COVERED, SPAN, WINDOW, Quiet, after_quiet, latest
from bot.failures import log_failure
from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chats import ChatSettings
    from bot.deliveries.store import Deliveries
    from bot.digests.schedule import Schedule
    from bot.digests.schedules import Schedules
    from bot.state import State

TICK_SECONDS = 15.0

log = logging.getLogger(__name__)


class Planner:
    """default_zone: of chats that have set none. clock: seconds since 1970."""

    def __init__(
        self,
        schedules: Schedules,
        deliveries: Deliveries,
        state: State,
        default_zone: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._schedules = schedules
        self._deliveries = deliveries
        self._state = state
        self._default_zone = default_zone
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        while not stop.is_set():
            try:
                await asyncio.to_thread(self.tick)
            except Exception as error:
                log_failure(log, "Digests could not be planned", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)

    def tick(self) -> int:
        """Plan what is due now; returns how many were new."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        return sum(self._planned(schedule, now) for schedule in self._schedules.all())

    def _planned(self, schedule: Schedule, now: datetime) -> bool:
        """One that cannot be planned, as of a time zone that this machine knows no more, holds up no other."""
        try:
            return self._plan(schedule, now)
        except KutipError:  # The database cannot be used, by none of them.
            raise
        except Exception as error:
            log_failure(log, f"The digest of {schedule.place} could not be planned", error)
            return False

    def _plan(self, schedule: Schedule, now: datetime) -> bool:
        settings = self._state.chat(schedule.chat)
        zone, quiet = settings.zone(self._default_zone), quiet_of(settings)
        period = latest(schedule, zone, quiet, now)
        if period is None or now > period.due + WINDOW[schedule.kind]:
            return False
        if after_quiet(quiet, now, zone) > now:
            return False  # It is late, and waits for their end, or goes into the next one.
        if self._deliveries.get(schedule.place, schedule.kind, period.name):
            return False
        since = covered_from(schedule, self._deliveries.covered(schedule.place, KINDS), period.due)
        return self._deliveries.plan(
            schedule.place,
            schedule.chat,
            schedule.kind,
            period.name,
            period.due,
            period.due + WINDOW[schedule.kind],
            {"since": str(since.timestamp()), "until": str(period.due.timestamp())},
        )


def covered_from(schedule: Schedule, told: float | None, due: datetime) -> datetime:
    """From when on the news is new to the place. told: up to when it has been told any.

    A first digest, and the first after a break, reaches back one day or week before the wish.
    """
    first = min(schedule.made, due) - SPAN[schedule.kind]
    since = max(first, datetime.fromtimestamp(told, UTC)) if told is not None else first
    return min(max(since, due - MOST_COVERED), due)


def quiet_of(settings: ChatSettings) -> Quiet | None:
    if settings.quiet_from is None or settings.quiet_to is None:
        return None
    return Quiet(settings.quiet_from, settings.quiet_to)
