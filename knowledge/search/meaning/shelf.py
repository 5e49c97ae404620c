"""The vectors of one language in memory: their signs tell which are likely, all their components which are nearest.

Of a passage 48 bytes are signs, which are compared at once, and 384 are components, which are multiplied for the likely
ones only: for all of them it would take thirty times as long. The signs are those of a vector less the mean of all, as
the vectors of such encoders share most of theirs. What subtracting takes away is told by a number for each passage:

    x·q = (x − m)·(q − m) + (x − m)·m + what is the same for every x

The first product is estimated from the signs: of components that are normally distributed, each that agrees adds π/2
times their deviations. Without the second, and with one deviation for all, a hundredth of 7,300 passages had 71 % of
the three nearest; like this it has 89 %, a twelfth of them more than 99 % (`tests/benchmarks/vector_recall.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.meaning.encode import from_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LIKELY = 8_192
"""Passages, more or less, that are compared by all components: of a hundred thousand a twelfth."""
SAMPLED = 17
"""One estimate in so many tells which are the likely ones; prime, as articles may be of one length."""
AT_ONCE = 1_024
"""Of them, so that what is worked out stays in the cache of a processor: 1.5 MB of it."""

LEAST_LENGTH = 1e-9
"""Of a vector; a packed one of nothing has none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row for each passage, in ascending order of their numbers.

    passages, articles: numbers; packed: int8 components; lengths: of the packed vectors; signs: 64 components in a
    number, a line for each such number of a row; along: what of the vector, less the mean, lies along the mean; spread:
    the deviation of its components from those of the mean.
    """

    passages: NDArray[np.int64]
    articles: NDArray[np.int64]
    packed: NDArray[np.int8]
    lengths: NDArray[np.float32]
    signs: NDArray[np.uint64]
    along: NDArray[np.float32]
    spread: NDArray[np.float32]

    @classmethod
    def of(
        cls, passages: Sequence[int], articles: Sequence[int], rows: Sequence[bytes], mean: NDArray[np.float32]
    ) -> Shelf:
        """passages: ascending; rows: the packed vectors, at least one."""
        packed = np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1)
        centred = from_bytes(rows) - mean
        return cls(
            np.array(passages, np.int64),
            np.array(articles, np.int64),
            packed,
            _lengths(packed.astype(np.float32)),
            _signs(centred),
            (centred @ mean).astype(np.float32),
            _spread(centred),
        )

    def extended(self, other: Shelf) -> Shelf:
        """The rows of both."""
        both = Shelf(
            np.concatenate([self.passages, other.passages]),
            np.concatenate([self.articles, other.articles]),
            np.concatenate([self.packed, other.packed]),
            np.concatenate([self.lengths, other.lengths]),
            np.concatenate([self.signs, other.signs], axis=1),
            np.concatenate([self.along, other.along]),
            np.concatenate([self.spread, other.spread]),
        )
        return both if other.passages[0] > self.passages[-1] else both._ordered()

    def _ordered(self) -> Shelf:
        order = np.argsort(self.passages)
        return Shelf(
            self.passages[order],
            self.articles[order],
            self.packed[order],
            self.lengths[order],
            self.signs[:, order],
            self.along[order],
            self.spread[order],
        )

    def held(self, passages: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
        """Those of `passages` that are here, ascending, and their packed vectors."""
        wanted = np.unique(np.array(passages, np.int64))
        rows = np.minimum(np.searchsorted(self.passages, wanted), len(self.passages) - 1)
        rows = rows[self.passages[rows] == wanted]
        return self.passages[rows], self.packed[rows]

    def nearest(
        self, query: NDArray[np.float32], mean: NDArray[np.float32], allowed: NDArray[np.bool_], limit: int
    ) -> list[int]:
        """The `limit` passages nearest to `query`, best first, of articles that are `allowed`, by their numbers."""
        allowed_rows = allowed[self.articles]
        rows = np.flatnonzero(allowed_rows)
        if len(rows) > LIKELY:
            estimates = self.estimates(query - mean)
            reached = _reached_by(estimates[rows[::SAMPLED]], LIKELY, len(rows))
            rows = np.flatnonzero(allowed_rows & (estimates >= reached))
        best = rows[_largest(self._cosines(query, rows), limit)]
        numbers: list[int] = self.passages[best].tolist()
        return numbers

    def estimates(self, centred: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of each row's product with the query, less the same number for all."""
        differing = np.zeros(len(self.passages), np.uint16)
        for line, word in zip(self.signs, _signs(centred[None, :])[:, 0], strict=True):
            differing += np.bitwise_count(line ^ word)
        per_sign = np.float32(math.pi / 2) * _spread(centred[None, :])
        agreeing = len(centred) - 2 * differing.astype(np.float32)
        estimated: NDArray[np.float32] = self.along + per_sign * self.spread * agreeing
        return estimated

    def _cosines(self, query: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        products = np.zeros(len(rows), np.float32)
        for i in range(0, len(rows), AT_ONCE):
            products[i : i + AT_ONCE] = self.packed.take(rows[i : i + AT_ONCE], 0).astype(np.float32) @ query
        products /= np.maximum(self.lengths[rows], LEAST_LENGTH)
        return products


def _reached_by(some: NDArray[np.float32], count: int, values: int) -> np.float32:
    """What about `count` of so many values reach, as some of them tell: to sort all takes longer."""
    rank = len(some) - max(1, len(some) * count // values)
    reached: np.float32 = np.partition(some, rank)[rank]
    return reached


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Where the `count` largest stand, the largest first."""
    few = np.argpartition(-values, count)[:count] if len(values) > count else np.arange(len(values))
    return few[np.argsort(-values[few], kind="stable")]


def _spread(centred: NDArray[np.float32]) -> NDArray[np.float32]:
    return _lengths(centred) / np.float32(math.sqrt(centred.shape[1]))


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1)
    return lengths


def _signs(centred: NDArray[np.float32]) -> NDArray[np.uint64]:
    packed = np.packbits(centred > 0, axis=1)
    padding = -packed.shape[1] % 8
    return np.ascontiguousarray(np.pad(packed, ((0, 0), (0, padding))).view(np.uint64).T)
