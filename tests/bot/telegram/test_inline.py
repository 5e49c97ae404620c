"""Inline mode: quotes with their source, for any chat."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.throttle import BURST
from knowledge.reading import read_text

if TYPE_CHECKING:
    from bot.services import Services
    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


async def test_words_find_a_cited_quote(server: TelegramServer) -> None:
    answer = await server.user("Ani").search("sarandos ai")
    content = answer["results"][0]["content"]
    assert "AI" in content["text"]
    assert "Ted Sarandos" in content["text"]
    assert "Netflix Fokus pada AI Generatif" in content["text"]
    assert "blockquote" in "".join(e["type"] for e in content["entities"])
    assert answer["is_personal"]
    assert answer["cache_time"] <= 30


async def test_no_words_give_the_newest(server: TelegramServer, services: Services) -> None:
    newest = services.knowledge.quotes(limit=1)[0].quote.text[:40]
    results = (await server.user("Ani").search(""))["results"]
    assert len(results) > 3
    assert newest in results[0]["content"]["text"]


async def test_what_a_chat_added_is_offered_to_nobody_else(server: TelegramServer, services: Services) -> None:
    ani = server.user("Ani")
    collection = f"telegram:{ani.id}"
    article = read_text("Mercusuar Padam\n\n“Mercusuar itu padam,” kata Rina Wati, penjaganya.")
    services.knowledge.add(article, collection)
    for words in ("mercusuar", ""):
        results = (await ani.search(words))["results"]
        assert not any("Mercusuar" in result["content"]["text"] for result in results)
    services.knowledge.remove(article.id, collection)


@pytest.mark.parametrize("words", ["x" * 250, "<b>", "?", "😀", "\u202e"])
async def test_any_words_are_answered(server: TelegramServer, words: str) -> None:
    answer = await server.user("Ani", language="en").search(words)
    assert answer["results"] or answer["button"]["text"] == "No quote fits"


async def test_only_who_may_use_the_bot_is_answered(server: TelegramServer, runner: Runner) -> None:
    await runner.stop()
    ani, budi = server.user("Ani"), server.user("Budi")
    runner.start(allowed_chats=(ani.id,))
    with pytest.raises(TimeoutError):
        await budi.search("sarandos", seconds=0.5)
    assert (await ani.search("sarandos"))["results"]


async def test_only_what_was_typed_last_is_answered(server: TelegramServer) -> None:
    ani = server.user("Ani")
    words = "sarandos"
    typed = [asyncio.create_task(ani.search(words[:end])) for end in range(1, len(words) + 1)]
    answer = await typed[-1]
    assert "Ted Sarandos" in answer["results"][0]["content"]["text"]
    assert sum(each.done() for each in typed) < len(words)
    for each in typed:
        each.cancel()


async def test_who_types_too_much_is_slowed_and_can_ask_still(server: TelegramServer, services: Services) -> None:
    ani = server.user("Ani")
    for _ in range(BURST + 4):
        services.throttle.wait(f"telegram:{ani.id}:inline")
    with pytest.raises(TimeoutError):
        await ani.search("sarandos", seconds=0.5)
    assert (await ani.private().asked(ani, "/help")).text
