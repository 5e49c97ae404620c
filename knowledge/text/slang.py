"""Chat spellings to words: `brp org` -> `berapa orang`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


def spelt_out(word: str) -> str:
    """The word that `word` is a chat spelling of; itself where it is none."""
    return _spellings().get(fold(word), word)


@cache
def _spellings() -> Mapping[str, str]:
    raw = files("knowledge.text").joinpath("data", "slang.tsv").read_text(encoding="utf-8")
    lines = [line.partition("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    return {short: long for short, _, long in lines}
