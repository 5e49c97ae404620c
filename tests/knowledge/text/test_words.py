"""Words and their stems."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.words import stem


def test_stems_are_the_same_from_several_threads() -> None:
    syllables = ("ga", "ri", "ton", "al", "iz", "ing", "ment", "ly", "ness")
    words = ["".join(parts) for parts in itertools.product(syllables, repeat=4)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: stem(word, "en"), words * 2, chunksize=1))
    stem.cache_clear()
    alone = [stem(word, "en") for word in words]
    assert together == alone * 2


FAMILIES = """
tindak tindakan bertindak menindak penindakan ditindak
salah bersalah kesalahan menyalahkan disalahkan
sekolah bersekolah sekolahnya persekolahan
milik memiliki dimiliki pemilik kepemilikan pemiliknya
tular menular menularkan tertular penularan ditularkan
tutup menutup penutupan ditutup penutup
tambang menambang penambangan ditambang penambang
terbang penerbangan menerbangkan diterbangkan penerbang
kembang mengembangkan pengembangan dikembangkan berkembang
rawat merawat dirawat perawatan terawat
risiko berisiko
panjang memperpanjang diperpanjang perpanjangan sepanjang
masalah permasalahan bermasalah mempermasalahkan masalahnya
nikah menikah pernikahan dinikahi menikahkan
film filmnya perfilman
tembak menembak penembakan tertembak ditembakkan
kelola mengelola dikelola pengelola pengelolaan
periksa memeriksa diperiksa pemeriksaan
sedia tersedia ketersediaan menyediakan penyedia
temukan menemukan ditemukan penemuan ditemukannya
berhasil keberhasilan
inap menginap bermalam
"""
APART = (
    ("perintah", "pemerintah"),
    ("tua", "ketua"),
    ("tular", "ular"),
    ("masa", "masalah"),
    ("harga", "penghargaan"),
    ("tujuh", "tuju"),
    ("menang", "tang"),
    ("bukan", "buka"),
    ("bertolak", "menolak"),
    ("melantai", "lantai"),
    ("terbalik", "kembali"),
    ("terduga", "diduga"),
    ("penemuan", "pertemuan"),
    ("membukukan", "buku"),
    ("petinggi", "tinggi"),
)


@pytest.mark.parametrize("family", FAMILIES.split("\n")[1:-1])
def test_the_words_of_a_root_have_one_stem(family: str) -> None:
    assert {stem(word, "id") for word in family.split()} == {family.split()[0]}


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_only_look_alike_have_not(one: str, other: str) -> None:
    assert stem(one, "id") != stem(other, "id")


@pytest.mark.parametrize("name", ["Melani", "Airin", "Bekasi", "Nani", "Perdana", "Medang", "Meru"])
def test_a_name_is_no_form_of_a_root(name: str) -> None:
    assert stem(name, "id") == stem(f"{name}nya", "id")


@pytest.mark.parametrize(
    ("one", "many"), [("bus", "buses"), ("gas", "gases"), ("virus", "viruses"), ("house", "houses")]
)
def test_an_english_plural_has_the_stem_of_its_singular(one: str, many: str) -> None:
    assert stem(one, "en") == stem(many, "en")


@given(st.text(alphabet="abdegiklmnoprstuyh", max_size=20))
def test_what_no_root_is_in_has_a_stem_as_well(word: str) -> None:
    assert stem(word, "id") or not word
