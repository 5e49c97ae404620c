"""A week of thirty-four feeds and a thousand articles: nothing lost, nothing twice, nobody's wish ignored."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.chats import ChatSettings
from bot.following.follower import AT_ONCE
from bot.following.notes import compose_quotes
from bot.following.visit import FIRST_READ
from bot.messages import Quotation
from tests.bot.following.newsrooms import DAY, HOUR, START, WATCHED, WEEK, Country, Newsroom, Story, make_newsrooms
from tests.bot.following.web import Clock, Outbox, a_bot, let_pass, say
from tests.loopback_web import serve

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge import Knowledge
    from knowledge.types import Article

GRACE = 8 * HOUR
"""For what appears last: the longest pause between two looks, and a retry."""

ALL, SOME, LATEST = "telegram:1", "telegram:2", "telegram:3"


class Killed(BaseException):
    """The process died."""


class Dying:
    """A Knowledge whose process is killed right after it has added an article."""

    def __init__(self, knowledge: Knowledge, after: int) -> None:
        self._knowledge = knowledge
        self._left = after

    def add(self, article: Article, collection: str) -> Any:
        added = self._knowledge.add(article, collection)
        self._left -= 1
        if self._left == 0:
            raise Killed
        return added

    def __getattr__(self, name: str) -> Any:
        return getattr(self._knowledge, name)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The week is lived through once, with a restart and a kill; what was left of it is looked at by the tests."""
    folder, clock, outbox = tmp_path_factory.mktemp("week"), Clock(START), Outbox()
    country = Country(clock=clock)
    with serve(country), ExitStack() as stack:
        country.newsrooms = make_newsrooms(country.port)
        hosts = list(country.newsrooms)
        with a_bot(folder, clock, outbox, hosts) as bot:
            begin(bot, country)
            let_pass(bot, clock, 3.4 * DAY)
        with a_bot(folder, clock, outbox, hosts) as bot:
            let_pass(bot, clock, 1.3 * DAY)
        with a_bot(folder, clock, outbox, hosts) as bot, pytest.raises(Killed):
            let_pass(replace(bot, knowledge=Dying(bot.knowledge, 40)), clock, DAY)  # type: ignore[arg-type] # a stand-in
        bot = stack.enter_context(a_bot(folder, clock, outbox, hosts))
        let_pass(bot, clock, START + WEEK + GRACE - clock())
        yield bot, country, outbox


def begin(bot: Services, country: Country) -> None:
    for index, newsroom in enumerate(country.newsrooms.values()):
        chats = [LATEST] if newsroom.host == "terkini.test" else [ALL, SOME] if index % 3 == 0 else [ALL]
        for chat in chats:
            assert say(bot, "follow", country.url_of(newsroom), chat).found
    say(bot, "follow", f"person: {WATCHED}", ALL)


def wanted(newsroom: Newsroom) -> list[Story]:
    """What comes in of a newsroom."""
    first = sorted((s for s in newsroom.stories if s.at <= START), key=lambda s: -s.at)[:FIRST_READ]
    end = START + (4 * DAY if newsroom.host == "gone.test" else WEEK)
    new = [s for s in newsroom.stories if START < s.at <= end]
    return [s for s in first + new if "/premium/" not in s.url]


def held(bot: Services, chat: str) -> Counter[str]:
    return Counter(row.title for row in bot.knowledge.articles(scope=(chat,)))


@pytest.mark.slow
def test_a_thousand_articles_of_more_than_thirty_feeds(week: Any) -> None:
    _, country, _ = week
    assert len(country.newsrooms) >= 30
    assert len({s.url for n in country.newsrooms.values() for s in n.stories if s.at > START}) >= 960


@pytest.mark.slow
@pytest.mark.parametrize("chat", [ALL, SOME, LATEST])
def test_nothing_is_lost_and_nothing_is_there_twice(week: Any, chat: str) -> None:
    bot, country, _ = week
    followed = {s.feed.address for s in bot.following.subscriptions.of(chat)}
    newsrooms = [n for n in country.newsrooms.values() if followed & set(country.urls_of(n))]
    assert len(newsrooms) >= {ALL: 32, SOME: 11, LATEST: 1}[chat]
    titles = {story.title for newsroom in newsrooms for story in wanted(newsroom)}
    # What a feed that goes has listed last may have come in or not.
    unsure = {s.title for s in country.newsrooms["gone.test"].stories if 0 <= START + 4 * DAY - s.at < GRACE}
    found = held(bot, chat)
    assert set(found) ^ titles <= unsure
    assert set(found.values()) == {1}


@pytest.mark.slow
def test_what_was_corrected_is_there_as_it_was_corrected(week: Any) -> None:
    bot, country, _ = week
    stories = [s for s in country.newsrooms["corrects.test"].stories if s.at > START]
    corrected = [s for s in stories if s.corrected_at is not None and s.corrected_at <= START + WEEK]
    assert len(corrected) >= 10
    for story in corrected:
        assert "orrection" in bot.knowledge.article(story.url, scope=(ALL,)).text, story


@pytest.mark.slow
def test_no_page_is_asked_for_in_vain(week: Any) -> None:
    """Once each for all who follow, but what was being read in the kill; robots.txt is honoured."""
    _, country, _ = week
    asked = country.asked_for()
    assert not any("/premium/" in address for address in asked)
    troubled = {"badevening.test", "late.test", "corrects.test"}
    stories = {s.url for n in country.newsrooms.values() if n.host not in troubled for s in wanted(n)}
    addresses = [url.removeprefix("http://").replace(f":{country.port}", "") for url in stories]
    again = [address for address in addresses if asked[address] > 1]
    assert len(again) <= AT_ONCE, again


@pytest.mark.slow
def test_lists_are_asked_whether_they_have_changed(week: Any) -> None:
    _, country, _ = week
    for newsroom in country.newsrooms.values():
        looks = [(headers, status) for address, headers, status in country.requests if address == newsroom.feed]
        header = {"etag": "if-none-match", "last-modified": "if-modified-since"}.get(newsroom.validator or "")
        if header and newsroom.host not in ("cutoff.test", "mirrored.test"):
            begun = [i for i, (headers, _) in enumerate(looks) if header in headers]
            assert begun, newsroom.host
            assert all(header in headers for headers, _ in looks[begun[0] :]), newsroom.host
            assert sum(status == 304 for _, status in looks) >= 5, newsroom.host
        assert len(looks) < WEEK / (30 * 60), newsroom.host


@pytest.mark.slow
def test_what_became_of_feeds_is_told_once(week: Any) -> None:
    _, country, outbox = week
    events = {newsroom.host: outbox.events(newsroom.host, ALL) for newsroom in country.newsrooms.values()}
    told = {host: said for host, said in events.items() if said}
    assert told == {"broken.test": ["broken", "back"], "gone.test": ["gone"]}


@pytest.mark.slow
def test_each_new_quote_of_a_person_is_told_once(week: Any) -> None:
    bot, country, outbox = week
    told: Counter[str] = Counter()
    for subject in outbox.of("quote", ALL):
        reply = compose_quotes(subject, ChatSettings(), bot)
        assert reply is not None
        told.update(b.excerpt.citation.title for b in reply.blocks if isinstance(b, Quotation))
    newsrooms = [n for n in country.newsrooms.values() if n.host != "terkini.test"]
    quoted = {s.title for n in newsrooms for s in wanted(n) if s.speaker == WATCHED}
    assert len(quoted) >= 25
    assert told == Counter(dict.fromkeys(quoted, 1))
