"""Notes all the way: from the article that comes in to the message that is posted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.deliveries.composers import composers
from bot.deliveries.store import Deliveries
from bot.deliveries.worker import Worker
from bot.following.intervals import DAY, HOUR
from bot.following.watches import GATHERED
from bot.messages import Quotation
from tests.bot.following.test_notices import article
from tests.bot.following.web import Clock, let_pass, say, site, visit_due, words
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.services import Services


@dataclass
class Chat:
    """A platform that posts everything."""

    nonce_seconds: float = 0.0
    posted: list[tuple[str, str]] = field(default_factory=list)

    def write(self, reply: Reply, _: str) -> tuple[str, ...]:
        quoted = [block.excerpt.text for block in reply.blocks if isinstance(block, Quotation)]
        return ("\n".join([words(reply), *quoted]),)

    async def send(self, place: str, part: str, _: str) -> None:
        self.posted.append((place, part))


@pytest.fixture
def posting(bot: Services, clock: Clock) -> Services:
    deliveries = Deliveries(bot.following.database, clock)
    return replace(bot, outbox=deliveries, senders={"telegram": Chat()})


def posted(bot: Services, clock: Clock) -> list[tuple[str, str]]:
    """What has been posted by now."""

    async def all_of_it() -> None:
        worker = Worker("w", bot.outbox, bot.senders, composers(bot), clock)
        while await worker.step():
            pass

    asyncio.run(all_of_it())
    chat = bot.senders["telegram"]
    assert isinstance(chat, Chat)
    return chat.posted


def test_a_quote_is_posted_where_it_was_asked_for(posting: Services, clock: Clock) -> None:
    say(posting, "follow", "person: Wulan Prameswari", place="telegram:1:45")
    say(posting, "add", article("Wulan Prameswari"))
    visit_due(posting)
    clock.sleep(GATHERED)
    visit_due(posting)
    ((place, text),) = posted(posting, clock)
    assert place == "telegram:1:45"
    assert text.startswith("Baru dari Wulan Prameswari:")
    assert "Kami akan menunggu sampai putusan dibacakan" in text


def test_a_broken_feed_is_posted_after_quiet_hours(web: Web, posting: Services, clock: Clock) -> None:
    site(web, 1)
    say(posting, "follow", web.url("/rss"))
    say(posting, "settings", "timezone UTC")
    say(posting, "settings", "quiet 9-22")
    web.pages["/rss"] = Page(status=500)
    let_pass(posting, clock, 15 * HOUR)  # from six in the morning
    assert posted(posting, clock) == []
    let_pass(posting, clock, 2 * HOUR)
    ((place, text),) = posted(posting, clock)
    assert place == "telegram:1"
    assert "Kabar" in text
    let_pass(posting, clock, 2 * DAY)
    assert len(posted(posting, clock)) == 1
