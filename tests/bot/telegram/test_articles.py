"""Articles that chats add: seen in that chat alone, and arriving as the text they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.fetching.opml import parse_opml

if TYPE_CHECKING:
    from bot.services import Services
    from tests.telegram_server import Person, TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

ARTICLE = """Pelabuhan Sagara Dibuka

Pelabuhan Sagara dibuka pada Senin. "Kapal pertama membawa garam," kata Wali Kota Sagara, Rina Wati.

Biaya pembangunannya dua miliar rupiah.
"""
HOSTILE = [
    "garam <b>tebal</b> & <script>x</script>",
    "garam *bintang* _garis_ `kutip` ||rahasia||",
    "garam @everyone dan @durov",
    "garam [klik](http://jahat.example) ](http://jahat.example)",
    "garam </blockquote></a> &amp; &lt;",
    "garam \u2067balik\u2069 nol\u200blebar",
    "garam 👩‍👩‍👧 𝕏",
]
INVISIBLE = dict.fromkeys((0x200B, 0x2067, 0x2069))
"""Marks that reading an article leaves out."""


async def add(person: Person, text: str) -> None:
    reply = await person.private().asked(person, "/add", file=("berita.txt", text.encode()))
    assert "Pelabuhan Sagara" in reply.text


async def test_a_file_is_added_asked_and_removed(server: TelegramServer) -> None:
    ani = server.user("Ani")
    await add(ani, ARTICLE)
    answered = await ani.private().asked(ani, "apa kata Rina Wati soal garam?")
    assert "Kapal pertama membawa garam" in answered.quotations[0]
    assert "Rina Wati" in answered.marked("bold")
    removed = await ani.private().asked(ani, "/remove Pelabuhan Sagara")
    assert "Pelabuhan Sagara" in removed.text
    gone = await ani.private().asked(ani, "apa kata Rina Wati soal garam?")
    assert not any("garam" in quoted for quoted in gone.quotations)


async def test_pasted_text_and_a_message_that_is_replied_to(server: TelegramServer) -> None:
    ani = server.user("Ani")
    assert "Pelabuhan Sagara" in (await ani.private().asked(ani, f"/add {ARTICLE}")).text
    group = server.group("Redaksi", [], admins=[ani])
    group.room.sees_all = True
    message = group.say(ani, ARTICLE)
    assert "Pelabuhan Sagara" in (await group.asked(ani, "/add", reply_to=message)).text
    assert (await group.asked(ani, "/ask apa kata Rina Wati?")).quotations


async def test_what_is_followed_comes_as_a_file_that_another_chat_takes_in(
    server: TelegramServer, services: Services
) -> None:
    ani = server.user("Ani", "en")
    chat = ani.private()
    assert "No feed is followed here" in (await chat.asked(ani, "/sources opml")).text
    feeds = [("https://kabar.test/rss", "Kabar"), ("https://warta.test/rss", "Warta")]
    services.following.feeds.follow_unseen(feeds, f"telegram:{ani.id}", None, 1)
    message = (await chat.asked(ani, "/sources OPML")).message
    assert message["caption"].startswith("The 2 feeds that are followed here")
    name, data = server.world.files[message["document"]["file_id"]]
    assert name == "kutip.opml"
    assert [(o.address, o.title) for o in parse_opml(data, name)] == feeds
    budi = server.user("Budi", "en")
    taken = await budi.private().asked(budi, "/follow", file=(name, data))
    assert taken.text.startswith("2 feeds from the list are taken in.")


async def test_no_other_chat_sees_it(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    await add(ani, ARTICLE)
    group = server.group("Redaksi", [ani, budi])
    for chat, person in ((budi.private(), budi), (group, ani)):
        for asked in ("/articles", "/ask apa kata Rina Wati soal garam?", "/quotes Rina Wati", "/verify kapal garam"):
            assert "Sagara" not in (await chat.asked(person, asked)).text
    assert "Sagara" in (await ani.private().asked(ani, "/articles")).text


async def test_who_may_add_in_a_group(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    group = server.group("Redaksi", [ani], admins=[budi])
    file = ("berita.txt", ARTICLE.encode())
    refused = await group.asked(ani, "/add", file=file)
    assert "Pelabuhan" not in refused.text
    await group.asked(budi, "/settings add everyone")
    assert "Pelabuhan Sagara" in (await group.asked(ani, "/add", file=file)).text


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_arrive_as_text(server: TelegramServer, words: str) -> None:
    ani = server.user("Ani")
    readable = words.translate(INVISIBLE)
    said = f'"Kapal membawa {words} hari ini," kata Rina Wati.'
    await add(ani, f"Pelabuhan Sagara Dibuka {words}\n\n{said}\n")
    for asked in ("apa kata Rina Wati soal garam?", "/quotes Rina Wati", "/summary Pelabuhan Sagara", "/articles"):
        reply = await ani.private().asked(ani, asked)
        assert not reply.marked("mention", "text_link")
        assert not set(reply.text) & {chr(mark) for mark in INVISIBLE}
        if asked != "/articles":
            assert any(f"Kapal membawa {readable}" in quoted for quoted in reply.quotations), (asked, reply.text)
