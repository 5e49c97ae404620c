"""A floor under the reading of pages that were labelled by others; raised by a commit, never lowered by an update."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.eval.labelled_pages import PageScore, score
from tests.eval.pages_score import figures, rows

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def reached(shared_data: Path) -> dict[str, PageScore]:
    return figures(rows(shared_data / "pages"))


@pytest.mark.parametrize("name", ["text", "text with headings"])
def test_the_floor(reached: dict[str, PageScore], name: str) -> None:
    floor = json.loads((HERE / "pages_floor.json").read_text("utf-8"))
    assert reached[name].f1 >= floor[name]


def test_the_pages_beside_this_file_are_read_without_a_fault() -> None:
    assert [row.page.name for row in rows(HERE / "pages") if row.with_headings.f1 < 1] == []


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ("one two three four five", 1.0, 1.0),
        ("one two three four", 1.0, 0.5),
        ("one two three four five six", 2 / 3, 1.0),
        ("five four three two one", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_the_metric(found: str, precision: float, recall: float) -> None:
    assert score(found, "One, two; three four - five.".lower()) == PageScore(precision, recall)
