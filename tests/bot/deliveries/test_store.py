"""The contract of Deliveries: planned once, held by one, moved on by its holder alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.deliveries.store import KEPT_SECONDS, LEASE_SECONDS, Deliveries, State
from knowledge.store import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = 1_795_000_000.0
PLATFORMS = ("telegram", "discord")


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def deliveries(tmp_path: Path, clock: Clock) -> Iterator[Deliveries]:
    database = open_database(str(tmp_path / "kutip.sqlite3"))
    yield Deliveries(database, clock)
    database.close()


def plan(deliveries: Deliveries, place: str = "telegram:1", period: str = "2026-11-26", wait: float = 0.0) -> bool:
    due = datetime.fromtimestamp(START + wait, UTC)
    chat = ":".join(place.split(":")[:2])
    return deliveries.plan(place, chat, "daily", period, due, due + timedelta(hours=6), {"about": "all"})


def test_a_period_of_a_place_is_planned_once(deliveries: Deliveries) -> None:
    assert [plan(deliveries), plan(deliveries)] == [True, False]
    assert plan(deliveries, period="2026-11-27")
    assert plan(deliveries, place="telegram:1:45")


def test_many_planners_at_once_plan_it_once(deliveries: Deliveries) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: plan(deliveries), range(32))) == 1


def test_two_workers_never_hold_one(deliveries: Deliveries) -> None:
    for n in range(20):
        plan(deliveries, place=f"telegram:{n}")
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda n: deliveries.claim(f"worker-{n}", PLATFORMS), range(40)))
    held = [each.place for each in claimed if each]
    assert sorted(held) == sorted(f"telegram:{n}" for n in range(20))


def test_the_longest_due_comes_first_and_none_before_its_time(deliveries: Deliveries, clock: Clock) -> None:
    for place, wait in (("telegram:1", 20.0), ("telegram:2", 10.0), ("telegram:3", 900.0)):
        plan(deliveries, place, wait=wait)
    assert deliveries.claim("one", PLATFORMS) is None
    clock.now += 60
    assert [_place(deliveries), _place(deliveries), _place(deliveries)] == ["telegram:2", "telegram:1", None]


def _place(deliveries: Deliveries) -> str | None:
    claimed = deliveries.claim("one", PLATFORMS)
    return claimed.place if claimed else None


def test_only_a_platform_that_can_be_reached_is_claimed(deliveries: Deliveries) -> None:
    plan(deliveries, "discord:9")
    assert deliveries.claim("one", ("telegram",)) is None
    assert deliveries.claim("one", ("discord",)) is not None


def test_what_a_dead_worker_held_is_taken_over_when_its_lease_ends(deliveries: Deliveries, clock: Clock) -> None:
    plan(deliveries)
    held = deliveries.claim("dead", PLATFORMS)
    assert held
    deliveries.compose(held, "dead", ["one", "two"])
    clock.now += LEASE_SECONDS - 1
    assert deliveries.claim("next", PLATFORMS) is None
    clock.now += 1
    taken = deliveries.claim("next", PLATFORMS)
    assert taken
    assert (taken.state, taken.parts, taken.sent) == (State.PLANNED, ("one", "two"), 0)


def test_whose_lease_has_gone_changes_nothing(deliveries: Deliveries, clock: Clock) -> None:
    plan(deliveries)
    held = deliveries.claim("slow", PLATFORMS)
    assert held
    clock.now += LEASE_SECONDS
    assert deliveries.claim("next", PLATFORMS)
    changes = [
        deliveries.compose(held, "slow", ["other"]),
        deliveries.sending(held, "slow"),
        deliveries.sent(held, "slow", 1),
        deliveries.later(held, "slow", 5.0),
        deliveries.finish(held, "slow", State.SENT),
    ]
    assert changes == [False] * 5
    found = deliveries.get(*held.key)
    assert found
    assert (found.state, found.parts, found.sent) == (State.PLANNED, None, 0)


def test_the_mark_before_the_call_outlives_the_worker(deliveries: Deliveries, clock: Clock) -> None:
    plan(deliveries)
    held = deliveries.claim("one", PLATFORMS)
    assert held
    deliveries.sending(held, "one")
    clock.now += LEASE_SECONDS
    taken = deliveries.claim("next", PLATFORMS)
    assert taken
    assert (taken.state, taken.called) == (State.SENDING, START)


@pytest.mark.parametrize(("again", "state"), [(True, State.PLANNED), (False, State.SENT)])
def test_what_is_unknown_waits_for_somebody_to_look(deliveries: Deliveries, *, again: bool, state: State) -> None:
    plan(deliveries)
    held = deliveries.claim("one", PLATFORMS)
    assert held
    deliveries.finish(held, "one", State.UNKNOWN)
    assert deliveries.claim("two", PLATFORMS) is None
    assert deliveries.unknown("telegram:1", limit=0) == []
    assert [d.key for d in deliveries.unknown("telegram:1")] == [held.key]
    assert deliveries.unknown("telegram:2") == []
    assert deliveries.settle(held, again=again)
    assert not deliveries.settle(held, again=again)
    found = deliveries.get(*held.key)
    assert found
    assert found.state is state


def test_a_place_that_takes_nothing_is_left_alone_until_heard_of(deliveries: Deliveries) -> None:
    for period in ("2026-11-26", "2026-11-27"):
        plan(deliveries, period=period)
    held = deliveries.claim("one", PLATFORMS)
    assert held
    deliveries.finish(held, "one", State.REFUSED)
    deliveries.silence(held)
    assert {d.state for d in deliveries.of_chat("telegram:1")} == {State.REFUSED}
    assert not plan(deliveries, period="2026-11-28")
    assert plan(deliveries, "telegram:2")
    assert [deliveries.hear("telegram:1"), deliveries.hear("telegram:1")] == [True, False]
    assert plan(deliveries, period="2026-11-28")


def test_a_chat_that_moves_takes_its_topics_with_it(deliveries: Deliveries) -> None:
    for place in ("telegram:1", "telegram:1:45", "telegram:11"):
        plan(deliveries, place)
    deliveries.move_chat("telegram:1", "telegram:-100")
    assert sorted(d.place for d in deliveries.of_chat("telegram:-100")) == ["telegram:-100", "telegram:-100:45"]
    assert [d.place for d in deliveries.of_chat("telegram:11")] == ["telegram:11"]


def test_what_is_forgotten_is_gone_and_nothing_else(deliveries: Deliveries) -> None:
    for place in ("telegram:1:45", "telegram:11"):
        plan(deliveries, place)
    deliveries.forget_chat("telegram:1")
    assert deliveries.of_chat("telegram:1") == []
    assert len(deliveries.of_chat("telegram:11")) == 1


def test_what_is_long_over_is_dropped_and_what_is_open_kept(deliveries: Deliveries, clock: Clock) -> None:
    ends = {"telegram:1": State.SENT, "telegram:2": State.UNKNOWN, "telegram:3": State.EMPTY}
    for place in (*ends, "telegram:4"):
        plan(deliveries, place)
    for _ in ends:
        held = deliveries.claim("one", PLATFORMS)
        assert held
        deliveries.finish(held, "one", ends[held.place])
    clock.now += KEPT_SECONDS + 1
    plan(deliveries, "telegram:5")
    kept = [n for n in range(1, 6) if deliveries.of_chat(f"telegram:{n}")]
    assert kept == [4, 5]
