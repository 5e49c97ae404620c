"""Whether a text has the kind of thing that a question asks for."""

from __future__ import annotations

import pytest

from knowledge.search.questions.expecting import Expects
from knowledge.search.telling.marks import holds, lacks, things


@pytest.mark.parametrize(
    ("kind", "text", "is_there"),
    [
        (Expects.PLACE, "It was shot in and around the fishing town of Corley.", True),
        (Expects.PLACE, "They found the ring under the old garden shed.", True),
        (Expects.PLACE, "Cincin itu disimpan di balik lemari.", True),
        (Expects.PLACE, "Ayamnya bersembunyi di kamar mandi.", True),
        (Expects.PLACE, "They found it in the end.", False),
        (Expects.PLACE, "Harga naik dua kali lipat.", False),
        (Expects.MONEY, "The firm lost 212 million Canadian dollars.", True),
        (Expects.MONEY, "The firm lost 212 million eggs.", False),
        (Expects.COUNT, "Abu menutup atap 212 rumah.", True),
        (Expects.COUNT, "Kolom abu mencapai 4.500 meter pada pukul 19.40.", False),
        (Expects.COUNT, "The storm of 1994 lasted nine days and cost $3 million.", False),
        (Expects.COUNT, "On 6 May 2025 the mayor, Ann Lee, 48, opened it.", False),
        (Expects.DURATION, "Perjalanannya memakan waktu tujuh belas jam.", True),
        (Expects.DURATION, "They waited for three and a half weeks.", True),
        (Expects.DURATION, "The 27-year-old captain waited.", False),
        (Expects.AGE, "Nakhoda berusia enam puluh tahun itu turun.", True),
        (Expects.AGE, "Bocah sembilan tahun itu selamat.", True),
        (Expects.AGE, "Dermaga itu dibangun tahun 1987.", False),
        (Expects.YEAR, "Dermaga itu dibangun pada 1987.", True),
        (Expects.YEAR, "The jetty dates from the 1920s.", True),
        (Expects.YEAR, "Dermaga itu dibuka Selasa, 3 Mei.", False),
    ],
)
def test_holds(kind: Expects, text: str, is_there: bool) -> None:
    assert holds(kind, text) is is_there


@pytest.mark.parametrize(
    ("kind", "text", "is_lacking"),
    [
        (Expects.COUNT, "Kolom abu mencapai 4.500 meter pada pukul 19.40.", True),
        (Expects.COUNT, "Most of the crew swam ashore.", False),
        (Expects.COUNT, "Satu awak kapal hilang.", False),
        (Expects.COUNT, "71 persen awak kapal menolak.", False),
        (Expects.DURATION, "Kapal itu milik 40 nelayan.", True),
        (Expects.DURATION, "The port stays shut until Monday.", False),
        (Expects.AGE, "Dermaga itu dibangun tahun 1987 dan sudah retak.", True),
        (Expects.AGE, "Nakhoda itu lahir di Buton.", False),
        (Expects.YEAR, "Perusahaan itu mengumumkan laporannya Selasa sore.", True),
        (Expects.YEAR, "Perusahaan itu berdiri sepuluh tahun lalu.", False),
        (Expects.YEAR, "The firm was set up a decade earlier.", False),
    ],
)
def test_lacks(kind: Expects, text: str, is_lacking: bool) -> None:
    assert lacks(kind, text) is is_lacking


def test_only_what_is_counted_is_a_count() -> None:
    text = "On 6 May 2025 some 1,240 people left 31 homes within two hours, at a cost of $3 million."
    assert [span.of(text) for span in things(Expects.COUNT, text)] == ["1,240", "31"]
