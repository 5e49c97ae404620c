"""What comes of looking at feeds again and again: what comes in, what is asked for, what chats are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.following.feeds import LEASE
from bot.following.intervals import DAY, HOUR, LONGEST, MINUTE, PAGE_TRIES
from knowledge import Knowledge
from knowledge.store import LIBRARY, open_store
from tests.bot.following.web import START, Clock, Outbox, let_pass, page, rss, say, site, visit_due
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge.store.protocol import Addition
    from knowledge.types import Article

LONG_BODY = (
    "<p>Pembangunan jembatan dimulai setelah musim hujan berakhir, menurut rencana yang diumumkan Senin.</p>" * 8
)


def titles(bot: Services, chat: str = "telegram:1") -> list[str]:
    return sorted(row.title for row in bot.knowledge.articles(scope=(chat,)))


def follow(bot: Services, web: Web, *chats: str, path: str = "/rss") -> None:
    for chat in chats or ("telegram:1",):
        assert say(bot, "follow", web.url(path), chat).found


def asked(web: Web, path: str) -> int:
    return web.asked.count(path)


def test_what_is_new_comes_in_once_and_for_all_who_follow(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 2)
    follow(bot, web, "telegram:1", "telegram:2")
    site(web, 3)
    let_pass(bot, clock, DAY)
    for chat in ("telegram:1", "telegram:2"):
        assert titles(bot, chat) == ["Kabar Nomor 1", "Kabar Nomor 2", "Kabar Nomor 3"]
    assert [asked(web, f"/2026/{n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_a_feed_is_asked_whether_it_has_changed(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    assert isinstance(web.pages["/rss"], Page)
    web.pages["/rss"].headers |= {"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 06:00:00 GMT"}
    follow(bot, web)
    web.pages["/rss"] = Page(status=304)
    let_pass(bot, clock, DAY)
    later = [headers for path, headers in zip(web.asked, web.headers, strict=True) if path == "/rss"][1:]
    assert later
    assert all(headers["if-none-match"] == '"1"' and "if-modified-since" in headers for headers in later)


def test_a_feed_without_news_is_asked_ever_more_rarely_and_one_with_news_more_often(
    web: Web, bot: Services, clock: Clock
) -> None:
    site(web, 1)
    follow(bot, web)
    let_pass(bot, clock, 3 * DAY)
    (quiet,) = bot.following.subscriptions.of("telegram:1")
    assert quiet.feed.pause == LONGEST
    assert 3 * DAY / LONGEST <= asked(web, "/rss") < 24
    for hour in range(36):
        site(web, 2 + hour)
        let_pass(bot, clock, HOUR)
    (busy,) = bot.following.subscriptions.of("telegram:1")
    assert busy.feed.pause < HOUR


@pytest.mark.parametrize(
    ("more", "headers", "at_least"),
    [
        ("", {}, 20 * MINUTE),
        ("<ttl>120</ttl>", {}, 120 * MINUTE),
        ("", {"Cache-Control": "max-age=3000"}, 50 * MINUTE),
        ("", {"Cache-Control": "max-age=86400"}, 54 * MINUTE),
    ],
)
def test_a_feed_and_its_server_may_ask_for_rest(
    web: Web, bot: Services, clock: Clock, more: str, headers: dict[str, str], at_least: float
) -> None:
    web.pages["/rss"] = rss([], more=more)
    web.pages["/rss"].headers |= headers
    follow(bot, web)
    due = bot.following.feeds.next_at()
    assert due is not None
    assert at_least * 0.89 <= due - clock() <= max(at_least, HOUR) * 1.11


def test_a_site_that_asks_to_wait_is_left_alone(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    follow(bot, web)
    web.pages["/rss"] = Page(status=429, headers={"Retry-After": str(int(8 * HOUR))})
    let_pass(bot, clock, HOUR)
    before = len(web.asked)
    let_pass(bot, clock, 6 * HOUR)
    assert len(web.asked) == before
    site(web, 2)
    let_pass(bot, clock, 3 * HOUR)
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]


def test_a_broken_feed_is_told_once_and_so_is_that_it_is_back(
    web: Web, bot: Services, clock: Clock, outbox: Outbox
) -> None:
    site(web, 1)
    follow(bot, web, "telegram:1", "telegram:2", "telegram:3")
    say(bot, "mute", "1", "telegram:3")
    web.pages["/rss"] = Page(status=500)
    let_pass(bot, clock, 2 * DAY)
    assert outbox.events("Kabar", "telegram:1") == outbox.events("Kabar", "telegram:2") == ["broken"]
    assert "broken since 2 March 2026" in str(say(bot, "sources"))
    site(web, 2)
    let_pass(bot, clock, 2 * DAY)
    assert outbox.events("Kabar", "telegram:1") == ["broken", "back"]
    assert outbox.events("Kabar", "telegram:3") == []
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]
    web.pages["/rss"] = Page(status=500)
    let_pass(bot, clock, 2 * DAY)
    assert outbox.events("Kabar", "telegram:1") == ["broken", "back", "broken"]


def test_a_bad_hour_is_not_told(web: Web, bot: Services, clock: Clock, outbox: Outbox) -> None:
    site(web, 1)
    follow(bot, web)
    web.pages["/rss"] = Page(status=500)
    let_pass(bot, clock, 2 * HOUR)
    site(web, 2)
    let_pass(bot, clock, DAY)
    assert outbox.planned == {}
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]


def test_a_feed_that_is_gone_is_told_and_asked_for_no_more(
    web: Web, bot: Services, clock: Clock, outbox: Outbox
) -> None:
    site(web, 1)
    follow(bot, web)
    web.pages["/rss"] = Page(status=410)
    let_pass(bot, clock, DAY)
    asked_then = asked(web, "/rss")
    let_pass(bot, clock, 3 * DAY)
    assert outbox.events("Kabar") == ["gone"]
    assert asked(web, "/rss") == asked_then
    assert "gone for good" in str(say(bot, "sources"))
    site(web, 2)
    follow(bot, web)
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]


def test_a_feed_that_has_moved_is_asked_for_where_it_is(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    web.pages["/old"] = web.pages["/rss"]
    follow(bot, web, path="/old")
    web.pages["/old"] = Page(status=301, headers={"Location": "/rss"})
    site(web, 2)
    let_pass(bot, clock, 2 * DAY)
    assert asked(web, "/old") == 2
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]
    assert asked(web, "/2026/1") == 1
    (followed,) = bot.following.subscriptions.of("telegram:1")
    assert followed.feed.address == web.url("/rss")


def test_a_feed_that_moves_to_one_that_is_followed_becomes_that(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    web.pages["/old"] = web.pages["/rss"]
    follow(bot, web, "telegram:1", "telegram:2", path="/old")
    follow(bot, web, "telegram:2", "telegram:3")
    web.pages["/old"] = Page(status=308, headers={"Location": "/rss"})
    site(web, 2)
    let_pass(bot, clock, 2 * DAY)
    for chat in ("telegram:1", "telegram:2", "telegram:3"):
        assert titles(bot, chat) == ["Kabar Nomor 1", "Kabar Nomor 2"]
        assert [s.feed.address for s in bot.following.subscriptions.of(chat)] == [web.url("/rss")]
    assert asked(web, "/2026/2") == 1


def test_only_what_the_words_allow_comes_in(web: Web, bot: Services, clock: Clock) -> None:
    follow_empty = rss([])
    web.pages["/rss"] = follow_empty
    follow(bot, web, "telegram:1", "telegram:2", "telegram:3")
    say(bot, "sources", "1 +pembangunan jembatan, banjir -gosip", "telegram:1")
    say(bot, "sources", "1 -banjir", "telegram:2")
    told = {
        "Jembatan Cimahi": "Membangun jembatan, kata bupati, butuh dua tahun; pembangunan jembatan dimulai Mei.",
        "Banjir di Garut": "Warga kebanjiran.",
        "Gosip Artis": "Gosip soal banjir pujian.",
        "Jembatan Tua": "Jembatan itu tua, pembangunannya dulu.",
    }
    for name, extra in told.items():
        web.pages[f"/2026/{name.replace(' ', '-')}"] = page(name, extra=extra)
    web.pages["/rss"] = rss([(f"/2026/{name.replace(' ', '-')}", name, clock()) for name in told])
    let_pass(bot, clock, DAY)
    assert titles(bot, "telegram:1") == ["Banjir di Garut", "Jembatan Cimahi"]
    assert titles(bot, "telegram:2") == ["Jembatan Cimahi", "Jembatan Tua"]
    assert titles(bot, "telegram:3") == sorted(told)


def test_an_article_that_its_feed_has_in_full_needs_no_page(web: Web, bot: Services, clock: Clock) -> None:
    web.pages["/rss"] = rss([])
    follow(bot, web)
    item = "<item><title>{}</title><link>{}</link><content:encoded><![CDATA[{}]]></content:encoded></item>"
    items = [
        item.format("Jembatan Dibangun", "/premium/1", LONG_BODY),
        item.format("Hanya Cuplikan", "/premium/2", "<p>Baca selengkapnya.</p>"),
        item.format("Halaman Hilang", "/2026/3", LONG_BODY),
    ]
    text = f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{"".join(items)}</channel></rss>'
    web.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /premium/", content_type="text/plain")
    clock.sleep(2 * DAY)  # for which a robots.txt is remembered
    web.pages["/rss"] = Page(text.encode(), content_type="application/rss+xml")
    let_pass(bot, clock, 2 * DAY)
    assert titles(bot) == ["Halaman Hilang", "Jembatan Dibangun"]
    assert not any(path.startswith("/premium/") for path in web.asked)


def test_a_page_that_cannot_be_had_is_tried_again_and_not_for_ever(web: Web, bot: Services, clock: Clock) -> None:
    web.pages["/rss"] = rss([])
    follow(bot, web)
    web.pages["/2026/1"] = [Page(status=500), Page(status=404), page("Kabar Nomor 1")]
    web.pages["/2026/2"] = Page(status=500)
    web.pages["/rss"] = rss([(f"/2026/{n}", f"Kabar Nomor {n}", clock()) for n in (1, 2)])
    let_pass(bot, clock, 3 * DAY)
    assert titles(bot) == ["Kabar Nomor 1"]
    assert asked(web, "/2026/2") == PAGE_TRIES


def test_a_page_that_has_changed_is_read_again_but_not_all_the_time(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    follow(bot, web)
    clock.sleep(DAY)
    web.pages["/2026/1"] = page("Kabar Nomor 1", extra="Perbaikan: rapatnya hari Kamis.")
    for look in range(48):
        web.pages["/rss"] = rss([("/2026/1", f"Kabar Nomor 1 (diperbarui {look})", START)])
        let_pass(bot, clock, HOUR)
    assert "rapatnya hari Kamis" in bot.knowledge.article(web.url("/2026/1"), scope=("telegram:1",)).text
    assert 2 <= asked(web, "/2026/1") <= 5


def test_what_a_feed_turns_up_again_is_no_news(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 2)
    follow(bot, web)
    let_pass(bot, clock, 20 * DAY)
    for n in (7, 8):
        web.pages[f"/2026/{n}"] = page(f"Kabar Nomor {n}")
    web.pages["/rss"] = rss([("/2026/7", "Kabar Nomor 7", START - DAY), ("/2026/8", "Kabar Nomor 8", clock())])
    let_pass(bot, clock, DAY)
    site(web, 2)
    let_pass(bot, clock, DAY)
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2", "Kabar Nomor 8"]
    assert asked(web, "/2026/1") == 1
    assert asked(web, "/2026/7") == 0


def test_what_a_chat_has_removed_does_not_come_back(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 2)
    follow(bot, web)
    say(bot, "remove", "Kabar Nomor 1")
    follow(bot, web, "telegram:2")
    let_pass(bot, clock, DAY)
    assert titles(bot) == ["Kabar Nomor 2"]
    assert titles(bot, "telegram:2") == ["Kabar Nomor 1", "Kabar Nomor 2"]


def test_who_was_told_that_a_feed_is_broken_is_told_that_it_is_back_whoever_finds_out(
    web: Web, bot: Services, clock: Clock, outbox: Outbox
) -> None:
    site(web, 1)
    follow(bot, web)
    web.pages["/rss"] = Page(status=500)
    let_pass(bot, clock, 2 * DAY)
    site(web, 1)
    follow(bot, web, "telegram:2")
    let_pass(bot, clock, MINUTE)
    assert outbox.events("Kabar", "telegram:1") == ["broken", "back"]


def test_what_one_process_has_taken_no_other_takes_until_it_has_died(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    follow(bot, web)
    clock.sleep(DAY)
    assert bot.following.feeds.claim()
    assert bot.following.feeds.claim() == []
    site(web, 2)
    visit_due(bot)
    assert titles(bot) == ["Kabar Nomor 1"]
    let_pass(bot, clock, LEASE)
    assert titles(bot) == ["Kabar Nomor 1", "Kabar Nomor 2"]


def test_a_bug_in_one_feed_stops_no_other(
    web: Web, bot: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(web, 1)
    web.pages["/other"] = rss([], title="Lain")
    follow(bot, web, path="/other")
    follow(bot, web)
    web.pages["/2026/9"] = page("Kabar Nomor 9")
    web.pages["/other"] = rss([("/2026/9", "Kabar Nomor 9", clock())], title="Lain")
    parse = bot.fetcher.get

    def fail(url: str, **more: object) -> object:
        if url.endswith("/rss"):
            raise RuntimeError("a bug")
        return parse(url, **more)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(bot.fetcher, "get", fail)
    let_pass(bot, clock, DAY)
    assert "Kabar Nomor 9" in titles(bot)


class Stumbling(Knowledge):
    """Breaks over one article, as a bug would."""

    def add(self, article: Article, collection: str = LIBRARY) -> Addition:
        if article.title == "Kabar Nomor 1":
            raise RecursionError
        return super().add(article, collection)


def test_a_page_over_which_we_stumble_holds_up_no_other(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 0)
    follow(bot, web)
    site(web, 3)
    stumbling = Stumbling(open_store(bot.following.database), None, clock)
    let_pass(replace(bot, knowledge=stumbling), clock, DAY)
    assert titles(bot) == ["Kabar Nomor 2", "Kabar Nomor 3"]
    assert asked(web, "/2026/1") == PAGE_TRIES
