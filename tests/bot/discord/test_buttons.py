"""Buttons under answers: choices and pages, also after a restart."""

from __future__ import annotations

import pytest

from bot.discord.adapter import KutipClient
from bot.messages import Choice, Choices, Paragraph

MORE = Choice("Lagi", "ask", "apa lagi kata Sari?")
OPEN = Choice("Buka artikel", "", "", url="https://news.example/a")


def buttons(message):
    return [b for row in message.components for b in row["components"]]


def labels(message):
    return [b["label"] for b in buttons(message)]


@pytest.fixture
def pages(router):
    router.blocks = (*(Paragraph((f"page {n} " * 150,)) for n in (1, 2, 3)), Choices((MORE, OPEN)))


async def test_a_choice_asks_in_the_name_of_who_presses_it(router, env, guild, channel, member):
    router.blocks = (Choices((MORE, OPEN)),)
    asked = await member.slash(channel, "ask", question="apa?")
    assert labels(asked.response) == ["Lagi", "Buka artikel"]
    assert buttons(asked.response)[1]["url"] == OPEN.url
    other = guild.add_member(env.create_user("budi"))
    router.blocks = ()
    pressed = await other.click(asked.response, label="Lagi")
    assert pressed.response.content == "apa lagi kata Sari?"
    assert not pressed.ephemeral
    assert (router.requests[1].command, router.requests[1].user) == ("ask", f"discord:{other.id}")


async def test_what_hangs_from_a_hidden_answer_stays_hidden(router, channel, member):
    router.blocks = (Choices((MORE,)),)
    asked = await member.slash(channel, "settings")
    pressed = await member.click(asked.response, label="Lagi")
    assert pressed.ephemeral


@pytest.mark.usefixtures("pages")
async def test_pages_turn_in_place_and_keep_the_other_buttons(router, channel, member):
    asked = await member.slash(channel, "ask", question="apa?")
    assert labels(asked.response) == ["◀", "1 / 3", "▶", "Lagi", "Buka artikel"]
    assert [b.get("disabled", False) for b in buttons(asked.response)[:3]] == [True, True, False]
    seen = [asked.response.content]
    for _ in range(2):
        await member.click(asked.response, label="▶")
        seen.append(asked.response.content)
    assert [f"page {n}" in text for n, text in enumerate(seen, 1)] == [True] * 3
    assert labels(asked.response) == ["◀", "3 / 3", "▶", "Lagi", "Buka artikel"]
    await member.click(asked.response, label="◀")
    assert asked.response.content == seen[1]
    router.blocks = ()
    pressed = await member.click(asked.response, label="Lagi")
    assert pressed.response.content == "apa lagi kata Sari?"


@pytest.mark.usefixtures("pages")
async def test_buttons_work_after_a_restart(router, env, channel, member):
    asked = await member.slash(channel, "ask", question="apa?")
    await env.restart_bot(KutipClient(env.bot.services))
    await member.click(asked.response, label="▶")
    assert "page 2" in asked.response.content
    router.blocks = ()
    pressed = await member.click(asked.response, label="Lagi")
    assert pressed.response.content == "apa lagi kata Sari?"


@pytest.mark.usefixtures("pages")
async def test_pages_of_a_mention_turn_too(env, channel, member):
    await member.send(channel, f"{env.bot.user.mention} apa?")
    await member.click(channel.last_message, label="▶")
    assert "page 2" in channel.last_message.content


@pytest.mark.usefixtures("pages")
async def test_a_forgotten_button_says_so(services, channel, member, monkeypatch):
    asked = await member.slash(channel, "ask", question="apa?")
    monkeypatch.setattr(services.state, "content_of", lambda _: None)
    for label in ("Lagi", "▶"):
        pressed = await member.click(asked.response, label=label)
        told = pressed.response if label == "Lagi" else pressed.followups[0]
        assert "too old" in told.content


async def test_more_choices_than_fit_and_the_same_twice(router, channel, member):
    many = tuple(Choice(f"Pilihan {n} " + "x" * 100, "ask", f"apa {n}?") for n in range(40))
    router.blocks = (Choices((*many[:2], *many)),)
    asked = await member.slash(channel, "ask", question="apa?")
    assert len(labels(asked.response)) == 18
    assert all(len(label) <= 80 for label in labels(asked.response))
