"""The nearest passages by meaning, beside what comparing every one of them finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.meaning.encode import from_bytes, to_bytes
from knowledge.search.meaning.shelf import LIKELY, Shelf

SIZE = 384
LIMIT = 10


def vectors(count: int, seed: int) -> np.ndarray:
    """Like those of an encoder: most of each is the same, some directions vary more, and they come in clusters."""
    draw = np.random.default_rng(seed)
    common, scales = draw.normal(size=SIZE), draw.gamma(2.0, size=SIZE)
    matters = draw.normal(size=(200, SIZE)) * scales
    made = 6 * common + matters[draw.integers(200, size=count)] + draw.normal(size=(count, SIZE)) * scales
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def shelf_of(rows: list[bytes], mean: np.ndarray, articles: list[int] | None = None) -> Shelf:
    numbers = list(range(100, 100 + len(rows)))
    return Shelf.of(numbers, articles or [0] * len(rows), rows, mean)


def exactly(rows: list[bytes], query: np.ndarray, among: np.ndarray) -> list[int]:
    cosines = from_bytes(rows) @ query
    return [100 + i for i in sorted(np.flatnonzero(among).tolist(), key=lambda i: -cosines[i])[:LIMIT]]


@given(st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_of_a_few_the_nearest_are_found_exactly(count: int, seed: int) -> None:
    made = vectors(count + 1, seed)
    rows, query = [to_bytes(row) for row in made[:-1]], made[-1]
    articles = np.random.default_rng(seed).integers(4, size=count)
    allowed = np.array([True, False, True, False])
    shelf = shelf_of(rows[: count // 2 + 1], made.mean(axis=0), articles[: count // 2 + 1].tolist())
    if count // 2 + 1 < count:
        more = Shelf.of(
            list(range(100 + count // 2 + 1, 100 + count)),
            articles[count // 2 + 1 :].tolist(),
            rows[count // 2 + 1 :],
            made.mean(axis=0),
        )
        shelf = shelf.extended(more)
    assert shelf.nearest(query, made.mean(axis=0), allowed, LIMIT) == exactly(rows, query, allowed[articles])


@pytest.mark.parametrize("seed", [1, 2])
def test_of_many_nearly_all_of_the_nearest_are_found(seed: int) -> None:
    made = vectors(5 * LIKELY + 20, seed)
    rows, queries = [to_bytes(row) for row in made[:-20]], made[-20:]
    mean, every = made[:1000].mean(axis=0), np.ones(len(rows), np.bool_)
    shelf = shelf_of(rows, mean)
    found = [set(shelf.nearest(query, mean, np.array([True]), LIMIT)) for query in queries]
    nearest = [set(exactly(rows, query, every)) for query in queries]
    assert sum(len(f & n) for f, n in zip(found, nearest, strict=True)) >= 0.9 * LIMIT * len(queries)


def test_a_shelf_without_a_passage_that_may_be_seen_has_none_near() -> None:
    made = vectors(3, 1)
    shelf = shelf_of([to_bytes(row) for row in made], made.mean(axis=0))
    assert shelf.nearest(made[0], made.mean(axis=0), np.array([False]), LIMIT) == []


def test_a_shelf_keeps_the_order_of_passages_whichever_come_first() -> None:
    made = vectors(6, 1)
    rows, mean = [to_bytes(row) for row in made], made.mean(axis=0)
    first, second = Shelf.of([5, 9], [0, 0], rows[:2], mean), Shelf.of([2, 7, 8], [0, 0, 0], rows[2:5], mean)
    numbers, packed = first.extended(second).held([9, 1, 7, 2, 9, 12])
    assert numbers.tolist() == [2, 7, 9]
    assert [row.tobytes() for row in packed] == [rows[2], rows[3], rows[1]]
    nearest = first.extended(second).nearest(made[3], mean, np.array([True]), 1)
    assert nearest == [7]
