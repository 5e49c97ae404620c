"""`kutip fetch`: one round of what is due, a line a feed, beside a program that runs."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import TYPE_CHECKING

from bot.cli import main
from bot.following.intervals import DAY
from bot.following.round import Visited, visit_all
from tests.bot.following.web import Clock, page, rss, say, site
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.services import Services

LATER = 2 * DAY


def fetch(bot: Services) -> list[Visited]:
    shown: list[Visited] = []
    asyncio.run(visit_all(bot, shown.append))
    return shown


def test_what_is_due_is_read_once(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 2)
    assert say(bot, "follow", web.url("/rss")).found
    assert fetch(bot) == []
    site(web, 4)
    clock.sleep(LATER)
    (visited,) = fetch(bot)
    assert sorted(article.title for article in visited.articles) == ["Kabar Nomor 3", "Kabar Nomor 4"]
    assert (visited.feed.title, visited.left, visited.broke, visited.feed.problem) == ("Kabar", 0, False, None)
    assert fetch(bot) == []


def test_what_a_running_program_has_taken_is_left_to_it(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 2)
    say(bot, "follow", web.url("/rss"))
    clock.sleep(LATER)
    (taken,) = bot.following.feeds.claim()
    assert fetch(bot) == []
    bot.following.feeds.release(taken)
    assert len(fetch(bot)) == 1


def test_a_feed_with_more_than_fits_in_a_visit_is_one_line(
    web: Web, bot: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(web, 1)
    say(bot, "follow", web.url("/rss"))
    site(web, 5)
    clock.sleep(LATER)
    monkeypatch.setattr("bot.following.visit.time", _Watch())
    (visited,) = fetch(bot)
    assert len(visited.articles) == 4
    assert visited.left == 0


class _Watch:
    """A first visit that is over at once."""

    def __init__(self) -> None:
        self._asked = 0

    def monotonic(self) -> float:
        self._asked += 1
        return 1000.0 if self._asked == 2 else 0.0


def test_what_cannot_be_had_stops_no_other(web: Web, bot: Services, clock: Clock) -> None:
    site(web, 1)
    web.pages["/gone"] = rss([("/2026/9", "Kabar Nomor 9", clock())], title="Lama")
    web.pages["/2026/9"] = page("Kabar Nomor 9")
    for path in ("/rss", "/gone"):
        say(bot, "follow", web.url(path))
    web.pages["/gone"] = Page(status=410)
    clock.sleep(LATER)
    problems = {visited.feed.title: visited.feed.problem is not None for visited in fetch(bot)}
    assert problems == {"Kabar": False, "Lama": True}


def test_the_command(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUTIP_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setenv("KUTIP_ENCODER", "none")
    path = tmp_path / "k.sqlite3"

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--database", str(path), *words])
        return code, *capsys.readouterr()

    def let_all_be_due() -> None:
        with sqlite3.connect(path) as sql:
            sql.execute("UPDATE feeds SET check_at = 0, next_at = 0")

    assert run("fetch", "--json") == (0, "", "")
    site(web, 1)
    assert run("follow", web.url("/rss"))[0] == 0
    let_all_be_due()
    site(web, 1)
    code, out, _ = run("fetch", "--json")
    row = json.loads(out)
    assert code == 0
    assert row == {"source": web.url("/rss"), "title": "Kabar", "articles": [], "left": 0, "error": None}
    let_all_be_due()
    assert run("fetch") == (0, f"= Kabar ({web.url('/rss')}): 0\n", "")
    web.pages["/rss"] = Page(status=500)
    let_all_be_due()
    code, out, _ = run("fetch", "--json")
    assert code == 2
    assert "/rss" in json.loads(out)["error"]
    let_all_be_due()
    code, out, error = run("fetch")
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert error.startswith("kutip: ")
