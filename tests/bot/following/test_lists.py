"""Lists of feeds: a chat follows all of one, the operator imports and exports them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from bot.following.begin import MOST_FEEDS
from bot.following.lists import export, follow_listed
from bot.handlers.follow import follow
from bot.messages import Attachment, Bullets, Request
from knowledge.fetching.opml import Outline, parse_opml, write_opml
from knowledge.store import LIBRARY
from tests.bot.following.web import rss

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
    reply = asyncio.run(follow(request, bot))
    named = {item for block in reply.blocks if isinstance(block, Bullets) for item in block.items}
    assert named == {
        ("Kabar satu",),
        ("Kabar dua",),
        (f"{web.url('/tiada/rss')}: halaman itu tidak ada di 127.0.0.1.",),
    }
    followed = bot.following.subscriptions.of("telegram:1")
    assert {s.feed.title for s in followed} == {"Kabar satu", "Kabar dua"}
    assert {s.place for s in followed} == {"telegram:1"}
    assert bot.following.subscriptions.of(LIBRARY) == []


def test_what_is_exported_is_what_is_followed(web: Web, bot: Services) -> None:
    first = list(follow_listed(parse_opml(listed(web), "x"), LIBRARY, None, bot))
    assert sorted(each.is_new for each in first) == [False, True, True]
    again = list(follow_listed(parse_opml(export(LIBRARY, "Kutip", bot), "x"), LIBRARY, None, bot))
    assert len(again) == 2
    assert not any(each.is_new or each.problem for each in again)


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
