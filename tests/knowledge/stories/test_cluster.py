"""Average linkage over chances: groups that hold, bridges that do not."""

from __future__ import annotations

from itertools import combinations
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.stories.cluster import JOINED, clusters

if TYPE_CHECKING:
    from collections.abc import Mapping

Chances = dict[tuple[int, int], float]


@pytest.mark.parametrize(
    ("count", "chances", "groups"),
    [
        (0, {}, []),
        (3, {}, [[0], [1], [2]]),
        (3, {(0, 2): 0.9}, [[0, 2], [1]]),
        (3, {(0, 2): 0.4}, [[0], [1], [2]]),
        (3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.7}, [[0, 1, 2]]),
        # Follow-up after follow-up is no chain: the first has nothing to do with the last.
        (4, {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}, [[0, 1], [2, 3]]),
        # A round-up that is like one article of each of two events joins neither.
        (5, {(0, 1): 0.9, (2, 3): 0.9, (0, 4): 0.6, (2, 4): 0.6}, [[0, 1], [2, 3], [4]]),
        # The surest are joined first, and then what is left has to be like both.
        (3, {(0, 1): 0.6, (1, 2): 0.9}, [[0], [1, 2]]),
    ],
)
def test_groups(count: int, chances: Chances, groups: list[list[int]]) -> None:
    assert clusters(count, chances) == groups


@st.composite
def chance_tables(draw: st.DrawFn) -> tuple[int, Chances]:
    count = draw(st.integers(0, 12))
    pairs = list(combinations(range(count), 2))
    values = st.one_of(st.just(0.0), st.floats(0.0, 1.0))
    return count, {pair: chance for pair in pairs if (chance := draw(values))}


@given(chance_tables())
def test_each_is_in_one_group_and_no_two_groups_belong_together(table: tuple[int, Chances]) -> None:
    count, chances = table
    groups = clusters(count, chances)
    assert sorted(i for group in groups for i in group) == list(range(count))
    assert all(_mean(chances, one, other) < JOINED + 1e-9 for one, other in combinations(groups, 2))
    assert all(group == [group[0]] or _likeness(chances, group) > 0 for group in groups)


def _mean(chances: Mapping[tuple[int, int], float], one: list[int], other: list[int]) -> float:
    return mean(chances.get((min(i, j), max(i, j)), 0.0) for i in one for j in other)


def _likeness(chances: Mapping[tuple[int, int], float], group: list[int]) -> float:
    return mean(chances.get(pair, 0.0) for pair in combinations(group, 2))
