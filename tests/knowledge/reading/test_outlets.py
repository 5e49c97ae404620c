"""Datelines and bylines of outlets that are in no list."""

from __future__ import annotations

import pytest

from knowledge.reading import read_text
from knowledge.reading.outlets import is_outlet, same_outlet

TITLE = "Pasar Apung Ditata Ulang"
LEAD = "Pemerintah Kota Wanaraja menata ulang pasar apung agar perahu pedagang tidak lagi menutup alur sungai."
BODY = f"{LEAD}\n\nPara pedagang mengatakan mereka baru diberi tahu dua pekan sebelum penataan itu dimulai."
DATE = "Senin, 2 Februari 2026 | 08:00 WIB"


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("WANARAJA, KABAR HULU - ", "KABAR HULU"),
        ("MUARA ENAM, LENTERA — ", None),
        ("WANARAJA, SUMATERA SELATAN - ", None),
        ("MUARA ENAM, SUMATERA SELATAN, KORAN TEPI – ", "KORAN TEPI"),
        ("Wanaraja (Lentera) - ", "Lentera"),
        ("Muara Enam, Warta Tepi - ", "Warta Tepi"),
        ("PORT VALE, Orsinia — ", None),
        ("ÉVORA DO SUL, GAZETTE — ", "GAZETTE"),
        ("WANARAJA, Senin - ", None),
        ("WANARAJA, HARIAN TEPI, Feb 2 - ", "HARIAN TEPI"),
    ],
)
def test_a_dateline_of_an_unlisted_outlet_is_no_text(dateline: str, outlet: str | None) -> None:
    article = read_text(f"{TITLE}\n{DATE}\n\n{dateline}{BODY}")
    assert (article.text, article.outlet) == (BODY, outlet)


@pytest.mark.parametrize(
    "first",
    [
        "Pemimpin Wanaraja (Partai Tepi) - kota di hulu sungai itu - menata ulang pasar sejak pekan lalu.",
        "Wanaraja, Muara Enam, dan Tepi menata ulang pasar apung mereka bersama-sama sejak pekan lalu di sungai itu.",
        "DPRD, KPU, dan Bawaslu Wanaraja menata ulang jadwal pemilihan kepala pasar apung sejak pekan lalu.",
        "Rani Sari (Tepi) - Budi Karsa (Hulu) memenangi pemilihan kepala pasar apung di Wanaraja pada pekan lalu.",
        "Senin, Rani Sari - Budi Karsa memenangi pemilihan kepala pasar apung di Wanaraja pada pekan lalu di sana.",
    ],
)
def test_a_sentence_that_begins_with_names_is_text(first: str) -> None:
    assert read_text(f"{TITLE}\n{DATE}\n\n{first}\n\n{BODY}").text.startswith(first)


@pytest.mark.parametrize(
    ("line", "byline", "outlet"),
    [
        ("Rani Sari - Warta Tepi", "Rani Sari", "Warta Tepi"),
        ("Warta Tepi | Rani Sari", "Rani Sari", "Warta Tepi"),
        ("Rani Sari dan Budi Karsa | Lini Sungai", "Rani Sari dan Budi Karsa", "Lini Sungai"),
        ("Rani Sari – Lini Sungai", "Rani Sari", "Lini Sungai"),
        ("By Rani Sari at Muara Enam - The Delta Courier", "Rani Sari", "The Delta Courier"),
        ("Oleh Rani Sari, Warta Tepi", "Rani Sari", "Warta Tepi"),
        ("Laporan wartawan Warta Tepi, Rani Sari", "Rani Sari", "Warta Tepi"),
        ("Oleh Rani Sari\nWarta Tepi - Wanaraja", "Rani Sari", "Warta Tepi"),
        ("By Rani Sari, Business editor - The Delta Courier", "Rani Sari", "The Delta Courier"),
    ],
)
def test_a_person_and_an_outlet_on_a_line_above_the_date_are_a_byline(line: str, byline: str, outlet: str) -> None:
    article = read_text(f"{TITLE}\n{line}\n{DATE}\n\n{BODY}")
    assert (article.byline, article.outlet, article.dek, article.text) == (byline, outlet, None, BODY)


@pytest.mark.parametrize("dateline", ["WANARAJA, LINI SUNGAI - ", "Wanaraja, Lini Sungai - ", "WANARAJA, SUNGAI - "])
@pytest.mark.parametrize("line", ["Rani Sari - Lini Sungai", "Lini Sungai | Rani Sari"])
def test_the_dateline_and_the_byline_vouch_for_each_other(dateline: str, line: str) -> None:
    article = read_text(f"{TITLE}\n{line}\n\n{dateline}{BODY}")
    assert (article.byline, article.outlet, article.text) == ("Rani Sari", "Lini Sungai", BODY)


def test_the_title_and_the_byline_vouch_for_each_other() -> None:
    article = read_text(f"{TITLE} - Lini Sungai\nRani Sari | Lini Sungai\n\n{BODY}")
    assert (article.title, article.byline, article.outlet) == (TITLE, "Rani Sari", "Lini Sungai")


def test_an_outlet_beside_the_date_has_no_day_in_its_name() -> None:
    article = read_text(
        f"{TITLE}\nOleh Rani Sari\nKantor Berita Tepi, Senin, 2 Februari 2026\n\nWanaraja (Tepi) - {BODY}"
    )
    assert (article.outlet, article.published, article.text) == ("Kantor Berita Tepi", "2026-02-02", BODY)


def test_a_line_of_two_names_far_from_any_date_is_no_byline() -> None:
    assert read_text(f"{TITLE}\nHulu Sungai - Muara Enam\n\n{BODY}").byline is None


def test_a_title_keeps_what_nothing_says_is_an_outlet() -> None:
    assert read_text(f"{TITLE} - Pedagang Resah\n{DATE}\n\n{BODY}").title == f"{TITLE} - Pedagang Resah"


def test_names_of_outlets() -> None:
    assert is_outlet("Harian Tepi")
    assert not is_outlet("Rani Sari")
    assert not is_outlet("harian tepi sungai di kota")
    assert is_outlet("Lini Sungai", ["LINI SUNGAI"])
    assert same_outlet("SUNGAI", "Lini Sungai")
    assert not same_outlet("Hulu", "Lini Sungai")
