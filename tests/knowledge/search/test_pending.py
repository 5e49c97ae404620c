"""Who asks how something ended is not answered by when it is expected to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.finding.request import Request
from knowledge.search.questions.expecting import Expects
from knowledge.search.telling.pending import is_pending
from knowledge.store import open_database, open_store
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path

LAB = """Sampel Air Sumur Wanasari Diperiksa

Wanasari, 3 Juni 2026 - Dinas Kesehatan Wanasari mengambil sampel air dari sembilan sumur di Desa Karangpucung. Hasil \
pemeriksaan laboratorium akan diumumkan pekan depan.

Rapat warga dengan bupati berakhir buntu pada Senin malam. Keputusan rapat itu, sumur ditutup sementara.
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("pending") / "kutip.sqlite3"
    knowledge = Knowledge(open_store(open_database(path)), None)
    knowledge.add(read_bytes(LAB.encode(), "sumur.txt"))
    return knowledge


def test_what_is_still_to_come_is_related_and_no_answer(lab: Knowledge) -> None:
    answer = lab.ask("apa hasil pemeriksaan laboratorium sampel air sumur Wanasari?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert "akan diumumkan" in answer.related[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("kapan hasil pemeriksaan laboratorium sampel air diumumkan?", "pekan depan"),
        ("apa keputusan rapat warga dengan bupati?", "ditutup sementara"),
    ],
)
def test_what_is_fixed_or_over_is_told(lab: Knowledge, question: str, words: str) -> None:
    assert any(words in excerpt.text for excerpt in lab.ask(question).excerpts)


@pytest.mark.parametrize(
    ("question", "expects", "sentences", "pending"),
    [
        ("what did the inspectors conclude", None, ["They arrived.", "Their findings are expected in May."], True),
        ("what did the inspectors conclude", None, ["They arrived.", "Their findings were clear."], False),
        ("when is the verdict due", Expects.DATE, ["The verdict is due on Monday."], False),
        ("what will the verdict be", None, ["The verdict is due on Monday."], False),
        ("what was the verdict", None, ["The verdict is due on Monday.", "The first verdict was overturned."], False),
        ("berapa skor laga lawan Persegara", Expects.NUMBER, ["Laga akan digelar pada 3 Mei."], True),
        ("apakah warga puas dengan hasil rapat", None, ["Rapat akan digelar besok."], False),
        ("siapa ketua panitia", Expects.PERSON, ["Ketua panitia akan datang."], False),
    ],
)
def test_is_pending(question: str, expects: Expects | None, sentences: list[str], pending: bool) -> None:
    request = Request(question, question, "en", expects)
    assert is_pending(request, sentences, [1.0] * len(sentences)) is pending
