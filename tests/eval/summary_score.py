"""How much the main points of articles have in common with summaries written by hand.

    python -m tests.eval.summary_score [--folds] [--articles]

Prints ROUGE-1, -2 and -L (F1, as `rouge.py` defines them) of the first three sentences, of the three most central
ones and of ours: for the corpus, for articles whose news comes late, and, where the development data is
(`KUTIP_SHARED_DATA`), for its thirty articles of real news. `--folds` chooses the weights anew from a grid on four
fifths of all articles and prints what they are worth on the fifth left out; `--articles` adds a line an article.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.knowledge import with_quotes
from knowledge.reading import read_bytes
from knowledge.search.summaries.salience import Weights, weigh
from knowledge.search.summaries.summary import summarize
from knowledge.text.sentences import sentences
from tests.eval.rouge import rouge_l, rouge_n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from knowledge.types import Article

    Summarizer = Callable[[Article], str]

HERE = Path(__file__).parent
POINTS = 3
FOLDS = 5
GRID = {
    "early": (1.0, 2.0, 3.0),
    "early_decay": (3.0, 6.0),
    "central": (0.25, 0.5, 1.0),
    "title": (0.25, 0.5, 1.0),
    "news": (0.0, 0.3, 0.6),
}
CENTRAL_ONLY = Weights(early=0.0, central=1.0, title=0.0, news=0.0)
_SLUG = re.compile(r"\d+-[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Case:
    """An article, the set it belongs to, and a summary written by hand."""

    of: str
    id: str
    article: Article
    reference: str


def cases(shared_data: Path | None = None) -> list[Case]:
    """All that there are; those of real news where the folder `shared_data` is."""
    lines = (HERE / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    references = {row["id"]: row["summary"] for row in map(json.loads, lines)}
    read = [
        (folder, path.stem, read_bytes(path.read_bytes(), path.name))
        for folder in ("corpus", "late")
        for path in sorted((HERE / folder).iterdir())
    ]
    news = shared_data / "gold_id_dev.jsonl" if shared_data else None
    if news and news.is_file():
        read += [("news", i, article) for i, article in _real_news(news)]
    return [Case(of, i, with_quotes(article), references[i]) for of, i, article in read if i in references]


def _real_news(path: Path) -> Iterator[tuple[str, Article]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title = row["title"]
        if _SLUG.fullmatch(title):
            title = " ".join(title.split("-")[1:]).capitalize()
        yield row["id"], read_bytes(f"{title}\n\n{row['text']}".encode(), "article.txt")


def lead(article: Article) -> str:
    return " ".join(span.of(article.text) for span in islice(sentences(article.text), POINTS))


def central(article: Article) -> str:
    weighed = weigh(article, CENTRAL_ONLY)
    best = sorted(range(len(weighed)), key=lambda i: -weighed[i].worth)[:POINTS]
    return " ".join(weighed[i].span.of(article.text) for i in sorted(best))


def ours(article: Article, weights: Weights | None = None) -> str:
    summary = summarize(article, POINTS, weights) if weights else summarize(article, POINTS)
    return " ".join(point.text for point in summary.points)


METHODS: Mapping[str, Summarizer] = {"lead": lead, "central": central, "ours": ours}


def figures(scored: Sequence[Case], method: Summarizer) -> tuple[float, float, float]:
    """Means of ROUGE-1, ROUGE-2, ROUGE-L in per cent."""
    made = [(method(case.article), case.reference) for case in scored]
    one, two = (statistics.mean(rouge_n(m, r, n) for m, r in made) for n in (1, 2))
    return 100 * one, 100 * two, 100 * statistics.mean(rouge_l(m, r) for m, r in made)


def by_set(scored: Sequence[Case]) -> dict[str, list[Case]]:
    return {of: [case for case in scored if case.of == of] for of in dict.fromkeys(case.of for case in scored)}


def left_out(scored: Sequence[Case]) -> dict[str, float]:
    """ROUGE-1 of each set, every article summarised with weights that were chosen without its fold.

    The sets count alike in the choice.
    """
    grid = [Weights(**dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())]
    sizes = {of: len(members) for of, members in by_set(scored).items()}
    table = [[rouge_n(ours(case.article, weights), case.reference, 1) for case in scored] for weights in grid]
    found: dict[str, list[float]] = {of: [] for of in sizes}
    for fold in range(FOLDS):
        trained = {i: 1 / sizes[case.of] for i, case in enumerate(scored) if i % FOLDS != fold}
        best = max(table, key=partial(_total, trained))
        for i in range(fold, len(scored), FOLDS):
            found[scored[i].of].append(100 * best[i])
    return {of: statistics.mean(values) for of, values in found.items()}


def _total(shares: Mapping[int, float], row: Sequence[float]) -> float:
    return sum(share * row[i] for i, share in shares.items())


def main(arguments: Sequence[str]) -> None:
    shared = os.environ.get("KUTIP_SHARED_DATA")
    scored = cases(Path(shared) if shared else None)
    for of, members in by_set(scored).items():
        for name, method in METHODS.items():
            one, two, longest = figures(members, method)
            print(f"{of:7} {len(members):3} {name:8} R1 {one:5.1f}  R2 {two:5.1f}  RL {longest:5.1f}")
    if "--folds" in arguments:
        print("left out", {of: round(value, 1) for of, value in left_out(scored).items()})
    if "--articles" in arguments:
        for case in scored:
            each = {name: round(figures([case], method)[0], 1) for name, method in METHODS.items()}
            print(case.of, case.id, each)


if __name__ == "__main__":
    main(sys.argv[1:])
