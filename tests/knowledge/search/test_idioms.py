"""Phrases whose meaning hangs on a stop word."""

from __future__ import annotations

import pytest

from knowledge.search.questions.question import understand


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("when does the bakery open again?", "bakery reopen"),
        ("how many are Out of Work at the mill?", "jobless mill"),
        ("was anything taken in the break-in?", "anything taken burglary"),
        ("who dug up the old coins?", "unearthed old coins"),
        ("berapa anggota yang gak setuju tarif baru?", "menolak tarif baru"),
        ("kenapa konsernya ga jadi?", "konsernya batal"),
        ("apa mereka setuju tarif baru?", "setuju tarif baru"),
        ("is the bakery open?", "bakery open"),
        ("why did Rini say no to the offer?", "Rini refuse offer"),
        ("how long was the break in the concert?", "long break concert"),
    ],
)
def test_it_is_one_word(question: str, topic: str) -> None:
    assert " ".join(understand(question).topic) == topic


def test_a_claim_stays_as_it_was_typed() -> None:
    assert understand("is it true that Rini said she was out of work?").reported == "she was out of work?"
    assert understand("did Rini say “we were kicked out”?").claim == "we were kicked out"
