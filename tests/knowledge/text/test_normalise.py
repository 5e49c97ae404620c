"""Forms for comparing."""

from __future__ import annotations

import tracemalloc

import pytest

from knowledge.text.normalise import LONGEST_KEPT, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Céline’s", "celine's"),
        ("MENTERI", "menteri"),
        ("Straße", "strasse"),
        ("ﬁrman", "firman"),
        ("é" * LONGEST_KEPT, "e" * LONGEST_KEPT),
        ("É" * (LONGEST_KEPT + 1), "e" * (LONGEST_KEPT + 1)),
    ],
)
def test_what_is_written_otherwise_compares_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_long_texts_do_not_stay_in_memory() -> None:
    count, length = 20, 50_000
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for n in range(count):
        fold(f"é{n}" + "a" * length)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert held < count * length / 10
