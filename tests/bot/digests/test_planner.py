"""The planner over days with downtimes: each period at most once, and the news of all time in exactly one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chats import ChatSettings
from bot.deliveries.store import Deliveries, Delivery, State
from bot.digests.planner import Planner
from bot.digests.schedule import MOST_COVERED, SPAN, WINDOW, Schedule
from bot.digests.schedules import Schedules
from bot.state import State as Chats
from knowledge.store import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHAT = "telegram:1"
START = datetime(2026, 10, 20, 5, tzinfo=UTC)
"""Days before the clocks of Berlin (25 October) and New York (1 November) change."""


class Desk:
    """A planner over one chat with a clock; what it plans is over at once, as `end` says."""

    def __init__(self, folder: Path | str, schedule: Schedule, zone: str, quiet: tuple[int, int] | None = None) -> None:
        self.database = open_database(f"{folder}/kutip.sqlite3")
        self.now = START
        self.deliveries = Deliveries(self.database, self.clock)
        self.schedules = Schedules(self.database)
        self.chats = Chats(self.database, 30)
        self.planner = Planner(self.schedules, self.deliveries, self.chats, "Asia/Jakarta", self.clock)
        self.schedules.save(schedule)
        start, end = quiet or (None, None)
        self.live_in(ChatSettings(time_zone=zone, quiet_from=start, quiet_to=end))

    def clock(self) -> float:
        return self.now.timestamp()

    def live_in(self, chat: ChatSettings) -> None:
        self.chats.save_chat(CHAT, chat)

    def tick(self, at: datetime, end: State = State.SENT) -> Delivery | None:
        """What was planned at this instant."""
        self.now = at
        if not self.planner.tick():
            return None
        planned = self.deliveries.claim("worker", ("telegram",))
        assert planned, "what is planned is due"
        self.deliveries.finish(planned, "worker", end)
        return planned


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, daily(time(7)), "Asia/Jakarta")
    yield made
    made.database.close()


def daily(at: time, made: datetime = START) -> Schedule:
    return Schedule(CHAT, CHAT, at, None, made)


def covers(delivery: Delivery) -> tuple[float, float]:
    return float(delivery.subject["since"]), float(delivery.subject["until"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


ENDS = [State.SENT, State.EMPTY, State.UNKNOWN, State.MISSED]
MOST = MOST_COVERED.total_seconds()


@settings(max_examples=80, deadline=None)
@given(
    zone=st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    wished=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    weekday=st.none() | st.integers(0, 6),
    quiet=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda q: q[0] != q[1]),
    away=st.lists(
        st.tuples(st.integers(1, 30 * 60) | st.integers(1, 25 * 24 * 60), st.sampled_from(ENDS)),
        max_size=40,
    ),
)
def test_over_any_downtimes(
    zone: str, wished: time, weekday: int | None, quiet: tuple[int, int] | None, away: list[tuple[int, State]]
) -> None:
    """away: minutes until the planner looks again, and what became of what it then planned."""
    schedule = replace(daily(wished), weekday=weekday)
    with TemporaryDirectory() as folder:
        desk = Desk(folder, schedule, zone, quiet)
        planned: list[tuple[Delivery, State, datetime]] = []
        now = START
        for minutes, end in away:
            now += timedelta(minutes=minutes)
            if delivery := desk.tick(now, end):
                planned.append((delivery, end, now))
            assert desk.tick(now) is None, "nothing twice at one instant"
        desk.database.close()
    window = WINDOW[schedule.kind].total_seconds()
    names = [delivery.period for delivery, _, _ in planned]
    assert names == sorted(set(names))
    assert all(d.due <= n.timestamp() <= d.due + window for d, _, n in planned)
    assert all(covers(d)[1] == d.due for d, _, _ in planned)
    told = [covers(d) for d, end, _ in planned if end is not State.MISSED]
    first = (START - SPAN[schedule.kind]).timestamp()
    for until, (since, following) in zip([first, *(until for _, until in told)], told, strict=False):
        assert since == max(until, following - MOST)


def test_always_awake_it_posts_every_local_day(desk: Desk) -> None:
    desk.live_in(ChatSettings(time_zone="Europe/Berlin"))
    desk.schedules.save(daily(time(2, 30)))
    ticks = (START + timedelta(minutes=n) for n in range(14 * 24 * 60))
    planned = [delivery for now in ticks if (delivery := desk.tick(now))]
    days = [date.fromisoformat(delivery.period) for delivery in planned]
    assert days == [date(2026, 10, 21) + timedelta(days=n) for n in range(14)]
    gaps = {later.due - earlier.due for earlier, later in pairwise(planned)}
    assert gaps == {24 * 3600, 25 * 3600}
    twice = next(delivery for delivery in planned if delivery.period == "2026-10-25")
    assert twice.due == at("2026-10-25T02:30+02:00").timestamp()


@pytest.mark.parametrize(
    ("away", "period"),
    [
        ("2026-11-26T13:00+07:00", "2026-11-26"),  # six hours late: still
        ("2026-11-26T13:01+07:00", None),
        ("2026-11-27T06:50+07:00", None),
        ("2026-11-27T07:00+07:00", "2026-11-27"),
    ],
)
def test_after_days_away_one_digest_and_no_backlog(desk: Desk, away: str, period: str | None) -> None:
    desk.schedules.save(daily(time(7), at("2026-11-20T08:00+07:00")))
    first = desk.tick(at("2026-11-21T07:00+07:00"))
    assert first
    found = desk.tick(at(away))
    assert (found.period if found else None) == period
    assert desk.tick(at(away) + timedelta(minutes=1)) is None
    if found:
        assert covers(found)[0] == covers(first)[1]


@pytest.mark.parametrize(
    ("change", "zone"),
    [(time(18), "Asia/Jakarta"), (time(7, 5), "Asia/Jakarta"), (time(7), "Europe/Berlin"), (time(8), "Asia/Jayapura")],
)
def test_another_time_or_zone_on_the_same_day_posts_nothing_more_that_day(desk: Desk, change: time, zone: str) -> None:
    morning = at("2026-11-26T07:00+07:00")
    assert desk.tick(morning)
    desk.schedules.save(daily(change, morning + timedelta(minutes=1)))
    desk.live_in(ChatSettings(time_zone=zone))
    ticks = [desk.tick(morning + timedelta(minutes=10 * n)) for n in range(1, 6 * 60)]
    assert [delivery.period for delivery in ticks if delivery] == ["2026-11-27", "2026-11-28"]


def test_a_place_that_takes_nothing_is_not_planned_for(desk: Desk) -> None:
    planned = desk.tick(at("2026-11-26T07:00+07:00"))
    assert planned
    desk.deliveries.silence(planned)
    assert desk.tick(at("2026-11-27T07:00+07:00")) is None
    desk.deliveries.hear(CHAT)
    back = desk.tick(at("2026-11-27T07:30+07:00"))
    assert back
    assert covers(back)[0] == covers(planned)[1]


def test_topics_of_a_chat_have_schedules_of_their_own(desk: Desk) -> None:
    desk.schedules.save(replace(daily(time(7)), place=f"{CHAT}:45"))
    desk.now = at("2026-11-26T07:00+07:00")
    assert desk.planner.tick() == 2
    assert {delivery.place for delivery in desk.deliveries.of_chat(CHAT)} == {CHAT, f"{CHAT}:45"}


@pytest.mark.parametrize(
    ("back", "period"),
    [
        ("2026-11-26T21:59+07:00", "2026-11-26"),
        ("2026-11-26T22:00+07:00", None),  # the quiet hours have begun
        ("2026-11-27T01:59+07:00", None),
        ("2026-11-27T02:00+07:00", "2026-11-26"),
        ("2026-11-27T02:31+07:00", None),
    ],
)
def test_what_is_late_is_not_planned_within_quiet_hours(desk: Desk, back: str, period: str | None) -> None:
    desk.live_in(ChatSettings(quiet_from=22, quiet_to=2))
    desk.schedules.save(daily(time(20, 30)))
    found = desk.tick(at(back))
    assert (found.period if found else None) == period


def test_a_chat_whose_time_zone_is_unknown_holds_up_no_other(desk: Desk) -> None:
    desk.chats.save_chat("telegram:0", ChatSettings(time_zone="Atlantis/Poseidonis"))
    desk.schedules.save(replace(daily(time(7)), place="telegram:0", chat="telegram:0"))
    assert desk.tick(at("2026-11-26T07:00+07:00"))
