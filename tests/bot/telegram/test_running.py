"""Starting, stopping, a second poller, a webhook, what is logged."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.telegram import adapter, polling, startup, webhook
from bot.telegram.startup import BadToken, NoWebhook, SecondPoller
from tests.telegram_server.errors import ApiError
from tests.telegram_server.server import TOKEN
from tests.telegram_server.updates import CONFLICT, SECRET_HEADER

if TYPE_CHECKING:
    from telegram import Message

    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import TelegramServer

QUESTION = "apa kata Sarandos soal Sora?"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (polling, startup):
        monkeypatch.setattr(module, "FIRST_PAUSE", 0.05)


async def test_a_clean_stop_answers_everything_and_nothing_twice(server: TelegramServer, runner: Runner) -> None:
    people = [server.user(f"Ani{n}") for n in range(10)]
    runner.start()
    for person in people:
        person.private().say(person, QUESTION)
    # The sign of typing tells that a question was taken over; one still on its way is asked again at the next start.
    while len(server.actions) < len(people):
        await asyncio.sleep(0.005)
    await runner.stop()
    assert all(server.inbox(person.id).qsize() == 1 for person in people)
    assert server.updates.unconfirmed == 0
    runner.start()
    late = server.user("Budi")
    await late.private().asked(late, QUESTION)
    assert all(server.inbox(person.id).qsize() == 1 for person in people)


async def test_what_comes_while_it_is_stopped_is_answered_later(server: TelegramServer, runner: Runner) -> None:
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "/help")
    await runner.stop()
    ani.private().say(ani, QUESTION)
    runner.start()
    assert (await ani.private().next_reply()).quotations


async def test_a_stop_is_prompt(runner: Runner, server: TelegramServer) -> None:
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "/help")
    await asyncio.wait_for(runner.stop(), 2)


async def test_an_update_that_comes_again_is_answered_once(server: TelegramServer, runner: Runner) -> None:
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "/help")
    again = {"update_id": server.updates.delivered[-1], "message": ani.private().room.messages[1]}
    server.updates._waiting.append(again)
    server.updates._arrived.set()
    assert await ani.private().stays_silent()


async def test_telegram_out_of_reach_is_waited_for(server: TelegramServer, runner: Runner) -> None:
    ani = server.user("Ani")
    server.fail("drop before", method="getMe", times=2)
    server.fail("drop before", method="getUpdates", times=2)
    server.fail(ApiError(500, "Internal Server Error"), method="getUpdates")
    runner.start()
    assert (await ani.private().asked(ani, QUESTION)).quotations


async def test_stop_while_telegram_is_out_of_reach(server: TelegramServer, runner: Runner) -> None:
    server.fail("drop before", times=10_000)
    runner.start()
    await asyncio.sleep(0.2)
    await asyncio.wait_for(runner.stop(), 2)


async def test_a_second_poller_is_reported_not_fought(server: TelegramServer, runner: Runner) -> None:
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "/help")
    other = asyncio.create_task(server.updates.fetch(0, 100, 0.8, None))
    assert runner.task is not None
    with pytest.raises(SecondPoller, match="Another program"):
        await asyncio.wait_for(runner.task, 2)
    assert await other == []


async def test_the_poller_that_comes_second_gives_way(server: TelegramServer, runner: Runner) -> None:
    server.fail(ApiError(409, CONFLICT), method="getUpdates")
    runner.start()
    assert runner.task is not None
    with pytest.raises(SecondPoller):
        await asyncio.wait_for(runner.task, 2)
    assert [method for method, _, _ in server.calls].count("getupdates") == 1


async def test_a_webhook_of_before_is_taken_off(server: TelegramServer, runner: Runner) -> None:
    server.updates.webhook = {"url": "http://127.0.0.1:1/old", "secret": ""}
    ani = server.user("Ani")
    runner.start()
    assert (await ani.private().asked(ani, QUESTION)).quotations


@pytest.mark.parametrize("token", ["1:wrong", "nonsense"])
async def test_a_wrong_token_is_said(runner: Runner, token: str) -> None:
    runner.start(token=token)
    assert runner.task is not None
    with pytest.raises(BadToken, match="KUTIP_TELEGRAM_TOKEN"):
        await runner.task


async def test_a_token_that_is_revoked_is_said(server: TelegramServer, runner: Runner) -> None:
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "/help")
    server.token = "1:new"
    ani.private().say(ani, "/help")
    assert runner.task is not None
    with pytest.raises(BadToken):
        await asyncio.wait_for(runner.task, 5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_webhook_with_its_secret(server: TelegramServer, runner: Runner) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    runner.start(webhook_url=url, webhook_port=port, webhook_secret="s3cret")
    ani = server.user("Ani")
    assert (await ani.private().asked(ani, QUESTION)).quotations
    assert server.updates.webhook == {"url": url, "secret": "s3cret"}
    update = {"update_id": 1, "message": ani.private().room.messages[1]}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {SECRET_HEADER: "guess"}):
            async with session.post(url, json=update, headers=headers) as response:
                assert response.status == 403
    assert await ani.private().stays_silent()
    await runner.stop()


async def test_a_webhook_takes_no_more_than_there_is_time_for(
    server: TelegramServer, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "MOST_QUEUED", 1)
    monkeypatch.setattr(adapter, "MOST_PEOPLE", 0)  # never is there time
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    runner.start(webhook_url=url, webhook_port=port, webhook_secret="s3cret")
    ani = server.user("Ani")
    ani.private().say(ani, "/help")
    while not server.updates.webhook:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)
    update = {"update_id": 77, "message": ani.private().room.messages[1]}
    async with aiohttp.ClientSession(headers={SECRET_HEADER: "s3cret"}) as session:
        with pytest.raises(TimeoutError):
            await session.post(url, json=update, timeout=aiohttp.ClientTimeout(0.5))
    await runner.stop()  # what was taken is answered
    assert "Tanya apa saja" in (await ani.private().next_reply()).text


async def test_a_webhook_always_has_a_secret(server: TelegramServer, runner: Runner) -> None:
    port = free_port()
    runner.start(webhook_url=f"http://127.0.0.1:{port}/t", webhook_port=port)
    ani = server.user("Ani")
    await ani.private().asked(ani, "/help")
    secret = server.updates.webhook["secret"]
    assert len(secret) >= 32
    assert TOKEN not in secret


async def test_a_webhook_on_a_port_that_is_taken(runner: Runner) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        runner.start(webhook_url="http://127.0.0.1/t", webhook_port=port)
        assert runner.task is not None
        with pytest.raises(NoWebhook, match=str(port)):
            await runner.task


async def test_neither_token_nor_text_is_logged(
    server: TelegramServer, runner: Runner, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object, message: Message) -> None:
        raise RuntimeError(message.text)

    caplog.set_level(logging.INFO)
    ani = server.user("Ani")
    runner.start()
    await ani.private().asked(ani, "apa rahasia Sarandos?")
    server.fail("drop before", method="getUpdates")
    await ani.search("rahasia")
    monkeypatch.setattr("bot.telegram.chatting.Chatting._message", broken)
    ani.private().say(ani, "rahasia")
    assert await ani.private().stays_silent()
    await runner.stop()
    logged = caplog.text
    assert "On Telegram as @kutip_test_bot" in logged
    assert "RuntimeError" in logged
    assert "rahasia" not in logged
    assert TOKEN not in logged


def test_a_token_is_redacted_from_anything() -> None:
    from bot.telegram.logs import Redacting

    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError as error:
        raised = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "url %s", (f"/bot{TOKEN}/",), raised)
    assert Redacting(TOKEN).filter(record)
    shown = logging.Formatter().format(record)
    assert TOKEN not in shown
    assert "/bot…/" in shown
