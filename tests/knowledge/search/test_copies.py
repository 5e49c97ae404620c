"""Agency copy in several papers is shown once, that of the first; other reports of one event are not copies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.excerpts import cut
from knowledge.reading import read_text
from knowledge.search.answering.copies import distinct as distinct_of
from knowledge.types import Article, Excerpt, Span

ORIGINAL = "Gunung Tarande meletus pada Kamis pagi dan memuntahkan abu setinggi tiga kilometer, kata petugas pos."
COPIES = [
    "Gunung Tarande meletus pada Kamis pagi dan memuntahkan abu setinggi tiga kilometer, kata petugas pos.",
    "Gunung Tarande meletus pada Kamis (3/9) pagi dan memuntahkan abu setinggi tiga kilometer, kata petugas pos.",
    "Gunung Tarande meletus pada Kamis pagi dan memuntahkan abu setinggi 3 kilometer, kata petugas Pos.",
]
OTHERS = [
    "Letusan Gunung Tarande pada Kamis pagi menghasilkan kolom abu tiga kilometer, menurut pos pantau setempat.",
    "Gunung Tarande meletus lagi pada Jumat malam dan memuntahkan lava ke lereng selatan, kata kepala desa.",
    "Mount Tarande erupted on Thursday morning, sending ash three kilometres into the air, an observer said.",
]


def report(sentence: str, outlet: str | None, published: str | None, rest: str = "") -> Article:
    text = f"Gunung Tarande Meletus\n\n{sentence}\n\nWarga di tiga desa diminta menjauh dari {outlet}.\n\n{rest}"
    return replace(read_text(text), outlet=outlet, published=published)


def excerpt(sentence: str, outlet: str, published: str | None) -> Excerpt:
    article = report(sentence, outlet, published)
    return cut(article, Span(0, article.text.index("\n")))


def distinct(excerpts: list[Excerpt]) -> list[Excerpt]:
    """Without the articles, which are too short to be told to be one text."""
    other = report(ORIGINAL, None, None)
    return [without_also(each) for each in distinct_of(excerpts, lambda _: other)]


def without_also(shown: Excerpt) -> Excerpt:
    return replace(shown, citation=replace(shown.citation, also=()))


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_shown_once(copy: str) -> None:
    first, second = excerpt(ORIGINAL, "Antara Laut", "2026-09-03T08:00"), excerpt(copy, "Suara", "2026-09-03T09:30")
    assert distinct([first, second]) == [first]
    assert distinct([second, first]) == [first]


@pytest.mark.parametrize("other", OTHERS)
def test_another_report_is_no_copy(other: str) -> None:
    both = [excerpt(ORIGINAL, "Antara Laut", None), excerpt(other, "Suara", None)]
    assert distinct(both) == both


def test_figures_that_differ_are_both_shown() -> None:
    both = [
        excerpt(f"Sebanyak {count} kios terbakar di Pasar Garut pada Senin malam.", f"{count}", None)
        for count in (120, 150)
    ]
    assert distinct(both) == both


def test_without_dates_the_better_match_stays() -> None:
    first, second = excerpt(ORIGINAL, "Suara", None), excerpt(COPIES[1], "Antara Laut", "2026-09-03")
    assert distinct([first, second]) == [first]


def test_it_is_said_who_else_has_it() -> None:
    """Each outlet once, and not the one that is shown; a site is known by its address."""
    there = [
        excerpt(ORIGINAL, outlet, f"2026-09-03T{hour:02}:00")
        for outlet, hour in (("Suara", 9), ("Antara Laut", 8), ("Warta", 10), ("Suara", 11))
    ]
    (shown,) = distinct_of(there, lambda _: report(ORIGINAL, None, None))
    assert (shown.citation.outlet, shown.citation.also) == ("Antara Laut", ("Suara", "Warta"))


REST = """Letusan terjadi pukul 06.14 waktu setempat dan berlangsung selama empat menit. Abu mengarah ke barat daya \
dan turun di enam desa di lereng gunung itu, sehingga bandara setempat ditutup sampai Jumat pagi."""

OTHER_REST = """Petani kopi di lereng timur menunda panen, dan pasar di kaki gunung sepi sejak pagi. Koperasi setempat \
menaksir kerugian ratusan juta rupiah, tetapi berharap abu justru menyuburkan kebun pada musim tanam yang akan datang, \
seperti yang pernah terjadi setelah letusan tujuh tahun lalu. Harga biji kopi di pelabuhan naik tipis."""


def test_a_part_of_the_same_text_is_a_copy() -> None:
    """Two prints of one text, of which different stretches are found."""
    second = "Penerbangan dibatalkan oleh dua maskapai sampai abu mereda, menurut kepala bandara setempat."
    one = report(f"{ORIGINAL} {second}", "Suara", "2026-09-03", REST)
    other = report(f"{ORIGINAL} {second}", "Warta", "2026-09-03", REST)
    unlike = report(f"{ORIGINAL} {second}", "Pos", "2026-09-03", OTHER_REST)
    articles = {each.id: each for each in (one, other, unlike)}
    whole = cut(one, Span(0, one.text.index("\n")))
    for each, count in ((other, 1), (unlike, 2)):
        part = cut(each, Span(0, len(ORIGINAL)))
        assert len(distinct_of([whole, part], articles.__getitem__)) == count
