"""Labelled pages in the layout of the article-extraction-benchmark, and its metric.

A folder holds `ground-truth.json`, `{page: {articleBody, url}}`, and a `page.html.gz` or `page.html` for each.
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
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        LabelledPage(name, _html(folder, name), row.get("url") or "", row["articleBody"])
        for name, row in sorted(truth.items())
    ]


def _html(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.html").read_bytes()


def score(found: str, body: str) -> PageScore:
    """Of the multisets of runs of four words."""
    ours, right = _shingles(found), _shingles(body)
    common = sum((ours & right).values())
    return PageScore(common / max(1, sum(ours.values())), common / max(1, sum(right.values())))


def mean(scores: Iterable[PageScore]) -> PageScore:
    rows = list(scores)
    return PageScore(
        sum(row.precision for row in rows) / len(rows), sum(row.recall for row in rows) / len(rows)
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(
        tuple(words[at : at + SHINGLE]) for at in range(max(bool(words), len(words) - SHINGLE + 1))
    )
