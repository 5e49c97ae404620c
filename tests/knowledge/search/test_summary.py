"""The main points of an article: its own sentences, in reading order, somebody's words among them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownArticle
from knowledge.knowledge import with_quotes
from knowledge.reading import read_bytes
from knowledge.search.summaries.summary import summarize

if TYPE_CHECKING:
    from knowledge import Knowledge
    from knowledge.types import Article

FEATURE = """Penjaga Terakhir Pos Hujan
Oleh Rina Salsabila | Warta Selatan | Minggu, 3 Mei 2026

Pagi masih gelap ketika lampu kecil di ujung lereng menyala.

Siapa yang menyalakannya setiap hari?

Namanya Karim, dan ia sudah tua.

Badan Meteorologi akan menutup 38 pos hujan yang dijaga orang mulai 1 Juli 2026 dan menggantinya dengan alat otomatis.

Kepala Badan Meteorologi Sinta Wirawan mengatakan penutupan 38 pos hujan menghemat Rp9 miliar setahun.

"Alat otomatis tidak pernah terlambat bangun," katanya.

Penjaga pos hujan menerima pesangon Rp30 juta dari Badan Meteorologi.

Foto: Rina Salsabila
"""
REPORTED = """Harga Beras di Wiru Naik 12 Persen
Warta Selatan | Senin, 4 Mei 2026

Harga beras di Pasar Wiru naik 12 persen dalam sepekan terakhir.

Kenaikan harga beras itu terjadi karena pasokan dari Tirtasari tersendat banjir.

Pemerintah Kota Wiru menyiapkan operasi pasar beras di empat kecamatan pekan depan.

"Stok beras di gudang cukup sampai Juni," kata Kepala Dinas Perdagangan Wiru, Surya Atmaja.
"""


def article(text: str) -> Article:
    return with_quotes(read_bytes(text.encode(), "article.txt"))


def points(text: str, count: int = 3) -> list[str]:
    return [point.text for point in summarize(article(text), count).points]


@pytest.mark.parametrize("points", [1, 2, 3, 5, 50])
def test_points_are_cited_sentences_in_reading_order(knowledge: Knowledge, points: int) -> None:
    summary = knowledge.summarize("Ferry", points=points)
    assert 1 <= len(summary.points) <= points
    assert all(p.text == p.span.of(summary.article.text) for p in summary.points)
    assert all(a.span.end <= b.span.start for a, b in pairwise(summary.points))


def test_three_points_hold_the_lead_and_a_quotation(knowledge: Knowledge) -> None:
    points = knowledge.summarize("Kebakaran Pasar Wiru Hanguskan").points
    assert "Kebakaran melanda Pasar Wiru" in points[0].text
    assert any(point.speaker for point in points)


def test_an_unknown_title_is_said_so(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownArticle):
        knowledge.summarize("gempa di bulan")


def test_where_the_opening_is_a_scene_the_news_is_found_below() -> None:
    made = points(FEATURE)
    assert any("menutup 38 pos hujan" in point for point in made)
    assert not any("lampu kecil" in point for point in made)


def test_points_stand_by_themselves() -> None:
    made = points(FEATURE, 4)
    assert not any(point.endswith("?") or point.startswith("Foto") or "katanya" in point for point in made)


@pytest.mark.parametrize(
    "last",
    [
        "Ia meminta harga beras di Pasar Wiru segera turun 12 persen.",
        "Menurut dia, harga beras di Pasar Wiru naik 12 persen.",
        "Mengapa harga beras di Pasar Wiru naik 12 persen?",
        "Baca juga: Harga Beras di Pasar Wiru Naik 12 Persen Sepekan.",
        "Simak harga beras di Pasar Wiru di https://warta.example/beras naik 12 persen.",
        "Foto: Antrean beras di Pasar Wiru Senin 4 Mei 2026.",
    ],
)
def test_what_leans_on_another_or_is_an_aside_is_no_point(last: str) -> None:
    assert not any(point in last or last in point for point in points(f"{REPORTED}\n{last}\n"))


def test_a_quotation_is_fetched_where_no_point_lets_anyone_speak() -> None:
    three = summarize(article(REPORTED), 3).points
    assert [point.speaker for point in three] == [None, None, "Surya Atmaja"]
    assert all(point.speaker is None for point in summarize(article(REPORTED), 2).points)


def test_sentences_of_one_quotation_stay_together() -> None:
    said = "“Kami tidak akan menaikkan harga beras. Kami akan menurunkannya,” kata Surya Atmaja."
    assert said in points(f"Harga Beras Turun\n\nHarga beras turun di Wiru hari ini.\n\n{said}\n", 3)


@pytest.mark.parametrize("body", ["Harga beras naik.", "beras " * 170_000, "Harga beras naik 5 persen. " * 37_000])
def test_one_sentence_or_a_megabyte_of_one_line(body: str) -> None:
    read = read_bytes(f"Harga Beras\n\n{body}".encode(), "article.txt")
    made = summarize(read).points
    assert 1 <= len(made) <= 3
    assert all(p.text == p.span.of(read.text) for p in made)


@given(st.text(alphabet='ab Ac.?!"“”\n', min_size=1, max_size=300), st.integers(1, 6))
def test_whatever_the_text_points_are_apart_and_in_order(body: str, count: int) -> None:
    read = article(f"Judul berita yang wajar\n\nHarga beras naik. {body}")
    made = summarize(read, count).points
    assert 1 <= len(made) <= count
    assert all(a.span.end <= b.span.start for a, b in pairwise(made))
