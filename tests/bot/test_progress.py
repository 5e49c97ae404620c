"""How far an import is: on a terminal, of what is known to be there; nothing for scripts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.imports import import_sources
from bot.services import open_services
from bot.settings import Settings
from knowledge.fetching import Fetcher
from knowledge.fetching.pace import Pace
from tests.bot.following.web import page, site
from tests.loopback_web import Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OPML = '<opml version="2.0"><body><outline xmlUrl="{0}"/><outline xmlUrl="{1}"/></body></opml>'


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    for n in range(3):
        text = f"Jembatan {n} Dibuka\n\nJembatan nomor {n} di Cimahi dibuka kembali pada Senin pagi oleh wali kota.\n"
        (made / f"{n}.txt").write_text(text)
    (made / "empty.txt").write_text("")
    return made


def test_what_is_expected_is_what_comes(web: Web, tmp_path: Path, folder: Path) -> None:
    """Of a folder, a feed, an article, a list of feeds of which one is gone, and a file that is not there."""
    site(web, 4)
    web.pages["/2026/9"] = page("Kabar Nomor 9")
    (tmp_path / "feeds.opml").write_text(OPML.format(web.url("/rss"), web.url("/none")))
    sources = [str(folder), web.url("/rss"), web.url("/2026/9"), str(tmp_path / "feeds.opml"), str(tmp_path / "no.txt")]
    known, seen = 0, 0

    def expect(more: int) -> None:
        nonlocal known
        known += more

    settings = Settings.model_validate({"database_url": str(tmp_path / "k.sqlite3"), "encoder": "none"})
    with open_services(settings) as services:
        fetcher = Fetcher(allowed_hosts=("127.0.0.1",), pace=Pace(sleep=lambda _: None))
        for _ in import_sources(sources, replace(services, fetcher=fetcher), expect):
            seen += 1
            assert seen <= known
    assert seen == known == 4 + 4 + 1 + 4 + 1 + 1


def run(tmp_path: Path, *words: str) -> tuple[int, str, str]:
    """The command with standard error on a terminal and standard output in a file."""
    import pty  # there is none on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "--database", str(tmp_path / "k.sqlite3"), *words]
    settings = {**os.environ, "KUTIP_ENCODER": "none", "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=settings) as process:
        os.close(theirs)
        told = b""
        while piece := _read(ours):
            told += piece
        assert process.stdout is not None
        out = process.stdout.read().decode()
    os.close(ours)
    return process.returncode, out, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told.decode())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux' way of saying that the other end is closed
        return b""


on_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")


@on_a_terminal
def test_a_terminal_shows_how_many_of_how_many_and_what_failed(tmp_path: Path, folder: Path) -> None:
    code, out, told = run(tmp_path, "add", str(folder))
    assert code == 2
    assert "4/4" in told
    assert "1 failed" in told
    assert re.search(r"\d:\d\d:\d\d", told)
    assert len(out.splitlines()) == 3, "what was added goes where standard output goes"


@on_a_terminal
def test_scripts_are_shown_nothing(tmp_path: Path, folder: Path) -> None:
    code, out, told = run(tmp_path, "add", "--json", str(folder))
    assert code == 2
    assert [json.loads(line)["added"] for line in out.splitlines()].count(True) == 3
    assert told == ""
