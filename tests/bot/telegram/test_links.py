"""Links that people post: left alone, offered, indexed by a mark, or indexed at once, as the chat wishes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.links import first_link
from bot.services import open_services
from bot.settings import Settings
from knowledge.fetching import Fetcher
from tests.bot.telegram.conftest import Runner
from tests.loopback_web import Page, Web, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.telegram_server import TelegramServer
    from tests.telegram_server.people import Chat, Person

ARTICLE = """<html><head><title>Pelabuhan Sagara Dibuka</title></head><body><article><h1>Pelabuhan Sagara Dibuka</h1>
<p>Pelabuhan Sagara dibuka pada Senin pagi setelah tiga tahun dibangun di pesisir timur pulau itu.</p>
<p>"Kapal pertama membawa garam dari Rondo," kata Wali Kota Sagara, Rina Wati, kepada wartawan di dermaga.</p>
<p>Biaya pembangunannya dua miliar rupiah, lebih murah daripada yang direncanakan semula.</p></article></body></html>"""


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as served:
        served.pages["/sagara"] = Page(ARTICLE.encode())
        yield served


@pytest_asyncio.fixture
async def group(server: TelegramServer, web: Web, tmp_path: Path) -> AsyncIterator[tuple[Chat, Person, Person]]:
    """A group in which the bot sees everything, its administrator and a member."""
    settings = Settings.model_validate({"database_url": str(tmp_path / "k.sqlite3"), "encoder": "none"})
    with open_services(settings) as opened:
        runner = Runner(server, replace(opened, fetcher=Fetcher(allowed_hosts=(web.host,))))
        runner.start()
        ani, budi = server.user("Ani"), server.user("Budi")
        chat = server.supergroup("Redaksi", [budi], admins=[ani])
        chat.room.sees_all = True
        yield chat, ani, budi
        await runner.stop()


async def test_a_link_is_left_alone_unless_the_chat_wishes(group: tuple[Chat, Person, Person], web: Web) -> None:
    chat, ani, _ = group
    chat.say(ani, f"baca ini {web.url('/sagara')}")
    assert await chat.stays_silent()
    assert web.asked == []


async def test_a_button_indexes_it(group: tuple[Chat, Person, Person], web: Web) -> None:
    chat, ani, budi = group
    assert "ask" in (await chat.asked(ani, "/settings links ask")).text
    offered = await chat.asked(budi, f"baca ini {web.url('/sagara')}, penting")
    await offered.press(ani, "Indeks artikel ini")
    assert "Pelabuhan Sagara" in (await chat.next_reply()).text


async def test_a_mark_of_a_manager_indexes_it_once(group: tuple[Chat, Person, Person], web: Web) -> None:
    chat, ani, budi = group
    await chat.asked(ani, "/settings links react")
    message = chat.say(budi, f"({web.url('/sagara')})")
    chat.react(budi, message, "✍")
    chat.react(ani, message, "🔥")
    assert await chat.stays_silent()
    chat.react(ani, message, "✍")
    reply = await chat.next_reply()
    assert "Pelabuhan Sagara" in reply.text
    assert reply.answers == message
    chat.react(ani, message, "👌")
    assert await chat.stays_silent()


async def test_at_once_by_those_who_may_add(group: tuple[Chat, Person, Person], web: Web) -> None:
    chat, ani, budi = group
    await chat.asked(ani, "/settings links auto")
    chat.say(budi, web.url("/sagara"))
    assert await chat.stays_silent()
    assert "Pelabuhan Sagara" in (await chat.asked(ani, web.url("/sagara"))).text


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("baca https://kabar.example/a?b=1, penting", "https://kabar.example/a?b=1"),
        ("(lihat HTTP://kabar.example/x)", "HTTP://kabar.example/x"),
        ("“https://kabar.example/x.”", "https://kabar.example/x"),
        ("kabar.example/x", None),
        ("ftp://kabar.example/x", None),
        ("https://", None),
    ],
)
def test_the_first_link_of_a_text(text: str, link: str | None) -> None:
    assert first_link(text) == link
