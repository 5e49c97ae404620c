"""Whatever the text is, quotes are slices of it, in order, and finding them ends soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.quotes import find_quotes
from knowledge.types import Section

if TYPE_CHECKING:
    from knowledge.types import Language

MARKS = ["“", "”", '"', "'", "‘", "’", "«", "»", "''", ",", ".", "?", "!", ":", "(", ")", "—", "’s"]
WORDS_ID = ["kata", "katanya", "ujar", "mengatakan", "bahwa", "menurut", "dia", "itu", "yang", "dan", "Budi Santoso"]
WORDS_EN = ["said", "she", "told", "according to", "that", "Ann Lee", "who", "and", "5", "ruMah", "é"]
PIECES = st.sampled_from([*MARKS, *WORDS_ID, *WORDS_EN, "Senin", "PT", "\n", "\n\n", " "])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join))


@given(text=TEXTS, language=st.sampled_from(["id", "en", None]))
def test_quotes_are_ordered_slices(text: str, language: Language | None) -> None:
    for quote in find_quotes(text, language):
        assert quote.text == " ".join(span.of(text) for span in quote.spans)
        assert all(len(span) > 0 for span in quote.spans)
        assert all(a.end <= b.start for a, b in zip(quote.spans, quote.spans[1:], strict=False))
        assert quote.extent.end <= len(text)
        assert quote.paragraph >= 1


@given(text=TEXTS)
def test_quotes_come_in_reading_order(text: str) -> None:
    starts = [(quote.extent.start) for quote in find_quotes(text, "id")]
    assert starts == sorted(starts)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "'",
        "”",
        "“a",
        "''",
        "Budi ",
        "A",
        "kata ",
        "said ",
        "1",
        "(",
        "a, ",
        '"a," kata Budi. ',
        "it's players' ",
        "\n",
        "ujarBudi",
    ],
)
def test_a_long_run_of_anything_ends(unit: str, language: Language) -> None:
    text = unit * (60_000 // len(unit))
    assert all(quote.extent.end <= len(text) for quote in find_quotes(text, language))


def test_sections_give_heading_and_paragraph() -> None:
    text = "“Satu,” kata Ani Rahma.\n\nPasar ramai.\n\n“Dua,” kata Ani.\n\n“Tiga,” kata Ani."
    second = text.index("“Dua")
    third = text.index("“Tiga")
    sections = (Section(None, 0, second), Section("Harga", second, third), Section("Pasokan", third, len(text)))
    places = [(quote.section, quote.paragraph) for quote in find_quotes(text, "id", sections)]
    assert places == [(None, 1), ("Harga", 1), ("Pasokan", 1)]


def test_paragraphs_count_from_one_without_sections() -> None:
    text = "\n“Satu,” kata Ani Rahma.\nPasar ramai.\n“Dua,” kata Ani."
    assert [quote.paragraph for quote in find_quotes(text, "id")] == [1, 3]


def test_a_line_broken_at_a_link_is_one_paragraph() -> None:
    text = "Pelatih Persada,\nDodi Kurnia\n, mengatakan timnya lelah."
    [quote] = find_quotes(text, "id")
    assert quote.text == "timnya lelah"
    assert quote.speaker is not None
    assert quote.speaker.name == "Dodi Kurnia"
