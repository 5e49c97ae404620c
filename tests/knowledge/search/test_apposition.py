"""A name belongs to the word that it stands by, not to every word near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.search.telling.apposition import is_named
from knowledge.text.words import term

if TYPE_CHECKING:
    from knowledge.types import Language


@pytest.mark.parametrize(
    ("bearer", "text", "language", "named"),
    [
        # the name behind the word for its bearer
        ("bendahara", "Bendahara koperasi, Wayan Sutama, menghitung ulang.", "id", True),
        ("anjing", "Anjing pelacak bernama Bimo menemukan tas itu.", "id", True),
        ("putri", "Ia menggendong putri mereka yang baru berusia dua bulan, Nayla.", "id", True),
        ("captain", "The captain, identified only as Rusdi, was questioned.", "en", True),
        ("doctor", "The only doctor on the island, Rosa Lim, had no beds.", "en", True),
        ("kepala", "Kepala Dinas Pasar Kota dr. Intan Permata menolak.", "id", True),
        # the name before it
        ("nurse", "Ann Lee, the night nurse of the ward, rang first.", "en", True),
        ("pemain", "Yoga Pratama terpilih sebagai pemain terbaik.", "id", True),
        ("pathologist", "Her brother, Cillian Moy, who played the pathologist, left.", "en", True),
        ("anthem", "Kimalora (once “Kimalowa”), which few people still know by heart, is the anthem.", "en", True),
        ("club", "The town has the oldest club of all, Royal Links Company.", "en", True),
        ("klub", "Di kota itu ada klub dayung tertua di Asia, Dayung Samudra Raya.", "id", True),
        # merely near it
        ("satpam", "Museum director Ann Lee said the alarm had worked but a satpam slept.", "en", False),
        ("doctor", "Ann Lee called a doctor.", "en", False),
        ("korban", "Korban luka akibat longsor di Kecamatan Palawa, Sumatera Barat, bertambah.", "id", False),
        ("pekerja", "Pekerja ditemukan di Desa Palawa.", "id", False),
        ("walker", "A walker from Leeds broke an ankle.", "en", False),
        ("sekretaris", "Camat, Dyah Retno, menunjuk sekretaris desa.", "id", False),
        ("bayi", "Induk bernama Melati melahirkan dua bayi di Kebun Raya.", "id", False),
        ("istri", "Uang itu milik istri bupati. Gubernur belum menjawab.", "id", False),
        ("boy", "One boy propped the door. “He was calm,” Lonsdale said.", "en", False),
        ("ibu", "Berbeda dengan sang ibu, kakak Galih, Rina Santoso, setuju.", "id", False),
        ("murid", "Seorang murid kelas II sempat pingsan.", "id", False),
    ],
)
def test_is_named(bearer: str, text: str, language: Language, named: bool) -> None:
    assert is_named(text, [term(bearer, language)], language, frozenset()) is named


def test_known_names_tell_nothing_new() -> None:
    assert not is_named("Suami Rina Wati menunggu.", [term("suami", "id")], "id", {"rina", "wati"})
    assert not is_named("“I buried a husband,” Whitlock said.", ["husband"], "en", {"whitlock's"})


def test_kin_of_somebody_else() -> None:
    text, kin = "Istri Bramantyo, Melinda, ikut hadir.", [term("istri", "id")]
    assert is_named(text, kin, "id", {"siapa", "istri", "bramantyo"})
    assert not is_named(text, kin, "id", {"siapa", "istri", "salman"})
    assert not is_named("Rekening itu milik istri Bramantyo.", kin, "id", {"siapa", "istri", "bupati"})
    assert is_named("Her lawyer Ann Lee objected.", ["lawyer"], "en", {"who"})
