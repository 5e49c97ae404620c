"""`kutip digest`: its JSON, its dates, its words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

FLOOD = """Rob Masuk Kampung Lor, 340 Warga Mengungsi
Oleh: Ratri Nugraheni | Pos Pesisir | 12 Maret 2026 06:00 WIB
https://pospesisir.example/rob-kampung-lor

Air pasang merendam Kampung Lor, Kota Wiru, sejak Rabu malam. Sebanyak 340 orang mengungsi ke Masjid Baiturrahim.

"Pompanya mati sejak sore," kata Ketua RW Kampung Lor, Darsono, di pengungsian.
"""
FLOOD_AGAIN = """Pengungsi Kampung Lor Butuh Air Bersih
Oleh: Simon Patty | Suara Wiru | 12 Maret 2026 11:00 WIB

Ratusan warga Kampung Lor masih bertahan di Masjid Baiturrahim, Kota Wiru, karena air pasang belum surut. Relawan \
menghitung 410 orang mengungsi sejak Rabu malam.

"Air bersih habis pagi tadi," ujar Darsono, Ketua RW Kampung Lor.
"""
BRIDGE = """Kestrel Bridge Opens to Cyclists
By Nora Quill | Port Ellery Post | 13 March 2026

Cyclists may use the Kestrel Bridge in Port Ellery from Friday, two years after the council promised a lane.

"It was narrow thinking that kept it narrow," said the mayor, Abel Finch.
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a database with three articles; gives exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_ENCODER", "none")
    monkeypatch.setenv("KUTIP_LANGUAGE", "en")
    monkeypatch.setenv("KUTIP_TIMEZONE", "Asia/Jakarta")
    for name, text in (("flood", FLOOD), ("again", FLOOD_AGAIN), ("bridge", BRIDGE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    database = str(tmp_path / "k.sqlite3")

    def runner(*words: str) -> tuple[int, str, str]:
        code = main(["--database", database, *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    assert runner("add", "flood.txt", "again.txt", "bridge.txt")[0] == 0
    return runner


def digest(run: Run, *words: str) -> dict[str, Any]:
    code, out, _ = run("digest", "--json", *words)
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_json_of_the_contract(run: Run) -> None:
    found = digest(run, "--since", "2026-03-12", "--until", "2026-03-13")
    assert (found["since"], found["until"]) == ("2026-03-12T00:00:00+07:00", "2026-03-14T00:00:00+07:00")
    flood, bridge = found["stories"]
    assert flood["title"] == "Pengungsi Kampung Lor Butuh Air Bersih"
    assert [a["title"] for a in flood["articles"]] == [
        "Pengungsi Kampung Lor Butuh Air Bersih",
        "Rob Masuk Kampung Lor, 340 Warga Mengungsi",
    ]
    assert flood["articles"][1]["url"] == "https://pospesisir.example/rob-kampung-lor"
    assert flood["articles"][1]["published"] == "2026-03-12T06:00:00+07:00"
    _, shown, _ = run("show", flood["articles"][0]["id"], "--json")
    text = json.loads(shown)["text"]
    for point in flood["points"]:
        assert point["text"] == text[point["start"] : point["end"]]
    (said,) = flood["quotes"]
    assert (said["speaker"], said["kind"]) == ("Darsono", "direct")
    assert said["article_id"] in {a["id"] for a in flood["articles"]}
    (difference,) = flood["differences"]
    figures = [e["text"][s:t] for e, (s, t) in zip(difference["excerpts"], difference["figures"], strict=True)]
    assert figures == ["410 orang", "340 orang"]
    assert bridge["title"] == "Kestrel Bridge Opens to Cyclists"
    assert bridge["differences"] == []


@pytest.mark.parametrize(
    ("words", "stories"),
    [
        (("--since", "2026-03-12", "--until", "2026-03-12"), 1),
        (("--since", "2026-03-13", "--until", "2026-03-13"), 1),
        (("--since", "2026-03-12T06:00", "--until", "2026-03-12T11:00"), 1),
        (("--since", "2026-03-12T11:00:01", "--until", "2026-03-12T23:59"), 0),
        (("--since", "2026-03-11T23:00:00Z", "--until", "2026-03-12T04:00:00Z"), 1),
        (("--until", "2026-03-13"), 1),
        (("--since", "2026-03-01", "--until", "2026-03-11"), 0),
        (("--since", "2026-03-01"), 2),
    ],
)
def test_periods(run: Run, words: tuple[str, ...], stories: int) -> None:
    assert len(digest(run, *words)["stories"]) == stories


def test_without_dates_it_is_the_last_day(run: Run) -> None:
    assert digest(run)["stories"] == []
    code, out, err = run("digest")
    assert (code, out.strip(), err) == (0, "Nothing new.", "")


def test_what_people_read(run: Run) -> None:
    code, out, _ = run("digest", "--since", "2026-03-12", "--until", "2026-03-13")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "What is new, 12 March 2026 00:00 to 14 March 2026 00:00:"
    assert lines[1:3] == ["", "Pengungsi Kampung Lor Butuh Air Bersih"]
    assert "Darsono" in out
    assert "Outlets give different figures:" in lines
    assert "https://pospesisir.example/rob-kampung-lor#:~:text=" in out
    assert "Kestrel Bridge Opens to Cyclists" in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "yesterday"), "--since 'yesterday' is no date"),
        (("--since", "2026-13-01"), "--since '2026-13-01' is no date"),
        (("--until", "12/03/2026"), "--until '12/03/2026' is no date"),
        (("--since", "2026-03-13", "--until", "2026-03-11"), "from 2026-03-13 to 2026-03-11 is empty"),
        (("--since", "2999-01-01"), "from 2999-01-01 to now is empty"),
        (("--since", "2026-03-13T10:00", "--until", "2026-03-13T10:00"), "put --since before --until"),
    ],
)
def test_bad_dates_are_told_in_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run("digest", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
