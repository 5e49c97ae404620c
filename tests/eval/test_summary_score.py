"""Main points are not worse than the first sentences, and far better where the news comes late."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.eval.rouge import rouge_l, rouge_n
from tests.eval.summary_score import by_set, cases, figures, lead, ours

LEAST_GAIN = {"corpus": 0.3, "late": 38.0, "news": -1.0}
"""ROUGE-1 above that of the first three sentences, in points, rounded down from what has been reached. One of three
points lets somebody speak, which costs about a point on real news."""


@pytest.mark.parametrize("of", LEAST_GAIN)
def test_gain_over_the_first_three_sentences(of: str) -> None:
    shared = os.environ.get("KUTIP_SHARED_DATA")
    scored = by_set(cases(Path(shared) if shared else None)).get(of)
    if not scored:
        pytest.skip("no development data")
    assert figures(scored, ours)[0] - figures(scored, lead)[0] >= LEAST_GAIN[of]


@pytest.mark.parametrize(
    ("made", "reference", "one", "two", "longest"),
    [
        ("a b c d", "A b, c d.", 1.0, 1.0, 1.0),
        ("a b c", "d e f", 0.0, 0.0, 0.0),
        ("a b", "b a", 1.0, 0.0, 0.5),
        ("a a a", "a", 0.5, 0.0, 0.5),
        ("a b c d", "a c d", 6 / 7, 2 / 5, 6 / 7),
        ("", "a", 0.0, 0.0, 0.0),
    ],
)
def test_rouge(made: str, reference: str, one: float, two: float, longest: float) -> None:
    assert rouge_n(made, reference, 1) == pytest.approx(one)
    assert rouge_n(made, reference, 2) == pytest.approx(two)
    assert rouge_l(made, reference) == pytest.approx(longest)
