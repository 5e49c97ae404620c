"""ROUGE (Lin 2004), F1, in its plain form: lower-cased word tokens (`\\w+`), no stemming, no stop words taken out.

rouge_n: n-grams that both texts have, each as often as in the one with fewer, against those of either text.
rouge_l: longest common subsequence of the two whole texts, not sentence by sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise


def rouge_n(made: str, reference: str, n: int) -> float:
    """F1 of n-grams, 0 to 1; 0 where either text has none."""
    ours, theirs = _grams(made, n), _grams(reference, n)
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def rouge_l(made: str, reference: str) -> float:
    """F1 of the longest common subsequence of tokens, 0 to 1."""
    ours, theirs = _tokens(made), _tokens(reference)
    row = [0] * (len(theirs) + 1)
    for token in ours:
        new = [0]
        for (diagonal, above), other in zip(pairwise(row), theirs, strict=True):
            new.append(diagonal + 1 if token == other else max(above, new[-1]))
        row = new
    return _f1(row[-1], len(ours), len(theirs))


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    tokens = _tokens(text)
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def _f1(shared: int, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if shared else 0.0
