"""The article that is about the matter is read on: it may answer in words that the question has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.finding.request import Request
from knowledge.search.questions.expecting import Expects
from knowledge.store import LIBRARY, open_database, open_store

if TYPE_CHECKING:
    from pathlib import Path

FERRY = """Api di Selat Manipa

Manipa, 7 Mei 2026 - Feri Lintang Sapura terbakar di Selat Manipa pada Rabu pagi. Api padam setelah dua jam.

Nakhoda Rasyid Latuconsina mengatakan asap pertama terlihat di geladak kendaraan.

Haji Basri mendapatkannya dari Onomichi, Jepang, pada 1991.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Knowledge:
    knowledge = Knowledge(open_store(open_database(tmp_path / "kutip.sqlite3")), None)
    knowledge.add(read_bytes(FERRY.encode(), "feri.txt"))
    return knowledge


def test_paragraphs_without_words_of_the_question_are_weighed_too(harbour: Knowledge) -> None:
    question = "siapa pemilik feri Lintang Sapura yang terbakar?"
    found = harbour.search((LIBRARY,)).find(Request(question, question, "id", Expects.PERSON))
    assert any("Haji Basri" in each.span.of(each.article.text) for each in found)
