"""Two outlets on one event: figures that contradict each other, and many that only look like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.reading import read_text
from knowledge.stories.differing import disagreements

if TYPE_CHECKING:
    from knowledge.types import Article

NOON = datetime(2026, 5, 5, 12, tzinfo=UTC)
FILLER = {
    "id": "Keterangan itu disampaikan kepada wartawan di balai kota pada siang hari, dan dibenarkan oleh petugas.",
    "en": "The statement was made to reporters at the town hall at noon, and was confirmed by the officials there.",
}


def article(language: str, sentence: str, outlet: str) -> Article:
    title = "Kabar dari Kota Wiru Hari Ini" if language == "id" else "What Happened in the Town of Wiru"
    made = read_text(f"{title}\n\n{sentence} {FILLER[language]}\n")
    return replace(made, outlet=outlet)


REST = """Sekolah di kota itu diliburkan sampai pekan depan, dan tenda didirikan di alun-alun untuk warga yang \
rumahnya retak. Gubernur meminta bantuan selimut, air bersih, dan obat dari provinsi tetangga."""


def test_two_prints_of_one_text_do_not_differ() -> None:
    """An agency corrects its figure, and one outlet has the older one; what each finds out by itself is told."""
    earlier, later = (
        replace(article("id", f"Sebanyak {n} orang tewas akibat gempa itu, kata polisi. {REST}", outlet), outlet=outlet)
        for n, outlet in ((14, "Pos Wiru"), (16, "Wiru Times"))
    )
    own = article("id", "Menurut rumah sakit, gempa itu menewaskan 16 orang.", "Wiru Times")
    assert list(disagreements((later, earlier), (NOON, NOON))) == []
    assert len(list(disagreements((own, earlier), (NOON, NOON)))) == 1


def differing(one: tuple[str, str], other: tuple[str, str], *, hours: float = 1.0) -> list[tuple[str, str]]:
    articles = article(*one, "Pos Wiru"), article(*other, "Wiru Times")
    found = disagreements(articles, (NOON, NOON - timedelta(hours=hours)))
    return [tuple(s.of(e.text) for e, s in zip(d.excerpts, d.figures, strict=True)) for d in found]  # type: ignore[misc] # two each


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (
            ("id", "Sebanyak 14 orang tewas akibat gempa itu."),
            ("id", "Gempa itu menewaskan 16 orang."),
            ("14 orang", "16 orang"),
        ),
        (
            ("id", "Dua belas warga meninggal dunia."),
            ("en", "Fifteen people were killed, police said."),
            ("Dua belas warga", "Fifteen people"),
        ),
        (
            ("id", "BPBD mencatat 2.150 orang mengungsi ke sembilan titik."),
            ("id", "Dinas Sosial menghitung 1.870 pengungsi."),
            ("2.150 orang", "1.870 pengungsi"),
        ),
        (
            ("id", "Sebelas penumpang tewas dan 29 lainnya luka-luka."),
            ("en", "Eleven passengers died and 32 people were injured."),
            ("29 lainnya", "32 people"),
        ),
        (
            ("id", "Kerugian ditaksir mencapai Rp2 miliar."),
            ("id", "Pemilik memperkirakan kerugian Rp3 miliar."),
            ("Rp2 miliar", "Rp3 miliar"),
        ),
        (
            ("id", "Pelabuhan senilai Rp1,9 triliun itu dibuka."),
            ("id", "Nilai proyeknya Rp1,7 triliun."),
            ("Rp1,9 triliun", "Rp1,7 triliun"),
        ),
        (
            ("id", "Sebanyak 930 rumah rusak berat."),
            ("en", "The quake damaged 1,100 houses."),
            ("930 rumah", "1,100 houses"),
        ),
        (
            ("id", "Perusahaan itu merumahkan karyawan; 340 orang dirumahkan."),
            ("en", "The company said 410 people were laid off."),
            ("340 orang", "410 people"),
        ),
    ],
)
def test_figures_that_differ(one: tuple[str, str], other: tuple[str, str], shown: tuple[str, str]) -> None:
    assert differing(one, other) == [shown]
    assert differing(other, one) == [shown[::-1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same figure, otherwise written, rounded or hedged.
        (("id", "Sebanyak 14 orang tewas."), ("en", "Fourteen people were killed.")),
        (("id", "Sekitar 600 warga mengungsi."), ("id", "Sebanyak 640 orang mengungsi.")),
        (("id", "Sedikitnya 12 orang tewas."), ("id", "Sebanyak 14 orang tewas.")),
        (("id", "Kerugian Rp1,5 miliar."), ("id", "Kerugian mencapai Rp1.500 juta.")),
        # Other matters.
        (("id", "Sebanyak 14 orang tewas."), ("id", "Sebanyak 211 orang terluka.")),
        (("id", "Sebanyak 14 orang tewas."), ("en", "A magnitude 6.1 earthquake killed many.")),
        (("id", "Sebanyak 186 orang telah diselamatkan."), ("en", "Nine people are missing.")),
        (("en", "He was jailed for seven years."), ("id", "Ia dihukum tiga tahun.")),
        (("en", "It needed 34 minutes to win."), ("en", "The flattest ninety minutes, he said.")),
        (("en", "It left the rate at 4.75 percent."), ("en", "It raised the rate to 5.25 percent.")),
        (("id", "Sebanyak 120 kios hangus terbakar."), ("id", "Dua orang terluka dan empat rumah tergenang.")),
        # Parts of a whole, which the sentence does not add up.
        (("id", "Sepuluh siswa dan seorang guru tewas."), ("id", "Sebelas penumpang tewas.")),
        # One of them knows the other's figure.
        (
            ("id", "BPBD mencatat 1.240 orang mengungsi."),
            ("id", "Ada 1.180 orang mengungsi. BPBD menyebut 1.240 orang mengungsi."),
        ),
        # Sums that cannot be compared.
        (("id", "Kerugian mencapai Rp4 miliar."), ("en", "Losses reached $250,000.")),
    ],
)
def test_what_is_no_difference(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert differing(one, other) == []
    assert differing(other, one) == []


def test_a_later_figure_has_overtaken_the_earlier() -> None:
    morning, evening = ("id", "Enam orang tewas."), ("id", "Sebanyak 14 orang tewas.")
    assert differing(evening, morning, hours=3)
    assert not differing(evening, morning, hours=24)


def test_one_outlet_does_not_differ_with_itself() -> None:
    articles = [article("id", f"Sebanyak {n} orang tewas.", "Pos Wiru") for n in (14, 16)]
    assert list(disagreements(articles, (NOON, NOON))) == []


def test_a_matter_is_told_once() -> None:
    articles = [article("id", f"Sebanyak {n} orang tewas.", f"Pos {n}") for n in (14, 16, 19)]
    assert len(list(disagreements(articles, (NOON, NOON, NOON)))) == 1
