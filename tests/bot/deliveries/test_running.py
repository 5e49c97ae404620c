"""`kutip run` against both platforms on loopback: what is due is posted once, in its topic, whoever kills it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.deliveries.store import Deliveries, State
from bot.digests.schedule import Schedule
from bot.digests.schedules import Schedules
from knowledge import Knowledge
from knowledge.reading import read_text
from knowledge.store import open_database, open_store
from tests.bot.discord.server import TOKEN as DISCORD_TOKEN
from tests.bot.discord.server import discord_server
from tests.telegram_server import TelegramServer
from tests.telegram_server.faults import Fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.bot.discord.server import DiscordServer

pytestmark = pytest.mark.slow
SECONDS = 30
HEADLINE = "Panen Raya di Lembang"
ARTICLE = f"""{HEADLINE}

Panen raya cabai berlangsung di tiga kecamatan sejak pekan lalu.

"Harga turun separuh dalam tiga hari," kata Bupati Tatang Subrata di Pasar Lembang.
"""


class Desk:
    """The database of a program that runs, or does not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = open_database(str(path))
        self.deliveries, self.schedules = Deliveries(self.database), Schedules(self.database)
        earlier = datetime.now(UTC) - timedelta(hours=3)
        Knowledge(open_store(self.database), None, earlier.timestamp).add(read_text(ARTICLE))

    def wish(self, place: str) -> None:
        """A digest every day, at the minute that has just begun."""
        now = datetime.now(UTC)
        chat = ":".join(place.split(":")[:2])
        at = now.time().replace(second=0, microsecond=0)
        self.schedules.save(Schedule(place, chat, at, None, now - timedelta(hours=1)))

    async def until(self, chat: str, state: State) -> None:
        async with asyncio.timeout(SECONDS):
            while [d.state for d in self.deliveries.of_chat(chat)] != [state]:
                await asyncio.sleep(0.02)


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[DiscordServer]:
    async with discord_server() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "kutip.sqlite3")
    yield made
    made.database.close()


@contextlib.asynccontextmanager
async def running(desk: Desk, telegram: TelegramServer, discord: DiscordServer | None = None) -> AsyncIterator[None]:
    """The program in a process of its own, killed at the end."""
    settings = {
        "KUTIP_TELEGRAM_TOKEN": telegram.token,
        "KUTIP_TELEGRAM_BASE_URL": telegram.root,
        "KUTIP_DISCORD_TOKEN": "",
        "KUTIP_DATABASE_URL": f"sqlite:///{desk.path}",
        "KUTIP_ENCODER": "none",
        "KUTIP_TIMEZONE": "UTC",
    }
    if discord:
        settings |= {
            "KUTIP_DISCORD_TOKEN": DISCORD_TOKEN,
            "KUTIP_DISCORD_API_URL": f"{discord.url}{discord.prefix}",
            "KUTIP_DISCORD_GATEWAY_URL": discord.gateway_url,
        }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=os.environ | settings, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


def posts(telegram: TelegramServer, chat: int) -> list[tuple[str, str]]:
    """The topic and the words of each message."""
    sent = (parameters for method, parameters, _ in telegram.calls if method == "sendmessage")
    return [(str(p.get("message_thread_id")), p["text"]) for p in sent if str(p["chat_id"]) == str(chat)]


async def test_once_in_its_topic_and_not_again_after_a_kill(
    desk: Desk, telegram: TelegramServer, discord: DiscordServer
) -> None:
    ani = telegram.user("Ani")
    group = telegram.supergroup("Warga", [ani], forum=True)
    topic = group.topic("Berita")
    desk.wish(f"telegram:{group.id}:{topic}")
    desk.wish("discord:400")
    async with running(desk, telegram, discord):
        await desk.until(f"telegram:{group.id}", State.SENT)
        await desk.until("discord:400", State.SENT)
    first = posts(telegram, group.id)
    assert {where for where, _ in first} == {str(topic)}
    assert HEADLINE in first[0][1]
    second = telegram.supergroup("Tetangga", [ani])
    desk.wish(f"telegram:{second.id}")  # Once this is posted, the others have been looked at again as well.
    async with running(desk, telegram, discord):
        await desk.until(f"telegram:{second.id}", State.SENT)
    assert posts(telegram, group.id) == first
    sent = [call.body for call in discord.calls if call.path.endswith("/channels/400/messages")]
    assert len({body["nonce"] for body in sent}) == len(sent) > 0
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in sent)
    assert HEADLINE in sent[0]["content"]


async def test_what_is_in_doubt_waits_for_a_manager(desk: Desk, telegram: TelegramServer) -> None:
    budi = telegram.user("Budi", "en")
    group = telegram.supergroup("Warga", [], [budi], forum=True)
    topic = group.topic("Berita")
    telegram.faults.add(Fault("drop after", "sendmessage", group.id))
    desk.wish(f"telegram:{group.id}:{topic}")
    async with running(desk, telegram):
        await desk.until(f"telegram:{group.id}", State.UNKNOWN)
        digest = await group.next_reply()
        shown = await group.asked(budi, "/digest", topic=topic)
        assert len(posts(telegram, group.id)) == 2, "the digest, and the answer to the command"
        await shown.press(budi, "Kirim ulang")
        replies = [await group.next_reply() for _ in range(2)]
        await desk.until(f"telegram:{group.id}", State.SENT)
    assert digest.text in [reply.text for reply in replies]
    assert {reply.topic for reply in replies} == {topic}
