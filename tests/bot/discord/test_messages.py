"""Mentions, replies, threads, forums and direct messages."""

from __future__ import annotations

import pytest
from simcord.backend.models import AllowedMentions

from bot.discord import adapter
from bot.discord.askers import Access

QUESTION = "apa kata Sarandos soal kreativitas?"
ANSWER = "Kami tidak khawatir"


@pytest.fixture
def me(env):
    return env.bot.user.mention


def last(channel):
    return channel.last_message


async def test_a_mention_is_answered_in_reply(env, channel, member, me):
    asked = await member.send(channel, f"{me} {QUESTION}")
    answer = last(channel)
    assert ANSWER in answer.content
    assert answer.author.id == env.bot.user.id
    assert answer.reference.message_id == asked.id
    assert answer.flags.suppress_embeds


@pytest.mark.parametrize("text", ["halo semua", "Sarandos bilang apa?", "/help", "@everyone apa kabar"])
async def test_what_is_not_meant_for_the_bot_gets_no_answer(channel, member, text):
    said = await member.send(channel, text)
    assert last(channel).id == said.id


async def test_a_reply_to_the_bot_follows_up(channel, member, me):
    await member.send(channel, f"{me} apa kata Sarandos?")
    first = last(channel)
    await member.send(channel, f"{me} kalau soal Sora?", reply_to=first)
    assert "masuk akal" in last(channel).content
    assert "**Ted Sarandos**" in last(channel).content


async def test_a_reply_needs_no_mention_but_discord_hides_one_that_pings_nobody(router, env, channel, member, me):
    await member.send(channel, f"{me} apa?")
    await member.send(channel, "kalau Sari?", reply_to=last(channel))
    reference = {"message_id": str(last(channel).id)}
    env.backend.create_message(
        channel.id, member.id, "makasih", reference=reference, allowed_mentions=AllowedMentions(replied_user=False)
    )
    await env.settle()
    assert [request.text for request in router.requests] == ["apa?", "kalau Sari?"]


async def test_replying_hands_over_the_message_replied_to(router, channel, member, me):
    said = await member.send(channel, f"{me} /ask kami siap")
    await member.send(channel, f"{me} /verify", reply_to=said)
    assert router.requests[1].command == "verify"
    assert router.requests[1].replied_text == "/ask kami siap"


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("{me} apa kata Sari?", None, "apa kata Sari?"),
        ("apa kata {me} soal Sari?", None, "apa kata   soal Sari?"),
        ("{me} /summary banjir", "summary", "banjir"),
        ("{me} /SUMMARY", "summary", ""),
        ("{me} /entah apa", None, "/entah apa"),
        ("{me}", "help", ""),
    ],
)
async def test_words_after_a_mention(router, channel, member, me, text, command, rest):
    await member.send(channel, text.format(me=me))
    assert [(r.command, r.text) for r in router.requests] == [(command, rest)]


async def test_direct_messages_need_no_mention(env):
    user = env.create_user("sari")
    await user.send_dm(QUESTION)
    assert ANSWER in last(user.dm_channel).content
    await user.send_dm("/help")
    assert "/summary" in last(user.dm_channel).content


async def test_a_file_with_a_command_or_in_a_direct_message_is_to_be_added(router, channel, member, me):
    await member.send(channel, f"{me} /add", attachments=[("a.txt", b"satu")])
    bare = await member.send(channel, f"{me}", attachments=[("b.txt", b"dua")])
    await member.send(channel, f"{me} /add", reply_to=bare)
    await member.send(channel, f"{me} apa ini?", attachments=[("c.txt", b"tiga")])
    assert [(r.command, [a.data for a in r.attachments]) for r in router.requests] == [
        ("add", [b"satu"]),
        ("add", [b"dua"]),
        ("add", [b"dua"]),
        (None, []),
    ]


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_threads_are_answered_in_the_thread(env, guild, channel, member, me, kind):
    parent = channel if kind == "text" else guild.create_forum_channel("tanya")
    env.backend.create_thread(parent.id, "Netflix", member.id)
    (thread,) = parent.threads
    await member.send(thread, f"{me} {QUESTION}")
    assert ANSWER in last(thread).content
    result = await member.slash(thread, "ask", question=QUESTION)
    assert result.response.channel_id == thread.id


