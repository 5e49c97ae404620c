"""Words and their stems."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

from knowledge.text.words import stem


def test_stems_are_the_same_from_several_threads() -> None:
    syllables = ("ga", "ri", "ton", "al", "iz", "ing", "ment", "ly", "ness")
    words = ["".join(parts) for parts in itertools.product(syllables, repeat=4)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: stem(word, "en"), words * 2, chunksize=1))
    stem.cache_clear()
    alone = [stem(word, "en") for word in words]
    assert together == alone * 2
