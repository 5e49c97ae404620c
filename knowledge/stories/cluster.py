"""Articles that report one event, together: average linkage, so that one bridge does not join two events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

JOINED = 0.5
"""The mean chance of all pairs from which two groups are one."""


def clusters(chances: NDArray[np.float64], joined: float = JOINED) -> list[list[int]]:
    """Groups of row numbers, each in order. chances: symmetric, for each two that they belong together."""
    count = len(chances)
    sums, sizes = chances.copy(), np.ones(count)
    members = [[i] for i in range(count)]
    np.fill_diagonal(sums, -np.inf)
    while count:
        means = sums / np.outer(sizes, sizes)
        i, j = sorted(divmod(int(np.argmax(means)), count))
        if not means[i, j] >= joined:
            break
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sums[i, i] = -np.inf
        sums[j], sums[:, j] = -np.inf, -np.inf
        sizes[i] += sizes[j]
        members[i] += members[j]
        members[j] = []
    return [sorted(group) for group in members if group]
