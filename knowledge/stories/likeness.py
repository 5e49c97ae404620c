"""How likely each two of many articles report one event: a logistic model of what they share."""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.stories.profile import Profile

FEATURES = ("terms", "names", "figures", "meaning", "days", "across")
LONGEST = 7
"""Days between articles on one event; what comes later is another one, about it."""


def likeness(profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """For each two the chance that they report one event, 0 to 1."""
    weights = _weights("meant" if all(p.vector is not None for p in profiles) else "worded")
    values = features(profiles)
    scores = sum((weights[name] * values[name] for name in FEATURES), np.full((len(profiles),) * 2, weights["bias"]))
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-scores))
    chances[values["days"] > LONGEST] = 0.0
    return chances


def features(profiles: Sequence[Profile]) -> dict[str, NDArray[np.float64]]:
    """What speaks for each two, as square matrices. Quadratic in their number, cubic in nothing.

    terms: cosine of tf-idf vectors, across languages of translated ones; names, figures: the same of those;
    meaning: cosine of the vectors above what is usual for the two languages; days: between them; across: whether
    their languages differ.
    """
    across = np.array([[p.language != q.language for q in profiles] for p in profiles], dtype=np.float64)
    days = np.array([p.day for p in profiles], dtype=np.float64)
    # Words of the one against the translated words of the other, and the other way round.
    own, bridged = _unit_rows(profiles, lambda p: p.terms), _unit_rows(profiles, lambda p: p.bridged)
    crossed = _products(own, bridged)
    same, other = _products(own, own), (crossed + crossed.T) / 2
    names, figures = _unit_rows(profiles, lambda p: p.names), _unit_rows(profiles, lambda p: p.figures)
    return {
        "terms": np.where(across > 0, other, same),
        "names": _products(names, names),
        "figures": _products(figures, figures),
        "meaning": _meaning(profiles, across),
        "days": np.abs(days[:, None] - days[None, :]),
        "across": across,
    }


def _meaning(profiles: Sequence[Profile], across: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosines of vectors from which the mean of their own language is taken: of these articles, which are on all
    kinds of matters, so that what they have in common is the language and the style of news.
    """
    if any(p.vector is None for p in profiles):
        return np.zeros_like(across)
    vectors = np.stack([p.vector for p in profiles if p.vector is not None]).astype(np.float64)
    for language in {p.language for p in profiles}:
        rows = [i for i, p in enumerate(profiles) if p.language == language]
        if len(rows) > 2:
            vectors[rows] -= vectors[rows].mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors @ vectors.T


Rows = list[dict[str, float]]


def _unit_rows(profiles: Sequence[Profile], of: Callable[[Profile], Mapping[str, float]]) -> Rows:
    """tf-idf rows of length 1; how rare a key is tell the articles that are compared."""
    frequency = Counter(key for p in profiles for key in of(p))
    rows = []
    for p in profiles:
        row = {k: (1 + math.log(max(n, 1))) * math.log(1 + len(profiles) / frequency[k]) for k, n in of(p).items()}
        length = math.sqrt(sum(v * v for v in row.values())) or 1.0
        rows.append({k: v / length for k, v in row.items()})
    return rows


def _products(one: Rows, other: Rows) -> NDArray[np.float64]:
    """Scalar products of all rows of `one` with all of `other`, by the keys that they share."""
    posted: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for j, row in enumerate(other):
        for key, value in row.items():
            posted[key][0].append(j)
            posted[key][1].append(value)
    found = np.zeros((len(one), len(other)))
    for i, row in enumerate(one):
        for key, value in row.items():
            if key in posted:
                columns, values = posted[key]
                found[i, columns] += value * np.asarray(values)
    return found


@cache
def _weights(model: str) -> Mapping[str, float]:
    raw = files("knowledge.stories").joinpath("data", "likeness.toml").read_text(encoding="utf-8")
    weights: Mapping[str, float] = tomllib.loads(raw)[model]
    return weights
