"""When a digest is due, in the chat's own time. Pure.

A local time that a clock skips in spring is the first minute that exists after it; one that comes twice in autumn is
the first of the two. A digest that falls into quiet hours waits for their end. Its period is the local date, or ISO
week, of the time that was wished for, so that there is one a day whatever the clocks do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

DAILY, WEEKLY = "daily", "weekly"
KINDS = (DAILY, WEEKLY)
LONGEST_GAP = 25 * 60
"""Minutes that a clock may skip at once; Samoa skipped a day in 2011."""
SPAN = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}
"""What a first digest covers."""
WINDOW = {DAILY: timedelta(hours=6), WEEKLY: timedelta(hours=24)}
"""How late a digest may be begun; what is missed goes into the next one."""
MOST_COVERED = timedelta(days=15)
"""No digest reaches back further, however long the bot was away."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local hours, from 0 to 23, between which nothing is posted; they may run over midnight."""

    start: int
    end: int

    def holds(self, hour: int) -> bool:
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True)
class Schedule:
    """A place's wish. at: local time; weekday: 0 is Monday, None for every day; made: when it was wished for.

    tells: whether it is to be said that there is nothing new.
    """

    place: str
    chat: str
    at: time
    weekday: int | None
    made: datetime
    tells: bool = False

    @property
    def kind(self) -> str:
        return DAILY if self.weekday is None else WEEKLY


@dataclass(frozen=True, slots=True)
class Period:
    """name: `2026-11-26` or `2026-W48`; due: the instant from which it may be posted."""

    name: str
    due: datetime


def latest(schedule: Schedule, zone: ZoneInfo, quiet: Quiet | None, now: datetime) -> Period | None:
    """The last period that has been due since the schedule was made; None where none was."""
    local = now.astimezone(zone).date()
    for day in (local - timedelta(days=n) for n in range(9)):
        period = _period(schedule, zone, quiet, day)
        if period and period.due <= now:
            return period if period.due >= schedule.made else None
    return None


def upcoming(schedule: Schedule, zone: ZoneInfo, quiet: Quiet | None, now: datetime) -> Period:
    """The next period to come."""
    local = now.astimezone(zone).date() - timedelta(days=1)
    days: Iterator[date] = (local + timedelta(days=n) for n in range(10))
    return next(p for day in days if (p := _period(schedule, zone, quiet, day)) and p.due > now)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a local clock shows `at` on `day`, in UTC."""
    wall = datetime.combine(day, at)
    for minutes in range(LONGEST_GAP):
        wished = wall + timedelta(minutes=minutes)
        found = wished.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == wished:
            return found
    raise AssertionError(f"no clock of {zone} shows any minute within a day of {wall}")


def _period(schedule: Schedule, zone: ZoneInfo, quiet: Quiet | None, day: date) -> Period | None:
    if schedule.weekday is not None and day.weekday() != schedule.weekday:
        return None
    due = after_quiet(quiet, instant(day, schedule.at, zone), zone)
    if schedule.weekday is None:
        return Period(day.isoformat(), due)
    year, week, _ = day.isocalendar()
    return Period(f"{year}-W{week:02}", due)


def after_quiet(quiet: Quiet | None, due: datetime, zone: ZoneInfo) -> datetime:
    """`due`, or the end of the quiet hours that it falls into."""
    local = due.astimezone(zone)
    if quiet is None or not quiet.holds(local.hour):
        return due
    over = local.hour >= quiet.end  # they end on the next day
    return instant(local.date() + timedelta(days=int(over)), time(quiet.end), zone)
