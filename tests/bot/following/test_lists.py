"""Lists of feeds: a chat follows all of one, the operator imports and exports them."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING

from rich.console import Console

from bot.console.render import render
from bot.following.begin import MOST_FEEDS
from bot.following.lists import export, follow_listed
from bot.following.visit import FIRST_READ
from bot.handlers.follow import SHOWN_LISTED, follow
from bot.messages import Attachment, Request
from knowledge.fetching.opening import Listing
from knowledge.fetching.opml import Outline, parse_opml, write_opml
from knowledge.problems import Problem, Trouble
from knowledge.store import LIBRARY
from tests.bot.following.web import Clock, let_pass, page, rss, say, site, visit_due, words
from tests.loopback_web import Page

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services import Services
    from tests.loopback_web import Web


def listed(web: Web) -> bytes:
    for name in ("satu", "dua"):
        web.pages[f"/{name}/rss"] = rss([], title=f"Kabar {name}")
    return write_opml("x", [Outline(web.url(f"/{path}"), None) for path in ("satu/rss", "dua/rss", "tiada/rss")])


def test_a_chat_follows_all_of_a_list(web: Web, bot: Services) -> None:
    request = Request(
        "follow", "", "telegram:1", None, (LIBRARY, "telegram:1"), place="telegram:1",
        attachments=(Attachment("feeds.opml", listed(web)),),
    )  # fmt: skip
    reply = words(asyncio.run(follow(request, bot)))
    assert reply.startswith("3 umpan dari daftar itu diterima.")
    assert web.asked == [], "nobody waits for sites"
    visit_due(bot)
    followed = bot.following.subscriptions.of("telegram:1")
    assert {s.feed.title for s in followed} == {"Kabar satu", "Kabar dua", web.url("/tiada/rss")}
    assert {s.place for s in followed} == {"telegram:1"}
    assert bot.following.subscriptions.of(LIBRARY) == []
    (absent,) = (s.feed for s in followed if s.feed.failing_since)
    assert absent.problem == Problem(Trouble.NO_PAGE, {"address": web.url("/tiada/rss"), "host": "127.0.0.1"})


def opml(*addresses: str) -> tuple[Attachment, ...]:
    return (Attachment("feeds.opml", write_opml("x", [Outline(address, None) for address in addresses])),)


def test_what_is_taken_in_comes_in_at_the_first_look(web: Web, bot: Services) -> None:
    site(web, FIRST_READ + 5)
    say(bot, "follow", attachments=opml(web.url("/rss")))
    visit_due(bot)
    (followed,) = bot.following.subscriptions.of("telegram:1")
    assert followed.feed.title == "Kabar"
    titles = {row.title for row in bot.knowledge.articles(scope=("telegram:1",))}
    assert titles == {f"Kabar Nomor {n}" for n in range(6, FIRST_READ + 6)}, "the newest only"


def test_who_takes_in_what_another_follows_gets_its_newest_too(web: Web, bot: Services, clock: Clock) -> None:
    site(web, FIRST_READ + 5)
    say(bot, "follow", web.url("/rss"))
    let_pass(bot, clock, 3600)
    say(bot, "follow", chat="telegram:2", attachments=opml(web.url("/rss")))
    visit_due(bot)
    first, second = (bot.knowledge.articles(scope=(chat,)) for chat in ("telegram:1", "telegram:2"))
    assert {row.id for row in first} == {row.id for row in second}
    assert len(second) == FIRST_READ
    web.pages["/2026/99"] = page("Kabar Nomor 99")
    web.pages["/rss"] = rss([("/2026/99", "Kabar Nomor 99", clock())], title="Kabar")
    let_pass(bot, clock, 24 * 3600)
    assert "Kabar Nomor 99" in {row.title for row in bot.knowledge.articles(scope=("telegram:2",))}


def test_who_takes_it_in_while_it_is_found_unchanged_does_not_wait_for_the_next_look(
    web: Web, bot: Services, clock: Clock
) -> None:
    site(web, 2)
    say(bot, "follow", web.url("/rss"))
    (before,) = bot.following.subscriptions.of("telegram:1")
    say(bot, "follow", chat="telegram:2", attachments=opml(web.url("/rss")))
    unchanged = Listing(web.url("/rss"), None, "etag", None, None)
    bot.following.feeds.release(bot.following.feeds.looked(before.feed, unchanged))
    due = bot.following.feeds.next_at()
    assert due is not None
    assert due <= clock()
    visit_due(bot)
    assert len(bot.knowledge.articles(scope=("telegram:2",))) == 2


def test_a_site_in_a_list_is_followed_by_the_feed_it_names(web: Web, bot: Services) -> None:
    site(web, 1)
    web.pages["/"] = Page(b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>')
    say(bot, "follow", attachments=opml(web.url("/")))
    visit_due(bot)
    assert [s.feed.address for s in bot.following.subscriptions.of("telegram:1")] == [web.url("/rss")]


def test_what_is_refused_of_a_list_is_said_at_once(bot: Services) -> None:
    addresses = [f"https://kabar{n}.example/rss" for n in range(MOST_FEEDS)]
    bad = "https://kabar.example:22/rss"
    reply = words(say(bot, "follow", attachments=opml(bad, *addresses)))
    assert reply.startswith(f"{MOST_FEEDS - 1} feeds from the list are taken in.")
    assert f"and {MOST_FEEDS - 1 - SHOWN_LISTED} more" in reply
    assert "2 cannot be followed:" in reply
    assert f"{bad}: websites are not on port 22" in reply
    assert f"{addresses[-1]}: {MOST_FEEDS} feeds are followed here already" in reply
    again = say(bot, "follow", attachments=opml(*addresses[:3]))
    assert again.found
    assert words(again) == "3 were followed already."


def test_what_is_exported_is_what_is_followed(web: Web, bot: Services) -> None:
    first = list(follow_listed(parse_opml(listed(web), "x"), LIBRARY, None, bot))
    assert sorted(each.is_new for each in first) == [False, True, True]
    again = list(follow_listed(parse_opml(export(bot.following.subscriptions.of(LIBRARY)), "x"), LIBRARY, None, bot))
    assert len(again) == 2
    assert not any(each.is_new or each.problem for each in again)


def test_the_terminal_prints_its_list(bot: Services) -> None:
    bot.following.feeds.follow_unseen([("https://kabar.test/rss", "Kabar")], LIBRARY, None, 1)
    reply = say(bot, "sources", "opml", "console")
    screen = io.StringIO()
    for renderable in render(reply, bot.catalogue("en"), show_links=True):
        Console(file=screen, width=1000).print(renderable)
    said, _, document = screen.getvalue().partition("\n")
    assert said.startswith("The 1 feed that is followed here")
    assert parse_opml(document.encode(), "x") == [Outline("https://kabar.test/rss", "Kabar")]


def test_people_and_topics_go_into_no_list(bot: Services) -> None:
    say(bot, "follow", "person: Ted Sarandos")
    reply = say(bot, "sources", "opml")
    assert not reply.found
    assert "No feed is followed here" in words(reply)


def test_a_full_list_can_be_imported_again(web: Web, bot: Services) -> None:
    web.pages["/0/rss"] = rss([], title="Kabar")
    outlines = [Outline(web.url(f"/{n}/rss"), f"Kabar {n}") for n in range(MOST_FEEDS + 1)]
    for outline in outlines:
        web.pages[outline.address.removeprefix(web.url(""))] = web.pages["/0/rss"]
    first = list(follow_listed(outlines, LIBRARY, None, bot))
    assert sum(each.is_new for each in first) == MOST_FEEDS
    again = list(follow_listed(outlines, LIBRARY, None, bot))
    assert [each.outline for each in again if each.problem] == outlines[MOST_FEEDS:]


def test_the_command_line(web: Web, tmp_path: Path, capsys: object, monkeypatch: object) -> None:
    from bot.cli import main

    monkeypatch.setenv("KUTIP_ALLOWED_HOSTS", "127.0.0.1")  # type: ignore[attr-defined] # pytest's own
    monkeypatch.setenv("KUTIP_ENCODER", "none")  # type: ignore[attr-defined] # pytest's own
    database = ["--database", str(tmp_path / "k.sqlite3")]
    (tmp_path / "feeds.opml").write_bytes(listed(web))

    def run(*words: str) -> tuple[int, str]:
        code = main([*database, *words])
        return code, capsys.readouterr().out  # type: ignore[attr-defined] # pytest's own

    code, out = run("follow", "--json", str(tmp_path / "feeds.opml"), "no address")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert sorted(bool(row["error"]) for row in rows) == [False, False, True, True]
    assert all(row["error"].count("/tiada/rss") == 1 for row in rows if "tiada" in row["source"])
    for command in ("follow", "add"):
        code, out = run(command, "--json", str(tmp_path / "none.opml"))
        assert code == 2
        assert "cannot be read" in json.loads(out)["error"]
    code, out = run("sources", "--opml")
    assert code == 0
    assert {outline.title for outline in parse_opml(out.encode(), "x")} == {"Kabar satu", "Kabar dua"}
    assert run("unfollow", "Kabar satu")[0] == 0
    assert len(run("sources", "--json")[1].splitlines()) == 1
