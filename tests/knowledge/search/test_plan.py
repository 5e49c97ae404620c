"""A question in its conversation."""

from __future__ import annotations

import pytest

from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.people import Directory
from knowledge.search.questions.plan import make_plan
from knowledge.search.questions.question import understand
from knowledge.types import Intent, Span, Turn


@pytest.mark.parametrize(
    ("before", "question", "kind"),
    [
        ("berapa kios yang hangus?", "yang selamat?", Expects.COUNT),
        ("how many stalls burned down?", "and in the fish hall?", Expects.COUNT),
        ("kapan pasar ikan dibuka?", "kalau pasar sayur?", Expects.DATE),
        ("berapa laba koperasi tahun ini?", "kalau tahun sebelumnya?", Expects.MONEY),
        ("berapa kios yang hangus?", "kenapa terbakar?", Expects.REASON),
        ("berapa kios yang hangus?", "apa rencana pedagang?", None),
        ("berapa kios yang hangus?", "rencana relokasi pedagang sayur ke terminal lama", None),
    ],
)
def test_what_only_names_another_thing_asks_for_the_same_kind_of_it(
    before: str, question: str, kind: Expects | None
) -> None:
    turn = Turn(before, Intent.FACT, (), "kios hangus", (("market", Span(0, 10)),))
    plan = make_plan(understand(question), Directory([], lambda _: True), turn)
    assert plan.query.expects is kind
