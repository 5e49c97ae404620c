"""Runs of words that texts share, whatever was cut, put in or moved between them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]
    """Hashes of runs of words, each once, in order."""

LENGTH = 4
"""Words of a run."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def shingles(text: str) -> Shingles:
    """Of a text that is shorter than a run, it is one. The same in every process, as they are kept."""
    codes = np.array([crc32(fold(word.text).encode("utf-8", "replace")) for word in words(text)], np.uint64)
    length = min(LENGTH, len(codes))
    if not length:
        return codes
    runs = np.zeros(len(codes) - length + 1, np.uint64)
    for i in range(length):
        runs = mixed(runs * _FACTOR + codes[i : i + len(runs)])
    return np.unique(runs)


def mixed(numbers: Shingles) -> Shingles:
    """Each number as another one, all bits of which depend on all of its own (the finaliser of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def contained(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text that the longer one has as well, 0 to 1."""
    fewest = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / fewest if fewest else 0.0
