"""Articles that report one event, together: average linkage, so that one bridge does not join two events."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

JOINED = 0.5
"""The mean chance of all pairs from which two groups are one."""


def clusters(count: int, chances: Mapping[tuple[int, int], float], joined: float = JOINED) -> list[list[int]]:
    """The numbers below `count` in groups, each in order, by the lowest number.

    chances: that two belong together, the lower number first; of pairs that are not there it is nil. Time and memory
    grow with the number of pairs, times its logarithm.
    """
    members = {i: [i] for i in range(count)}
    sums = _both_ways(chances, count)
    waiting = [(-chance, i, j, 2) for (i, j), chance in chances.items() if chance >= joined]
    heapq.heapify(waiting)
    while waiting:
        _, i, j, size = heapq.heappop(waiting)
        is_current = i in members and j in members and len(members[i]) + len(members[j]) == size
        if not is_current:
            continue
        members[i] += members.pop(j)
        _move(sums, j, i)
        for other, total in sums[i].items():
            mean = total / (len(members[i]) * len(members[other]))
            if mean >= joined:
                size = len(members[i]) + len(members[other])
                heapq.heappush(waiting, (-mean, min(i, other), max(i, other), size))
    return [sorted(group) for _, group in sorted(members.items())]


def _both_ways(chances: Mapping[tuple[int, int], float], count: int) -> list[dict[int, float]]:
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for (i, j), chance in chances.items():
        sums[i][j] = sums[j][i] = chance
    return sums


def _move(sums: list[dict[int, float]], source: int, target: int) -> None:
    """What `source` has in common with others is `target`'s now."""
    for other, total in sums[source].items():
        del sums[other][source]
        if other != target:
            sums[target][other] = sums[other][target] = sums[target].get(other, 0.0) + total
    sums[source] = {}
