"""Each command in both languages, and the dialogues, through Telegram's own update objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.console.adapter import parse
from bot.messages import Quotation
from bot.router import HANDLERS, respond
from tests.dialogues import Dialogue, load_dialogues

if TYPE_CHECKING:
    from bot.services import Services
    from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")

COMMANDS = {
    "id": {
        "/ask apa kata Sarandos soal Sora?": "soal “Sora”",
        "/summary": "Netflix Fokus pada AI Generatif",
        "/quotes Sarandos": "Kutipan Ted Sarandos",
        "/quotes Sarandos soal Sora": "Ted Sarandos",
        "/verify “mulai masuk akal”": "persis",
        "/articles": "artikel terindeks",
        "/help": "Tanya apa saja",
        "/start": "Tanya apa saja",
        "/source": "Netflix Fokus pada AI Generatif",
        "/settings": "Pengaturan",
        "/settings language en": "English",
        "/privacy": "disimpan",
        "/privacy forget": "dihapus",
        "/add": "/add",
        "/remove Tidak Ada": "Tidak Ada",
        "/follow": "Ikuti umpan",
        "/follow orang: Ted Sarandos": "Ted Sarandos, 4 kali",
        "/sources": "Belum ada yang diikuti",
        "/unfollow Kabar": "Kabar",
        "/mute": "Belum ada yang diikuti",
    },
    "en": {
        "/ask what did Sarandos say about Sora?": "on “Sora”",
        "/summary": "Netflix Fokus pada AI Generatif",
        "/quotes Sarandos": "Quotes of Ted Sarandos",
        "/quotes Sarandos about Sora": "Ted Sarandos",
        "/verify “mulai masuk akal”": "to the letter",
        "/articles": "indexed",
        "/help": "Ask anything",
        "/start": "Ask anything",
        "/source": "Netflix Fokus pada AI Generatif",
        "/settings": "Settings",
        "/settings language id": "Indonesia",
        "/privacy": "kept",
        "/privacy forget": "Forgotten",
        "/add": "/add",
        "/remove Not There": "Not There",
        "/follow": "Follow a feed",
        "/follow person: Ted Sarandos": "Ted Sarandos, 4 times",
        "/sources": "Nothing is followed",
        "/unfollow Kabar": "Kabar",
        "/mute": "Nothing is followed",
    },
}
CASES = [(language, said, shown) for language, table in COMMANDS.items() for said, shown in table.items()]


@pytest.mark.parametrize(("language", "said", "shown"), CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
async def test_command(server: TelegramServer, language: str, said: str, shown: str) -> None:
    ani = server.user("Ani", language=language)
    reply = await ani.private().asked(ani, said)
    assert shown in reply.text


async def test_the_menu_shows_every_command_in_both_languages(server: TelegramServer) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, "/help")
    expected = [name for name in HANDLERS if name not in ("start", "context")]
    assert {language: [c["command"] for c in menu] for language, menu in server.commands.items()} == {
        "": expected,
        "id": expected,
        "en": expected,
    }
    assert server.commands[""] == server.commands["id"] != server.commands["en"]


async def test_summary_of_the_message_that_is_replied_to(server: TelegramServer) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    group.room.sees_all = True
    text = group.say(ani, "Netflix Fokus pada AI Generatif di Tengah Perdebatan Industri Hiburan")
    reply = await group.asked(ani, "/summary", reply_to=text)
    assert reply.quotations


@pytest.mark.parametrize("dialogue", load_dialogues("netflix"), ids=lambda d: d.name)
async def test_dialogue(server: TelegramServer, services: Services, dialogue: Dialogue) -> None:
    """What the handlers answer arrives, whole and in order; whether it is right is tested without Telegram."""
    ani = server.user("Ani")
    for turn in dialogue.turns:
        answered = await respond(parse(turn.ask, f"telegram {dialogue.name}"), services)
        expected = [block.excerpt for block in answered.blocks if isinstance(block, Quotation)]
        received = await ani.private().asked(ani, turn.ask)
        assert received.quotations == [excerpt.text for excerpt in expected], turn.ask
        for excerpt in expected:
            assert excerpt.citation.title in received.text
            assert (excerpt.citation.section or "") in received.text
