"""The figures on the development data never fall: floors.json holds what has been reached, commits only raise it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.evaluation.quotes import read_rows, score

FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def figure(scores: dict[str, Any], path: str) -> float:
    value: Any = scores
    for key in path.split("."):
        value = value[key]
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_stay_above_their_floors(name: str, shared_data: Path) -> None:
    scores = score(read_rows(shared_data / f"{name}.jsonl")).to_dict()
    fallen = {
        path: (figure(scores, path), floor) for path, floor in FLOORS[name].items() if figure(scores, path) < floor
    }
    assert fallen == {}
