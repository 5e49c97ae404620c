"""The dialogue table as Discord brings it: slash commands, mentions in threads, direct messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.router import respond
from tests.bot.discord.test_render import shown
from tests.dialogues import Dialogue, load_dialogues

if TYPE_CHECKING:
    from bot.messages import Reply

DIALOGUES = load_dialogues("netflix")


@pytest.fixture
def replies(monkeypatch) -> list[Reply]:
    """What the handlers gave, in order."""
    given: list[Reply] = []

    async def kept(request, services):
        given.append(await respond(request, services))
        return given[-1]

    monkeypatch.setattr("bot.discord.adapter.respond", kept)
    return given


async def by_slash(_, channel, member, question):
    result = await member.slash(channel, "ask", question=question)
    return result.response.content


async def by_mention(env, channel, member, question):
    await member.send(channel, f"{env.bot.user.mention} {question}")
    return channel.last_message.content


async def by_direct_message(_, __, member, question):
    await member.send_dm(question)
    return member.user.dm_channel.last_message.content


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d.name)
@pytest.mark.parametrize("say", [by_slash, by_mention, by_direct_message])
async def test_dialogue(env, channel, member, dialogue: Dialogue, say, replies):
    for turn in dialogue.turns:
        answer = shown(await say(env, channel, member, turn.ask))
        quotation = "\n".join(line[2:] for line in answer.split("\n") if line.startswith("> "))
        assert replies[-1].found == (turn.outcome == "answered"), turn.ask
        if quotation:
            assert "\n-# [1] Netflix Fokus pada AI Generatif" in answer
        if turn.contains is not None:
            assert turn.contains in quotation, turn.ask
        if turn.lacks is not None:
            assert turn.lacks not in quotation, turn.ask
        if turn.speaker is not None:
            assert turn.speaker in answer, turn.ask
        if turn.cites:
            assert turn.cites in answer, turn.ask
