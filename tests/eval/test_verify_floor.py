"""What the verdicts on the labelled English quotations may not fall short of; the figures are of November 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.store import open_database, open_store
from knowledge.types import Verdict
from tests.eval.verify_score import claims_in_library, figures, read

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.types import Verification
    from tests.eval.verify_score import Claim

PRECISION, RECALL = 0.98, 0.92
"""Where recall is lost, the article's own records lack the quotation."""


@pytest.fixture(scope="module")
def checked(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Claim, Verification]]:
    knowledge = Knowledge(open_store(open_database(tmp_path_factory.mktemp("floor") / "k.sqlite3")), None)
    claims = claims_in_library(knowledge, read(shared_data / "gold_en_dev.jsonl"))
    return [(claim, knowledge.verify(claim.text)) for claim in claims]


@pytest.mark.parametrize("verdict", [Verdict.VERBATIM, Verdict.ALTERED])
def test_verdicts(checked: list[tuple[Claim, Verification]], verdict: Verdict) -> None:
    precision, recall = figures(checked, verdict)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_nothing_that_was_said_elsewhere_is_found(checked: list[tuple[Claim, Verification]]) -> None:
    assert figures(checked, Verdict.NOT_FOUND)[1] == 1.0
