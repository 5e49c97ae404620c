"""Who asks how old somebody is gets the age of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.store import open_database, open_store
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path

LIGHTHOUSE = b"""Mercusuar Tanjung Balira Menyala Lagi
Oleh: Dita Lesmana

Penjaga mercusuar, Yosef Raubun (61), menyalakan lampunya lagi setelah tiga tahun padam. Menara itu berumur 112 tahun.

Bupati Balira Sekarwati Munthe memuji Yosef Raubun. Dermaga di kaki menara dibangun tahun 1987.

The engineer, Ines Carvalho, 34, repaired the lens with her apprentice, the 19-year-old Malik Tuanaya. Carvalho and
her colleague Bruno Keller had waited a year for the glass.

Seorang nenek berusia tujuh puluh tahun menangis ketika lampunya berputar.
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    made = Knowledge(open_store(open_database(tmp_path / "kutip.sqlite3")), None)
    made.add(read_bytes(LIGHTHOUSE, "balira.txt"))
    return made


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("berapa umur Yosef Raubun?", "(61)"),
        ("umur yosef raubun berapa", "(61)"),
        ("how old is Ines Carvalho?", "34"),
        ("how old is Malik Tuanaya?", "19-year-old"),
        ("berapa umur nenek yang menangis?", "tujuh puluh tahun"),
        ("how old is the engineer?", "34"),
    ],
)
def test_an_age_that_is_told_is_found(knowledge: Knowledge, question: str, words: str) -> None:
    assert words in knowledge.ask(question).excerpts[0].text


@pytest.mark.parametrize(
    "question",
    [
        "berapa umur Bupati Sekarwati Munthe?",
        "umur sekarwati munthe berapa",
        "how old is Bruno Keller?",
        "usianya bruno keller berapa tahun",
    ],
)
def test_an_age_that_is_not_told_is_nobody_elses(knowledge: Knowledge, question: str) -> None:
    assert knowledge.ask(question).outcome is Outcome.NOT_FOUND
