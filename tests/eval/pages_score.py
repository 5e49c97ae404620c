"""How well the text of labelled pages is read.

    python -m tests.eval.pages_score FOLDER [--pages]

Prints precision, recall and F1 (means over pages; see `labelled_pages.py`) of the text alone and of the text with its
headings in place, and the processor time a page. `--pages` adds a line a page, the worst first.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import BadSource
from knowledge.reading import read_bytes
from tests.eval.labelled_pages import LabelledPage, PageScore, mean, read_pages, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Article


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one page. milliseconds: of the processor."""

    page: LabelledPage
    text: PageScore
    with_headings: PageScore
    milliseconds: float


def rows(folder: Path) -> list[Row]:
    return [_row(page) for page in read_pages(folder)]


def _row(page: LabelledPage) -> Row:
    start = time.process_time()
    try:
        article = read_bytes(page.html, "page.html", url=page.url or None)
    except BadSource:
        text = headed = ""
    else:
        text, headed = article.text, headed_text(article)
    spent = 1000 * (time.process_time() - start)
    return Row(page, score(text, page.body), score(headed, page.body), spent)


def headed_text(article: Article) -> str:
    """The text with each section's heading above it."""
    parts = [(section.heading, article.text[section.start : section.end]) for section in article.sections]
    return "\n".join(line for part in parts for line in part if line)


def figures(scored: Sequence[Row]) -> dict[str, PageScore]:
    """The means over the pages, by what was read."""
    return {
        "text": mean(row.text for row in scored),
        "text with headings": mean(row.with_headings for row in scored),
    }


def main() -> None:
    scored = rows(Path(sys.argv[1]))
    for name, reached in figures(scored).items():
        print(f"{name}: P {reached.precision:.4f} R {reached.recall:.4f} F1 {reached.f1:.4f}")
    print(f"{statistics.median(row.milliseconds for row in scored):.0f} ms a page (median)")
    if "--pages" in sys.argv:
        for row in sorted(scored, key=lambda row: row.with_headings.f1):
            reached = row.with_headings
            print(f"{row.page.name[:8]} P {reached.precision:.3f} R {reached.recall:.3f} {row.page.url[:90]}")


if __name__ == "__main__":
    main()
