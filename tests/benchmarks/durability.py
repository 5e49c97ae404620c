"""What it costs that marks are on the disk before what follows them: `python -m tests.benchmarks.durability [FOLDER]`.

Deliveries of one message are worked off in turns, with and without waiting for the disk, to a platform that takes no
time. FOLDER: on the disk that is asked about; a temporary one without.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.deliveries.store import Deliveries
from bot.deliveries.worker import Worker
from bot.messages import Paragraph, Reply
from knowledge.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from bot.deliveries.store import Delivery

ROUNDS, DELIVERIES = 8, 50


class Hasty(Database):
    """Waits for the disk never."""

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:  # noqa: ARG002 - left out of account
        with super().transaction() as sql:
            yield sql


class Taking:
    """A platform that takes whatever it is given, at once."""

    nonce_seconds = 0.0

    def write(self, _reply: Reply, _chat: str) -> tuple[str, ...]:
        return ("a message of usual length, " * 40,)

    async def send(self, place: str, part: str, nonce: str) -> None:
        pass


async def compose(_delivery: Delivery, _now: float) -> Reply | None:
    return Reply("id", (Paragraph(("words",)),))


def milliseconds(database: Database, first: int) -> float:
    """For a delivery, planned before."""
    deliveries = Deliveries(database)
    due = datetime.now(UTC)
    for place in range(first, first + DELIVERIES):
        deliveries.plan(f"telegram:{place}", f"telegram:{place}", "daily", "day", due, due + timedelta(hours=6), {})
    worker = Worker("worker", deliveries, {"telegram": Taking()}, {"daily": compose})

    async def work() -> float:
        began = time.perf_counter()
        while await worker.step():
            pass
        return time.perf_counter() - began

    return 1000 * asyncio.run(work()) / DELIVERIES


def main(folder: Path) -> None:
    kinds = {"not waited for": Hasty(folder / "hasty.sqlite3"), "waited for": Database(folder / "durable.sqlite3")}
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for turn in range(ROUNDS):
        for name, database in kinds.items():
            taken[name].append(milliseconds(database, turn * DELIVERIES))
    hasty, durable = (statistics.median(times) for times in taken.values())
    print(
        f"a delivery, median of {ROUNDS} x {DELIVERIES}: {hasty:.2f} ms not waited for, {durable:.2f} ms waited for: "
        f"{durable / hasty:.2f} times as much"
    )
    for database in kinds.values():
        database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=next(iter(sys.argv[1:]), None)) as made:
        main(Path(made))
