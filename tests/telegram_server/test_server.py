"""The server is as strict as Telegram, else what is tested against it means little."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.telegram_server import TelegramServer
from tests.telegram_server.errors import ApiError, too_many_requests
from tests.telegram_server.markup import parse_html

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest_asyncio.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=f"{server.root}/bot", base_file_url=f"{server.root}/file/bot") as made:
        yield made


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<b>open", "Can't find end tag"),
        ("closed</b>", "Unexpected end tag"),
        ("<b><i>crossed</b></i>", "Unmatched end tag"),
        ("<h1>title</h1>", 'Unsupported start tag "h1"'),
        ("1 < 2", "Unclosed start tag"),
        ("a <", "Unclosed start tag"),
        ("R&D", "Unescaped"),
        ("&nbsp;", "Unescaped"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "Nested"),
        ("<code><b>x</b></code>", "inside code"),
        ("<b><code>x</code></b>", "inside another"),
    ],
)
def test_bad_html_is_refused(source: str, said: str) -> None:
    with pytest.raises(ApiError, match="can't parse entities") as refused:
        parse_html(source)
    assert said in refused.value.description


def test_entities_count_in_utf16_units() -> None:
    text, entities = parse_html(
        ' 😀<b>é😀</b> &lt;<a href="https://a.example/?b=1&amp;c">x</a><blockquote expandable>q</blockquote> '
    )
    assert text == "😀é😀 <xq"
    assert entities == [
        {"type": "bold", "offset": 2, "length": 3},
        {"type": "text_link", "offset": 7, "length": 1, "url": "https://a.example/?b=1&c"},
        {"type": "expandable_blockquote", "offset": 8, "length": 1},
    ]


def keyboard(**button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", **button)]])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x", "reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(url="javascript:x")}, "BUTTON_URL_INVALID"),
        ({"text": "x", "message_thread_id": 77}, "message thread not found"),
        ({"text": "x", "reply_to_message_id": 77}, "message to be replied not found"),
    ],
)
async def test_a_bad_message_is_refused(server: TelegramServer, bot: Bot, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){said}"):
        await bot.send_message(server.user("Ani").id, **arguments)


async def test_what_fits_is_taken(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    sent = await bot.send_message(ani.id, "😀" * 2048, reply_markup=keyboard(callback_data="é" * 32))
    assert (await ani.private().next_reply()).id == sent.message_id


async def test_an_edit_that_changes_nothing_is_refused(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    sent = await bot.send_message(ani.id, "<b>x</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_text("<b>x</b>", ani.id, sent.message_id, parse_mode="HTML")
    await bot.edit_message_text("<i>x</i>", ani.id, sent.message_id, parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("y", ani.id, 77)


async def test_chats_that_cannot_be_written_to(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    new = group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    ani.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(ani.id, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(1, "x")


async def test_updates_are_kept_until_they_are_confirmed(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    for n in range(3):
        ani.private().say(ani, f"/say {n}")
    first = await bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["/say 0", "/say 1"]
    again = await bot.get_updates(offset=first[1].update_id)
    assert [u.message.text for u in again if u.message] == ["/say 1", "/say 2"]
    assert await bot.get_updates(offset=again[-1].update_id + 1) == ()
    assert server.updates.unconfirmed == 0


async def test_a_long_poll_waits_and_the_newer_poller_wins(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    async with Bot(server.token, base_url=f"{server.root}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="only one bot instance"):
            await first
        ani.private().say(ani, "/start")
        assert len(await second) == 1
    await bot.set_webhook("http://127.0.0.1:1/x")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_privacy_mode(server: TelegramServer, bot: Bot) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    group.say(ani, "kabar?")
    group.say(ani, "/kabar")
    group.say(ani, "halo @kutip_test_bot")
    heard = await bot.get_updates()
    assert [u.message.text for u in heard if u.message] == ["/kabar", "halo @kutip_test_bot"]


async def test_faults(server: TelegramServer, bot: Bot) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    server.fail(too_many_requests(7), method="sendMessage", chat=ani.private())
    await bot.send_message(budi.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(ani.id, "x")
    server.fail("drop before", method="sendMessage")
    server.fail("drop after", method="sendMessage")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(ani.id, "x")
    assert server.inbox(ani.id).qsize() == 1


async def test_a_wrong_token(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:x", base_url=f"{server.root}/bot").initialize()
