"""Learns the weights of the small logistic models of `knowledge.quotes` from annotated data.

    python -m knowledge.evaluation.training antecedents FILE…
    python -m knowledge.evaluation.training speech FILE…

Prints the weights file; FILEs are those of `knowledge.evaluation.quotes`. Numbers only, no randomness: the same
data gives the same weights.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.evaluation.quotes import read_rows
from knowledge.quotes import read_reports
from knowledge.quotes.layout import read_paragraphs
from knowledge.quotes.lexicon import load_lexicon
from knowledge.quotes.records import characters
from knowledge.quotes.reports import ReportReader, Sentence
from knowledge.quotes.resolve import Resolver
from knowledge.quotes.speech import Surroundings, is_ruled_out
from knowledge.quotes.speech import features as speech_features
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.antecedents import Need
    from knowledge.quotes.cast import Entity
    from knowledge.quotes.reports import Report
    from knowledge.quotes.tokens import Token

STEPS = 3000
RATE = 0.3
DECAY = 0.001
"""Weight decay, in units of the mean loss; keeps rare features small."""

Features = dict[str, float]


class _Recorder(Resolver):
    """A resolver that writes down whom it could choose from."""

    choices: dict[int, list[tuple[Entity, Features]]]

    def _antecedent(self, report: Report, need: Need) -> Entity | None:
        sentence = self.cast.sentence(report.paragraph, report.spans[0][0])
        traces = self.memory.candidates(need)
        if not hasattr(self, "choices"):
            self.choices = {}
        self.choices[id(report)] = [(t.entity, self.memory.features(t, sentence, report.paragraph)) for t in traces]
        return super()._antecedent(report, need)


def antecedent_cases(rows: Sequence[dict[str, Any]]) -> list[list[tuple[bool, Features]]]:
    """For each mention that is to be resolved, the candidates and which is right."""
    cases = []
    for row in rows:
        lexicon = load_lexicon(row["language"])
        paragraphs, reports = read_reports(row["text"], lexicon, ())
        recorder = _Recorder(row["text"], paragraphs, lexicon)
        recorder.resolve(reports)
        for report in reports:
            gold = _gold_of(row, report, paragraphs)
            choices = getattr(recorder, "choices", {}).get(id(report), [])
            if gold is None or len(choices) < 2:
                continue
            case = [(set(fold(gold).split()) <= set(fold(entity.name).split()), f) for entity, f in choices]
            if sum(right for right, _ in case) == 1:
                cases.append(case)
    return cases


def speech_cases(rows: Sequence[dict[str, Any]]) -> list[tuple[bool, Features]]:
    """For each block that has to be judged, its features and whether it is annotated as a quotation."""
    cases: list[tuple[bool, Features]] = []
    for row in rows:
        lexicon = load_lexicon(row["language"])
        spans = [tuple(span) for quote in row["quotes"] for span in quote["spans"]]
        for paragraph in read_paragraphs(row["text"], lexicon, ()):
            reader = _Judge(row["text"], paragraph, lexicon)
            reader.read()
            for token, features in reader.judged.values():
                inside = any(start <= token.start + 2 and token.end - 2 <= end for start, end in spans)
                same = any(abs(start - token.start) <= 2 and abs(end - token.end) <= 3 for start, end in spans)
                if same or not inside:
                    cases.append((same, features))
    return cases


class _Judge(ReportReader):
    """A reader that writes down the blocks that were weighed."""

    judged: dict[int, tuple[Token, Features]]

    def _is_speech(self, index: int, sentence: Sentence, attributed: bool) -> bool:
        place = Surroundings(self.tokens, index, sentence.low, sentence.stop, attributed, sentence.bare)
        if not hasattr(self, "judged"):
            self.judged = {}
        if not is_ruled_out(self.text, place, self.lexicon):
            self.judged.setdefault(index, (self.tokens[index], speech_features(self.text, place, self.lexicon)))
        return super()._is_speech(index, sentence, attributed)

    def read(self) -> list[Report]:
        self.judged = {}
        return super().read()


def fit_binary(cases: Sequence[tuple[bool, Features]]) -> Features:
    """Weights of a logistic model: log odds of the first value."""
    names = sorted({name for _, features in cases for name in features})
    table = np.array([[f.get(n, 0.0) for n in names] for _, f in cases])
    labels = np.array([float(label) for label, _ in cases])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-table @ weights))
        weights += RATE * (table.T @ (labels - chances) / len(cases) - DECAY * weights)
    return dict(zip(names, weights.tolist(), strict=True))


def binary_accuracy(cases: Sequence[tuple[bool, Features]], weights: Features) -> float:
    """Share of cases on the right side of even odds."""
    right = [(sum(weights.get(k, 0.0) * v for k, v in features.items()) > 0) == label for label, features in cases]
    return sum(right) / len(right) if right else 0.0


def _gold_of(row: dict[str, Any], report: Report, paragraphs: Sequence[Any]) -> str | None:
    span = characters(row["text"], paragraphs[report.paragraph], *report.spans[0])
    if span is None:
        return None
    for quote in row["quotes"]:
        if any(abs(start - span.start) <= 3 for start, _ in quote["spans"]):
            name: str | None = quote.get("speaker") or quote.get("mention")
            return name
    return None


def fit_choice(cases: Sequence[Sequence[tuple[bool, Features]]]) -> Features:
    """Weights of a conditional logistic model: which candidate of each case is right."""
    names = sorted({name for case in cases for _, features in case for name in features})
    tables = [np.array([[f.get(n, 0.0) for n in names] for _, f in case]) for case in cases]
    chosen = [next(i for i, (right, _) in enumerate(case) if right) for case in cases]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        gradient = np.zeros(len(names))
        for table, right in zip(tables, chosen, strict=True):
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            gradient += table[right] - chances @ table
        weights += RATE * (gradient / len(cases) - DECAY * weights)
    return dict(zip(names, weights.tolist(), strict=True))


def accuracy(cases: Sequence[Sequence[tuple[bool, Features]]], weights: Features) -> float:
    """Share of cases in which the best candidate is the right one."""
    right = 0
    for case in cases:
        best = max(case, key=lambda c: sum(weights.get(k, 0.0) * v for k, v in c[1].items()))
        right += best[0]
    return right / len(cases) if cases else 0.0


def show(weights: Features, title: str) -> str:
    """The weights as a data file."""
    lines = [f"# {title}", *(f"{name} {weight:.3f}" for name, weight in sorted(weights.items()))]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["antecedents", "speech"])
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    rows = [row for path in options.files for row in read_rows(path)]
    if options.model == "speech":
        blocks = speech_cases(rows)
        share = binary_accuracy(blocks[1::2], fit_binary(blocks[::2]))
        print(f"{len(blocks)} blocks; other half {share:.3f}", file=sys.stderr)
        print(show(fit_binary(blocks), "Features of a quoted block, for speech; see speech.py."), end="")
        return 0
    cases = antecedent_cases(rows)
    half = fit_choice(cases[::2])
    print(f"{len(cases)} cases; other half {accuracy(cases[1::2], half):.3f}", file=sys.stderr)
    print(show(fit_choice(cases), "Features of a candidate for `katanya`, `dia`, `she`; see antecedents.py."), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
