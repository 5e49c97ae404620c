"""A link that people post is indexed by a mark of somebody who may, where the guild wishes and the bot may read it."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import pytest_asyncio
import simcord

from bot.discord.adapter import KutipClient
from knowledge.fetching import Fetcher
from tests.loopback_web import Page, serve

ARTICLE = """<html><head><title>Pelabuhan Sagara Dibuka</title></head><body><article><h1>Pelabuhan Sagara Dibuka</h1>
<p>Pelabuhan Sagara dibuka pada Senin pagi setelah tiga tahun dibangun di pesisir timur pulau itu.</p>
<p>"Kapal pertama membawa garam dari Rondo," kata Wali Kota Sagara, Rina Wati, kepada wartawan di dermaga.</p>
<p>Biaya pembangunannya dua miliar rupiah, lebih murah daripada yang direncanakan semula.</p></article></body></html>"""


@pytest.fixture
def web():
    with serve() as served:
        served.pages["/sagara"] = Page(ARTICLE.encode())
        yield served


@pytest.fixture
def approved():
    """What the operator has turned on for the bot."""
    return discord.Intents(discord.Intents.default().value, message_content=True)


@pytest_asyncio.fixture
async def env(services, web, approved):
    running = simcord.Env(
        KutipClient(replace(services, fetcher=Fetcher(allowed_hosts=(web.host,)))), approved_intents=approved
    )
    await running.start()
    yield running
    await running.shutdown()
    assert running.errors == []


@pytest.fixture
async def posted(channel, member, web):
    return await member.send(channel, f"baca ini {web.url('/sagara')}, penting")


async def test_a_link_is_left_alone_unless_the_guild_wishes(channel, manager, posted, web):
    await manager.react(posted, "✍")
    assert channel.last_message.id == posted.id
    assert web.asked == []


@pytest.mark.parametrize("mark", ["✍", "✍️", "👌"])
async def test_a_mark_of_a_manager_indexes_it_once(channel, member, manager, posted, web, mark):
    await manager.slash(channel, "settings", links="react")
    before = channel.last_message.id
    await member.react(posted, mark)
    await manager.react(posted, "🔥")
    assert channel.last_message.id == before
    assert web.asked == []
    await manager.react(posted, mark)
    answer = channel.last_message
    assert "Pelabuhan Sagara" in answer.content
    assert answer.reference.message_id == posted.id
    await manager.unreact(posted, mark)
    await manager.react(posted, mark)
    assert channel.last_message.id == answer.id
    assert web.asked.count("/sagara") == 1


async def test_everyone_may_where_everyone_may_add(channel, member, manager, posted):
    await manager.slash(channel, "settings", links="react", who_adds="everyone")
    await member.react(posted, "👌")
    assert "Pelabuhan Sagara" in channel.last_message.content


async def test_messages_without_a_link_and_our_own_are_passed_over(channel, member, manager, web):
    await manager.slash(channel, "settings", links="react")
    plain = await member.send(channel, "halo semua")
    await manager.react(plain, "✍")
    await manager.slash(channel, "add", text=web.url("/sagara"))
    await manager.slash(channel, "quotes", speaker="Rina Wati")
    ours = channel.last_message
    assert web.url("/sagara") in ours.content
    await manager.react(ours, "✍")
    assert channel.last_message.id == ours.id


@pytest.mark.parametrize("approved", [discord.Intents.default()])
async def test_nothing_comes_of_it_where_the_bot_may_not_read(channel, manager, posted, web):
    shown = await manager.slash(channel, "settings", links="react")
    assert "Message Content Intent" in shown.response.content
    before = channel.last_message.id
    await manager.react(posted, "✍")
    assert channel.last_message.id == before
    assert web.asked == []


@pytest.mark.parametrize("value", ["ask", "auto", "kapan-kapan"])
async def test_what_discord_does_not_allow_cannot_be_set(env, channel, manager, value):
    await manager.send(channel, f"{env.bot.user.mention} /settings links {value}")
    assert "/settings links react" in channel.last_message.content
