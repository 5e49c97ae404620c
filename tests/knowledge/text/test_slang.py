"""Chat spellings."""

from __future__ import annotations

import pytest

from knowledge.text.slang import spelt_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("kpn", "kapan"), ("anak2", "anak"), ("org2", "orang"), ("Mobil2nya", "mobilnya"), ("co2", "co2"), ("b2b", "b2b")],
)
def test_a_chat_spelling_stands_for_a_word(typed: str, meant: str) -> None:
    assert spelt_out(typed) == meant
