"""The main points of an article: its own sentences, in reading order, somebody's words among them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import UnknownArticle

if TYPE_CHECKING:
    from knowledge import Knowledge


@pytest.mark.parametrize("points", [1, 2, 3, 5, 50])
def test_points_are_cited_sentences_in_reading_order(knowledge: Knowledge, points: int) -> None:
    summary = knowledge.summarize("Ferry", points=points)
    assert 1 <= len(summary.points) <= points
    assert all(p.text == p.span.of(summary.article.text) for p in summary.points)
    assert all(a.span.end <= b.span.start for a, b in pairwise(summary.points))


def test_three_points_hold_the_lead_and_a_quotation(knowledge: Knowledge) -> None:
    points = knowledge.summarize("Kebakaran Pasar Wiru Hanguskan").points
    assert "Kebakaran melanda Pasar Wiru" in points[0].text
    assert any(point.speaker for point in points)


def test_an_unknown_title_is_said_so(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownArticle):
        knowledge.summarize("gempa di bulan")
