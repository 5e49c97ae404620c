"""How quotations are scored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.errors import BadExamples
from knowledge.evaluation.quotes import confusions, main, predict, read_rows, score

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "“Beras langka,” kata Rina Halim. Rina mengatakan gudang kosong."
SAID = {"kind": "direct", "spans": [[1, 13]], "speaker": "Rina Halim", "role": None, "cue": "kata"}
TOLD = {"kind": "indirect", "spans": [[49, 62]], "speaker": "Rina Halim", "role": None, "cue": "mengatakan"}


def row(*quotes: dict[str, Any]) -> dict[str, Any]:
    return {"id": "a", "language": "id", "text": TEXT, "quotes": list(quotes)}


def test_everything_right_scores_one() -> None:
    scores = score([row(SAID, TOLD)])
    assert scores.exact["all"].f1 == 1.0
    assert (scores.speaker, scores.role, scores.cue, scores.together) == (1.0, 1.0, 1.0, 1.0)
    assert confusions([row(SAID, TOLD)]) == []


def test_marks_and_punctuation_at_the_edges_do_not_count() -> None:
    assert score([row({**SAID, "spans": [[0, 15]]}, TOLD)]).exact["direct"].f1 == 1.0


@pytest.mark.parametrize(
    ("quotes", "kind"),
    [
        ([SAID], "spurious indirect"),
        ([SAID, TOLD, {**SAID, "spans": [[21, 31]]}], "missed direct"),
        ([{**SAID, "spans": [[1, 6]]}, TOLD], "bounds direct"),
        ([{**SAID, "kind": "partial"}, TOLD], "kind partial"),
        ([{**SAID, "speaker": "Halim"}, TOLD], "speaker direct"),
        ([{**SAID, "role": "pedagang"}, TOLD], "role"),
    ],
)
def test_an_error_is_named(quotes: list[dict[str, Any]], kind: str) -> None:
    [error] = confusions([row(*quotes)])
    assert error.kind == kind
    assert error.row == "a"
    assert "⟦" in error.context


def test_a_missed_quote_counts_against_the_speaker() -> None:
    assert score([row(SAID, TOLD, {**SAID, "spans": [[21, 31]]})]).speaker == 0.5


@pytest.mark.parametrize(
    ("mention", "rate"),
    [("Rina", 1.0), ("Rina Halim, a baker", 1.0), ("Siti", 0.0), ("dia", 0.0), ("who", None), (None, None)],
)
def test_without_a_full_name_the_mention_is_scored(mention: str | None, rate: float | None) -> None:
    quote = {"kind": "direct", "spans": [[1, 13]], "mention": mention, "cue": None}
    assert score([row(quote)]).mention == rate


def test_figures_and_predictions_are_plain_values() -> None:
    [prediction] = predict([row()])
    assert prediction["id"] == "a"
    assert prediction["quotes"][0]["spans"] == [[1, 13]]
    json.dumps([prediction, score([row(SAID)]).to_dict()])


def test_no_rows_score_nothing() -> None:
    scores = score([])
    assert scores.exact["all"].f1 == 0.0
    assert scores.speaker is None


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "Aman."}\nnot json\n', encoding="utf-8")
    with pytest.raises(BadExamples, match="line 2"):
        read_rows(path)


@pytest.mark.parametrize("option", [None, "--errors", "--predictions"])
def test_it_runs_as_a_module(option: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row(SAID)), encoding="utf-8")
    assert main([str(path), *([option] if option else [])]) == 0
    assert capsys.readouterr().out
