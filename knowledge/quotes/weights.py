"""Weights of the small logistic models: a text file, a feature and its weight a line."""

from __future__ import annotations

from functools import cache

from knowledge.data_files import load_lines


@cache
def load_weights(name: str) -> dict[str, float]:
    """The weights in the data file `name`, by feature."""
    pairs = (line.split() for line in load_lines("knowledge.quotes", name))
    return {feature: float(weight) for feature, weight in pairs}
