"""Fits the weights of `knowledge/reading/data/block_weights.toml` on labelled pages, and cross-validates them.

    python -m tests.eval.train_blocks FOLDER_OF_LABELLED_PAGES [--write]

The pages beside this file are examples too, and are in no fold.

An example is a block of a page; it belongs to the article where most of its words align with the true text.
A logistic regression with an L2 penalty; a feature may only speak the way that its name says (FOR, AGAINST),
which keeps the few dozen pages there are from teaching it their accidents.
"""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import trafilatura

from knowledge.reading.block_features import features
from knowledge.reading.body import witnesses
from knowledge.reading.decode import decode, tidy
from knowledge.reading.html_blocks import read_page
from knowledge.reading.html_metadata import read_metadata
from knowledge.reading.witnesses import witness, words_of
from tests.eval.labelled_pages import LabelledPage, PageScore, mean, read_pages, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from knowledge.reading.block_features import Features
    from knowledge.reading.html_blocks import Page
    from knowledge.reading.witnesses import Witness

    Floats = NDArray[np.float64]

HERE = Path(__file__).parent
OWN_PAGES = HERE / "pages"
MODEL = HERE.parent.parent / "knowledge" / "reading" / "data" / "block_weights.toml"
HEAD = """# Weights of what speaks for a block of a page being part of its article; at a sum of 0 or more it is.
# Made by tests/eval/train_blocks.py; not written by hand.

"""
FOR = {
    "precise",
    "generous",
    "both",
    "either",
    "long",
    "words",
    "stated",
    "quote",
    "named body",
    "in core",
    "in prose",
    "prose near",
    "agreed near",
    "agreed share beside",
    "agreed before",
    "agreed after",
}
PENALTY = 300.0
KEEP = 0.6
"""Probability from which a block is kept: one that is none of the article's costs more than one lost."""
PAGE_WEIGHT = 300.0
"""All pages count alike, as in the metric: a block by its share of its page's words."""
MAX_BLOCK_WEIGHT = 60.0
MAX_WORDS = 200
MIN_PAGE_WORDS = 50
STEPS = 3000
SHARES = (1.0, 0.02, 0.02)
"""What a page counts as it is, and as it would be if one or both witnesses took everything on it: little, for they
mostly do not, but enough to learn what speaks for a block besides them."""
FOLDS = 9
"""Pages of one fold are left out together."""
SEEDS = 2


@dataclass(frozen=True)
class Example:
    """A page as numbers: a row of features (by `names`), a label and a weight a block."""

    page: LabelledPage
    texts: tuple[str, ...]
    names: tuple[str, ...]
    rows: Floats
    labels: Floats
    weights: Floats


@dataclass(frozen=True)
class Reading:
    """A page as its witnesses describe it, and as it would be if one or both took everything for the article."""

    plain: Example
    misled: tuple[Example, Example]

    @property
    def all(self) -> tuple[Example, Example, Example]:
        return (self.plain, *self.misled)


class Reached(NamedTuple):
    plain: PageScore
    one_misled: PageScore
    both_misled: PageScore


@dataclass(frozen=True)
class Model:
    weights: Floats
    bias: float

    def kept(self, example: Example) -> str:
        sums = example.rows @ self.weights + self.bias
        return "\n".join(text for text, value in zip(example.texts, sums, strict=True) if value >= 0)


def main() -> None:
    readings, own = load(Path(sys.argv[1])), load(OWN_PAGES)
    for seed in range(SEEDS):
        reached = list(cross_validated(readings, own, seed))
        for name, scores in zip(Reached._fields, zip(*reached, strict=True), strict=True):
            figures = mean(scores)
            print(
                f"held out, seed {seed}, {name.replace('_', ' ')}: "
                f"P {figures.precision:.4f} R {figures.recall:.4f} F1 {figures.f1:.4f}"
            )
    model = fit([*readings, *own])
    if "--write" in sys.argv:
        lines = [
            f'"{name}" = {weight:.3f}\n' for name, weight in zip(readings[0].plain.names, model.weights, strict=True)
        ]
        MODEL.write_text(f"{HEAD}bias = {model.bias:.3f}\n\n[weights]\n{''.join(lines)}", "utf-8")


