"""Logistic regression and conditional logit with an L2 penalty, in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ROUNDS = 30
STEPS, PACE = 3_000, 0.5


def logistic(x: Array, y: Array, w: Array, penalty: float) -> tuple[float, Array]:
    """Bias and weights for raw features, by IRLS on standardised ones; `w`: what each example counts."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    beta = np.zeros(z.shape[1])
    ridge = np.diag([penalty] * x.shape[1] + [0.0])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (w * (y - p)) - ridge @ beta
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + ridge
        beta = beta + np.linalg.solve(hessian, gradient)
    raw = beta[:-1] / spread
    return float(beta[-1] - raw @ mean), raw


def choice(sets: Sequence[tuple[Array, Sequence[int]]], penalty: float) -> Array:
    """Weights under which one of the right rows of each set is likely (softmax within the set)."""
    beta = np.zeros(sets[0][0].shape[1])
    for _ in range(STEPS):
        gradient = -2 * penalty * beta
        for x, right in sets:
            p = np.exp(x @ beta - (x @ beta).max())
            p /= p.sum()
            posterior = np.zeros(len(p))
            posterior[list(right)] = p[list(right)] / (p[list(right)].sum() + 1e-12)
            gradient += x.T @ (posterior - p)
        beta += PACE * gradient / len(sets)
        if np.abs(gradient).max() < 1e-3 * len(sets):
            break
    return beta
