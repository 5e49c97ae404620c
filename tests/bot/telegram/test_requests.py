"""What handlers are told: rights, replies, attachments, language, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import router
from bot.chats import ChatSettings
from bot.messages import Paragraph, Reply, Request
from knowledge.reading import MAX_BYTES
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from bot.services import Services
    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import TelegramServer


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The requests to /add and /settings, which only note them."""
    requests: list[Request] = []

    async def note(request: Request, services: Services) -> Reply:
        requests.append(request)
        return Reply(services.catalogue(request.language).language, (Paragraph(("Noted.",)),))

    for command in ("add", "settings"):
        monkeypatch.setitem(router.HANDLERS, command, note)  # type: ignore[arg-type]  # a dict behind a Mapping
    return requests


pytestmark = pytest.mark.usefixtures("bot")


async def test_keys(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    forum = server.supergroup("Forum", [ani], forum=True)
    topic = forum.topic("AI")
    await forum.asked(ani, "/add teks  dua", topic=topic)
    (request,) = heard
    assert (request.command, request.text) == ("add", "teks  dua")
    assert request.chat == f"telegram:{forum.id}"
    assert request.user == f"telegram:{ani.id}"
    assert request.conversation == f"telegram:{forum.id}:{topic}:{ani.id}"
    assert request.scope == (LIBRARY, f"telegram:{forum.id}")
    assert not request.private


async def test_who_may_manage_a_group(server: TelegramServer, heard: list[Request]) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    group = server.supergroup("Redaksi", [ani], admins=[budi])
    for person, anonymous in ((ani, False), (budi, False), (budi, True), (ani, False)):
        await group.asked(person, "/add x", anonymous=anonymous)
    assert [r.may_manage for r in heard] == [False, True, True, False]
    asked = [method for method, _, _ in server.calls if method == "getchatadministrators"]
    assert len(asked) == 1


async def test_nobody_s_rights_are_asked_for_a_question(server: TelegramServer) -> None:
    ani = server.user("Ani")
    await server.group("Redaksi", [ani]).asked(ani, "@kutip_test_bot apa kata Sarandos?")
    assert "getchatadministrators" not in [method for method, _, _ in server.calls]


async def test_rights_that_cannot_be_had_are_not_given(server: TelegramServer, heard: list[Request]) -> None:
    budi = server.user("Budi")
    group = server.group("Redaksi", [], admins=[budi])
    server.fail("drop before", method="getChatAdministrators")
    await group.asked(budi, "/add x")
    await group.asked(budi, "/add x")
    assert [r.may_manage for r in heard] == [False, True]


async def test_private_chats_and_channels_are_their_own(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, "/add x")
    await server.channel("Kabar").asked(None, "/add x")
    assert [(r.private, r.may_manage) for r in heard] == [(True, True), (False, True)]


async def test_owners_manage_everywhere(server: TelegramServer, heard: list[Request], runner: Runner) -> None:
    await runner.stop()
    ani = server.user("Ani")
    runner.start(owner_ids=(ani.id,))
    await server.group("Redaksi", [ani]).asked(ani, "/add x")
    assert heard[0].may_manage


async def test_an_attached_file(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, "/add", file=("berita.txt", b"Isi berita"))
    (attachment,) = heard[0].attachments
    assert (attachment.name, attachment.data) == ("berita.txt", b"Isi berita")


async def test_a_file_in_private_is_to_be_added(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, "", file=("berita.txt", b"Isi berita"))
    assert heard[0].command == "add"
    assert heard[0].attachments[0].data == b"Isi berita"


async def test_a_file_that_is_replied_to(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    document = group.say(ani, "lihat ini", file=("berita.html", b"<p>Isi</p>"))
    await group.asked(ani, "/add", reply_to=document)
    assert heard[0].attachments[0].data == b"<p>Isi</p>"
    assert heard[0].replied_text == "lihat ini"


async def test_a_file_that_is_too_large_is_not_fetched(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    reply = await ani.private().asked(ani, "/add", file=("besar.txt", b"x" * (MAX_BYTES + 1)))
    assert "besar.txt" in reply.text
    assert not heard
    assert "getfile" not in [method for method, _, _ in server.calls]


async def test_a_file_that_cannot_be_fetched(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    server.fail("drop before", method="getFile")
    reply = await ani.private().asked(ani, "/add", file=("<b>.txt", b"x"))
    assert "<b>.txt" in reply.text
    assert not heard


async def test_replied_text_and_the_part_that_was_picked(server: TelegramServer, heard: list[Request]) -> None:
    ani = server.user("Ani")
    chat = ani.private()
    text = chat.say(ani, "/settings Pelabuhan dibuka. Kapal datang.")
    await chat.next_reply()
    await chat.asked(ani, "/add", reply_to=text)
    await chat.asked(ani, "/add", reply_to=text, quote="Kapal datang.")
    assert [r.replied_text for r in heard[1:]] == ["/settings Pelabuhan dibuka. Kapal datang.", "Kapal datang."]


@pytest.mark.parametrize(("client", "expected"), [("en-GB", "en"), ("id", "id"), ("fr", None), (None, None)])
async def test_commands_speak_the_language_of_the_person_s_telegram(
    server: TelegramServer, heard: list[Request], client: str | None, expected: str | None
) -> None:
    ani = server.user("Ani", language=client)
    await ani.private().asked(ani, "/settings")
    assert heard[0].language == expected


async def test_the_chat_s_own_language_comes_first(
    server: TelegramServer, services: Services, heard: list[Request]
) -> None:
    ani = server.user("Ani", language="id")
    services.state.save_chat(f"telegram:{ani.id}", ChatSettings(language="en"))
    await ani.private().asked(ani, "/settings")
    assert heard[0].language == "en"
    reply = await ani.private().asked(ani, "apa kata Sarandos soal Mars?")
    assert "Sarandos says nothing on" in reply.text


async def test_a_question_is_answered_in_its_own_language(server: TelegramServer) -> None:
    ani = server.user("Ani", language="id")
    assert "on “Sora”" in (await ani.private().asked(ani, "what did Sarandos say about Sora?")).text
    assert "soal “Sora”" in (await ani.private().asked(ani, "apa kata Sarandos soal Sora?")).text


async def test_chats_that_are_not_listed_get_one_line(server: TelegramServer, runner: Runner) -> None:
    await runner.stop()
    ani, budi, owner = server.user("Ani"), server.user("Budi"), server.user("Omar")
    runner.start(allowed_chats=(ani.id,), owner_ids=(owner.id,))
    refusal = await budi.private().asked(budi, "apa kata Sarandos?")
    assert "pengelolanya" in refusal.text
    assert not refusal.quotations
    budi.private().say(budi, "apa kata Sarandos?")
    assert await budi.private().stays_silent()
    for person in (ani, owner):
        assert (await person.private().asked(person, "apa kata Sarandos?")).quotations
    group = server.group("Lain", [ani, owner])
    assert (await group.asked(owner, "/ask apa kata Sarandos?")).quotations
    assert "pengelolanya" in (await group.asked(ani, "/ask apa kata Sarandos?")).text
