"""A chat's own library and settings, with the real handlers: add, ask, remove, set, forget."""

from __future__ import annotations

import pytest

from bot.discord.adapter import KutipClient
from tests.bot.discord.test_render import shown

ARTICLE = """Pasar Ikan Pindah ke Teluk Baru

Pemerintah kota memindahkan pasar ikan ke Teluk Baru mulai Senin.

"Kios lama akan kami bongkar sesudah lebaran," kata Kepala Dinas Perdagangan Ratna Wijayanti.
"""
QUESTION = "apa kata Ratna Wijayanti soal kios?"
ANSWER = "Kios lama akan kami bongkar"


async def asked(actor, *place):
    return shown((await actor.slash(*place, "ask", question=QUESTION)).response.content)


@pytest.fixture
async def added(channel, manager):
    return await manager.slash(channel, "add", file=("pasar.txt", ARTICLE.encode()))


async def test_what_a_guild_adds_is_its_own(env, channel, member, added):
    assert "Pasar Ikan Pindah ke Teluk Baru" in added.response.content
    assert ANSWER in await asked(member, channel)
    other = env.create_guild()
    assert ANSWER not in await asked(other.add_member(env.create_user("budi")), other.create_text_channel("umum"))
    assert ANSWER not in await asked(member.user)


@pytest.mark.usefixtures("added")
async def test_only_managers_take_it_out_again(services, guild, channel, member, manager):
    (article,) = services.knowledge.articles(scope=(f"discord:{guild.id}",))
    await member.slash(channel, "remove", article=article.id)
    assert ANSWER in await asked(member, channel)
    await manager.slash(channel, "remove", article=article.id)
    assert ANSWER not in await asked(member, channel)


async def test_members_add_only_where_everyone_may(channel, member, manager):
    refused = await member.slash(channel, "add", file=("pasar.txt", ARTICLE.encode()))
    assert refused.ephemeral
    assert ANSWER not in await asked(member, channel)
    await manager.slash(channel, "settings", who_adds="everyone")
    added = await member.slash(channel, "add", file=("pasar.txt", ARTICLE.encode()))
    assert not added.ephemeral
    assert ANSWER in await asked(member, channel)


async def test_a_message_is_added_by_replying_to_it(env, channel, manager, member):
    me = env.bot.user.mention
    post = await manager.send(channel, f"{me} {ARTICLE}")
    await manager.send(channel, f"{me} /add", reply_to=post)
    answer = await asked(member, channel)
    assert ANSWER in answer
    assert "[1] Pasar Ikan" in answer


async def test_settings_outlive_the_bot_and_set_the_language(env, services, guild, channel, member, manager):
    saved = await manager.slash(
        channel, "settings", language="en", time_zone="Asia/Makassar", quiet_from=21, quiet_to=5
    )
    assert saved.ephemeral
    assert "Asia/Makassar" in saved.response.content
    refused = await member.slash(channel, "settings", language="id")
    assert refused.ephemeral
    await env.restart_bot(KutipClient(services))
    kept = services.state.chat(f"discord:{guild.id}")
    assert (kept.language, kept.time_zone, kept.quiet_from, kept.quiet_to) == ("en", "Asia/Makassar", 21, 5)
    answer = await member.slash(channel, "ask", question="siapa presiden Prancis?")
    assert "indexed articles" in answer.response.content


async def test_a_role_can_be_let_manage(env, guild, channel, manager):
    role = guild.create_role("Redaksi")
    editor = guild.add_member(env.create_user("rini"), roles=[role])
    await manager.slash(channel, "settings", manager_role=role)
    await editor.slash(channel, "add", file=("pasar.txt", ARTICLE.encode()))
    assert ANSWER in await asked(editor, channel)


@pytest.mark.parametrize(("locale", "told"), [("id", "Yang disimpan"), ("en-GB", "What is kept")])
async def test_privacy_is_told_in_the_persons_language(as_sent, channel, member, locale, told):
    as_sent(locale=locale)
    result = await member.slash(channel, "privacy")
    assert result.ephemeral
    assert told.split()[0] in result.response.content


@pytest.mark.usefixtures("added")
async def test_forgetting_forgets_the_library(channel, member, manager):
    await member.slash(channel, "privacy", request="forget")
    assert ANSWER in await asked(member, channel)
    await manager.slash(channel, "privacy", request="forget")
    assert ANSWER not in await asked(member, channel)


async def test_buttons_of_an_answer_lead_on(channel, member):
    answer = await member.slash(channel, "ask", question="apa kata Sarandos soal kreativitas?")
    labels = [b["label"] for row in answer.response.components for b in row["components"]]
    assert labels
    for label in labels:
        pressed = await member.click(answer.response, label=label)
        assert pressed.response.content
        assert "Maaf" not in pressed.response.content
