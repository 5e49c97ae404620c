"""Agency copy in several papers is shown once, that of the first; other reports of one event are not copies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.excerpts import cut
from knowledge.reading import read_text
from knowledge.search.copies import distinct
from knowledge.types import Excerpt, Span

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


def excerpt(sentence: str, outlet: str, published: str | None) -> Excerpt:
    article = read_text(f"Gunung Tarande Meletus\n\n{sentence}\n\nWarga di tiga desa diminta menjauh dari {outlet}.\n")
    article = replace(article, outlet=outlet, published=published)
    return cut(article, Span(0, article.text.index("\n")))


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
