"""robots.txt, the pace a site, and patience with sites that have trouble."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import ForbiddenByRobots, TryLater, Unreachable
from knowledge.fetching.pace import Pace, retry_after
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from knowledge.fetching import Fetcher
    from tests.knowledge.fetching.conftest import Clock

PAGE = Page(b"<p>Harga cabai turun.</p>")
DAY = 24 * 3600


def robots(text: str) -> Page:
    return Page(text.encode(), content_type="text/plain")


RULES = {
    "for all": ("User-agent: *\nDisallow: /", False),
    "for us": ("User-agent: Kutip\nDisallow: /news", False),
    "for others": ("User-agent: OtherBot\nDisallow: /", True),
    "ours beat those for all": ("User-agent: *\nDisallow: /\n\nUser-agent: kutip\nDisallow: /private", True),
    "the longest match": ("User-agent: *\nDisallow: /\nAllow: /news/", True),
    "a wildcard": ("User-agent: *\nDisallow: /*/2025/", False),
    "an end": ("User-agent: *\nDisallow: /news/2025/a$", False),
    "another end": ("User-agent: *\nDisallow: /news/2025$", True),
    "nothing disallowed": ("User-agent: *\nDisallow:", True),
    "empty": ("", True),
    "a page instead": ("<html><body>Not found</body></html>", True),
    "with a mark": ("\ufeffUser-agent: *\nDisallow: /", False),
}


@pytest.mark.parametrize(("text", "allowed"), RULES.values(), ids=RULES)
def test_rules(web: Web, fetcher: Fetcher, text: str, allowed: bool) -> None:
    web.pages |= {"/robots.txt": robots(text), "/news/2025/a": PAGE}
    if allowed:
        assert fetcher.get(web.url("/news/2025/a")).status == 200
    else:
        with pytest.raises(ForbiddenByRobots, match=r"robots\.txt"):
            fetcher.get(web.url("/news/2025/a"))
        assert web.asked == ["/robots.txt"]


def test_rules_hold_for_where_a_redirect_leads(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /private"),
        "/a": Page(status=301, headers={"Location": "/private"}),
        "/private": PAGE,
    }
    with pytest.raises(ForbiddenByRobots):
        fetcher.get(web.url("/a"))
    assert "/private" not in web.asked


def test_rules_are_kept_for_a_day(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    web.pages |= {"/robots.txt": robots(""), "/a": PAGE}
    for _ in range(3):
        fetcher.get(web.url("/a"))
    assert web.asked.count("/robots.txt") == 1
    clock.now += DAY + 1
    web.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /")
    with pytest.raises(ForbiddenByRobots):
        fetcher.get(web.url("/a"))


def test_rules_may_lie_elsewhere(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/robots.txt": Page(status=301, headers={"Location": "/rules"}),
        "/rules": robots("User-agent: *\nDisallow: /"),
    }
    with pytest.raises(ForbiddenByRobots):
        fetcher.get(web.url("/a"))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_rules_that_cannot_be_had_forbid_nothing(web: Web, fetcher: Fetcher, status: int) -> None:
    web.pages |= {"/robots.txt": Page(b"User-agent: *\nDisallow: /", status), "/a": PAGE}
    assert fetcher.get(web.url("/a")).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_rules_fail_is_not_read_until_they_are_back(
    web: Web, fetcher: Fetcher, clock: Clock, status: int
) -> None:
    web.pages |= {"/robots.txt": [Page(b"", status), robots("")], "/a": PAGE}
    for _ in range(2):
        with pytest.raises(TryLater) as told:
            fetcher.get(web.url("/a"))
        assert 0 < told.value.seconds <= 3600
    assert web.asked == ["/robots.txt"]
    clock.now += told.value.seconds
    assert fetcher.get(web.url("/a")).status == 200


def test_hostile_rules_are_read_quickly(web: Web, fetcher: Fetcher) -> None:
    rules = [f"Disallow: /{'*a' * 200}*{n}" for n in range(400)]
    web.pages |= {"/robots.txt": robots("\n".join(["User-agent: *", *rules])), "/" + "a" * 1500: PAGE}
    assert fetcher.get(web.url("/" + "a" * 1500)).status == 200


def test_sitemaps_named_in_the_rules(web: Web, fetcher: Fetcher) -> None:
    web.pages["/robots.txt"] = robots("Sitemap: https://kabar.test/news.xml\nUser-agent: *\nDisallow: /x")
    assert fetcher.sitemaps(web.url("/")) == ("https://kabar.test/news.xml",)


# -- pace ------------------------------------------------------------------------------------------


def test_a_pause_between_requests_to_a_site(clock: Clock) -> None:
    pace = Pace(clock=clock, sleep=clock.sleep)
    for origin in ("http://a.test", "http://a.test", "http://b.test", "http://a.test"):
        pace.await_turn(origin, 1.0)
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize(("stated", "kept"), [("4", 4.0), ("3600", 30.0)])
def test_the_delay_that_a_site_asks_for(web: Web, fetcher: Fetcher, clock: Clock, stated: str, kept: float) -> None:
    web.pages |= {"/robots.txt": robots(f"User-agent: *\nCrawl-delay: {stated}"), "/a": PAGE}
    for _ in range(3):
        fetcher.get(web.url("/a"))
    assert clock.slept == [kept, kept]


def test_turns_are_given_to_threads_one_by_one(clock: Clock) -> None:
    slept: list[float] = []
    pace = Pace(clock=clock, sleep=slept.append)
    threads = [threading.Thread(target=pace.await_turn, args=("http://a.test", 2.0)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [2.0 * turn for turn in range(1, 8)]


def test_threads_share_a_fetcher(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {"/robots.txt": robots(""), **{f"/{n}": PAGE for n in range(24)}}
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda n: fetcher.get(web.url(f"/{n}")).status, range(24)))
    assert got == [200] * 24


def test_nobody_waits_for_ever(clock: Clock) -> None:
    pace = Pace(clock=clock, sleep=clock.sleep, longest_wait=10)
    pace.failed("http://a.test", "it answered 503", 11.0)
    with pytest.raises(TryLater, match="it answered 503") as told:
        pace.await_turn("http://a.test", 1.0)
    assert told.value.seconds == 11.0
    assert clock.slept == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_asked_again_when_it_said(web: Web, fetcher: Fetcher, clock: Clock, status: int) -> None:
    web.pages["/a"] = [Page(b"", status, {"Retry-After": "20"}), PAGE]
    assert fetcher.get(web.url("/a")).status == 200
    assert clock.slept == [20.0]
    assert fetcher.state(web.url("/a")).failures == 0


def test_a_site_that_stays_busy_is_left_alone_longer_each_time(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    web.pages["/a"] = Page(b"", 503)
    with pytest.raises(TryLater):
        fetcher.get(web.url("/a"))
    assert (web.asked.count("/a"), clock.slept) == (3, [5.0, 10.0])
    state = fetcher.state(web.url("/a"))
    assert (state.failures, str(state.error), state.not_before - clock.now) == (3, "it answered 503", 20.0)


def test_a_long_pause_is_told_not_waited_for(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    web.pages["/a"] = Page(b"", 429, {"Retry-After": formatdate(clock.now + 1800, usegmt=True)})
    with pytest.raises(TryLater) as told:
        fetcher.get(web.url("/a"))
    assert told.value.seconds == 1800
    assert (web.asked.count("/a"), clock.slept) == (1, [])


def test_trouble_is_forgotten_when_it_is_over(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {"/a": PAGE, "/b": Page(b"x", headers={"Content-Encoding": "br"})}
    for failures in (1, 2):
        with pytest.raises(Unreachable):
            fetcher.get(web.url("/b"))
        assert fetcher.state(web.url()).failures == failures
    fetcher.get(web.url("/a"))
    assert fetcher.state(web.url()).failures == 0


PATIENCE = {
    "seconds": ("120", 120.0),
    "a date": (formatdate(1_000_060, usegmt=True), 60.0),
    "a date that is over": (formatdate(999_000, usegmt=True), 0.0),
    "nonsense": ("soon", None),
    "negative": ("-5", None),
    "no header": (None, None),
    "for ages": ("9" * 400, 999_999_999.0),
}


@pytest.mark.parametrize(("value", "seconds"), PATIENCE.values(), ids=PATIENCE)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, 1_000_000.0) == seconds
