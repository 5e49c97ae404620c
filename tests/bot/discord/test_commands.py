"""Slash commands, their options, suggestions and descriptions, and the entries in a message's menu."""

from __future__ import annotations

import pytest

from bot.chats import ChatSettings
from bot.discord.adapter import KutipClient
from bot.discord.askers import Access
from bot.messages import Paragraph
from bot.router import HANDLERS
from knowledge.fetching.opml import parse_opml
from knowledge.reading import read_text

REAL = pytest.mark.parametrize(
    ("name", "options", "shown"),
    [
        ("ask", {"question": "apa kata Sarandos soal kreativitas?"}, "Kami tidak khawatir"),
        ("ask", {"question": "what did Sarandos say about creativity?"}, "Kami tidak khawatir"),
        ("summary", {}, "Netflix Fokus pada AI Generatif"),
        ("summary", {"article": "AI generatif", "points": 1}, "Netflix Fokus pada AI Generatif"),
        ("quotes", {"speaker": "Ted Sarandos", "about": "kreativitas"}, "Kami tidak khawatir"),
        ("verify", {"quote": "mulai masuk akal"}, "masuk akal"),
        ("verify", {"quote": "“mulai masuk akal”", "speaker": "Ted Sarandos"}, "Ted Sarandos"),
        ("articles", {}, "Netflix Fokus pada AI Generatif"),
        ("help", {}, "/summary"),
    ],
)


@REAL
async def test_commands_answer(channel, member, name, options, shown):
    result = await member.slash(channel, name, **options)
    assert shown in result.response.content
    assert result.ephemeral == (name == "help")
    assert result.followups == []


@REAL
async def test_commands_answer_in_a_direct_message(env, name, options, shown):
    result = await env.create_user("sari").slash(name, **options)
    assert shown in result.response.content


async def test_every_command_that_has_a_handler_is_offered(channel, member):
    assert set(member.available_commands(channel)) == set(HANDLERS) - {"context"}


ASKED = [
    ("ask", {"question": "apa kata Sari?"}, ["apa kata Sari?"]),
    ("summary", {}, [""]),
    ("summary", {"article": "banjir"}, ["banjir"]),
    ("summary", {"article": "banjir", "points": 5}, ["banjir 5 points"]),
    ("summary", {"points": 5}, ["5 points"]),
    ("quotes", {"speaker": "Sari"}, ["Sari"]),
    ("quotes", {"about": "banjir"}, ["soal banjir"]),
    ("quotes", {"speaker": "Sari", "about": "banjir"}, ["Sari soal banjir"]),
    ("verify", {"quote": "kami siap"}, ["kami siap"]),
    ("verify", {"quote": '"kami siap"', "speaker": "Sari"}, ["“kami siap” — Sari"]),
    ("add", {"text": "Judul"}, ["Judul"]),
    ("remove", {"article": "0123456789ab"}, ["0123456789ab"]),
    ("follow", {}, [""]),
    ("follow", {"feed": "kabar.test"}, ["kabar.test"]),
    ("follow", {"person": "Sari", "topic": "banjir"}, ["person: Sari", "topic: banjir"]),
    ("unfollow", {"source": "2"}, ["2"]),
    ("sources", {}, [""]),
    ("sources", {"source": "2", "words": "+banjir -gosip"}, ["2 +banjir -gosip"]),
    ("sources", {"opml": True}, ["opml"]),
    ("mute", {"source": "Kabar"}, ["Kabar"]),
    ("mute", {"source": "Kabar", "off": True}, ["Kabar off"]),
    ("settings", {}, [""]),
    ("settings", {"language": "en"}, ["language en"]),
    ("settings", {"language": "en", "who_adds": "everyone"}, ["add everyone", "language en"]),
    ("settings", {"quiet_from": 22, "quiet_to": 6}, ["quiet 22-6"]),
    ("settings", {"quiet_from": 0, "quiet_to": 0}, ["quiet off"]),
    ("privacy", {}, [""]),
    ("privacy", {"request": "forget"}, ["forget"]),
    ("source", {"article": "banjir"}, ["banjir"]),
]


@pytest.mark.parametrize(("name", "options", "texts"), ASKED)
async def test_options_become_the_text_that_handlers_read(router, channel, member, name, options, texts):
    await member.slash(channel, name, **options)
    assert [request.text for request in router.requests] == texts
    assert {request.command for request in router.requests} == {name}


