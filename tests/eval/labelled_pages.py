"""Labelled pages, and the metric of the article-extraction-benchmark.

A folder holds the benchmark's `ground-truth.json`, `{page: {articleBody, url}}`, and a `page.html.gz` for each; or,
as `pages` beside this file, a `page.html` and a `page.md` each: title (#), headings (##) and paragraphs.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHINGLE = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page as fetched, and the text of its article."""

    name: str
    html: bytes
    url: str
    body: str


@dataclass(frozen=True, slots=True)
class PageScore:
    """How much of what was found is right, and how much of what is right was found, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_pages(folder: Path) -> list[LabelledPage]:
    truth = folder / "ground-truth.json"
    if not truth.exists():
        return [_written(path) for path in sorted(folder.glob("*.md"))]
    rows = json.loads(truth.read_text("utf-8"))
    return [
        LabelledPage(name, gzip.decompress((folder / f"{name}.html.gz").read_bytes()), row["url"], row["articleBody"])
        for name, row in sorted(rows.items())
    ]


def _written(path: Path) -> LabelledPage:
    lines = path.read_text("utf-8").splitlines()
    body = "\n".join(line.removeprefix("## ") for line in lines if not line.startswith("# "))
    return LabelledPage(path.stem, path.with_suffix(".html").read_bytes(), "", body)


def score(found: str, body: str) -> PageScore:
    """Of the multisets of runs of four words."""
    ours, right = _shingles(found), _shingles(body)
    common = sum((ours & right).values())
    return PageScore(common / max(1, sum(ours.values())), common / max(1, sum(right.values())))


def mean(scores: Iterable[PageScore]) -> PageScore:
    rows = list(scores)
    return PageScore(sum(row.precision for row in rows) / len(rows), sum(row.recall for row in rows) / len(rows))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(bool(words), len(words) - SHINGLE + 1)))
