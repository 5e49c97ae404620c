"""What a question asks the name or the size of, and that nothing without it is taken for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.focus import focus_of
from knowledge.search.questions.question import understand
from knowledge.store import open_database, open_store
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("question", "noun", "asks_name"),
    [
        ("siapa nama suami Marlina?", "suami", True),
        ("nama ketiga anaknya siapa", "anaknya", True),
        ("the name of the nurse who called the police", "nurse", True),
        ("names of the two drivers", "drivers", True),
        ("siapa wakil wali kota Banjarwangi", "wakil", True),
        ("kepala dinas sosialnya siapa", "kepala", True),
        ("wasit laga semalam siapa sih", "wasit", True),
        ("pemeran utamanya siapa aja", "pemeran", True),
        ("who is the owner of the ferry?", "owner", True),
        ("who's the bank's chief auditor", "auditor", True),
        ("which airline lost the luggage", "airline", True),
        ("klub Thailand mana yang membelinya", "klub", True),
        ("Bupati Ranti diusung partai apa?", "partai", True),
        ("judul buku terbaru Marlina apa", "buku", True),
        ("kapan kebakaran di gudang itu terjadi", "kebakaran", False),
        ("where did the landslide happen", "landslide", False),
        ("garansinya berapa tahun", "garansinya", False),
        ("gaji Rudi di klub barunya berapa sebulan", "gaji", False),
        ("siapa yang merobohkan pagar itu", "merobohkan", False),
        ("who painted the mural", "painted", False),
        ("berapa gaji pelatih timnas", "gaji", False),
        ("tarif bus malam berapa sekarang", "tarif", False),
        ("upah buruh pabrik ban per bulan", "upah", False),
        ("Berapa jumlah sapi yang hanyut", "sapi", False),
        ("tarif parkir di pasar lama berapa", "tarif", False),
        ("what is the director's salary", "salary", False),
        ("what is the longest sentence facing the poachers", "sentence", False),
        ("how much is the fine for littering", "fine", False),
        ("how many goats were stolen", "goats", False),
        ("naik bus ke bandara ongkosnya berapa", "ongkosnya", False),
        ("upah pemetik per hari berapa", "upah", False),
        ("how hefty a fine did the shop pay", "fine", False),
    ],
)
def test_the_noun_whose_name_or_size_is_asked_for(question: str, noun: str, asks_name: bool) -> None:
    focus = focus_of([fold(word.text) for word in words(question)])
    assert focus is not None
    assert (focus.noun, focus.asks_name) == (noun, asks_name)


@pytest.mark.parametrize(
    "question",
    [
        "jam berapa kereta terakhir berangkat",
        "sudah berapa hari banjir di Kalimati",
        "dapat uang kembali berapa",
        "apa kata Marlina soal suaminya",
        "why did the bank close",
        "ibu yang namanya Yuliana minta apa",
        "what happened to the ferry",
        "",
    ],
)
def test_other_questions_have_none(question: str) -> None:
    assert focus_of([fold(word.text) for word in words(question)]) is None


@given(
    st.lists(
        st.sampled_from(
            ["nya", "berapa", "siapa", "nama", "how", "many", "what", "is", "the", "'s", "x", "kapan", "terjadi"]
        )
    )
)
def test_any_words_are_looked_through(folded: list[str]) -> None:
    focus = focus_of(folded)
    assert focus is None or focus.noun in folded


@pytest.mark.parametrize("question", ["what is the director's salary", "harga tiket masuk kebun raya Cibeureum berapa"])
def test_an_amount_by_its_noun_is_a_sum_of_money(question: str) -> None:
    assert understand(question).expects is Expects.MONEY


@pytest.mark.parametrize(
    "question",
    [
        "siapa nama istri Surya Atmaja?",
        "berapa gaji Wali Kota Wiru?",
        "siapa wakil wali kota Wiru?",
        "what is Hesti Pramudya's salary?",
        "siapa nama pedagang yang tewas di Pasar Wiru?",
    ],
)
def test_what_an_article_does_not_name_is_not_answered_by_what_lies_near(knowledge: Knowledge, question: str) -> None:
    assert knowledge.ask(question).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("siapa kepala dinas pemadam kebakaran?", "Surya Atmaja"),
        ("siapa nama ketua paguyuban pedagang?", "Lilis Suryani"),
        ("berapa kerugian akibat kebakaran Pasar Wiru?", "Rp14 miliar"),
        ("berapa kios yang hangus?", "120 kios"),
        ("who is the mayor of Wiru?", "Hesti Pramudya"),
    ],
)
def test_what_it_names_is_found(knowledge: Knowledge, question: str, words: str) -> None:
    assert any(words in excerpt.text for excerpt in knowledge.ask(question).excerpts)


def test_a_name_may_stand_some_small_words_behind_what_its_bearer_did(tmp_path: Path) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "kutip.sqlite3")), None)
    knowledge.add(
        read_bytes(
            b"Koperasi Nelayan Walete Kembali Melaut\nOleh: Dita Lesmana\n\n"
            b"Koperasi Nelayan Walete didirikan pada tahun 1984 oleh sekelompok pemuda Tanjung Ria.\n\n"
            b"Ketua koperasi mengatakan dua kapal baru akan tiba bulan depan di pelabuhan.",
            "walete.txt",
        )
    )
    (first, *_) = knowledge.ask("siapa pendiri Koperasi Nelayan Walete?").excerpts
    assert "Tanjung Ria" in first.text


CLINIC = b"""Klinik Terapung Layani Pulau Sarege
Oleh: Dita Lesmana

Wakil Bupati Sarege, Tamrin Laode, meresmikan klinik terapung di dermaga, Senin. Klinik itu melayani sebelas pulau.

Presiden Direktur PT Layar Husada, Gita Wardhani, mengatakan klinik berlayar tiga kali sepekan. Harga satu mesin \
tempel untuk perahunya Rp85 juta, dan para nelayan menyumbang solar.

Ahli biologi Ferdi Manoppo, yang memimpin pembersihan terumbu, menumpang kapal klinik itu.

Pasien pertama bernama Wa Nuru. Ia diberi obat batuk oleh perawat lalu diantar pulang dengan sampan.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("siapa bupati Sarege?", None),
        ("siapa wakil bupati Sarege?", "Tamrin Laode"),
        ("who is the regent of Sarege?", None),
        ("siapa presiden Sarege?", None),
        ("who is the chief executive of Layar Husada?", "Gita Wardhani"),
        ("siapa peneliti yang memimpin pembersihan terumbu?", "Ferdi Manoppo"),
        ("siapa ahli gizi yang memimpin pembersihan terumbu?", None),
        ("berapa harga obat di klinik terapung Sarege?", None),
        ("berapa harga mesin tempel perahu klinik terapung?", "Rp85 juta"),
    ],
)
def test_an_office_or_a_price_is_not_taken_for_another(tmp_path: Path, question: str, words: str | None) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "kutip.sqlite3")), None)
    knowledge.add(read_bytes(CLINIC, "klinik.txt"))
    answer = knowledge.ask(question)
    assert (words in answer.excerpts[0].text) if words else answer.outcome is Outcome.NOT_FOUND
