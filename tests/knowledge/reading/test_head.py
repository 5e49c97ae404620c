"""Titles, bylines, dates, deks and addresses, in the forms in which outlets state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.reading import read_text

if TYPE_CHECKING:
    from knowledge.types import Article

TITLE = "Pabrik Tahu Pindah ke Bukit"
BODY = (
    "Pabrik tahu terbesar di Kota Laras akan pindah ke bukit tahun depan agar limbahnya diolah bersama.\n\n"
    "Pemiliknya mengatakan 80 pekerja akan diantar dengan bus setiap pagi sampai rumah susun selesai."
)
ENGLISH = (
    "The largest tofu factory in the town will move uphill next year so that its waste can be treated.\n\n"
    "Its owner said that eighty workers would be driven up by bus every morning until flats are finished."
)


def read(*head: str, body: str = BODY, title: str = TITLE) -> Article:
    return read_text("\n".join((title, *head)) + "\n\n" + body)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Ditulis oleh Rani Putri", "Rani Putri"),
        ("Oleh: Rani Putri", "Rani Putri"),
        ("Oleh Rani Putri", "Rani Putri"),
        ("Penulis: Rani Putri", "Rani Putri"),
        ("Penulis : M. Rani binti Salim", "M. Rani binti Salim"),
        ("Reporter: Rani Putri | Editor: Budi Hartono", "Rani Putri"),
        ("Penulis Rani Putri | Editor Budi Hartono", "Rani Putri"),
        ("Penulis: Rani Putri, Editor: Budi Hartono", "Rani Putri"),
        ("Pewarta: Rani Putri/Tono S", "Rani Putri"),
        ("Rani Putri - detikFinance", "Rani Putri"),
        ("Rani Putri - Outlet.com", "Rani Putri"),
        ("Tim detikcom - detikNews", "Tim detikcom"),
        ("Laporan wartawan Tribunnews.com, Rani Putri", "Rani Putri"),
        ("Oleh Rani Putri dan Tono Siregar", "Rani Putri dan Tono Siregar"),
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By Jane O’Neill-Ruiz, BBC News", "Jane O’Neill-Ruiz"),
        ("By Jane Doe, Political Correspondent", "Jane Doe"),
        ("By Jane Doe, John Roe and Ann Lee", "Jane Doe, John Roe and Ann Lee"),
        ("By Jane Doe in Jakarta", "Jane Doe"),
        ("Written by Jane van der Doe", "Jane van der Doe"),
        ("Reporter\nRani Putri\nEditor\nBudi Hartono", "Rani Putri"),
        ("Oleh:\nRani Putri", "Rani Putri"),
        ("Editor: Budi Hartono", None),
        ("Jane Doe\n21 October 2025", "Jane Doe"),
        ("21 October 2025\nJane Doe", "Jane Doe"),
        ("Oleh Rani Putri, 21 Oktober 2025", "Rani Putri"),
        ("Rani Putri - detikNews | Selasa, 21 Okt 2025 19:30 WIB", "Rani Putri"),
        ("By Jane Doe · 21 October 2025 · 5 min read", "Jane Doe"),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    article = read(line)
    assert article.byline == byline
    assert article.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Oleh karena itu, warga di sekitar bukit meminta jaminan bahwa sumur mereka tidak akan tercemar.",
        "By Friday the workers had packed most of the machines, and two lorries were waiting at the gate.",
        "Penulis buku itu, Rani Putri, mengatakan pabrik tahu adalah bagian dari sejarah kota.",
        "Reporter kami melihat antrean panjang di depan gerbang pabrik sejak pagi hari hingga siang.",
        "Editor majalah kota itu sudah menulis tentang limbah sejak tahun 1998 dan tidak pernah digubris.",
    ],
)
def test_sentences_that_begin_like_a_byline_are_text(line: str) -> None:
    article = read(line, "", BODY)
    assert article.byline is None
    assert article.text.startswith(line)


@pytest.mark.parametrize(
    ("glued", "byline", "starts"),
    [
        (
            "Ditulis oleh Rani PutriPabrik itu akan dibangun kembali di bukit.",
            "Rani Putri",
            "Pabrik tahu terbesar",
        ),
        ("Oleh: Rani H PutriWarga kota menyambut rencana itu.", "Rani H Putri", "Pabrik tahu terbesar"),
        (
            "By Jane McAllisterThe factory will be rebuilt on a hill.",
            "Jane McAllister",
            "Pabrik tahu terbesar",
        ),
        ("By JANE DOEThe factory will be rebuilt on a hill.", "JANE DOE", "Pabrik tahu terbesar"),
        (
            "Oleh Rani PutriPabrik itu tua. Mesinnya dibeli pada 1971. Kini semuanya harus diganti.",
            "Rani Putri",
            "Pabrik itu tua. Mesinnya",
        ),
    ],
)
def test_a_byline_that_pasting_has_glued_to_what_follows(glued: str, byline: str, starts: str) -> None:
    article = read(glued, body=BODY)
    assert article.byline == byline
    assert article.text.startswith(starts)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Selasa, 21 Oktober 2025 19:30 WIB", "2025-10-21T19:30:00+07:00"),
        ("Selasa, 21 Okt 2025 19.30 WITA", "2025-10-21T19:30:00+08:00"),
        ("21 Oktober 2025, pukul 19:30 WIT", "2025-10-21T19:30:00+09:00"),
        ("Kompas.com - 21/10/2025, 19:30 WIB", "2025-10-21T19:30:00+07:00"),
        ("Diterbitkan 3 Agt 2025", "2025-08-03"),
        ("Jum'at, 7 Nopember 2025", "2025-11-07"),
        ("04/05/2025", "2025-05-04"),
        ("2025-10-21T19:30:05+07:00", "2025-10-21T19:30:05+07:00"),
        ("Published: 2025-10-21", "2025-10-21"),
        ("31 Februari 2025", None),
        (
            "Diperbarui 22 Okt 2025, 08:00 WIB\nDiterbitkan 21 Okt 2025, 19:30 WIB",
            "2025-10-21T19:30:00+07:00",
        ),
        ("Diperbarui 22 Okt 2025, 08:00 WIB", "2025-10-22T08:00:00+07:00"),
    ],
)
def test_dates(line: str, published: str | None) -> None:
    assert read(line).published == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("October 21, 2025", "2025-10-21"),
        ("Oct. 21, 2025, 5:05 p.m. ET", "2025-10-21T17:05:00"),
        ("Published 12:30 AM EDT, October 21, 2025", "2025-10-21T00:30:00-04:00"),
        ("Tuesday 21st October 2025 18.30 BST", "2025-10-21T18:30:00+01:00"),
        ("First published on Tue 21 Oct 2025 18.30 GMT", "2025-10-21T18:30:00+00:00"),
        ("10/21/2025", "2025-10-21"),
        ("21/10/2025", "2025-10-21"),
        ("04/05/2025", None),
        ("Date: Tue, 21 Oct 2025 18:30:00 +0200", "2025-10-21T18:30:00+02:00"),
        ("3 hours ago", None),
    ],
)
def test_english_dates(line: str, published: str | None) -> None:
    article = read(line, body=ENGLISH, title="Tofu factory moves uphill")
    assert article.published == published


def test_a_date_in_the_text_is_not_that_of_the_article() -> None:
    body = f"{BODY}\n\nRencana itu diumumkan pada Senin, 4 Maret 2024, di balai kota yang penuh sesak."
    article = read("", body=body)
    assert (article.published, article.text) == (None, body)


@pytest.mark.parametrize(
    "first", ["nasional", "Home > Ekonomi > Industri", "detikNews", "Kompas.com", "Bagikan:", "ADVERTISEMENT"]
)
def test_the_way_through_the_site_is_no_title(first: str) -> None:
    article = read_text(f"{first}\n{TITLE}\n\n{BODY}")
    assert (article.title, article.text) == (TITLE, BODY)


@pytest.mark.parametrize("written", [f"{TITLE} - Kompas.com", f"{TITLE} | BBC News", f"Judul: {TITLE}", f"  {TITLE}  "])
def test_a_title_is_freed_of_outlet_and_label(written: str) -> None:
    assert read_text(f"{written}\n\n{BODY}").title == TITLE


def test_a_title_that_is_repeated_is_no_text() -> None:
    assert read(f"Oleh: Rani Putri\n{TITLE}").text == BODY


def test_lines_between_title_and_byline_are_the_dek() -> None:
    dek = "Limbah akan diolah bersama di kawasan bukit."
    article = read(dek, "Oleh: Rani Putri", "21 Oktober 2025")
    assert (article.dek, article.text) == (dek, BODY)


def test_a_short_article_with_its_byline_below_keeps_its_text() -> None:
    article = read_text(f"{TITLE}\n\nPabrik tahu terbesar akan pindah ke bukit tahun depan.\n\nPenulis: Rani Putri")
    assert article.text == "Pabrik tahu terbesar akan pindah ke bukit tahun depan."
    assert article.byline == "Rani Putri"


@pytest.mark.parametrize(
    "line", ["https://contoh.id/tahu?x=1", "URL: https://contoh.id/tahu?x=1", "<https://contoh.id/tahu?x=1>"]
)
def test_a_line_that_is_an_address(line: str) -> None:
    article = read(line)
    assert (article.url, article.text) == ("https://contoh.id/tahu?x=1", BODY)


def test_a_text_without_a_title_is_named_by_its_first_words() -> None:
    article = read_text("JAKARTA, KOMPAS.com - " + BODY)
    assert article.text == BODY
    assert BODY.startswith(article.title.rstrip("…"))
    assert 20 < len(article.title) <= 110


@pytest.mark.parametrize(
    "head",
    [
        ("Oleh: Rani Putri | Kabar Laras | Selasa, 3 Maret 2026", "https://kabarlaras.example/tahu"),
        ("Kabar Laras – Selasa, 3 Maret 2026 – Oleh Rani Putri",),
        ("Kabar Laras — 3 Maret 2026 — Rani Putri",),
        ("Kabar Laras, 3 Maret 2026 – Laporan Rani Putri dari Kota Laras",),
    ],
)
def test_a_date_among_dashes_or_above_an_address(head: tuple[str, ...]) -> None:
    assert read(*head).published == "2026-03-03"


def test_an_address_below_a_byline_is_a_line_of_its_own() -> None:
    article = read("Oleh: Rani Putri | Kabar Laras | Selasa, 3 Maret 2026", "https://kabarlaras.example/tahu")
    assert (article.byline, article.url) == ("Rani Putri", "https://kabarlaras.example/tahu")
