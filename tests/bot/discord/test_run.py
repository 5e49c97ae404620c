"""The bot from its token to a clean end, over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.run import DiscordRefused, run_discord
from tests.bot.discord.server import TOKEN, discord_server, message, slash, typing_into

SECONDS = 20
DISCORD = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


@contextlib.asynccontextmanager
async def running(services, server, api_url=None):
    """The bot connected to `server`, stopped at the end."""
    stop = asyncio.Event()
    options = {"api_url": api_url or f"{server.url}{server.prefix}", "gateway_url": server.gateway_url}
    bot = asyncio.create_task(run_discord(TOKEN, services, stop, **options))
    ready = asyncio.create_task(server.ready.wait())
    async with asyncio.timeout(SECONDS):
        await asyncio.wait((bot, ready), return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            await bot
        try:
            yield stop
        finally:
            stop.set()
            await bot


async def test_it_logs_in_answers_and_leaves(services):
    async with discord_server() as server:
        async with running(services, server):
            await server.dispatch("INTERACTION_CREATE", slash("ask", question="apa kata Sarandos soal kreativitas?"))
            answer = await server.called("PATCH", "/messages/@original")
            await server.dispatch("MESSAGE_CREATE", message("siapa Bryan Cranston?"))
            reply = await server.called("POST", "/channels/400/messages")
        assert server.tokens == [TOKEN]
        assert (await server.called("POST", "/callback")).body["type"] == 5
        assert "Kami tidak khawatir" in answer.body["content"]
        assert answer.path == "/webhooks/100/interaction-token/messages/@original"
        assert "Cranston" in reply.body["content"]
        assert reply.body["nonce"] == "600"
        assert {c["name"] for c in (await server.called("PUT", "/commands")).body} >= {"ask", "help"}
        assert server.closed_with == 1000
    assert (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY) == DISCORD


async def test_what_is_being_answered_at_the_end_is_answered(services, router):
    router.seconds = {"apa?": 0.5}
    async with discord_server() as server:
        async with running(services, server) as stop:
            await server.dispatch("INTERACTION_CREATE", slash("ask", question="apa?"))
            await server.called("POST", "/callback")
            stop.set()
        assert (await server.called("PATCH", "/messages/@original")).body["content"] == "apa?"


@pytest.mark.usefixtures("router")
@pytest.mark.parametrize("prefix", ["/api/v10", ""])
async def test_the_address_of_the_api_may_be_a_host_alone(services, prefix):
    async with discord_server(prefix=prefix) as server, running(services, server, api_url=f"{server.url}/"):
        await server.dispatch("MESSAGE_CREATE", message("apa?"))
        assert (await server.called("POST", "/channels/400/messages")).body["content"] == "apa?"


@pytest.mark.parametrize("token", ["wrong.token", "", "wrong\r\ntoken"])
async def test_a_token_that_discord_does_not_know_is_named_not_shown(services, token):
    async with discord_server() as server:
        with pytest.raises(DiscordRefused, match="KUTIP_DISCORD_TOKEN") as refused:
            await run_discord(token, services, asyncio.Event(), api_url=f"{server.url}/api/v10")
    assert "wrong" not in str(refused.value)


@pytest.mark.parametrize(("code", "told"), [(4004, "KUTIP_DISCORD_TOKEN"), (4013, "4013")])
async def test_a_gateway_that_refuses_for_good_ends_it(services, code, told):
    async with discord_server(refusal=code) as server:
        with pytest.raises(DiscordRefused, match=told):
            async with running(services, server):
                pass


async def test_a_discord_that_is_not_there_is_told_in_a_sentence(services):
    async with discord_server() as server:
        gone = server.url
    with pytest.raises(DiscordRefused, match=r"127\.0\.0\.1"):
        await run_discord(TOKEN, services, asyncio.Event(), api_url=f"{gone}/api/v10")


@pytest.mark.usefixtures("router")
async def test_an_event_that_cannot_be_read_does_not_end_the_bot(services, monkeypatch):
    monkeypatch.setattr("bot.discord.run.RECONNECT_SECONDS", 0)
    async with discord_server() as server, running(services, server):
        server.ready.clear()
        await server.dispatch("INTERACTION_CREATE", {"id": "not what it should be"})
        await server.ready.wait()
        await server.dispatch("MESSAGE_CREATE", message("apa?"))
        assert (await server.called("POST", "/channels/400/messages")).body["content"] == "apa?"


async def test_what_comes_too_late_leaves_no_trace_in_the_log(services, caplog):
    async with discord_server(late=True) as server:
        async with running(services, server):
            for event in (typing_into("quotes", "speaker", "sar"), slash("help")):
                asked = len(server.calls)
                await server.dispatch("INTERACTION_CREATE", event)
                while len(server.calls) == asked:
                    await asyncio.sleep(0.01)
        assert not any("@original" in call.path for call in server.calls)
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_a_stop_while_logging_in_is_heeded(services):
    async with discord_server() as server:
        stop = asyncio.Event()
        stop.set()
        async with asyncio.timeout(SECONDS):
            await run_discord(TOKEN, services, stop, api_url=f"{server.url}/api/v10", gateway_url=server.gateway_url)
        assert server.tokens == []
