"""How likely each two of many articles report one event: a logistic model of what they share.

The weights are data, made by `tests/eval/stories_fit.py`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from knowledge.data_files import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.stories.profile import Profile

    Matrix = NDArray[np.float64]
    Rows = list[dict[str, float]]

WORDED = ("terms", "names", "days", "across")
MEANT = (*WORDED, "meaning")
LONGEST = 7.0
"""Days between articles on one event; what comes later is another one, about it."""
LEAST = 0.02
"""Chances below are taken for none."""
BLOCK = 512
"""Articles that are compared with all others at once: what is held in memory grows no faster than their number."""
UNSEEN, HALF = 20, 0.5
"""Articles that are thought to be there and have none of the words: of two that share a word it is still rare."""


def likely(profiles: Sequence[Profile]) -> dict[tuple[int, int], float]:
    """The chance that two report one event, 0 to 1, for each two (the lower place first) that have one."""
    worded, meant = (_weights(model) for model in ("worded", "meant"))
    found: dict[tuple[int, int], float] = {}
    for rows, values in features(profiles):
        is_meant = ~np.isnan(values["meaning"])
        by_meaning = {**values, "meaning": np.nan_to_num(values["meaning"])}
        scores = np.where(is_meant, _scores(meant, MEANT, by_meaning), _scores(worded, WORDED, values))
        scores = np.where(values["days"] <= LONGEST, scores, -np.inf)  # Years apart, exp would overflow.
        chances = 1 / (1 + np.exp(-scores))
        for i, j in zip(*np.nonzero(chances >= LEAST), strict=True):
            if rows.start + i < j:
                found[rows.start + int(i), int(j)] = float(chances[i, j])
    return found


def features(profiles: Sequence[Profile]) -> Iterator[tuple[range, Mapping[str, Matrix]]]:
    """What speaks for each two: of some rows at a time a matrix a feature, a column for every profile.

    terms: cosine of tf-idf vectors, across languages of translated ones; names: the same of names; meaning: cosine of
    what lies beyond the usual for either language, not a number where either has none; days: between them; across:
    whether their languages differ.
    """
    own = _unit_rows([p.terms for p in profiles])
    bridged = _unit_rows([p.bridged for p in profiles])
    names = _unit_rows([p.names for p in profiles])
    meaning, days = _meanings(profiles), np.array([p.day for p in profiles])
    is_english = np.array([p.language == "en" for p in profiles])
    all_own, all_bridged, all_names = _Columns(own), _Columns(bridged), _Columns(names)
    for start in range(0, len(profiles), BLOCK):
        rows = range(start, min(start + BLOCK, len(profiles)))
        here = slice(rows.start, rows.stop)
        across = is_english[here, None] != is_english[None, :]
        crossed = (all_bridged.times(own[here]) + all_own.times(bridged[here])) / 2
        yield (
            rows,
            {
                "terms": np.where(across, crossed, all_own.times(own[here])),
                "names": all_names.times(names[here]),
                "meaning": meaning[here] @ meaning.T,
                "days": np.abs(days[here, None] - days[None, :]),
                "across": across.astype(np.float64),
            },
        )


def _scores(weights: Mapping[str, float], names: Sequence[str], values: Mapping[str, Matrix]) -> Matrix:
    return sum((weights[name] * values[name] for name in names), np.full_like(values["days"], weights["bias"]))


def _meanings(profiles: Sequence[Profile]) -> Matrix:
    """One a row, of what is not a number where there is none."""
    width = max((len(p.meaning) for p in profiles if p.meaning is not None), default=1)
    return np.array([np.full(width, np.nan) if p.meaning is None else p.meaning for p in profiles], dtype=np.float64)


def _unit_rows(counted: Sequence[Mapping[str, float]]) -> Rows:
    """tf-idf rows of length 1; how rare a key is, the articles tell that are compared."""
    frequency = Counter(key for counts in counted for key in counts)
    total = len(counted) + UNSEEN
    rows = []
    for counts in counted:
        row = {
            k: (1 + math.log(max(n, 1))) * math.log(total / (frequency[k] + HALF)) for k, n in sorted(counts.items())
        }
        length = math.sqrt(sum(v * v for v in row.values())) or 1.0
        rows.append({k: v / length for k, v in row.items()})
    return rows


class _Columns:
    """Rows by their keys, to be multiplied with."""

    def __init__(self, rows: Rows) -> None:
        self._count = len(rows)
        held: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for i, row in enumerate(rows):
            for key, value in row.items():
                held[key][0].append(i)
                held[key][1].append(value)
        self._held = {key: (np.array(places), np.array(values)) for key, (places, values) in held.items()}

    def times(self, rows: Rows) -> Matrix:
        """The scalar products of `rows`, one a row, with all that are held, one a column."""
        found = np.zeros((len(rows), self._count))
        for products, row in zip(found, rows, strict=True):
            for key, value in row.items():
                if key in self._held:
                    places, values = self._held[key]
                    products[places] += value * values
        return found


@cache
def _weights(model: str) -> Mapping[str, float]:
    weights: Mapping[str, float] = load_table("knowledge.stories", "likeness.toml")[model]
    return weights
