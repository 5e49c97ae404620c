"""What it saves that chats which are due together share the work: `python -m tests.benchmarks.digests`.

Two hundred chats want the day's digest of a library at the same time; every tenth has an article of its own beside it.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.digests.composing import compose_digest
from bot.digests.schedule import DAILY, Schedule
from bot.digests.sharing import Shared
from bot.services import open_services
from bot.settings import Settings
from knowledge.reading import read_file, read_text

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.services import Services

CORPUS = Path(__file__).parents[1] / "eval" / "stories" / "articles"
CHATS, OWN = 200, 10
ROUNDS = 1


def prepare(services: Services, now: datetime) -> list[str]:
    """The articles of the corpus as new ones, and the chats' schedules with what is due of them."""
    for path in sorted(CORPUS.iterdir()):
        services.knowledge.add(replace(read_file(path), published=now.date().isoformat()))
    chats = [f"telegram:{n}" for n in range(CHATS)]
    for n, chat in enumerate(chats):
        if n % OWN == 0:
            services.knowledge.add(read_text(f"Kabar {n}\n\nWarga kampung {n} menanam seribu pohon jati.\n"), chat)
        services.schedules.save(Schedule(chat, chat, now.time(), None, now))
        subject = {"since": str((now - timedelta(days=1)).timestamp()), "until": str(now.timestamp())}
        services.outbox.plan(chat, chat, DAILY, "day", now, now + timedelta(hours=6), subject)
    return chats


async def seconds(services: Services, chats: list[str], *, shares: bool) -> float:
    shared: Shared[Reply | None] = Shared()
    began = time.perf_counter()
    for chat in chats:
        delivery = services.outbox.get(chat, DAILY, "day")
        assert delivery
        assert await compose_digest(delivery, delivery.due, services, shared if shares else Shared())
    return time.perf_counter() - began


def main(folder: str) -> None:
    settings = Settings.model_validate({"database_url": f"{folder}/k.sqlite3", "encoder": "none"})
    with open_services(settings) as services:
        chats = prepare(services, datetime.now(UTC) + timedelta(minutes=10))
        taken: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(ROUNDS):
            for shares, times in taken.items():
                times.append(asyncio.run(seconds(services, chats, shares=shares)))
    apart, together = (statistics.median(times) for times in taken.values())
    print(
        f"{CHATS} chats: {apart:.2f} s each for itself, {together:.2f} s shared: {apart / together:.1f} times as fast"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(made)
