"""`kutip add URL` and `/add URL` against a web on loopback: what goes in, what is refused, in one line each."""

from __future__ import annotations

import asyncio
import functools
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import main
from bot.messages import Paragraph, Request
from bot.router import respond
from bot.services import open_services
from bot.settings import BadSetting, Settings, load_settings
from knowledge.fetching import Fetcher
from knowledge.fetching.exchange import Limits
from tests.loopback_web import Page, Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services import Services

PLACES = ("Lembang", "Garut", "Cimahi", "Subang", "Sumedang")
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<title>Harga Cabai di {0} Turun - Kabar</title></head>
<body><nav><a href="/">Beranda</a></nav>
<article><h1>Harga Cabai di {0} Turun</h1>
<p>Harga cabai rawit di Pasar {0} turun menjadi Rp32.000 sekilo pada Rabu siang, setelah dua bulan terus naik.</p>
<p>“Panen raya datang bersamaan di tiga kecamatan,” kata Bupati Tatang Subrata saat meninjau los sayur di {0}.</p>
<p>Para pedagang berharap harga bertahan sampai akhir bulan, ketika pasokan dari luar {0} biasanya berkurang.</p>
</article></body></html>"""

Add = "Callable[..., tuple[int, list[dict[str, Any]]]]"


def page(place: str, encoding: str = "utf-8") -> Page:
    return Page(PAGE.format(place).encode(encoding))


def feed(paths: list[str]) -> Page:
    items = "".join(
        f"<item><link>{path}</link><pubDate>0{day} Oct 2025 10:00:00 +0700</pubDate></item>"
        for day, path in enumerate(paths, start=1)
    )
    return Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), content_type="application/rss+xml")


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as served:
        yield served


@pytest.fixture
def add(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Add:
    """Runs `kutip add` of addresses or paths of the web; gives the exit code and the result lines."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_ENCODER", "none")
    monkeypatch.setenv("KUTIP_ALLOWED_HOSTS", f"intranet.test, {web.host}")

    def runner(*sources: str) -> tuple[int, list[dict[str, Any]]]:
        urls = [web.url(source) if source.startswith("/") else source for source in sources]
        code = main(["--database", str(tmp_path / "k.sqlite3"), "add", "--json", *urls])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return runner


def test_an_article(web: Web, add: Add) -> None:
    web.pages["/2025/cabai?utm_source=x"] = page("Lembang")
    code, (row,) = add("/2025/cabai?utm_source=x")
    assert (code, row["added"], row["error"]) == (0, True, None)
    assert (row["source"], row["title"]) == (web.url("/2025/cabai?utm_source=x"), "Harga Cabai di Lembang Turun")
    code, (again,) = add("/2025/cabai?utm_source=x")
    assert (code, again["added"], again["article_id"]) == (0, False, row["article_id"])


def test_a_feed_of_five_newest_first(web: Web, add: Add) -> None:
    web.pages |= {f"/2025/{place}": page(place) for place in PLACES} | {"/rss": feed([f"/2025/{p}" for p in PLACES])}
    code, rows = add("/rss")
    assert code == 0
    assert [row["source"] for row in rows] == [web.url(f"/2025/{place}") for place in reversed(PLACES)]
    assert all(row["added"] for row in rows)


def test_a_sitemap_and_a_site(web: Web, add: Add) -> None:
    listed = "".join(f"<url><loc>{web.url(f'/2025/{place}')}</loc></url>" for place in PLACES[:2])
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>Kabar</body></html>'
    web.pages |= {f"/2025/{place}": page(place) for place in PLACES}
    web.pages |= {
        "/sitemap.xml": Page(f"<urlset>{listed}</urlset>".encode(), content_type="application/xml"),
        "/": Page(front.encode()),
        "/rss": feed([f"/2025/{place}" for place in PLACES[1:3]]),
    }
    code, rows = add("/sitemap.xml", "/")
    assert code == 0
    assert [row["added"] for row in rows] == [True, True, True, False]


