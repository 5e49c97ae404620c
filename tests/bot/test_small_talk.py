"""What is no question about the news, and what only begins so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.console.adapter import parse
from bot.handlers.small_talk import understood
from bot.messages import Code, Paragraph
from bot.router import respond

if TYPE_CHECKING:
    from bot.services import Services


@pytest.mark.parametrize(
    ("typed", "kind", "language"),
    [
        ("halo", "greeting", "id"),
        ("Haloooo kak 👋", "greeting", "id"),
        ("Selamat pagi semuanya!", "greeting", "id"),
        ("Assalamu’alaikum", "greeting", "id"),
        ("Hello there", "greeting", "en"),
        ("terima kasih", "thanks", "id"),
        ("Oke, makasih banyak ya min 🙏", "thanks", "id"),
        ("thank you so much!", "thanks", "en"),
        ("halo, kamu siapa?", "about", "id"),
        ("kamu bisa apa aja?", "about", "id"),
        ("what can you do?", "about", "en"),
        ("Hi! Who are you?", "about", "en"),
        ("help", "about", "en"),
        ("thanks, bye", "farewell", "en"),
    ],
)
def test_small_talk_is_understood(typed: str, kind: str, language: str) -> None:
    said = understood(typed)
    assert said
    assert (said.kind, said.language) == (kind, language)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "halo, apa kata Sarandos?",
            "terima kasih, apa lagi katanya?",
            "hi, how much did Netflix earn?",
            "lagi",
            "ya",
        ),
        *("siapa dia?", "pagi tadi ada apa?", "what can Netflix do?", "siapa bos Netflix?", "ok", "ya", "", "?", "👋"),
        *("thank you said who?", "halo " * 100),
    ],
)
def test_what_is_more_than_that_is_a_question(typed: str) -> None:
    assert understood(typed) is None


@pytest.mark.parametrize(("typed", "begins"), [("halo", "Halo!"), ("what can you do?", "I’m Kutip.")])
def test_it_gets_one_friendly_line(services: Services, typed: str, begins: str) -> None:
    reply = asyncio.run(respond(parse(typed, "small talk"), services))
    (block,) = reply.blocks
    assert isinstance(block, Paragraph)
    assert "".join(part if isinstance(part, str) else part.text for part in block.line).startswith(begins)
    assert Code("/help") in block.line
    assert reply.found


def test_a_conversation_goes_on_behind_it(services: Services) -> None:
    talk = "small talk in between"
    asyncio.run(respond(parse("what did Sarandos say about Sora?", talk), services))
    asyncio.run(respond(parse("thanks", talk), services))
    assert asyncio.run(respond(parse("what else did he say?", talk), services)).found
