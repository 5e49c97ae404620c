"""Who asks about what happened, or about a thing that goes by its name, is not answered by what does not tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.data_files import load_words
from knowledge.search.telling.untold import HAPPENINGS, THINGS, main_clause, untold
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from knowledge.types import Language

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("question", "text", "is_untold"),
    [
        # told in the same word, in another form of it, in another word, in the other language
        ("kapan festival itu dibatalkan", "Pembatalan festival diumumkan Senin.", False),
        ("kapan festival itu dibatalkan", "Festival urung digelar tahun ini.", False),
        ("kapan festival itu dibatalkan", "The festival was called off on Monday.", False),
        ("kapan festival itu dibatalkan", "Festival dibuka Senin oleh Bupati.", True),
        ("why was the concert cancelled?", "Konser batal karena hujan.", False),
        ("why was the concert cancelled?", "The concert began an hour late.", True),
        ("siapa yang memecat kepala pasar", "Kepala pasar dicopot wali kota.", False),
        ("siapa yang memecat kepala pasar", "Kepala pasar membantah tuduhan itu.", True),
        ("how many fishermen drowned", "Two fishermen swam ashore.", True),
        ("how many fishermen drowned", "Dua nelayan hanyut terseret arus.", False),
        ("who kidnapped the trader", "Pedagang itu disandera tiga hari.", False),
        ("siapa yang diculik di pulau itu", "Warga pulau itu memanen cengkih.", True),
        ("kapan pabriknya dibuka lagi", "Pabrik kembali beroperasi pada Maret.", False),
        ("kapan pabriknya dibuka lagi", "Pabrik dibuka pada 1987.", True),
        ("apakah ada korban jiwa", "Semua penumpang selamat.", False),
        ("why did the warden shoot the bear", "The bear was fed by campers.", True),
        ("where did they shoot the film", "The film was made in Bali.", False),
        # somebody's words are asked for, and not a march
        ("kapan protes itu digelar", "Pelatih menilai wasit keliru.", True),
        ("pelatih itu protes apa soal wasit", "Pelatih menilai wasit keliru.", False),
        ("apa protesnya soal wasit", "Pelatih menilai wasit keliru.", False),
        ("was anyone killed in the landslide", "All the villagers survived the landslide.", False),
        ("pukul berapa kapalnya berangkat", "The ship left at dawn.", False),
        ("kapan bunganya gugur", "Kelopaknya jatuh pada Mei.", False),
        # things
        ("berapa harga beras di pasar itu", "Harga cabai naik dua kali lipat.", True),
        ("berapa harga beras di pasar itu", "Rice prices rose by a tenth at the market.", False),
        ("what did the doctor say about the measles jab", "The dengue jab is safe, the doctor said.", True),
        ("what did the doctor say about the measles jab", "Imunisasi campak aman, kata dokter.", False),
        ("how many cows were lost in the flood", "The flood drowned a herd of forty.", False),
        ("nomor rekening donasinya berapa", "Warga menggalang dana Rp40 juta.", True),
        ("sepeda motor siapa yang hilang", "Motor itu milik penjaga pasar.", False),
        ("penyakit menular apa itu", "Warga digigit ular.", False),
        ("who stole the train tickets", "The training ended on Monday, and the tickets to it were gone.", True),
        ("what training do they get", "They learn to weld.", False),
        ("berapa banyak kasus rawat inap", "Ada 40 pasien.", False),
        ("when does the school reopen", "The school stays shut until Monday.", False),
        ("istrinya ikut diperiksa?", "Kepala desa diperiksa lima jam.", True),
        ("istrinya ikut diperiksa?", "Kepala desa menikah lagi pada Mei.", False),
        ("does her husband work there", "She has worked at the mill since May.", True),
        ("does her husband work there", "The couple have worked at the mill since May.", False),
        ("vaksinnya ada efek samping ga", "Vaksin itu disuntikkan dua kali.", True),
        ("vaksinnya ada efek samping ga", "Some felt nausea after the jab.", False),
        ("berapa magnitudo gempanya", "Ada 132 gempa dalam sehari.", True),
        ("siapa yang menggantikan pelatih", "Pelatih itu pergi pada Mei.", True),
        ("who is replacing the coach", "The coach left in May.", True),
        ("who is replacing the coach", "Asistennya ditunjuk sebagai pelatih sementara.", False),
        # no word of the kind is asked for
        ("berapa harga tiketnya", "Festival dibuka Senin.", False),
        ("how close is the station", "The station is two streets away.", False),
        ("when will the bakery close", "The bakery opened in May.", True),
        ("kapan perusahaan tutup buku", "Laporan keuangan terbit Maret.", False),
        ("ban bocor diganti di mana", "Bengkel itu buka sampai malam.", False),
        ("kenapa rapatnya dicancel", "Rapat berlangsung dua jam.", False),
        ("kenapa rapatnya cancel", "Rapat berlangsung dua jam.", True),
        # a word is no sign where it is a part of another one
        ("kapan dia meninggal", "Acara berlangsung otomatis dan dramatis.", True),
        ("when did he die", "The soldier liked his diet.", True),
    ],
)
def test_untold(question: str, text: str, is_untold: bool) -> None:
    asked_in: Language = "en" if question.split()[0] in {"why", "how", "who", "was", "when", "what"} else "id"
    language: Language = "en" if " the " in f" {text.lower()} " else "id"
    assert untold(question, asked_in, NOBODY, fold(text), language) is is_untold


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("how many villagers fled when the volcano erupted?", "how many villagers fled "),
        ("berapa rumah yang rusak akibat gempa", "berapa rumah yang rusak "),
        ("when did the ferry sink", "when did the ferry sink"),
        ("karena apa pabriknya tutup", "karena apa pabriknya tutup"),
    ],
)
def test_main_clause(question: str, main: str) -> None:
    assert main_clause(question) == main


def test_words_of_names_ask_for_nothing() -> None:
    assert untold("kenapa Tutup Botol Jaya ramai", "id", NOBODY, "toko itu ramai.", "id") is False
    assert untold("kapan Runtuh tayang", "id", NOBODY, "film itu tayang senin.", "id") is True
    assert untold("kapan Runtuh tayang", "id", frozenset({"runtuh"}), "film itu tayang senin.", "id") is False


def _entries() -> list[tuple[str, Language]]:
    """Each entry that asks for something, with its language."""
    found: list[tuple[str, Language]] = []
    for line in load_words("knowledge.search.telling", HAPPENINGS) | load_words("knowledge.search.telling", THINGS):
        indonesian, _, english = line.partition("|")
        found += [(entry.strip(), "id") for entry in indonesian.split(",")]
        found += [(entry.strip(), "en") for entry in english.split(",")]
    return [(entry.strip('"'), language) for entry, language in found if not entry.startswith(("(", "-"))]


@pytest.mark.parametrize(("entry", "language"), sorted(_entries()))
def test_what_asks_for_it_tells_of_it(entry: str, language: Language) -> None:
    assert untold(entry, language, NOBODY, f"x {entry} y", language) is False
    assert untold(entry, language, NOBODY, "nothing of the kind", language) is True


@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["id", "en"]), st.sampled_from(["id", "en"]))
def test_any_text_can_be_asked(question: str, text: str, asked_in: Language, language: Language) -> None:
    assert untold(question, asked_in, NOBODY, fold(text), language) in {True, False}