def test_the_date_of_the_feed_where_the_page_has_none(web: Web, add: Add, tmp_path: Path) -> None:
    web.pages |= {"/2025/Lembang": page("Lembang"), "/rss": feed(["/2025/Lembang"])}
    add("/rss")
    with open_services(Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")) as services:
        article = services.knowledge.article("cabai lembang")
    assert article.published == "2025-10-01T03:00:00+00:00"
    assert article.url == web.url("/2025/Lembang")


def test_one_bad_entry_stops_no_other(web: Web, add: Add) -> None:
    web.pages |= {"/2025/Garut": page("Garut"), "/rss": feed(["/2025/Garut", "/2025/hilang", "ftp://kabar.test/a"])}
    code, rows = add("/rss", "/2025/Garut")
    assert code == 2
    assert [(row["added"], bool(row["error"])) for row in rows] == [(False, True), (True, False), (False, False)]


def test_a_redirect(web: Web, add: Add) -> None:
    web.pages |= {"/lama": Page(status=301, headers={"Location": "/2025/baru"}), "/2025/baru": page("Garut")}
    code, (row,) = add("/lama")
    assert (code, row["added"]) == (0, True)


def test_windows_1252_that_calls_itself_utf_8(web: Web, add: Add, tmp_path: Path) -> None:
    web.pages["/2025/a"] = page("Lembang", "cp1252")
    assert add("/2025/a")[0] == 0
    with open_services(Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")) as services:
        assert "“Panen raya" in services.knowledge.article("cabai lembang").text


REFUSED = {
    "missing": (Page(b"", 404), "has no such page"),
    "broken": (Page(b"", 500), "error 500"),
    "out of bounds": (page("Lembang"), "robots.txt"),
    "huge": (Page(b"<p>" + b"x" * 5_100_000), "larger than"),
    "a bomb": (Page(gzip.compress(bytes(60_000_000)), headers={"Content-Encoding": "gzip"}), "larger than"),
    "an entity bomb": (
        Page(b'<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>'),
        "XML entities",
    ),
    "a feed without entries": (feed([]), "lists no articles"),
    "a picture": (Page(b"\x89PNG\r\n\x1a\n" + bytes(100), content_type="image/png"), "an image"),
    "to a private address": (Page(status=302, headers={"Location": "http://10.0.0.1/"}), "not on the public internet"),
    "to a file": (Page(status=302, headers={"Location": "file:///etc/passwd"}), "only http and https"),
    "round and round": (Page(status=302, headers={"Location": "/news/a"}), "more than 5 times"),
}


@pytest.mark.parametrize(("answer", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(web: Web, add: Add, answer: Page, reason: str) -> None:
    disallowed = "/news/a" if reason == "robots.txt" else "/nowhere"
    robots = f"User-agent: *\nDisallow: {disallowed}"
    web.pages |= {"/news/a": answer, "/robots.txt": Page(robots.encode(), content_type="text/plain")}
    code, (row,) = add("/news/a")
    assert (code, row["added"], row["article_id"]) == (2, False, None)
    assert reason in row["error"]
    assert row["error"].startswith(web.url("/news/a"))
    assert row["error"].count("\n") == 0


def test_a_slow_site(web: Web, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip() -> Iterator[bytes]:
        while True:
            yield b"x"
            time.sleep(0.02)

    monkeypatch.setattr("bot.services.Fetcher", functools.partial(Fetcher, limits=Limits(total=0.3)))
    web.pages["/news/a"] = Page(drip())
    code, (row,) = add("/news/a")
    assert code == 2
    assert "takes too long" in row["error"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost/", "file:///etc/passwd", "http://[::1]/"])
def test_no_other_host_of_ours(add: Add, url: str) -> None:
    code, (row,) = add(url)
    assert (code, row["added"]) == (2, False)


# -- in chats --------------------------------------------------------------------------------------


@pytest.fixture
def services(web: Web, tmp_path: Path) -> Iterator[Services]:
    settings = Settings(
        _env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none", allowed_hosts=(web.host,)
    )
    with open_services(settings) as opened:
        yield opened


def say(services: Services, command: str, text: str = "", chat: str = "telegram:1", **more: Any) -> str:
    request = Request(
        command, text, chat, f"{chat}:0:7", ("library", chat), **{"user": "telegram:7", "language": "en", **more}
    )
    reply = asyncio.run(respond(request, services))
    lines = [block.line for block in reply.blocks if isinstance(block, Paragraph)]
    return "\n".join("".join(part if isinstance(part, str) else part.text for part in line) for line in lines)


def test_a_link_goes_into_the_chats_own_library(web: Web, services: Services) -> None:
    web.pages["/2025/a"] = page("Lembang")
    assert "Indexed: Harga Cabai di Lembang Turun" in say(services, "add", web.url("/2025/a"))
    assert "Already indexed" in say(services, "add", f" {web.url('/2025/a')}\n")
    assert services.knowledge.articles(scope=("telegram:1",))
    assert not services.knowledge.articles(scope=("telegram:2",))
    assert "Indexed: " in say(services, "add", chat="telegram:2", replied_text=web.url("/2025/a"))


def test_a_feed_in_a_chat_gives_its_newest(web: Web, services: Services) -> None:
    names = [f"Desa-{letter}" for letter in "ABCDEFGHIJKL"]
    web.pages |= {f"/2025/{name}": page(name) for name in names} | {"/rss": feed([f"/2025/{name}" for name in names])}
    said = say(services, "add", web.url("/rss"))
    assert said.count("Indexed: ") == 10


def test_nobody_waits_for_a_long_list(web: Web, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handlers.add.MAX_SECONDS", 0)
    web.pages |= {f"/2025/{place}": page(place) for place in PLACES} | {"/rss": feed([f"/2025/{p}" for p in PLACES])}
    assert say(services, "add", web.url("/rss")).count("Indexed: ") == 1


@pytest.mark.parametrize(
    ("language", "no_page", "not_public"),
    [
        ("id", "halaman itu tidak ada di", "tidak berada di internet publik"),
        ("en", "has no such page", "not on the public internet"),
    ],
)
def test_what_fails_is_said(web: Web, services: Services, language: str, no_page: str, not_public: str) -> None:
    assert no_page in say(services, "add", web.url("/hilang"), language=language)
    assert not_public in say(services, "add", "http://169.254.169.254/latest", language=language)


def test_words_around_a_link_are_an_article_of_their_own(web: Web, services: Services) -> None:
    say(services, "add", f"Lihat {web.url('/2025/a')}")
    assert web.asked == []


def test_only_who_may_add_makes_us_fetch(web: Web, services: Services) -> None:
    web.pages["/2025/a"] = page("Lembang")
    refused = say(services, "add", web.url("/2025/a"), may_manage=False, private=False)
    assert "Only managers" in refused
    assert web.asked == []


# -- the setting -----------------------------------------------------------------------------------


def test_allowed_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUTIP_ALLOWED_HOSTS", " wiki.example.lan, 10.0.0.5:8080,[fd00::1]:80 ")
    assert load_settings(None).allowed_hosts == ("wiki.example.lan", "10.0.0.5:8080", "[fd00::1]:80")


@pytest.mark.parametrize("hosts", ["http://wiki.lan", "wiki.lan/page", "*", "a b"])
def test_allowed_hosts_are_names(monkeypatch: pytest.MonkeyPatch, hosts: str) -> None:
    monkeypatch.setenv("KUTIP_ALLOWED_HOSTS", hosts)
    with pytest.raises(BadSetting, match="KUTIP_ALLOWED_HOSTS"):
        load_settings(None)