async def test_what_is_followed_comes_as_a_file(env, services, guild, channel, member):
    chat = f"discord:{guild.id}"
    services.following.forget(chat)
    feeds = [("https://kabar.test/rss", "Kabar"), ("https://warta.test/rss", "Warta")]
    services.following.feeds.follow_unseen(feeds, chat, None, 1)
    answer = (await member.slash(channel, "sources", opml=True)).response
    await member.send(channel, f"{env.bot.user.mention} /sources opml")
    services.following.forget(chat)
    for message in (answer, channel.last_message):
        assert "2 " in message.content
        (file,) = message.attachments
        assert file.filename == "kutip.opml"
        assert [(o.address, o.title) for o in parse_opml(await file.read(), "x")] == feeds


async def test_a_role_is_given_by_its_id_and_everybody_means_none(router, guild, channel, manager):
    role = guild.create_role("Redaksi")
    await manager.slash(channel, "settings", manager_role=role)
    await manager.slash(channel, "settings", manager_role=guild.default_role)
    assert [request.text for request in router.requests] == [f"role {role.id}", "role off"]


async def test_a_file_comes_with_its_name_and_bytes(router, channel, member):
    await member.slash(channel, "add", file=("berita.txt", b"Judul\n\nIsi."))
    (attachment,) = router.requests[0].attachments
    assert (attachment.name, attachment.data) == ("berita.txt", b"Judul\n\nIsi.")


@pytest.mark.parametrize(
    ("locale", "chat", "command", "language"),
    [
        ("id", None, "help", "id"),
        ("en-US", None, "help", "en"),
        ("en-GB", None, "summary", "en"),
        ("fr", None, "help", None),
        ("id", "en", "help", "en"),
        ("en-US", None, "ask", None),
        ("en-US", "id", "ask", "id"),
    ],
)
async def test_language_is_the_chats_else_the_questions_else_the_persons(
    router, services, as_sent, guild, channel, member, locale, chat, command, language
):
    services.state.save_chat(f"discord:{guild.id}", ChatSettings(language=chat))
    as_sent(locale=locale)
    await member.slash(channel, command, **({"question": "apa?"} if command == "ask" else {}))
    assert router.requests[0].language == language


async def test_answers_follow_the_language_of_the_question(channel, member):
    indonesian = await member.slash(channel, "ask", question="siapa presiden Prancis?")
    english = await member.slash(channel, "ask", question="who is the president of France?")
    assert "Berita yang terindeks" in indonesian.response.content
    assert "indexed articles" in english.response.content


async def test_keys_of_a_guild_a_thread_and_a_direct_message(router, env, guild, channel, member):
    await member.slash(channel, "ask", question="apa?")
    await env.create_user("budi").slash("ask", question="apa?")
    in_guild, direct = router.requests
    assert in_guild.chat == f"discord:{guild.id}"
    assert in_guild.scope == ("library", in_guild.chat)
    assert in_guild.user == f"discord:{member.id}"
    assert in_guild.conversation == f"discord:{channel.id}:{member.id}"
    assert not in_guild.private
    assert direct.chat == f"discord:dm:{direct.user.removeprefix('discord:')}"
    assert direct.private
    assert direct.may_manage


async def test_a_person_who_installed_the_bot_has_a_library_of_his_own_in_any_guild(
    router, as_sent, guild, channel, member
):
    as_sent(authorizing_integration_owners={"1": str(member.id)}, context=0)
    await member.slash(channel, "ask", question="apa?")
    as_sent(authorizing_integration_owners={"0": str(guild.id), "1": str(member.id)})
    await member.slash(channel, "ask", question="apa?")
    assert [r.chat for r in router.requests] == [f"discord:dm:{member.id}", f"discord:{guild.id}"]


async def test_only_managers_and_their_role_may_manage(router, services, guild, channel, member, manager, env):
    role = guild.create_role("Redaksi")
    editor = guild.add_member(env.create_user("rini"), roles=[role])
    services.state.save_chat(f"discord:{guild.id}", ChatSettings(manager_role=str(role.id)))
    for actor in (member, manager, editor):
        await actor.slash(channel, "articles")
    assert [request.may_manage for request in router.requests] == [False, True, True]


@pytest.mark.usefixtures("router")
@pytest.mark.parametrize(
    ("name", "hidden"), [("settings", True), ("privacy", True), ("add", True), ("articles", False), ("ask", False)]
)
async def test_what_concerns_one_person_only_he_sees(channel, member, name, hidden):
    result = await member.slash(channel, name, **({"question": "apa?"} if name == "ask" else {}))
    assert result.ephemeral == hidden


