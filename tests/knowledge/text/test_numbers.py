"""Figures in prose of both languages: value, unit, span, and which of them may be the same."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.numbers import Figure, FigureKind, figures

if TYPE_CHECKING:
    from knowledge.types import Language


def read(text: str, language: str) -> list[Figure]:
    return figures(text, "en" if language == "en" else "id")


def only(text: str, language: str) -> Figure:
    (figure,) = read(text, language)
    return figure


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("id", "sebanyak 12 orang", "12", "person"),
        ("id", "sebanyak dua belas orang", "12", "person"),
        ("id", "sebelas orang", "11", "person"),
        ("id", "dua puluh lima orang", "25", "person"),
        ("id", "seratus dua puluh tiga jiwa", "123", "person"),
        ("id", "tiga ratus jiwa", "300", "person"),
        ("id", "seribu orang", "1000", "person"),
        ("id", "dua ribu lima ratus orang", "2500", "person"),
        ("id", "dua juta tiga ratus ribu orang", "2300000", "person"),
        ("id", "selama dua setengah jam", "150", "minute"),
        ("id", "setengah juta orang", "500000", "person"),
        ("id", "satu orang", "1", "person"),
        ("id", "1.240 pengungsi", "1240", "person:ungsi"),
        ("id", "1,3 juta orang", "1300000", "person"),
        ("id", "11.5 kilometer", "11500", "metre"),
        ("id", "1,2 kilometer", "1200", "metre"),
        ("id", "2000 orang", "2000", "person"),
        ("id", "Rp1,2 miliar", "1200000000", "IDR"),
        ("id", "Rp 1.500 juta", "1500000000", "IDR"),
        ("id", "Rp1,2 M", "1200000000", "IDR"),
        ("id", "Rp. 500 ribu", "500000", "IDR"),
        ("id", "Rp25.000", "25000", "IDR"),
        ("id", "Rp500 jt", "500000000", "IDR"),
        ("id", "dua puluh juta rupiah", "20000000", "IDR"),
        ("id", "50 juta dolar AS", "50000000", "USD"),
        ("id", "US$2,5 miliar", "2500000000", "USD"),
        ("id", "Rp47.000 per kilogram", "47000", "IDR/gram"),
        ("id", "40 persen", "40", "%"),
        ("id", "4,1%", "4.1", "%"),
        ("id", "lima persen", "5", "%"),
        ("id", "10-15 orang", "10", "person"),
        ("en", "12 people", "12", "person"),
        ("en", "twelve people", "12", "person"),
        ("en", "twenty-five people", "25", "person"),
        ("en", "one hundred and ninety-four people", "194", "person"),
        ("en", "two thousand people", "2000", "person"),
        ("en", "a dozen people", "12", "person"),
        ("en", "half a million people", "500000", "person"),
        ("en", "two and a half hours", "150", "minute"),
        ("en", "1,240 evacuees", "1240", "person:evacue"),
        ("en", "$2.87 billion", "2870000000", "USD"),
        ("en", "$2.87bn", "2870000000", "USD"),
        ("en", "£1.2m", "1200000", "GBP"),
        ("en", "$310,000", "310000", "USD"),
        ("en", "1.5 million dollars", "1500000", "USD"),
        ("en", "38 percent", "38", "%"),
        ("en", "2.1 per cent", "2.1", "%"),
        ("en", "86 kilometres", "86000", "metre"),
        ("en", "55 minutes", "55", "minute"),
        ("en", "three weeks", "21", "day"),
        ("id", "14 Oktober 2025", "20251014", "date"),
        ("id", "(14/10/2025)", "20251014", "date"),
        ("id", "Selasa (14/10)", "1014", "day"),
        ("id", "sejak 1987", "19870101", "date"),
        ("en", "October 14, 2025", "20251014", "date"),
        ("en", "March 2", "302", "day"),
        ("en", "2 March 2026", "20260302", "date"),
    ],
)
def test_value_and_unit(language: Language, text: str, value: str, unit: str) -> None:
    figure = only(text, language)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "salah satu warga"),
        ("id", "Pasal 2 ayat (1)"),
        ("id", "pukul 05.00 WIB"),
        ("id", "perkara 90/PUU-XXI/2023"),
        ("id", "menang 4-2"),
        ("id", "kendaraan MV3-EV"),
        ("id", "menit ke-23"),
        ("en", "one of the residents"),
        ("en", "at 8:30 a.m."),
        ("en", "the 17th floor"),
        ("en", "may be done"),
        ("en", "a G20 meeting"),
    ],
)
def test_what_counts_nothing_is_no_figure(language: Language, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("id", "BPBD mencatat 1.240 pengungsi, dua orang luka.", ["1.240 pengungsi", "dua orang"]),
        ("id", "Biayanya sekitar Rp1,2 miliar.", ["Rp1,2 miliar"]),
        ("id", "Naik 9 persen mulai 1 Juni 2026", ["9 persen", "1 Juni 2026"]),
        ("en", "It cost US$3.5 million in 2024.", ["US$3.5 million", "2024"]),
        ("id", "Nomor urut 10 Rp5.000, nomor 12 US$7", ["10", "Rp5.000", "US$7"]),
        ("en", "The 3 $5 notes", ["3", "$5"]),
        ("en", "It fell from 5$ 6 times", ["5$", "6 times"]),
        ("en", "0$0", ["0", "$0"]),
        ("en", "10-15$20€", ["10-15", "$20"]),
        ("id", "5 dolar 6 sen", ["5 dolar", "6 sen"]),
        ("id", "12 Rp 5.000", ["12", "Rp 5.000"]),
        ("en", "20 USD 30 EUR", ["20 USD", "30 EUR"]),
        ("en", "Between $28 and $190, for 45,000 people", ["$28", "$190", "45,000 people"]),
    ],
)
def test_spans(language: Language, text: str, spans: list[str]) -> None:
    assert [figure.span.of(text) for figure in read(text, language)] == spans


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("id", "12 orang"), ("id", "dua belas orang"), True),
        (("id", "12 orang"), ("id", "15 orang"), False),
        (("id", "sekitar 40 persen"), ("id", "40%"), True),
        (("id", "40 persen"), ("id", "45 persen"), False),
        (("id", "Rp1,5 miliar"), ("id", "Rp1.500 juta"), True),
        (("id", "Rp1,2 miliar"), ("id", "Rp1,5 miliar"), False),
        (("id", "1,3 juta orang"), ("id", "1.323.459 orang"), True),
        (("id", "1,3 juta orang"), ("id", "1,4 juta orang"), False),
        (("id", "lebih dari 1.000 orang"), ("id", "1.240 orang"), True),
        (("id", "lebih dari 1.000 orang"), ("id", "800 orang"), False),
        (("id", "10-15 orang"), ("id", "12 orang"), True),
        (("id", "10-15 orang"), ("id", "20 orang"), False),
        (("id", "1.240 orang"), ("en", "1,240 people"), True),
        (("id", "1.240 orang"), ("en", "1,180 people"), False),
        (("id", "1,2 km"), ("id", "1.200 meter"), True),
        (("id", "dua jam"), ("en", "120 minutes"), True),
        (("en", "nearly 500 people"), ("en", "480 people"), True),
        (("en", "nearly 500 people"), ("en", "520 people"), False),
        (("id", "2 Maret 2026"), ("en", "March 2, 2026"), True),
        (("id", "Maret 2026"), ("en", "March 2, 2026"), True),
        (("id", "2 Maret 2026"), ("en", "March 12, 2026"), False),
    ],
)
def test_the_same_figure_written_otherwise(one: tuple[str, str], other: tuple[str, str], agree: bool) -> None:
    first, second = only(one[1], one[0]), only(other[1], other[0])
    assert first.unit == second.unit
    assert first.agrees(second) is agree
    assert second.agrees(first) is agree


@given(st.integers(0, 10**12))
def test_digits_with_separators_are_read_back(number: int) -> None:
    for language, written in (("en", f"{number:,}"), ("id", f"{number:,}".replace(",", "."))):
        assert only(f"sebanyak {written} persen", language).value == number


@given(st.integers(1, 999), st.sampled_from(["ribu", "juta", "miliar"]))
def test_scaled_money_is_the_same_in_digits(number: int, scale: str) -> None:
    factor = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9}[scale]
    scaled, plain = only(f"Rp{number} {scale}", "id"), only(f"Rp{number * factor}", "id")
    assert scaled.value == plain.value
    assert scaled.agrees(plain)


SNIPPETS = [
    "0",
    "12",
    "1,5",
    "$",
    "US$",
    "Rp",
    " ",
    "-",
    "%",
    "juta",
    "dolar as",
    "per",
    "km",
    "sampai",
    "2 Mei 2026",
    "one",
]


@given(
    st.text(max_size=200)
    | st.text("12.,:-/%$ RpjutasebelasOktober\u00a0²٣", max_size=80)
    | st.lists(st.sampled_from(SNIPPETS), max_size=12).map("".join)
)
def test_any_text_has_figures_inside_it_that_agree_with_themselves(text: str) -> None:
    for language in ("id", "en"):
        found = read(text, language)
        assert all(f.span.of(text).strip() and f.low <= f.value <= f.high and f.agrees(f) for f in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
        assert {f.kind for f in found} <= set(FigureKind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Mereka mengungsi ke SD Negeri 4 sejak Senin."),
        ("id", "Pelajar SMPN 12 itu pulang."),
        ("id", "Warga RT 07 RW 11 berkumpul."),
        ("id", "Truk terguling di Km 62 tol itu."),
        ("id", "Rumahnya di Jalan Kenanga No. 9."),
        ("id", "Ia dijerat dengan Pasal 112."),
        ("id", "Yang menang adalah tim SMA Cakra Bangsa 2."),
        ("id", "Wati, 38, membuka warung."),
        ("id", "Pesawat Boeing 777 mendarat."),
        ("en", "They left through Gate 9."),
        ("en", "Under Article 14 it is banned."),
        ("en", "They met in Room 31."),
        ("en", "Anna Reyes, 52, runs the shop."),
        ("en", "The runner fell at mile 20."),
        ("en", "The crew of Orion Star 6 was asleep."),
    ],
)
def test_a_number_that_is_part_of_a_name_counts_nothing(language: str, text: str) -> None:
    assert [f for f in read(text, language) if f.kind is FigureKind.COUNT] == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("id", "Di Wanaraja 14 tewas dan banyak yang luka.", "14"),
        ("id", "Partai Tepi 8 kursi.", "8"),
        ("id", "Dari luar negeri 12 orang datang.", "12"),
        ("id", "Sebanyak 41, menurut catatan, selamat.", "41"),
        ("id", "Sekitar 40 pohon tumbang.", "40"),
        ("en", "In Harrow 14 people died.", "14"),
        ("en", "About 40 trees fell.", "40"),
    ],
)
def test_a_number_behind_a_name_counts_what_follows_it(language: str, text: str, value: str) -> None:
    assert [f.value for f in read(text, language)] == [Decimal(value)]
