"""The dates of the command line -> two instants."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from knowledge.errors import KutipError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

USUAL = timedelta(days=1)


class BadPeriod(KutipError):
    """A date that is none, or a period that ends before it begins."""


def period(since: str | None, until: str | None, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
    """From the first instant on, and before the second; a day for `until` is included. Raises BadPeriod."""
    end = now if until is None else _instant(until, zone, "--until", whole_day=True)
    start = end - USUAL if since is None else _instant(since, zone, "--since", whole_day=False)
    if start >= end:
        raise BadPeriod(f"The period from {since} to {until or 'now'} is empty; put --since before --until.")
    return start, end


def _instant(text: str, zone: ZoneInfo, option: str, *, whole_day: bool) -> datetime:
    try:
        if len(text) <= len("2026-11-26"):
            day = date.fromisoformat(text)
            if whole_day and day < date.max:
                day += timedelta(days=1)
            return datetime(day.year, day.month, day.day, tzinfo=zone)
        stated = datetime.fromisoformat(text)
    except ValueError:
        raise BadPeriod(f"{option} {text!r} is no date; write it like 2026-11-26 or 2026-11-26T07:00.") from None
    return stated if stated.tzinfo else stated.replace(tzinfo=zone)
