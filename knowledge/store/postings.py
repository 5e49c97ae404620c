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
from functools import reduce
from itertools import accumulate, islice
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
    """Entries of a term, in ascending order of their passages; passages: of how many it has one, here or not."""

    entries: NDArray[np.void]
    passages: int

    @classmethod
    def of(cls, packed: bytes) -> Postings:
        """All entries of a term."""
        held = np.frombuffer(packed, ENTRY)
        return cls(held, len(held))

    def places(self, passages: NDArray[np.uint32]) -> NDArray[np.intp]:
        """For each of `passages` where its entry is, or that of another where it has none."""
        return np.minimum(np.searchsorted(self.entries["passage"], passages), len(self.entries) - 1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, the best ones first, with their BM25."""

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


def best_first(alternatives: Sequence[Sequence[Postings]], corpus: Corpus) -> Ranked:
    """The passages that are in all lists of at least one alternative, best first; one that is in several adds up."""
    shared = [_shared(lists) for lists in alternatives if lists]
    if not shared:
        return Ranked(np.empty(0, np.uint32), np.empty(0))
    numbers = np.concatenate([lists[0].entries["passage"] for lists in shared])
    passages, place = np.unique(numbers, return_inverse=True)
    scores = np.bincount(place, np.concatenate(_summed(shared, corpus)), len(passages)).astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    return Ranked(passages[order], scores[order])


def _shared(lists: Sequence[Postings]) -> list[Postings]:
    """Of each list, the entries of the passages that all have; the shortest first."""
    shortest, *others = sorted(lists, key=lambda each: len(each.entries))
    if not others:
        return [shortest]
    passages, places = shortest.entries["passage"], [np.arange(len(shortest.entries))]
    for other in others:
        found = other.places(passages)
        there = other.entries["passage"][found] == passages
        passages, places = passages[there], [each[there] for each in (*places, found)]
    return [
        Postings(each.entries[place], each.passages) for each, place in zip((shortest, *others), places, strict=True)
    ]


def _summed(shared: Sequence[Sequence[Postings]], corpus: Corpus) -> list[NDArray[np.float64]]:
    """For each alternative the BM25 of its passages. Of all at once, since most have few."""
    lists = [each for alternative in shared for each in alternative]
    sizes = [len(each.entries) for each in lists]
    # As plain numbers: to put records together NumPy first compares their fields, name by name.
    held = np.concatenate([each.entries.view(np.uint64) for each in lists]).view(ENTRY)
    rarity = np.repeat([_rarity(each.passages, corpus) for each in lists], sizes)
    times = held["body"] + CONTEXT_WEIGHT * held["context"]
    relative = held["length"] * (corpus.passages / max(1, corpus.terms))
    damped = times + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relative)
    scores = rarity * (SATURATION + 1) * times / damped
    parts = (scores[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True))
    return [reduce(np.add, islice(parts, len(alternative))) for alternative in shared]


def _rarity(count: int, corpus: Corpus) -> float:
    return max(math.log((corpus.passages - count + 0.5) / (count + 0.5)), LEAST_RARITY)
