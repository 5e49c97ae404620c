"""Markdown: metadata between rulers, headings as sections, markup gone, words kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.reading import read_bytes

if TYPE_CHECKING:
    from knowledge.types import Article

PROSE = "Warga Desa Sukarasa menanam 900 bibit bakau di muara agar tambak mereka tidak terus terkikis ombak."
MORE = "Kepala desa mengatakan bibit itu dirawat bergiliran oleh lima kelompok sampai akarnya cukup kuat."


def read(text: str) -> Article:
    return read_bytes(text.encode(), "berita.md")


@pytest.mark.parametrize(
    ("front", "byline", "published", "url"),
    [
        (
            "title: Bakau\nauthor: Rani Putri\ndate: 2025-03-04\nurl: https://contoh.id/b",
            "Rani Putri",
            "2025-03-04",
            True,
        ),
        (
            "title: 'Bakau'\nauthors: [Rani Putri, Tono]\ndate: 4 Maret 2025",
            "Rani Putri, Tono",
            "2025-03-04",
            False,
        ),
        (
            'judul: "Bakau"\npenulis: Rani Putri\ntanggal: 2025-03-04T05:06:07Z',
            "Rani Putri",
            "2025-03-04T05:06:07+00:00",
            False,
        ),
        (
            "title: Bakau\nauthors:\n  - Rani Putri\n  - Tono\nlink: bukan-alamat",
            "Rani Putri, Tono",
            None,
            False,
        ),
        ("title: Bakau\ntags:\n  - laut\nauthor:\ndate:", None, None, False),
    ],
)
def test_front_matter(front: str, byline: str | None, published: str | None, url: bool) -> None:
    article = read(f"---\n{front}\n---\n\n{PROSE}\n\n{MORE}\n")
    assert (article.title, article.byline, article.published) == ("Bakau", byline, published)
    assert article.url == ("https://contoh.id/b" if url else None)
    assert article.text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("## Akar yang kuat", "Akar yang kuat"),
        ("Akar yang kuat\n--------------", "Akar yang kuat"),
        ("**Akar yang kuat**", "Akar yang kuat"),
        ("### [Akar](https://contoh.id) *yang* `kuat` ###", "Akar yang kuat"),
        ("## Akar yang kuat?", "Akar yang kuat?"),
    ],
)
def test_headings(written: str, heading: str) -> None:
    article = read(f"# Bakau\n\n{PROSE}\n\n{written}\n\n{MORE}\n")
    assert article.title == "Bakau"
    assert [section.heading for section in article.sections] == [None, heading]
    assert article.text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Kata **Rani** dan *Tono*, ~~ya~~ `kode`.", "Kata Rani dan Tono, ~~ya~~ kode."),
        ('Lihat [laporan itu](https://contoh.id/a "judul") besok.', "Lihat laporan itu besok."),
        ("Harga 5 * 3 * 2 dan nama_berkas_ini.", "Harga 5 * 3 * 2 dan nama_berkas_ini."),
        ("Tono &amp; Rani &mdash; ya\\*.", "Tono & Rani — ya*."),
        ("> “Kami lega,” kata Tono.", "“Kami lega,” kata Tono."),
        ("- Satu bibit mati.\n- Dua bibit patah.", "Satu bibit mati.\n\nDua bibit patah."),
        ("1. Satu bibit mati.\n2. Dua bibit patah.", "Satu bibit mati.\n\nDua bibit patah."),
        ("Ada<br>baris <b>tebal</b> di sini.", "Adabaris tebal di sini."),
        ("![Foto](a.png)\n\nSatu bibit mati.", "Satu bibit mati."),
        ("```\nprint(1)\n```\n\nSatu bibit mati.", "Satu bibit mati."),
        ("    Menjorok ke dalam karena surat.", "Menjorok ke dalam karena surat."),
        ("Satu bibit mati.\n\n---\n\nDua bibit patah.", "Satu bibit mati.\n\nDua bibit patah."),
    ],
)
def test_markup_goes_and_words_stay(written: str, read_as: str) -> None:
    assert read(f"# Bakau\n\n{PROSE}\n\n{written}\n\n{MORE}\n").text == f"{PROSE}\n\n{read_as}\n\n{MORE}"


def test_a_byline_below_the_title() -> None:
    article = read(f"# Bakau\n\n*Oleh Rani Putri* · 4 Maret 2025\n\n{PROSE}\n")
    assert (article.byline, article.published, article.text) == ("Rani Putri", "2025-03-04", PROSE)


def test_lines_that_end_sentences_are_paragraphs_of_their_own() -> None:
    assert read(f"# Bakau\n\n{PROSE}\n{MORE}\n").text == f"{PROSE}\n\n{MORE}"
