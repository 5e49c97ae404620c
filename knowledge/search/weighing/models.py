"""The fitted weights: `data/relevance.toml`, made by `tests/eval/calibrate.py`."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Model = dict[str, float]


@cache
def models() -> Mapping[str, Model]:
    """Name of a model -> name of a feature -> weight. Read once."""
    return load_table("knowledge.search.weighing", "relevance.toml")


def probability(model: Mapping[str, float], features: Mapping[str, float]) -> float:
    """What a logistic model makes of `features`, 0 to 1."""
    z = model["bias"] + sum(model.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, z))))
