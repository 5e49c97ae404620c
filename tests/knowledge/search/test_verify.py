"""Claimed quotations against what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.types import Verdict

if TYPE_CHECKING:
    from knowledge import Knowledge


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Pedagang tidak boleh menunggu berbulan-bulan", Verdict.VERBATIM),
        ("pedagang TIDAK boleh menunggu, berbulan bulan!", Verdict.VERBATIM),
        ("tidak boleh menunggu berbulan-bulan", Verdict.VERBATIM),
        ("Pedagang … menunggu berbulan-bulan", Verdict.VERBATIM),
        ("She is quiet enough to hear the gulls", Verdict.VERBATIM),
        ("She’s quiet enough to hear the gulls", Verdict.ALTERED),
        ("Pedagang boleh menunggu berbulan-bulan", Verdict.ALTERED),
        ("Pedagang tidak bole menunggu berbulan-bulan", Verdict.ALTERED),
        ("She is loud enough to wake the gulls", Verdict.ALTERED),
        ("Semua pedagang akan dipindahkan ke luar kota tahun depan", Verdict.NOT_FOUND),
        ("Traders must not wait for months", Verdict.NOT_FOUND),
    ],
)
def test_verdict(knowledge: Knowledge, claim: str, verdict: Verdict) -> None:
    assert knowledge.verify(claim).verdict is verdict


def test_differences_are_told_word_by_word(knowledge: Knowledge) -> None:
    found = knowledge.verify("Pedagang boleh menunggu berbulan-bulan lagi")
    told = [(d.op, d.said, d.claimed) for d in found.differences]
    assert told == [("delete", "tidak", ""), ("insert", "", "lagi")]


def test_the_words_of_another_are_not_the_speakers(knowledge: Knowledge) -> None:
    found = knowledge.verify("She is quiet enough to hear the gulls", speaker="Leonard Osei")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.wrong_speaker
    assert found.excerpt is not None
    assert found.excerpt.speaker == "Moira Fenwick"


def test_a_translation_is_shown_as_near_but_never_as_said(knowledge: Knowledge) -> None:
    found = knowledge.verify("The traders must not have to wait for months")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.excerpt is not None
    assert "Pedagang tidak boleh menunggu" in found.excerpt.text