def load(folder: Path) -> list[Reading]:
    """The pages in `folder` as examples."""
    return [_reading(page) for page in read_pages(folder)]


def _reading(labelled: LabelledPage) -> Reading:
    tree = trafilatura.load_html(tidy(decode(labelled.html, labelled.name)))
    metadata = read_metadata(tree)
    page = read_page(next(tree.iter("body"), tree))
    precise, generous = witnesses(tree, page)
    gullible = witness("\n".join(block.text for block in page.blocks))

    def example(*heard: Witness) -> Example:
        return _example(labelled, page, features(page, *heard, witness(metadata.body or ""), metadata.title or ""))

    return Reading(example(precise, generous), (example(precise, gullible), example(gullible, gullible)))


def _example(labelled: LabelledPage, page: Page, rows: Sequence[Features]) -> Example:
    words = np.array([len(words_of(block.text)) for block in page.blocks], float)
    share = (np.minimum(words, MAX_WORDS) + 1) / max(MIN_PAGE_WORDS, len(words_of(labelled.body)))
    return Example(
        labelled,
        tuple(block.text for block in page.blocks),
        tuple(rows[0]),
        np.array([list(row.values()) for row in rows]),
        labels(page, labelled.body),
        np.minimum(MAX_BLOCK_WEIGHT, PAGE_WEIGHT * share),
    )


def labels(page: Page, body: str) -> Floats:
    """1 for a block of which at least half the words align with the true text."""
    owners = [index for index, block in enumerate(page.blocks) for _ in words_of(block.text)]
    words = [word for block in page.blocks for word in words_of(block.text)]
    found, total = np.zeros(len(page.blocks)), np.bincount(owners, minlength=len(page.blocks))
    matcher = difflib.SequenceMatcher(None, words, words_of(body), autojunk=False)
    for match in matcher.get_matching_blocks():
        for at in range(match.a, match.a + match.size):
            found[owners[at]] += 1
    return (found >= np.maximum(total, 1) / 2).astype(float)


def cross_validated(readings: Sequence[Reading], own: Sequence[Reading], seed: int) -> Iterator[Reached]:
    """The scores of the pages, each by a model that has not seen it; `own` are in all models."""
    order = np.random.RandomState(seed).permutation(len(readings))
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS])
        model = fit([*(reading for at, reading in enumerate(readings) if at not in left_out), *own])
        for at in sorted(left_out):
            yield Reached(*(score(model.kept(example), example.page.body) for example in readings[at].all))


def fit(readings: Sequence[Reading]) -> Model:
    """Accelerated projected gradient on standardised columns."""
    examples = [example for reading in readings for example in reading.all]
    names = examples[0].names
    rows = np.concatenate([example.rows for example in examples])
    labels = np.concatenate([example.labels for example in examples])
    weights = np.concatenate(
        [example.weights * share for reading in readings for example, share in zip(reading.all, SHARES, strict=True)]
    )
    centre, spread = rows.mean(0), rows.std(0) + 1e-6
    columns = np.c_[(rows - centre) / spread, np.ones(len(rows))]
    penalty = np.append(np.full(len(names), PENALTY), 0.0)
    lower = np.append([0.0 if name in FOR else -np.inf for name in names], -np.inf)
    upper = np.append([np.inf if name in FOR else 0.0 for name in names], np.inf)
    step = 1 / np.linalg.eigvalsh((columns * weights[:, None]).T @ columns / 4 + np.diag(penalty))[-1]
    at = ahead = np.zeros(len(names) + 1)
    pace = 1.0
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(columns @ ahead, -30, 30)))
        slope = columns.T @ (weights * (chances - labels)) + penalty * ahead
        following = np.clip(ahead - step * slope, lower, upper)
        quicker = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = following + (pace - 1) / quicker * (following - at)
        settled = abs(following - at).max() < 1e-4
        at, pace = following, quicker
        if settled:
            break
    plain = at[:-1] / spread
    return Model(plain, float(at[-1] - (plain * centre).sum() - np.log(KEEP / (1 - KEEP))))


if __name__ == "__main__":
    main()
