"""200 chats, 30 days, three workers that are killed again and again: nothing twice, nothing lost, all on the minute."""

from __future__ import annotations

import random
import subprocess
import sys
import time as real_time
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.chats import ChatSettings
from bot.deliveries.store import LEASE_SECONDS, Deliveries, State
from bot.digests.schedule import Schedule
from bot.digests.schedules import Schedules
from bot.state import State as Chats
from knowledge.store import open_database
from tests.bot.deliveries.world import FileClock, Service, next_due, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.store.database import Database

pytestmark = pytest.mark.slow

CHATS, DAYS, WORKERS = 200, 30, 3
START = datetime(2026, 10, 12, 12, tzinfo=UTC)
"""Thirty days from here have both the change of Berlin (25 October) and that of New York (1 November)."""
ZONES = ("Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin", "America/New_York")
TIMES = (time(2, 30), time(1, 30), time(7, 0), time(18, 0))
QUIET = (None, None, None, (22, 6))
KILLED = 0.15
"""The share of instants at which a worker is killed."""
ON_TIME = 60.0
CLOSED, REOPENED = timedelta(days=8), timedelta(days=16)
"""Some chats throw the bot out for a while."""


def wishes() -> Iterator[tuple[Schedule, ChatSettings]]:
    for n in range(CHATS):
        platform = ("telegram", "discord")[n % 2]
        place = f"{platform}:{1000 + n}" + (":7" if n % 10 == 0 else "")
        quiet = QUIET[n // 8 % 4]
        settings = ChatSettings(
            time_zone=ZONES[n // 2 % 4], quiet_from=quiet[0] if quiet else None, quiet_to=quiet[1] if quiet else None
        )
        weekday = n % 7 if n % 9 == 0 else None
        yield Schedule(place, f"{platform}:{1000 + n}", TIMES[n // 3 % 4], weekday, START), settings


def expected(schedule: Schedule, settings: ChatSettings) -> dict[str, datetime]:
    """Each period with the first minute at which it may be posted, by looking at a local clock minute by minute."""
    zone, dues = ZoneInfo(settings.time_zone or ""), {}
    wished: date | None = None
    seen: set[date] = set()
    for minute in range((DAYS * 24 + 3) * 60):
        now = START + timedelta(minutes=minute)
        local = now.astimezone(zone)
        if local.date() not in seen and local.time() >= schedule.at:
            seen.add(local.date())
            starts_later = minute > 0 or local.time() == schedule.at
            if starts_later and (schedule.weekday is None or local.weekday() == schedule.weekday):
                wished = local.date()
        if wished and not _is_quiet(settings, local.hour):
            year, week, _ = wished.isocalendar()
            dues[wished.isoformat() if schedule.weekday is None else f"{year}-W{week:02}"] = now
            wished = None
    return dues


def _is_quiet(settings: ChatSettings, hour: int) -> bool:
    start, end = settings.quiet_from, settings.quiet_to
    return start is not None and end is not None and (hour >= start or hour < end)


def test_thirty_days(tmp_path: Path) -> None:
    draw = random.Random(11)
    clock = FileClock(tmp_path / "clock")
    clock.set(START.timestamp())
    database = tmp_path / "kutip.sqlite3"
    opened = open_database(str(database))
    chats, schedules, deliveries = Chats(opened, 30), Schedules(opened), Deliveries(opened, clock)
    wished = list(wishes())
    for schedule, settings in wished:
        chats.save_chat(schedule.chat, settings)
        schedules.save(schedule)
    due = {(s.place, f"{s.kind} {name}"): at for s, c in wished for name, at in expected(s, c).items()}
    closing = {s.place for s, _ in wished[::20]}
    service = Service(clock, draw)
    server = serve(service)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    workers = Workers(tmp_path, address, database)
    try:
        kills, abandoned = run(draw, clock, opened, deliveries, service, workers, due, closing)
    finally:
        workers.stop()
        server.shutdown()
        server.server_close()
    check(deliveries, service, due, closing, kills, abandoned)
    opened.close()


class Workers:
    """Processes that are replaced when they are killed."""

    def __init__(self, folder: Path, address: str, database: Path) -> None:
        self._command = [
            sys.executable,
            "-m",
            "tests.bot.deliveries.world",
            str(database),
            str(folder / "clock"),
            address,
        ]
        self._count = 0
        self._running = [self._start() for _ in range(WORKERS)]

    def _start(self) -> subprocess.Popen[bytes]:
        self._count += 1
        return subprocess.Popen([*self._command, f"worker-{self._count}"], stderr=subprocess.DEVNULL)

    def kill(self, number: int, database: Database) -> list[tuple[str, str]]:
        """Returns what it was at."""
        killed = self._running[number]
        killed.kill()
        killed.wait()
        rows = database.connection().execute(
            "SELECT place, kind, period FROM deliveries WHERE state IN ('planned', 'sending') AND worker = ?",
            (killed.args[-1],),  # type: ignore[index] # a list, as it was started with one
        )
        self._running[number] = self._start()
        return [(row["place"], f"{row['kind']} {row['period']}") for row in rows]

    def are_busy(self, database: Database) -> bool:
        rows = database.connection().execute(
            "SELECT worker FROM deliveries WHERE state IN ('planned', 'sending') AND worker IS NOT NULL"
        )
        alive = {each.args[-1] for each in self._running}  # type: ignore[index] # a list, as it was started with one
        return any(row["worker"] in alive for row in rows)

    def check(self) -> None:
        assert all(each.poll() is None for each in self._running)

    def stop(self) -> None:
        for each in self._running:
            each.kill()
            each.wait()


def run(
    draw: random.Random,
    clock: FileClock,
    database: Database,
    deliveries: Deliveries,
    service: Service,
    workers: Workers,
    due: dict[tuple[str, str], datetime],
    closing: set[str],
) -> tuple[int, Counter[tuple[str, str]]]:
    """Jump from one instant at which something happens to the next; returns how often a worker was killed, and how
    often one that was at each delivery.
    """
    abandoned: Counter[tuple[str, str]] = Counter()
    kills, ahead = 0, sorted({at.timestamp() for at in due.values()})
    planned_at: dict[float, list[tuple[str, str]]] = {}
    for key, at in due.items():
        planned_at.setdefault(at.timestamp(), []).append(key)
    end = START + timedelta(days=DAYS, hours=2)
    while clock() < end.timestamp():
        planned(deliveries, [key for key in planned_at.pop(clock(), []) if key[0] not in service.closed])
        settled(database, clock, workers)
        waiting = next_due(database)
        coming = next((at for at in ahead if at > clock()), end.timestamp())
        target = min(coming, max(waiting, clock() + 0.5) if waiting is not None else coming)
        if clock() < (START + CLOSED).timestamp() <= target:
            service.closed |= closing
        if clock() < (START + REOPENED).timestamp() <= target:
            service.closed.clear()
            for place in closing:
                deliveries.hear(":".join(place.split(":")[:2]))
        clock.set(target)
        if draw.random() < KILLED:
            real_time.sleep(draw.random() * 0.06)
            abandoned.update(workers.kill(draw.randrange(WORKERS), database))
            kills += 1
    workers.check()
    return kills, abandoned


def planned(deliveries: Deliveries, keys: list[tuple[str, str]]) -> None:
    """Wait until one of the workers has planned what is due at this instant."""
    give_up = real_time.monotonic() + 20
    while any(deliveries.get(place, *key.split(" ")) is None for place, key in keys):
        assert real_time.monotonic() < give_up, "nobody plans"
        real_time.sleep(0.005)


def settled(database: Database, clock: FileClock, workers: Workers) -> None:
    """Wait until nothing more can be done at this instant, and no worker that lives is at something."""
    give_up = real_time.monotonic() + 20
    while ((due := next_due(database)) is not None and due <= clock()) or workers.are_busy(database):
        assert real_time.monotonic() < give_up, "the workers do not work"
        real_time.sleep(0.005)


def check(
    deliveries: Deliveries,
    service: Service,
    due: dict[tuple[str, str], datetime],
    closing: set[str],
    kills: int,
    abandoned: Counter[tuple[str, str]],
) -> None:
    posted = Counter((p.place, p.key, p.part) for p in service.posts)
    twice = {key: n for key, n in posted.items() if n > 1}
    states: Counter[str] = Counter()
    lost, untimely = [], []
    for (place, key), at in due.items():
        if at >= START + timedelta(days=DAYS):
            continue
        kind, _, period = key.partition(" ")
        found = deliveries.get(place, kind, period)
        states[found.state if found else "never planned"] += 1
        shut = place in closing and START + CLOSED - timedelta(hours=7) <= at <= START + REOPENED
        is_there = all(posted[place, key, part] for part in range(1 + len(place) % 2))
        is_shown = found is not None and found.state is State.UNKNOWN
        if not (is_there or is_shown or shut):
            lost.append((place, key, found))
        first = next((p for p in service.posts if (p.place, p.key, p.part) == (place, key, 0)), None)
        # Where two workers in a row were killed at it, the lease of each had to end.
        allowed = max(ON_TIME, LEASE_SECONDS * abandoned[place, key])
        if first and not first.late and not -1 <= first.at - at.timestamp() <= allowed:
            untimely.append((place, key, first.at - at.timestamp()))
    late = sum(p.late for p in service.posts)
    # the clock runs on for two hours after the last day, and what falls due there is not counted above
    shown = [
        each for each in deliveries.unknown(limit=len(due)) if each.due < (START + timedelta(days=DAYS)).timestamp()
    ]
    surplus = {(p.place, p.key) for p in service.posts} - due.keys()
    print(
        f"\n{len(due)} due, {len(service.posts)} posts, {late} labelled late, {kills} kills, failures "
        f"{service.failures}, {dict(states)}, unknown shown {len(shown)}"
    )
    assert twice == {}
    assert lost == []
    assert untimely == []
    assert surplus == set()
    assert len(shown) == states["unknown"]
    assert kills > 20
