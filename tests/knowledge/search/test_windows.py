"""Excerpts that begin or end inside a quotation."""

from __future__ import annotations

import pytest

from knowledge.search.weighing.windows import MOST_WORDS, with_whole_quotations
from knowledge.text.sentences import sentences
from knowledge.types import Span

LONG = " ".join(["Ombak terus datang dari arah selatan."] * (MOST_WORDS // 5))


def shown(text: str, first: int, last: int) -> str:
    """Of the sentences first..last, in a text of one paragraph."""
    spans = list(sentences(text))
    return with_whole_quotations(Span(spans[first].start, spans[last].end), spans, text).of(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        (
            'Gudang itu roboh. "Atapnya terbang semua. Kami lari ke surau," kata Wati. Polisi datang sore hari.',
            0,
            1,
            'Gudang itu roboh. "Atapnya terbang semua. Kami lari ke surau," kata Wati.',
        ),
        (
            "The roof came off. “We ran. Nobody looked back,” said Anna Reyes. Police came later.",
            2,
            2,
            "“We ran. Nobody looked back,” said Anna Reyes.",
        ),
        (
            "”Kami lari. Tidak ada yang menoleh,” ujar Wati.",
            0,
            0,
            "”Kami lari. Tidak ada yang menoleh,” ujar Wati.",
        ),
        ('Wati berkata, "Kami lari." Polisi datang. Hujan reda.', 0, 0, 'Wati berkata, "Kami lari."'),
        ("It's late. The students' bus left. Nobody waited.", 1, 1, "The students' bus left."),
        (f'Gudang itu roboh. "Atapnya terbang. {LONG} Kami lari," kata Wati.', 0, 1, "Gudang itu roboh."),
        (f'Gudang itu roboh. "Atapnya terbang. {LONG} Kami lari," kata Wati.', 1, 1, '"Atapnya terbang.'),
    ],
)
def test_a_quotation_is_shown_to_its_end_where_that_is_not_too_long(
    text: str, first: int, last: int, expected: str
) -> None:
    assert shown(text, first, last) == expected


def test_a_mark_without_a_partner_changes_nothing() -> None:
    text = 'Gudang itu roboh. "Atapnya terbang. Kami lari ke surau.'
    assert shown(text, 0, 1) == 'Gudang itu roboh. "Atapnya terbang.'
