"""What a worker does with one delivery, whatever goes wrong on the way; the platform is a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.deliveries.senders import Gone, Moved, NotSent, Unclear
from bot.deliveries.store import LEASE_SECONDS, Deliveries, Delivery, State
from bot.deliveries.worker import BROKEN_TRIES, Worker, is_late, nonce_of
from bot.messages import Paragraph, Reply
from knowledge.store import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.store.database import Database

HOUR = 3600.0
NONCE_SECONDS = 120.0


class Platform:
    """Keeps what is posted. trouble: what happens to the calls to come, None for nothing.

    Unclear is raised after the message was posted, Lost before it was. A nonce that is known posts nothing.
    """

    def __init__(self, nonce_seconds: float) -> None:
        self.nonce_seconds = nonce_seconds
        self.posts: list[str] = []
        self.nonces: list[str] = []
        self.trouble: list[Exception | None] = []

    def write(self, reply: Reply, _: str) -> tuple[str, ...]:
        paragraphs = (block for block in reply.blocks if isinstance(block, Paragraph))
        return tuple(str(block.line[0]) for block in paragraphs)

    async def send(self, _: str, part: str, nonce: str) -> None:
        problem = self.trouble.pop(0) if self.trouble else None
        if problem is None or (isinstance(problem, Unclear) and not isinstance(problem, Lost)):
            if not (self.nonce_seconds and nonce in self.nonces):
                self.posts.append(part)
            self.nonces.append(nonce)
        if problem is not None:
            raise problem


class Lost(Unclear):
    """Unclear to the sender, and in truth not posted."""


class Bench:
    """One planned delivery of `parts` messages, and a worker; `said` counts how often it was composed."""

    def __init__(self, database: Database, place: str, parts: int) -> None:
        self.database = database
        self.now = 1_795_000_000.0
        self.deliveries = Deliveries(database, self.clock)
        self.platform = Platform(NONCE_SECONDS if place.startswith("discord") else 0.0)
        self.parts = parts
        self.said = 0
        self.bugs = 0
        self.key = (place, "daily", "2026-11-26")
        due = datetime.fromtimestamp(self.now, UTC)
        self.deliveries.plan(place, place, "daily", "2026-11-26", due, due + timedelta(hours=6), {})

    def clock(self) -> float:
        return self.now

    async def compose(self, delivery: Delivery, now: float) -> Reply | None:
        if self.bugs:
            self.bugs -= 1
            raise RuntimeError("a bug")
        self.said += 1
        late = "late " if is_late(delivery, now) else ""
        blocks = tuple(Paragraph((f"{late}{self.said}.{n}",)) for n in range(self.parts))
        return Reply("id", blocks) if blocks else None

    async def work(self, times: int = 1, every: float = LEASE_SECONDS) -> None:
        for _ in range(times):
            senders = {self.key[0].partition(":")[0]: self.platform}
            await Worker("worker", self.deliveries, senders, {"daily": self.compose}, self.clock).step()
            self.now += every

    @property
    def found(self) -> Delivery:
        delivery = self.deliveries.get(*self.key)
        assert delivery
        return delivery


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(str(tmp_path / "kutip.sqlite3"))
    yield opened
    opened.close()


BUSY, REFUSED, KICKED = NotSent("429", 30.0), NotSent("400", None), Gone("403")


@pytest.mark.parametrize(
    ("place", "trouble", "state", "posts"),
    [
        ("telegram:1", [], State.SENT, ["1.0", "1.1", "1.2"]),
        ("telegram:1", [BUSY, BUSY], State.SENT, ["late 3.0", "late 3.1", "late 3.2"]),
        ("telegram:1", [None, BUSY], State.SENT, ["1.0", "1.1", "1.2"]),  # resumed, not composed anew
        ("telegram:1", [None, Unclear("cut")], State.UNKNOWN, ["1.0", "1.1"]),
        ("telegram:1", [None, Lost("cut")], State.UNKNOWN, ["1.0"]),
        ("telegram:1", [None, RuntimeError("a bug")], State.UNKNOWN, ["1.0"]),
        ("telegram:1", [None, REFUSED], State.REFUSED, ["1.0"]),
        ("telegram:1", [KICKED], State.REFUSED, []),
        ("discord:1", [], State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", [None, Unclear("cut")], State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", [None, Lost("cut")], State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", [Lost("cut"), Lost("cut")], State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", [Lost("cut"), None, NotSent("429", 150.0)], State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", [KICKED], State.REFUSED, []),
    ],
)
async def test_what_comes_of_trouble(
    database: Database, place: str, trouble: list[Exception | None], state: State, posts: list[str]
) -> None:
    bench = Bench(database, place, 3)
    bench.platform.trouble = trouble.copy()
    await bench.work(6, every=40.0)
    assert (bench.found.state, bench.platform.posts) == (state, posts)


@pytest.mark.parametrize(("bugs", "state"), [(BROKEN_TRIES, State.SENT), (BROKEN_TRIES + 1, State.REFUSED)])
async def test_what_cannot_be_composed_is_given_up_in_the_end(database: Database, bugs: int, state: State) -> None:
    bench = Bench(database, "telegram:1", 1)
    bench.bugs = bugs
    await bench.work(BROKEN_TRIES + 2, every=200.0)
    assert bench.found.state is state


async def test_a_network_that_was_down_gives_no_composing_up(database: Database) -> None:
    bench = Bench(database, "telegram:1", 1)
    bench.platform.trouble = [BUSY] * (2 * BROKEN_TRIES)
    for _ in range(2):  # nor do failures that had an end
        await bench.work(BROKEN_TRIES, every=1000.0)
        bench.bugs = BROKEN_TRIES - 1
        await bench.work(BROKEN_TRIES - 1, every=1000.0)
        assert bench.found.state is State.PLANNED
    await bench.work(every=1000.0)
    assert bench.found.state is State.SENT


async def test_a_chat_that_has_moved_gets_it_where_it_is_now(database: Database) -> None:
    bench = Bench(database, "telegram:1", 2)
    bench.platform.trouble = [Moved("telegram:1", "telegram:-100")]
    await bench.work(2, every=10.0)
    assert bench.deliveries.get(*bench.key) is None
    (moved,) = bench.deliveries.of_chat("telegram:-100")
    assert (moved.place, moved.state) == ("telegram:-100", State.SENT)
    assert bench.platform.posts == ["2.0", "2.1"]


async def test_a_nonce_that_discord_has_forgotten_is_not_trusted(database: Database) -> None:
    bench = Bench(database, "discord:1", 1)
    bench.platform.trouble = [Lost("cut")]
    await bench.work(2, every=NONCE_SECONDS)
    assert (bench.found.state, bench.platform.posts) == (State.UNKNOWN, [])


async def test_killed_in_the_call_it_is_not_posted_on_a_guess(database: Database) -> None:
    bench = Bench(database, "telegram:1", 1)
    held = bench.deliveries.claim("killed", ("telegram",))
    assert held
    bench.deliveries.compose(held, "killed", ["1.0"])
    bench.deliveries.sending(held, "killed")
    bench.now += LEASE_SECONDS
    await bench.work(3)
    assert (bench.found.state, bench.platform.posts) == (State.UNKNOWN, [])


async def test_killed_between_parts_it_goes_on_with_the_next(database: Database) -> None:
    bench = Bench(database, "telegram:1", 3)
    held = bench.deliveries.claim("killed", ("telegram",))
    assert held
    bench.deliveries.compose(held, "killed", ["a", "b", "c"])
    bench.deliveries.sending(held, "killed")
    bench.deliveries.sent(held, "killed", 1)
    bench.now += LEASE_SECONDS
    await bench.work()
    assert (bench.found.state, bench.platform.posts, bench.said) == (State.SENT, ["b", "c"], 0)


async def test_a_mark_that_cannot_be_written_after_the_call_posts_nothing_twice(database: Database) -> None:
    bench = Bench(database, "telegram:1", 1)
    database.connection().execute(
        "CREATE TRIGGER full BEFORE UPDATE OF sent ON deliveries BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    await bench.work()
    database.connection().execute("DROP TRIGGER full")
    await bench.work(3)
    assert (bench.found.state, bench.platform.posts) == (State.UNKNOWN, ["1.0"])


@pytest.mark.parametrize(
    ("began", "state", "posts"),
    [
        (59.0, State.SENT, ["1.0"]),
        (61.0, State.SENT, ["late 1.0"]),
        (6 * HOUR, State.SENT, ["late 1.0"]),
        (6 * HOUR + 1, State.MISSED, []),
    ],
)
async def test_late_it_says_so_and_too_late_it_is_missed(
    database: Database, began: float, state: State, posts: list[str]
) -> None:
    bench = Bench(database, "telegram:1", 1)
    bench.now += began
    await bench.work()
    assert (bench.found.state, bench.platform.posts) == (state, posts)


async def test_nothing_to_say_is_posted_as_nothing(database: Database) -> None:
    bench = Bench(database, "telegram:1", 0)
    await bench.work(2)
    assert (bench.found.state, bench.platform.posts, bench.said) == (State.EMPTY, [], 1)


async def test_posted_again_by_hand_it_goes_on_from_the_part_in_doubt(database: Database) -> None:
    bench = Bench(database, "telegram:1", 3)
    bench.platform.trouble = [None, Lost("cut")]
    await bench.work()
    assert bench.deliveries.settle(bench.found, again=True)
    await bench.work()
    assert (bench.found.state, bench.platform.posts) == (State.SENT, ["1.0", "1.1", "1.2"])


async def test_a_nonce_is_its_own_and_short_enough(database: Database) -> None:
    delivery = Bench(database, "discord:" + "9" * 19, 1).found
    nonces = {nonce_of(delivery, part) for part in range(50)}
    assert len(nonces) == 50
    assert max(map(len, nonces)) <= 25
    assert nonce_of(delivery, 3) == nonce_of(delivery, 3)
