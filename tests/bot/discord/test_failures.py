"""What goes wrong on the way: deadlines, rights, deleted places; and what the log says about it."""

from __future__ import annotations

import logging

import pytest

from bot.chats import ChatSettings
from bot.discord.adapter import KutipClient


async def test_a_slow_answer_is_acknowledged_first(router, env, channel, member):
    router.seconds = {"apa?": 1.0}
    result = await member.slash(channel, "ask", question="apa?")
    calls = [(r.method, r.path.rpartition("/")[2]) for r in env.http_requests if r.json and r.method != "PUT"]
    assert calls == [("POST", "callback"), ("PATCH", "@original")]
    assert result.response.content == "apa?"


@pytest.mark.usefixtures("router")
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", "/interactions/*/callback", 404, 10062),
        ("POST", "/interactions/*/callback", 400, 40060),
        ("PATCH", "/webhooks/*", 404, 10008),
        ("PATCH", "/webhooks/*", 401, 50027),
    ],
)
async def test_interactions_that_are_gone_end_quietly(env, channel, member, caplog, method, path, status, code):
    env.inject_error(method, path, status=status, code=code)
    with caplog.at_level(logging.INFO):
        await member.slash(channel, "ask", question="sebuah rahasia")
    told = [r for r in caplog.records if r.name.startswith("bot.")]
    assert len(told) == (0 if code in (10062, 40060) else 1)
    assert not any(r.exc_info for r in told)
    again = await member.slash(channel, "ask", question="apa?")
    assert again.response.content == "apa?"


@pytest.mark.usefixtures("router")
@pytest.mark.parametrize(
    ("status", "code"), [(403, 50013), (403, 50001), (404, 10003), (404, 10008), (400, 50083), (500, 0)]
)
async def test_an_answer_that_cannot_be_posted_is_dropped_with_a_line(env, channel, member, caplog, status, code):
    env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with caplog.at_level(logging.INFO):
        await member.send(channel, f"{env.bot.user.mention} sebuah rahasia")
    (told,) = [r for r in caplog.records if r.name.startswith("bot.")]
    assert f"{status} {code}" in told.getMessage()
    assert b'kutip_send_failures_total{platform="discord"' in env.bot.services.metrics.page()
    assert told.exc_info is None
    await member.send(channel, f"{env.bot.user.mention} apa?")
    assert channel.last_message.content == "apa?"


@pytest.mark.usefixtures("router")
async def test_typing_that_is_refused_holds_up_nothing(env, channel, member):
    env.inject_error("POST", "/channels/*/typing", status=500)
    await member.send(channel, f"{env.bot.user.mention} apa?")
    assert channel.last_message.content == "apa?"


async def test_commands_that_discord_does_not_take_leave_mentions(services, env, channel, member):
    env.inject_error("PUT", "/applications/*/commands", status=500)
    await env.restart_bot(KutipClient(services))
    await member.send(channel, f"{env.bot.user.mention} apa kata Sarandos?")
    assert "Ted Sarandos" in channel.last_message.content


@pytest.mark.usefixtures("router")
async def test_what_breaks_inside_is_said_and_logged(services, channel, member, caplog, monkeypatch):
    def broken(_):
        raise RuntimeError("broken")

    monkeypatch.setattr(services.state, "chat", broken)
    result = await member.slash(channel, "ask", question="sebuah rahasia")
    assert "Sorry" in result.response.content
    (told,) = [r for r in caplog.records if r.name.startswith("bot.")]
    assert "in broken" in told.getMessage()
    assert "rahasia" not in caplog.text


@pytest.mark.usefixtures("router")
async def test_a_file_that_cannot_be_fetched_leaves_nobody_waiting(env, channel, member, monkeypatch):
    monkeypatch.setattr(type(env.backend.cdn), "get", lambda *_: None)
    result = await member.slash(channel, "add", file=("a.txt", b"isi"))
    assert "Sorry" in result.response.content


async def test_no_question_and_no_answer_in_the_log(services, env, guild, channel, member, caplog):
    services.state.save_chat(f"discord:{guild.id}", ChatSettings(language="en"))
    with caplog.at_level(logging.INFO):
        await member.slash(channel, "ask", question="apa kata Sarandos soal zebra ungu?")
        await member.send(channel, f"{env.bot.user.mention} apa kata Sarandos soal zebra ungu?")
    for record in caplog.records:
        assert "zebra" not in record.getMessage()
        assert "simcord.fake.token" not in record.getMessage()