async def test_each_thread_and_person_has_a_conversation(router, env, guild, channel, member, me):
    env.backend.create_thread(channel.id, "Netflix", member.id)
    (thread,) = channel.threads
    other = guild.add_member(env.create_user("budi"))
    await member.send(thread, f"{me} apa?")
    await other.send(channel, f"{me} apa?")
    assert [r.conversation for r in router.requests] == [
        f"discord:{thread.id}:{member.id}",
        f"discord:{channel.id}:{other.id}",
    ]
    assert len({r.chat for r in router.requests}) == 1


async def test_other_bots_are_not_answered(router, env, channel, me):
    robot = env.create_user("robot", bot=True)
    env.backend.create_message(channel.id, robot.id, f"{me} apa?")
    await env.settle()
    assert router.requests == []


async def test_a_persons_answers_keep_their_order_and_hold_up_nobody_else(router, env, guild, channel, member, me):
    elsewhere = guild.create_text_channel("lain")
    other = guild.add_member(env.create_user("budi"))
    router.seconds = {"satu": 0.3, "tiga": 0.1}
    for place, who, text in (
        (channel, member, "satu"),
        (channel, member, "dua"),
        (elsewhere, member, "tiga"),
        (channel, other, "empat"),
    ):
        env.backend.create_message(place.id, who.id, f"{me} {text}")
    await env.settle()
    assert router.answered == ["empat", "tiga", "satu", "dua"]
    posted = [m.content for m in channel.history() if m.author.id == env.bot.user.id]
    assert posted == ["empat", "satu", "dua"]


async def test_who_floods_is_heard_only_so_far(router, env, channel, member, me, monkeypatch):
    monkeypatch.setattr(adapter, "MOST_WAITING", 2)
    router.seconds = {"satu": 0.3}
    for text in ("satu", "dua", "tiga", "empat"):
        env.backend.create_message(channel.id, member.id, f"{me} {text}")
    await env.settle()
    assert router.answered == ["satu", "dua"]
    await member.send(channel, f"{me} lima")
    assert router.answered == ["satu", "dua", "lima"]


@pytest.mark.usefixtures("router")
async def test_typing_shows_before_the_answer(env, channel, member, me):
    await member.send(channel, f"{me} apa?")
    sent = [r.path for r in env.http_requests if r.method == "POST"]
    assert sent == [f"/channels/{channel.id}/typing", f"/channels/{channel.id}/messages"]


@pytest.mark.usefixtures("router")
async def test_an_answer_carries_the_nonce_of_its_question(env, channel, member, me):
    asked = await member.send(channel, f"{me} apa?")
    posted = next(r.json for r in env.http_requests if r.path.endswith("/messages"))
    assert posted["nonce"] == str(asked.id)
    assert posted["enforce_nonce"] is True
    assert posted["allowed_mentions"]["parse"] == []


@pytest.mark.usefixtures("router")
async def test_nobody_is_pinged(guild, channel, member, me):
    everyone = f"@everyone @here <@{member.id}> {guild.default_role.mention}"
    await member.send(channel, f"{me} {everyone}")
    answer = last(channel)
    assert "everyone" in answer.content
    assert not answer.mention_everyone
    assert answer.mentions == []
    assert answer.role_mentions == []


@pytest.mark.usefixtures("router")
async def test_without_the_right_to_read_history_the_answer_comes_unattached(env, channel, member, me):
    env.inject_error("POST", "/channels/*/messages", status=400, code=160002)
    await member.send(channel, f"{me} apa?")
    assert last(channel).content == "apa?"
    assert last(channel).reference is None


async def test_strangers_get_one_polite_line(router, env, channel, member, me):
    env.bot.access = Access(allowed=[1])
    await member.send(channel, f"{me} apa?")
    assert "Maaf" in last(channel).content
    assert router.requests == []
