"""Who asks for a weight is not answered by a height."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.question import understand
from knowledge.search.telling.dimensions import lacks_dimension
from knowledge.text.normalise import fold
from knowledge.text.words import words


@pytest.mark.parametrize(
    ("question", "text", "is_lacking"),
    [
        ("berapa berat jangkarnya?", "Jangkar setinggi 2 meter itu diangkat.", True),
        ("berapa berat jangkarnya?", "Jangkar itu berbobot dua belas ton.", False),
        ("berapa berat jangkarnya?", "Jangkar itu seberat 900kg.", False),
        ("berapa berat jangkarnya?", "Jangkar itu dua kali lebih berat.", False),
        ("how heavy was the bell?", "The bell hangs 30 feet above the nave.", True),
        ("how heavy was the bell?", "The bell weighs half a tonne.", False),
        ("berapa luas kebunnya?", "Kebun itu dipagari 300 meter kawat.", True),
        ("berapa luas kebunnya?", "Kebun itu membentang 3 ha.", False),
        ("berapa luas kabupatennya?", "Kabupaten itu 5,11% dari luas provinsi.", False),
        ("how tall is the mast?", "The mast weighs 40 kg.", True),
        ("how tall is the mast?", "The mast rises 12m above the deck.", False),
        ("berapa kecepatan kapalnya?", "Kapal itu panjangnya 40 meter.", True),
        ("berapa kecepatan kapalnya?", "Kapal itu melaju 18 knot.", False),
        ("berapa laba sepanjang 2024?", "Labanya Rp4 miliar.", False),
        ("berapa orang yang datang?", "Ada 40 orang.", False),
        ("kenapa kapalnya berat?", "Muatannya tidak ditimbang.", False),
    ],
)
def test_lacks_dimension(question: str, text: str, is_lacking: bool) -> None:
    asked = frozenset(fold(word.text) for word in words(question))
    assert lacks_dimension(understand(question).expects, asked, text) is is_lacking


@given(st.sampled_from([*Expects, None]), st.frozensets(st.sampled_from(["berat", "tall", "x"])), st.text(max_size=200))
def test_any_text_can_be_asked(expects: Expects | None, asked: frozenset[str], text: str) -> None:
    assert lacks_dimension(expects, asked, text) in {True, False}
