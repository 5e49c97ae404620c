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
from typing import TYPE_CHECKING

import numpy as np
import trafilatura

from knowledge.reading.body import weighable
from knowledge.reading.decode import decode, tidy
from knowledge.reading.html_metadata import read_metadata
from knowledge.reading.witnesses import words_of
from tests.eval.labelled_pages import LabelledPage, PageScore, mean, read_pages, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from knowledge.reading.html_blocks import Page

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
    "agreed near",
    "agreed share beside",
    "agreed before",
    "agreed after",
    "open end",
}
PENALTY = 100.0
KEEP = 0.6
"""Probability from which a block is kept: one that is none of the article's costs more than one lost."""
PAGE_WEIGHT = 300.0
"""All pages count alike, as in the metric: a block by its share of its page's words."""
MAX_BLOCK_WEIGHT = 60.0
MAX_WORDS = 200
MIN_PAGE_WORDS = 50
STEPS = 3000
FOLDS = 9
"""Pages of one fold are left out together."""


@dataclass(frozen=True)
class Example:
    """A page as numbers: a row of features, a label and a weight a block."""

    page: LabelledPage
    texts: tuple[str, ...]
    rows: Floats
    labels: Floats
    weights: Floats


@dataclass(frozen=True)
class Model:
    weights: Floats
    bias: float

    def kept(self, example: Example) -> str:
        sums = example.rows @ self.weights + self.bias
        return "\n".join(text for text, value in zip(example.texts, sums, strict=True) if value >= 0)


def main() -> None:
    examples, names = load(Path(sys.argv[1]))
    own, _ = load(OWN_PAGES)
    for seed in range(2):
        figures = mean(cross_validated(examples, own, names, seed))
        print(f"held out, seed {seed}: P {figures.precision:.4f} R {figures.recall:.4f} F1 {figures.f1:.4f}")
    model = fit([*examples, *own], names)
    if "--write" in sys.argv:
        lines = [f'"{name}" = {weight:.3f}\n' for name, weight in zip(names, model.weights, strict=True)]
        MODEL.write_text(f"{HEAD}bias = {model.bias:.3f}\n\n[weights]\n{''.join(lines)}", "utf-8")


def load(folder: Path) -> tuple[list[Example], list[str]]:
    """The examples in `folder`, and the names of the columns of their rows."""
    examples = []
    names: list[str] = []
    for page in read_pages(folder):
        tree = trafilatura.load_html(tidy(decode(page.html, page.name)))
        stated = read_metadata(tree)
        blocks, rows = weighable(tree, stated.title, stated.body)
        names = list(rows[0])
        words = np.array([len(words_of(block.text)) for block in blocks.blocks], float)
        share = (np.minimum(words, MAX_WORDS) + 1) / max(MIN_PAGE_WORDS, len(words_of(page.body)))
        examples.append(
            Example(
                page,
                tuple(block.text for block in blocks.blocks),
                np.array([list(row.values()) for row in rows]),
                labels(blocks, page.body),
                np.minimum(MAX_BLOCK_WEIGHT, PAGE_WEIGHT * share),
            )
        )
    return examples, names


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


def cross_validated(
    examples: Sequence[Example], own: Sequence[Example], names: Sequence[str], seed: int
) -> Iterator[PageScore]:
    """The scores of the examples, each by a model that has not seen it; `own` are in all models."""
    order = np.random.RandomState(seed).permutation(len(examples))
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS])
        seen = [example for at, example in enumerate(examples) if at not in left_out]
        model = fit([*seen, *own], names)
        for at in sorted(left_out):
            yield score(model.kept(examples[at]), examples[at].page.body)


def fit(examples: Sequence[Example], names: Sequence[str]) -> Model:
    """Accelerated projected gradient on standardised columns."""
    rows = np.concatenate([example.rows for example in examples])
    labels = np.concatenate([example.labels for example in examples])
    weights = np.concatenate([example.weights for example in examples])
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
