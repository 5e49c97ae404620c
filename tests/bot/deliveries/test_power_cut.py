"""The power goes: of the file only what was on the disk for sure is there again, and nothing is posted twice."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.deliveries.store import LEASE_SECONDS, State
from bot.following.watches import GATHERED, Watches
from knowledge.knowledge import Knowledge
from knowledge.reading import read_text
from knowledge.store import open_store
from knowledge.store.database import Database
from tests.bot.deliveries.test_worker import Bench, Platform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = """Sidang Tambak Ditunda

Sidang perkara tambak di Pengadilan Negeri Waringin ditunda sampai pekan depan.

“Kami akan menunggu sampai putusan dibacakan,” kata Wulan Prameswari kepada wartawan.
"""


class Disk(Database):
    """`lasting`: beside the file, what the last durable transaction left; the worst that a power cut may leave."""

    def __init__(self, path: Path) -> None:
        self.lasting = path.with_suffix(".lasting")
        super().__init__(path)

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        with super().transaction(durable=durable) as sql:
            yield sql
        if durable:
            with contextlib.closing(sqlite3.connect(self.lasting)) as copy:
                self.connection().backup(copy)


class PowerCut(BaseException):
    """Nothing is done any more, not even what is done when something fails."""


class LastCalls(Platform):
    """Takes so many messages; with the last of them the power goes."""

    def __init__(self, nonce_seconds: float, calls: int) -> None:
        super().__init__(nonce_seconds)
        self.calls = calls

    async def send(self, place: str, part: str, nonce: str) -> None:
        await super().send(place, part, nonce)
        self.calls -= 1
        if self.calls == 0:
            raise PowerCut


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    opened = Disk(tmp_path / "k.sqlite3")
    yield opened
    opened.close()


def after_the_cut(disk: Disk, before: Bench) -> Bench:
    """What is there again, with the platform as it was; Bench plans the same delivery, which changes nothing."""
    again = Bench(Database(disk.lasting), before.key[0], before.parts)
    again.platform = Platform(before.platform.nonce_seconds)
    again.platform.posts, again.platform.nonces = before.platform.posts, before.platform.nonces
    again.now = before.now + LEASE_SECONDS
    return again


@pytest.mark.parametrize(
    ("place", "calls", "state", "posts"),
    [
        ("telegram:1", 1, State.UNKNOWN, ["1.0"]),
        ("telegram:1", 2, State.UNKNOWN, ["1.0", "1.1"]),
        ("discord:1", 1, State.SENT, ["1.0", "1.1", "1.2"]),
        ("discord:1", 2, State.SENT, ["1.0", "1.1", "1.2"]),
    ],
)
async def test_with_a_message_on_its_way(disk: Disk, place: str, calls: int, state: State, posts: list[str]) -> None:
    bench = Bench(disk, place, 3)
    bench.platform = LastCalls(bench.platform.nonce_seconds, calls)
    with pytest.raises(PowerCut):
        await bench.work()
    again = after_the_cut(disk, bench)
    await again.work(2)
    assert (again.found.state, again.platform.posts) == (state, posts)
    again.database.close()


async def test_what_was_counted_as_sent_is_not_in_doubt_afterwards(disk: Disk) -> None:
    bench = Bench(disk, "telegram:1", 2)
    await bench.work()
    again = after_the_cut(disk, bench)
    await again.work(2)
    assert (again.found.state, again.platform.posts) == (State.SENT, ["1.0", "1.1"])
    again.database.close()


def test_what_a_watch_has_told_is_not_told_again(disk: Disk) -> None:
    bench = Bench(disk, "telegram:1", 1)  # its message is that of the watch
    watches = Watches(disk, bench.clock)
    watches.add("telegram:1", "telegram:1", "topic", "putusan")
    knowledge = Knowledge(open_store(disk), None)
    article = knowledge.add(read_text(ARTICLE)).article_id
    found = knowledge.quotes(article=article)
    watch = watches.of("telegram:1")[0]
    assert watches.tell(watch, knowledge.article(article), found)
    bench.now += GATHERED
    watches.planned(watches.bundles()[0])
    asyncio.run(bench.work())
    again = Database(disk.lasting)
    after = Watches(again, bench.clock)
    assert not after.tell(watch, knowledge.article(article), found)
    assert after.bundles() == []
    again.close()