async def test_only_listed_guilds_and_people_and_the_owners_are_served(router, env, guild, channel, member):
    elsewhere = env.create_guild()
    away = elsewhere.create_text_channel("umum")
    owner, stranger, friend = (env.create_user(name) for name in ("pemilik", "tamu", "teman"))
    env.bot.access = Access(allowed=[guild.id, friend.id], owners=[owner.id])
    router.blocks = (Paragraph(("done",)),)
    served = [
        await member.slash(channel, "articles"),
        await elsewhere.add_member(owner).slash(away, "articles"),
        await friend.slash("articles"),
    ]
    refused = [await elsewhere.add_member(stranger).slash(away, "articles"), await stranger.slash("articles")]
    assert [r.response.content for r in served] == ["done"] * 3
    assert len(router.requests) == 3
    assert router.requests[1].may_manage
    for result in refused:
        assert "Sorry" in result.response.content
        assert result.ephemeral
    assert await stranger.autocomplete("quotes", "speaker", "") == []


@pytest.mark.usefixtures("router")
async def test_what_is_registered_is_described_in_both_languages(env):
    await env.restart_bot(KutipClient(env.bot.services))
    registered = next(r.json for r in reversed(env.http_requests) if r.method == "PUT")
    assert {c["name"] for c in registered if c["type"] == 1} >= {"ask", "add", "settings", "privacy", "source"}
    for command in registered:
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        if command["type"] == 1:
            for described in (command, *command["options"]):
                localised = described["description_localizations"]
                assert set(localised) == {"id", "en-US", "en-GB"}
                assert described["description"] == localised["id"] != localised["en-US"]
                assert all(1 <= len(text) <= 100 for text in localised.values())
        else:
            assert set(command["name_localizations"]) == {"id", "en-US", "en-GB"}


async def test_suggestions_of_speakers(channel, member):
    async def offered(typed):
        return [c["value"] for c in await member.autocomplete(channel, "quotes", "speaker", typed)]

    everybody = await offered("")
    assert everybody[0] == "Ted Sarandos"
    assert await offered("sara") == ["Ted Sarandos"]
    assert await offered("zzz") == []


async def test_suggestions_of_articles(channel, member, services):
    (article,) = services.knowledge.articles()
    for typed in ("", "netflix", "HIBURAN"):
        assert await member.autocomplete(channel, "summary", "article", typed) == [
            {"name": article.title, "value": article.id}
        ]
    result = await member.slash(channel, "summary", article=article.id)
    assert article.title in result.response.content


async def test_suggestions_are_few_and_short(channel, member, services):
    for n in range(40):
        text = f"{'Panjang sekali judul ini ' * 6}{n}\n\nIni isi berita nomor {n} yang cukup panjang untuk dibaca."
        services.knowledge.add(read_text(text))
    offered = await member.autocomplete(channel, "summary", "article", "panjang")
    assert len(offered) == 25
    assert max(len(c["name"]) for c in offered) <= 100


async def test_suggestions_stay_in_the_library_of_the_chat(env, guild, channel, member, services):
    text = "Kabar Rahasia\n\n“Kami diam saja,” kata Wulan Prameswari, juru bicara."
    services.knowledge.add(read_text(text), f"discord:{guild.id}")
    other = env.create_guild()
    outsider = other.add_member(env.create_user("budi"))
    elsewhere = other.create_text_channel("umum")
    for option, command in (("speaker", "quotes"), ("article", "summary")):
        assert len(await member.autocomplete(channel, command, option, "")) > len(
            await outsider.autocomplete(elsewhere, command, option, "")
        )
    assert await outsider.autocomplete(elsewhere, "quotes", "speaker", "wulan") == []


@pytest.mark.usefixtures("router")
async def test_suggestions_of_what_can_be_removed_and_of_time_zones(guild, channel, member, services):
    services.knowledge.add(read_text("Kabar Baru\n\nIsi kabar yang baru itu."), f"discord:{guild.id}")
    offered = await member.autocomplete(channel, "remove", "article", "")
    assert [c["name"] for c in offered] == ["Kabar Baru"]
    zones = await member.autocomplete(channel, "settings", "time_zone", "jakarta")
    assert [c["value"] for c in zones] == ["Asia/Jakarta"]


async def test_menu_of_a_message(channel, member):
    said = await member.send(channel, "“mulai masuk akal”")
    checked = await member.context_menu(channel, "Periksa kutipan ini", said)
    assert "Ted Sarandos" in checked.response.content
    title = await member.send(channel, "Netflix Fokus pada AI Generatif di Tengah Perdebatan Industri Hiburan")
    summed = await member.context_menu(channel, "Ringkas", title)
    assert "Industri hiburan saat ini" in summed.response.content


async def test_menu_entries_hand_over_the_words_of_the_message(router, channel, member):
    said = await member.send(channel, "kami siap")
    await member.context_menu(channel, "Ringkas", said)
    await member.context_menu(channel, "Periksa kutipan ini", said)
    assert [(r.command, r.text, r.replied_text) for r in router.requests] == [
        ("summary", "", "kami siap"),
        ("verify", "", "kami siap"),
    ]
