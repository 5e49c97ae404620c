"""Whose words are asked for and are in no article: what is told of them is no answer, unless it reports speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.answering.speech import may_report
from knowledge.store import open_database, open_store
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path

REGATTA = """Lomba Perahu Teluk Sarege Ditunda

Sarege, 4 Mei 2026 - Panitia menunda lomba perahu Teluk Sarege karena angin kencang. Ketua panitia, Wa Ode Salma, \
mengatakan lomba akan digelar pekan depan. “Ombaknya dua meter, kami tidak mau ada yang tenggelam,” kata Salma.

Juara bertahan, pendayung Darwis Lambori, berlatih di teluk itu sejak Maret dan akan turun di nomor utama. Lomba \
tahun ini diikuti 34 perahu.

Salma juga menyebut pendayung Rina Talib masih demam. Menurut dia, Rina belum boleh turun ke air. Toko Talib & Anak \
menjelaskan bahwa dayung Rina sudah diperbaiki.

Kepala syahbandar Kapten Idrus Malik menutup pelabuhan sampai Rabu setelah lomba ditunda. Penutupan itu \
diputuskan dalam rapat bersama panitia.
"""


@pytest.fixture(scope="module")
def regatta(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("unquoted") / "kutip.sqlite3"
    knowledge = Knowledge(open_store(open_database(path)), None)
    knowledge.add(read_bytes(REGATTA.encode(), "lomba.txt"))
    return knowledge


@pytest.mark.parametrize(
    "question",
    [
        "apa kata Darwis Lambori soal lomba yang ditunda?",
        "what did Darwis Lambori say about the postponed race?",
        "kapten idrus malik bilang apa soal lomba yang ditunda",
        "apa kata Rina Talib soal demamnya?",
    ],
)
def test_nothing_is_shown_of_who_said_nothing(regatta: Knowledge, question: str) -> None:
    answer = regatta.ask(question)
    assert (answer.outcome, answer.excerpts) == (Outcome.NOT_FOUND, ())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("apa kata Wa Ode Salma soal lomba?", "pekan depan"),
        ("berapa perahu yang ikut lomba?", "34 perahu"),
        ("siapa juara bertahan lomba perahu?", "Darwis Lambori"),
    ],
)
def test_words_and_facts_are_found_beside_them(regatta: Knowledge, question: str, words: str) -> None:
    assert any(words in excerpt.text for excerpt in regatta.ask(question).excerpts)


@pytest.mark.parametrize(
    ("text", "called", "reports"),
    [
        ("Rina menilai harga itu terlalu tinggi.", ["Rina"], True),
        ("Rina datang terlambat. Ia menyebut jalannya macet.", ["Rina"], True),
        ("Rina datang terlambat. Budi menyebut jalannya macet.", ["Rina"], False),
        ("Rina memimpin rapat sejak pagi.", ["Rina"], False),
        ("Ann Lee left in May. “I am tired,” she wrote.", ["lee"], True),
        ("Ann Lee recorded the song in a tank with an echo.", ["lee"], False),
        ("The firm grew by promising quick loans to Ann Lee.", ["lee"], False),
        ("Warga mengeluhkan debu.", [], True),
        ("Debu menutupi jalan.", [], False),
        ("", ["Rina"], False),
    ],
)
def test_what_may_be_somebodys_words(text: str, called: list[str], reports: bool) -> None:
    language = "en" if "Ann" in text else "id"
    assert may_report(text, language, called) is reports
