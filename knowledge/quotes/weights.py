"""Weights of the small logistic models: a text file, a feature and its weight a line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_weights(name: str) -> dict[str, float]:
    """The weights in the data file `name`, by feature."""
    text = files("knowledge.quotes").joinpath("data", name).read_text(encoding="utf-8")
    pairs = (line.split() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in pairs}
