"""When digests are due: local times, clocks that change, quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.schedule import Quiet, Schedule, instant, latest, upcoming

JAKARTA, BERLIN, NEW_YORK = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "wished", "zone", "found"),
    [
        (date(2026, 11, 26), time(7, 0), JAKARTA, "2026-11-26T00:00+00:00"),
        (date(2026, 3, 29), time(2, 30), BERLIN, "2026-03-29T01:00+00:00"),  # no such time: the clock goes 2:00 -> 3:00
        (date(2026, 10, 25), time(2, 30), BERLIN, "2026-10-25T00:30+00:00"),  # twice: the first
        (date(2026, 3, 8), time(2, 0), NEW_YORK, "2026-03-08T07:00+00:00"),
        (date(2026, 11, 1), time(1, 15), NEW_YORK, "2026-11-01T05:15+00:00"),
        (date(2011, 12, 30), time(9, 0), ZoneInfo("Pacific/Apia"), "2011-12-30T10:00+00:00"),  # a day that was skipped
        (
            date(2026, 4, 5),
            time(1, 40),
            ZoneInfo("Australia/Lord_Howe"),
            "2026-04-04T14:40+00:00",
        ),  # half an hour twice
    ],
)
def test_local_times(day: date, wished: time, zone: ZoneInfo, found: str) -> None:
    assert instant(day, wished, zone) == at(found)


def daily(wished: time, made: datetime = LONG_AGO) -> Schedule:
    return Schedule("telegram:1", "telegram:1", wished, None, made)


@pytest.mark.parametrize(
    ("wished", "quiet", "due"),
    [
        (time(7, 0), None, "2026-11-26T07:00+07:00"),
        (time(7, 0), Quiet(22, 6), "2026-11-26T07:00+07:00"),
        (time(5, 0), Quiet(22, 6), "2026-11-26T06:00+07:00"),
        (time(6, 0), Quiet(22, 6), "2026-11-26T06:00+07:00"),  # they end at six
        (time(13, 30), Quiet(12, 14), "2026-11-26T14:00+07:00"),
        (time(23, 0), Quiet(22, 6), "2026-11-27T06:00+07:00"),
    ],
)
def test_quiet_hours_put_it_off(wished: time, quiet: Quiet | None, due: str) -> None:
    period = upcoming(daily(wished), JAKARTA, quiet, at("2026-11-26T00:10+07:00"))
    first = [period, upcoming(daily(wished), JAKARTA, quiet, period.due)]
    assert at(due) in [each.due for each in first]
    assert next(each for each in first if each.due == at(due)).name == "2026-11-26"


def test_a_week_is_named_by_its_number() -> None:
    schedule = Schedule("telegram:1", "telegram:1", time(8, 0), 0, LONG_AGO)
    assert latest(schedule, JAKARTA, None, at("2026-11-26T12:00+07:00")) is not None
    found = latest(schedule, JAKARTA, None, at("2026-11-26T12:00+07:00"))
    assert found is not None
    assert (found.name, found.due) == ("2026-W48", at("2026-11-23T08:00+07:00"))


def test_what_was_due_before_the_wish_is_not_posted() -> None:
    made = at("2026-11-26T10:00+07:00")
    assert latest(daily(time(7, 0), made), JAKARTA, None, at("2026-11-26T10:01+07:00")) is None
    assert upcoming(daily(time(7, 0), made), JAKARTA, None, made).due == at("2026-11-27T07:00+07:00")


ZONES = st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])


@settings(max_examples=60, deadline=None)
@given(
    zone=ZONES.map(ZoneInfo),
    wished=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(lambda d: d.replace(tzinfo=UTC)),
    quiet=st.none()
    | st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda q: q[0] != q[1]).map(lambda q: Quiet(*q)),
)
def test_one_period_a_local_date_in_order(zone: ZoneInfo, wished: time, start: datetime, quiet: Quiet | None) -> None:
    """Walking from one to the next, none is skipped and none comes twice, whatever the clocks do."""
    now, names = start, []
    for _ in range(10):
        period = upcoming(daily(wished), zone, quiet, now)
        assert period.due > now
        found = latest(daily(wished), zone, quiet, period.due)
        assert found == period
        names.append(date.fromisoformat(period.name))
        now = period.due
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(names))
