"""Runs of words that texts share, whatever was cut, put in or moved between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Shingles = NDArray[np.uint64]
    """Hashes of runs of words, each once, in order."""

LENGTH = 4
"""Words of a run. On the project's pairs (`tests/eval/copies`) any of 2 to 5 tells copies from other reports; shorter
ones are shared by texts of one kind, longer ones are lost by each edit."""
BANDS, ROWS = 16, 3
"""Least hashes that are kept of a text, by threes: texts that share half of their runs have one of the bands in common
in 88 of 100 cases, such that share seven tenths always but in one of a thousand, and a tenth in 2 of 100."""
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
_SEPARATORS = str.maketrans("", "", ".,:")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Words and figures, apart: `Rp13.200` is the same as `Rp 13.200`."""
    return _TOKEN.finditer(text)


def token(written: str) -> str:
    """For comparing: a figure has no separators, whichever the outlet uses."""
    return written.translate(_SEPARATORS) if written[0].isdigit() else fold(written)


def shingles(text: str) -> Shingles:
    """Of a text that is shorter than a run, it is one. The same in every process, as they are kept."""
    found = _TOKEN.findall(text)
    code = {each: crc32(token(each).encode("utf-8", "replace")) for each in set(found)}
    codes = np.array([code[each] for each in found], np.uint64)
    length = min(LENGTH, len(codes))
    if not length:
        return codes
    runs = np.zeros(len(codes) - length + 1, np.uint64)
    for i in range(length):
        runs = runs * _FACTOR + codes[i : i + len(runs)]
    return np.unique(_mixed(runs))


def bands(runs: Shingles, seed: str) -> tuple[int, ...]:
    """What texts that share most of their runs have some of in common (MinHash): signed numbers of 64 bits.

    seed: what they have to share besides.
    """
    if not len(runs):
        return ()
    keys = _mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * _FACTOR)
    least = ((runs ^ keys[:, None]) * _FACTOR).min(axis=1).reshape(BANDS, ROWS)
    found = np.arange(BANDS, dtype=np.uint64) + np.uint64(crc32(seed.encode("utf-8", "replace")))
    for row in range(ROWS):
        found = _mixed(found * _FACTOR + least[:, row])
    return tuple(found.view(np.int64).tolist())


def contained(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text that the longer one has as well, 0 to 1."""
    fewest = min(len(one), len(other))
    return shared(one, other) / fewest if fewest else 0.0


def resemblance(one: Shingles, other: Shingles) -> float:
    """The share of both texts that is the same, 0 to 1."""
    both = shared(one, other)
    return both / (len(one) + len(other) - both) if both else 0.0


def shared(one: Shingles, other: Shingles) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def _mixed(numbers: Shingles) -> Shingles:
    """Each number as another one, all bits of which depend on all of its own (the finaliser of SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
