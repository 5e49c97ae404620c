"""Articles that a chat takes out, and what becomes of conversations about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Choices, Quotation
from bot.services import open_services
from bot.settings import Settings
from tests.bot.test_handlers import ARTICLE, OTHER, say, words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services import Services


def test_removing_takes_only_the_chats_own(own: Services) -> None:
    say(own, "add", ARTICLE)
    say(own, "add", ARTICLE, "telegram:2")
    assert "Removed from this chat: Harga Cabai" in words(say(own, "remove", "harga cabai lembang"))
    assert not say(own, "ask", "apa kata Tatang Subrata?").found
    assert say(own, "ask", "apa kata Tatang Subrata?", "telegram:2").found
    assert "not this chat’s own" in words(say(own, "remove", "Netflix Fokus pada AI Generatif"))
    assert say(own, "ask", "what did Sarandos say?").found
    assert "/remove" in words(say(own, "remove"))


def test_which_of_several_to_remove_is_asked(own: Services) -> None:
    for place in ("Lembang", "Garut", "Cimahi"):
        say(own, "add", ARTICLE.replace("Lembang", place))
    reply = say(own, "remove", "cabai")
    assert not reply.found
    assert "Which one?" in words(reply)
    (choices,) = [block.choices for block in reply.blocks if isinstance(block, Choices)]
    assert len(choices) == 3
    assert own.knowledge.article_count(scope=("telegram:1",)) == 3
    assert "Removed" in words(say(own, choices[1].command, choices[1].text))
    assert "Removed" in words(say(own, "remove", "cabai pasar lembang"))
    (left,) = own.knowledge.titles(scope=("telegram:1",))
    assert {left.id, choices[1].text} < {choice.text for choice in choices}


def test_what_is_not_there_is_not_called_the_operators(own: Services) -> None:
    assert "no article “nosuch”" in words(say(own, "remove", "nosuch"))


FOLLOWED = ["kenapa?", "dan apa lagi?", "berapa harganya?", "apa kata Tatang Subrata?", "siapa yang bilang begitu?"]


@pytest.mark.parametrize("question", [*FOLLOWED, "kenapa panen raya di kecamatan itu datang bersamaan?"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_was_removed_is_not_talked_of_any_more(own: Services, question: str, elsewhere: bool) -> None:
    say(own, "add", ARTICLE)
    if elsewhere:
        say(own, "add", ARTICLE, "telegram:2")
    assert say(own, "ask", "berapa harga cabai rawit?").found
    say(own, "remove", "harga cabai lembang")
    reply = say(own, "ask", question)
    assert "broke" not in words(reply)
    shown = [block.excerpt for block in reply.blocks if isinstance(block, Quotation)]
    assert not any("Lembang" in e.citation.title for e in shown)


@pytest.mark.parametrize("question", [*FOLLOWED, "resep rendang?"])
def test_a_conversation_outlives_its_article_and_a_restart(tmp_path: Path, question: str) -> None:
    settings = Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")
    with open_services(settings) as first:
        say(first, "add", ARTICLE)
        assert say(first, "ask", "apa kata Tatang Subrata?").found
        say(first, "remove", "harga cabai lembang")
    with open_services(settings) as second:
        assert "broke" not in words(say(second, "ask", question))


def test_what_is_left_of_a_conversation_is_talked_of(own: Services) -> None:
    say(own, "add", ARTICLE)
    say(own, "add", OTHER)
    say(own, "ask", "berapa harga cabai rawit?")
    say(own, "remove", "harga cabai lembang")
    (shown, *_) = [b.excerpt for b in say(own, "ask", "kenapa turun?").blocks if isinstance(b, Quotation)]
    assert "Garut" in shown.citation.title
