"""Articles as people paste them, each with the habits of some outlet; written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.reading import read_bytes, read_file, read_text
from knowledge.reading.article import PARAGRAPH_BREAK

ARTICLES = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class Case:
    file: str
    title: str
    byline: str | None
    published: str | None
    language: str
    outlet: str | None
    headings: tuple[str | None, ...]
    first: str
    last: str
    paragraphs: int
    dek: str | None = None
    url: str | None = None


CASES = (
    Case(
        "detik.txt",
        title="Jembatan Gantung Cimeru Putus, 40 Siswa Memutar 7 Kilometer",
        byline="Wulan Sekarsari",
        published="2025-03-13T08:12:00+07:00",
        language="id",
        outlet="detikNews",
        headings=(None, "Perbaikan Ditaksir Dua Pekan"),
        first="Jembatan gantung yang menghubungkan",
        last="kepala bidang jembatan, Nani Suryani.",
        paragraphs=5,
    ),
    Case(
        "kompas.txt",
        title="Petani Bawang Enggan Menanam, Harga Bibit Melonjak",
        byline="Gita Ramadhani",
        published="2025-02-04T14:05:00+07:00",
        language="id",
        outlet="Kompas.com",
        headings=(None, "Cuaca membuat bibit langka"),
        first="Sejumlah petani bawang merah",
        last="tidak terlambat seperti tahun lalu.",
        paragraphs=6,
    ),
    Case(
        "cnn_indonesia.txt",
        title="Listrik Surya Atap Kini Terangi 300 Rumah Nelayan",
        byline=None,
        published="2025-06-16T10:40:00+07:00",
        language="id",
        outlet="CNN Indonesia",
        headings=(None,),
        first="Sebanyak 300 rumah nelayan",
        last="yang ditaruh di balai desa.",
        paragraphs=4,
    ),
    Case(
        "antara.txt",
        title="Balai Karantina lepasliarkan 12 kukang ke hutan Batutegi",
        byline="Damar Prasetyo",
        published="2025-11-09T17:55:00+07:00",
        language="id",
        outlet="ANTARA",
        headings=(None,),
        first="Balai karantina bersama warga",
        last="kalung radio selama enam bulan.",
        paragraphs=4,
    ),
    Case(
        "tempo.txt",
        title="Museum Kapal Karam Dibuka di Tanjung Kelayang",
        byline=None,
        published="2025-08-14T06:30:00+07:00",
        language="id",
        outlet="Tempo.co",
        headings=(None,),
        first="Museum Kapal Karam di Tanjung Kelayang, Belitung, dibuka",
        last="Pelajar setempat tidak dipungut bayaran.",
        paragraphs=3,
        dek="Koleksi keramik yang diangkat dari dasar laut dipajang untuk pertama kali.",
    ),
    Case(
        "liputan6.txt",
        title="Cara Menyimpan Beras agar Bebas Kutu",
        byline="Nur Halimah",
        published="2025-01-02T20:00:00+07:00",
        language="id",
        outlet="Liputan6.com",
        headings=(None, "1. Jemur Sebentar", "2. Pakai Daun Salam"),
        first="Beras yang disimpan lama",
        last="tiga lembar daun kering di tiap wadah.",
        paragraphs=3,
    ),
    Case(
        "tribun.txt",
        title="Viral Kakek 81 Tahun Lulus Ujian Paket C, Sempat Dikira Pengawas",
        byline="Bagas Nugraha",
        published="2025-07-09T16:20:00+07:00",
        language="id",
        outlet="TribunSolo.com",
        headings=(None,),
        first="Usia bukan halangan",
        last="Mbah Karto tidak pernah absen.",
        paragraphs=4,
    ),
    Case(
        "ap.txt",
        title="Ferry crew rescues nine kayakers off Lummi Point",
        byline="DANA WHITFIELD",
        published="2025-07-08T21:12:00-07:00",
        language="en",
        outlet="Associated Press",
        headings=(None,),
        first="The crew of a small county ferry",
        last="according to Lt. Priya Raman.",
        paragraphs=4,
    ),
    Case(
        "guardian.txt",
        title="Coastal village votes to move half a mile inland",
        byline="Hannah Osgood North of England correspondent",
        published="2025-03-15T06:00:00+00:00",
        language="en",
        outlet=None,
        headings=(None, "A question of money", "Who pays if the cliff falls first?"),
        first="The people of Skelby have voted",
        last="“about nine years, give or take a storm”.",
        paragraphs=4,
        dek="Residents of Skelby back a plan to rebuild 60 homes before the cliff reaches them",
    ),
    Case(
        "bbc.txt",
        title="Night trains return to the valley line after 30 years",
        byline="Owen Pritchard",
        published=None,
        language="en",
        outlet="BBC News",
        headings=(None, "Why now?"),
        first="Passengers in the upper valley",
        last="which need no staff at night.",
        paragraphs=4,
        dek="Trains will call at four stations after midnight",
    ),
    Case(
        "wire_wrapped.txt",
        title="Observatory captures rare double comet",
        byline="Leila Haddad and Simon Cole",
        published=None,
        language="en",
        outlet="Reuters",
        headings=(None,),
        first="Astronomers at a small observatory in the Karoo",
        last="until the middle of the month.",
        paragraphs=3,
    ),
    Case(
        "blog.md",
        title="What our river gauge taught us",
        byline="Ines Okafor",
        published="2024-11-30T08:15:00+00:00",
        language="en",
        outlet=None,
        headings=(None, "What it measures", "What we would do again"),
        first="We put a cheap ultrasonic gauge under the footbridge in March and left it there.",
        last="who had told us so from the start.",
        paragraphs=6,
        url="https://example.org/notes/river-gauge",
    ),
    Case(
        "newsletter.txt",
        title="Pelabuhan kecil, rencana besar",
        byline=None,
        published="2025-05-02T06:30:00+07:00",
        language="id",
        outlet=None,
        headings=(None,),
        first="Selamat pagi. Pemerintah daerah",
        last="Rp 90 miliar, separuhnya dari swasta.",
        paragraphs=3,
    ),
    Case(
        "minimal.txt",
        title="Hujan es guyur Desa Karanganyar",
        byline=None,
        published=None,
        language="id",
        outlet=None,
        headings=(None,),
        first="Hujan es sebesar kelereng",
        last="Tidak ada warga yang terluka.",
        paragraphs=1,
    ),
)

# What stands in those files around the text and must not be left in it.
DEBRIS = (
    "advertisement",
    "scroll to",
    "baca juga",
    "simak juga",
    "gambas",
    "foto:",
    "photograph:",
    "copyright",
    "whatsapp",
    "bagikan:",
    "newsletter",
    "unsubscribe",
    "pilihan",
    "reporting by",
    "pewarta",
    "halaman",
    "mengapa harga bawang",
    "pabrik baterai",
    "dua elang",
    "not an article",
)

by_file = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)


@by_file
def test_metadata(case: Case) -> None:
    article = read_file(ARTICLES / case.file)
    assert (article.title, article.byline, article.published) == (case.title, case.byline, case.published)
    assert (article.language, article.outlet, article.url) == (case.language, case.outlet, case.url)
    assert article.dek == case.dek


@by_file
def test_body(case: Case) -> None:
    text = read_file(ARTICLES / case.file).text
    assert text.startswith(case.first)
    assert text.endswith(case.last)
    assert len(text.split(PARAGRAPH_BREAK)) == case.paragraphs
    assert [debris for debris in DEBRIS if debris in text.casefold()] == []


@by_file
def test_sections(case: Case) -> None:
    article = read_file(ARTICLES / case.file)
    assert tuple(section.heading for section in article.sections) == case.headings
    assert "".join(article.text[section.start : section.end] for section in article.sections) == article.text


@by_file
def test_line_ends_and_encodings_change_nothing(case: Case) -> None:
    text = (ARTICLES / case.file).read_text(encoding="utf-8")
    expected = read_file(ARTICLES / case.file)
    for data in (
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode("utf-8-sig"),
        text.encode("utf-16"),
    ):
        assert read_bytes(data, case.file) == expected


@by_file
def test_pasting_into_a_chat_reads_the_same(case: Case) -> None:
    assert read_text((ARTICLES / case.file).read_text(encoding="utf-8")) == read_file(ARTICLES / case.file)


@by_file
def test_reading_the_clean_text_again_changes_nothing(case: Case) -> None:
    article = read_file(ARTICLES / case.file)
    again = read_text(f"{article.title}\n\n{article.text}")
    assert (again.title, again.text) == (article.title, article.text)
