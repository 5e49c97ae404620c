"""What is wrong with a source is said in the chat's language, wherever it comes up, and kept in none."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.catalogue import load_catalogue
from bot.explaining import told
from bot.following.notes import compose_feed
from bot.messages import Attachment
from knowledge.errors import BadSource
from knowledge.problems import Problem, Trouble, problem_from_json, problem_to_json
from knowledge.reading import read_text
from tests.bot.following.web import Clock, Outbox, let_pass, say, site, words
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge.types import Language

ROOT = Path(__file__).parents[3]
PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")

PAGES = {
    "/kosong": (Page(b""), "kosong. Kirim artikel", "is empty"),
    "/tiada": (None, "halaman itu tidak ada di 127.0.0.1", "127.0.0.1 has no such page"),
    "/login": (Page(b"", 401), "meminta masuk", "asks for a login"),
    "/rusak": (Page(b"", 500), "menjawab dengan galat 500", "answers with error 500"),
    "/sibuk": (Page(b"", 503, {"Retry-After": "7200"}), "dibiarkan dulu selama 2 jam", "for another 2 hours"),
    "/putar": (Page(b"", 302, {"Location": "/putar"}), "alamat lain lebih dari 5 kali", "more than 5 times"),
    "/keluar": (
        Page(b"", 302, {"Location": "ftp://kabar.test/"}),
        "mengalihkan ke alamat lain: ftp://kabar.test/: yang bisa saya ambil hanya alamat http dan https.",
        "leads on to another address: ftp://kabar.test/: only http and https addresses are fetched.",
    ),
    "/gambar": (Page(b"\x89PNG" + b"x" * 50), "berupa gambar, bukan teks", "is an image, not text"),
}


@pytest.mark.parametrize("command", ["add", "follow"])
@pytest.mark.parametrize("path", PAGES)
def test_a_chat_hears_in_its_language_why_an_address_is_refused(
    web: Web,
    bot: Services,
    path: str,
    command: str,
) -> None:
    page, indonesian, english = PAGES[path]
    if page:
        web.pages[path] = page
    assert indonesian in words(say(bot, command, web.url(path), language="id"))
    if path != "/sibuk":  # it is left alone now, for ever less time
        assert english in words(say(bot, command, web.url(path), language="en"))


FILES = [
    (Attachment("a.docx", b"PK"), "a.docx berakhiran .docx", "a.docx ends in .docx"),
    (Attachment("a.txt", b"%PDF-1.7 "), "a.txt berupa PDF", "a.txt is a PDF"),
    (Attachment("a.txt", b"a\n" * 30_000), "lebih dari 20.000 baris", "more than 20,000 lines"),
    (Attachment("a.txt", bytes(6_000_000)), "lebih besar dari 5 MB", "larger than 5 MB"),
]


@pytest.mark.parametrize(("file", "indonesian", "english"), FILES)
def test_and_why_a_file_is(bot: Services, file: Attachment, indonesian: str, english: str) -> None:
    assert indonesian in words(say(bot, "add", language="id", attachments=(file,)))
    assert english in words(say(bot, "add", language="en", attachments=(file,)))


def test_pasted_text_has_a_name_in_each_language() -> None:
    with pytest.raises(BadSource, match=r"^The text has no text below its headline") as refused:
        read_text("Judul saja")
    assert told(refused.value.problem, load_catalogue("id")).startswith("Teks itu tidak berisi teks")
    assert told(refused.value.problem, load_catalogue("en")).startswith("The text has no text")


def test_a_list_that_is_none_is_refused_in_the_chats_language(bot: Services) -> None:
    file = Attachment("feeds.opml", b"<rss/>")
    assert "bukan daftar umpan OPML" in words(say(bot, "follow", language="id", attachments=(file,)))
    assert "is no list of feeds in OPML" in words(say(bot, "follow", language="en", attachments=(file,)))


def test_that_a_feed_is_broken_is_noted_with_the_reason_in_either_language(
    web: Web,
    bot: Services,
    clock: Clock,
    outbox: Outbox,
) -> None:
    site(web, 1)
    say(bot, "follow", web.url("/rss"))
    web.pages["/rss"] = Page(b"", 403)
    let_pass(bot, clock, 24 * 3600)
    (subject,) = outbox.of("feed", "telegram:1")
    said = {}
    for language in ("id", "en"):
        say(bot, "settings", f"language {language}")
        reply = compose_feed(subject, bot.state.chat("telegram:1"), bot)
        assert reply is not None
        said[language] = words(reply)
    assert f"{web.url('/rss')}: 127.0.0.1 menolak dibaca oleh program." in said["id"]
    assert f"{web.url('/rss')}: 127.0.0.1 refuses to be read by programs." in said["en"]
    (followed,) = bot.following.subscriptions.of("telegram:1")
    assert followed.feed.problem == Problem(Trouble.REFUSES, {"address": web.url("/rss"), "host": "127.0.0.1"})


# -- all of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_catalogue_has_a_sentence_for_each_and_names_the_same_in_it(language: Language) -> None:
    messages = load_catalogue(language).messages
    there = {key.partition(".")[2] for key in messages if key.startswith("problem.")}
    assert there - {"pasted"} == {trouble.name.lower() for trouble in Trouble}
    for trouble in Trouble:
        said = messages[f"problem.{trouble.name.lower()}"]
        assert set(PLACEHOLDER.findall(said)) == set(PLACEHOLDER.findall(trouble.value)), trouble


def test_whatever_is_raised_has_what_its_sentence_names() -> None:
    """Read off the code, as no test reaches all of them."""
    files = [path for package in ("knowledge", "bot") for path in (ROOT / package).rglob("*.py")]
    seen = 0
    for path in files:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            first = call.args[0] if isinstance(call, ast.Call) and call.args else None
            if isinstance(first, ast.Attribute) and ast.unparse(first.value) == "Trouble" and call.keywords:
                named = {keyword.arg for keyword in call.keywords}
                assert named >= set(PLACEHOLDER.findall(Trouble[first.attr].value)), (path, call.lineno)
                seen += 1
    assert seen > 30


def test_what_is_kept_comes_back_whole() -> None:
    behind = Problem(Trouble.ANSWERED, {"status": 503})
    problem = Problem(Trouble.LEFT_ALONE_AFTER, {"address": "https://é.test", "seconds": 90}, behind)
    assert problem_from_json(problem_to_json(problem)) == problem
    assert told(problem, load_catalogue("id")).endswith("selama 90 detik: situsnya menjawab dengan galat 503.")


@pytest.mark.parametrize(
    ("seconds", "indonesian", "english"),
    [
        (1, "1 detik", "1 second"),
        (119, "119 detik", "119 seconds"),
        (121, "3 menit", "3 minutes"),
        (7200, "2 jam", "2 hours"),
    ],
)
def test_lengths_of_time(seconds: int, indonesian: str, english: str) -> None:
    assert (load_catalogue("id").duration(seconds), load_catalogue("en").duration(seconds)) == (indonesian, english)
