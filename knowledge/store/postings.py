"""Which passages hold a term, packed into bytes, and BM25 over such lists.

A search engine's own index would do as well, were it not for the time: FTS5 has no early exit, its bm25() counts the
rows of every phrase of a query and reads each row that matches once more. Packed lists are read at once, and NumPy
intersects and scores them; a search for pairs of three terms takes a tenth of the time.
"""

from __future__ import annotations

import math
import struct
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

Indexed = tuple[int, Sequence[str], Sequence[str]]
"""A passage as it is indexed: its number, its terms, those of its context. They come in ascending order."""
RUN = 8_192
"""Passage numbers that a stored row covers. The row of a term in every tenth passage has 6 KB: short enough to be
rewritten when an article is added; a hundred thousand passages make thirteen of them, few enough to be read at once."""

ENTRY = np.dtype([("passage", "<u4"), ("body", "u1"), ("context", "u1"), ("length", "<u2")])
"""How often a term stands in a passage, and around it; the length of both in terms."""
_PACKED = struct.Struct("<IBBH")
_BODY = 4
MOST_TIMES, LONGEST = 255, 65_535
"""What an entry can tell; more counts as much."""
CONTEXT_WEIGHT = 0.4
"""Weight of a term in the title, heading or speakers against one in the passage."""
SATURATION, LENGTH_SHARE = 1.2, 0.7
"""The constants k1 and b of BM25: what FTS5 has, b made up for its counting of tags as words of a passage."""
LEAST_RARITY = 1e-6
"""Of a term that more than half of the passages hold."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many passages there are, and how many terms in all of them, those of the context included."""

    passages: int
    terms: int


@dataclass(frozen=True, slots=True)
class Postings:
    """Passages in ascending order, each with the part of its BM25 that a term or several make."""

    passages: NDArray[np.uint32]
    scores: NDArray[np.float64]


def entries(passages: Iterable[Indexed]) -> Mapping[tuple[str, int], bytearray]:
    """The entries that new passages make, by term and run."""
    made: dict[tuple[str, int], bytearray] = defaultdict(bytearray)
    for number, body, context in passages:
        inside, around = Counter(body), Counter(context)
        length = min(len(body) + len(context), LONGEST)
        for term in {**inside, **around}:
            entry = _PACKED.pack(number, min(inside[term], MOST_TIMES), min(around[term], MOST_TIMES), length)
            made[term, number // RUN] += entry
    return made


def in_body(packed: bytes | bytearray) -> int:
    """In how many passages the term stands, by its entries; not only around them."""
    return len(packed) // ENTRY.itemsize - packed[_BODY :: ENTRY.itemsize].count(0)


def without(packed: bytes, gone: bytes | bytearray) -> bytes:
    """The entries of the other passages."""
    held = np.frombuffer(packed, ENTRY)
    return held[~np.isin(held["passage"], np.frombuffer(gone, ENTRY)["passage"])].tobytes()


def score(packed: bytes, corpus: Corpus) -> Postings:
    """All entries of a term, as bytes, with its part of their BM25."""
    held = np.frombuffer(packed, ENTRY)
    rarity = max(math.log((corpus.passages - len(held) + 0.5) / (len(held) + 0.5)), LEAST_RARITY)
    times = held["body"] + CONTEXT_WEIGHT * held["context"]
    relative = held["length"] * (corpus.passages / max(1, corpus.terms))
    damped = times + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relative)
    return Postings(held["passage"], rarity * (SATURATION + 1) * times / damped)


def best_first(alternatives: Sequence[Sequence[Postings]]) -> Postings:
    """The passages that are in all lists of at least one alternative, best first; one that is in several adds up."""
    shared = [_shared(lists) for lists in alternatives]
    numbers = np.concatenate([each.passages for each in shared])
    passages, place = np.unique(numbers, return_inverse=True)
    scores = np.bincount(place, np.concatenate([each.scores for each in shared]), len(passages)).astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    return Postings(passages[order], scores[order])


def _shared(lists: Sequence[Postings]) -> Postings:
    shortest, *others = sorted(lists, key=lambda each: len(each.passages))
    passages, scores = shortest.passages, shortest.scores
    for other in others:
        if not len(passages):
            break
        place = np.searchsorted(other.passages, passages)
        place[place == len(other.passages)] = 0
        found = other.passages[place] == passages
        passages, scores = passages[found], scores[found] + other.scores[place[found]]
    return Postings(passages, scores)
