"""What a digest that is due says: in the chat's own time, and nothing where it is no longer wished for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.digests.composing import compose_digest
from bot.digests.sharing import Shared
from bot.messages import Heading
from bot.services import open_services
from bot.settings import Settings
from tests.bot.test_handlers import ARTICLE, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.messages import Reply
    from bot.services import Services

CHAT = "telegram:1"
DUE = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Services]:
    """A bot in whose chat an article came in, and a digest is set and due."""
    with open_services(Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")) as opened:
        say(opened, "add", ARTICLE)
        say(opened, "digest", "daily 07:00", place=CHAT, may_manage=True, user=f"{CHAT}:7")
        subject = {"since": str((DUE - timedelta(days=50_000)).timestamp()), "until": str(DUE.timestamp())}
        opened.outbox.plan(CHAT, CHAT, "daily", "2100-01-01", DUE, DUE, subject)
        yield opened


def composed(services: Services, late: float = 0.0) -> Reply | None:
    delivery = services.outbox.get(CHAT, "daily", "2100-01-01")
    assert delivery
    return asyncio.run(compose_digest(delivery, delivery.due + late, services, Shared()))


def test_the_period_is_told_in_the_time_of_the_chat(own: Services) -> None:
    reply = composed(own)
    assert reply
    assert "1 Januari 2100 07:00" in words(reply)
    say(own, "settings", "timezone Jayapura")
    reply = composed(own, late=7200.0)
    assert reply
    assert "1 Januari 2100 09:00" in words(reply)
    assert "09:00" in words(reply).partition("\n")[0]
    assert "11:00" in words(reply).partition("\n")[0]


ENGLISH = """Chilli Prices at Lembang Market Fall by Half
By Edda Quist

The price of chillies at Pasar Lembang fell to Rp32,000 a kilo on Wednesday (8/10/2025), traders in Lembang said.

"The harvest came in three districts at once," said the regent, Tatang Subrata, at the market in Lembang.
"""


@pytest.mark.parametrize(
    ("language", "title", "other"),
    [("id", "Harga Cabai di Pasar", "Chilli Prices at"), ("en", "Chilli Prices at", "Harga Cabai di Pasar")],
)
def test_a_story_has_the_title_that_it_has_in_the_chats_language(
    own: Services, language: str, title: str, other: str
) -> None:
    say(own, "add", ENGLISH)
    say(own, "settings", f"language {language}")
    for reply in (composed(own), say(own, "digest", "now", language=language)):
        assert reply
        headings = [block.text for block in reply.blocks if isinstance(block, Heading)]
        assert any(heading.startswith(title) for heading in headings)
        assert not any(heading.startswith(other) for heading in headings)


def test_a_digest_that_was_ended_is_not_posted_any_more(own: Services) -> None:
    say(own, "digest", "off", place=CHAT, may_manage=True)
    assert composed(own) is None


def test_one_that_tells_says_that_nothing_is_new(own: Services) -> None:
    say(own, "remove", "Harga Cabai")
    own.knowledge.remove(own.knowledge.articles()[0].id)
    assert composed(own) is None
    say(own, "digest", "empty on", place=CHAT, may_manage=True)
    reply = composed(own)
    assert reply
    assert words(reply) == own.catalogue("id").text("digest.nothing")
