"""Dialogues as tables, for every place where the bot is talked to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Turn:
    """What is typed, and what must come of it; None: not looked at."""

    ask: str
    outcome: str
    contains: str | None = None
    speaker: str | None = None
    cites: str | None = None
    lacks: str | None = None


@dataclass(frozen=True)
class Dialogue:
    name: str
    turns: tuple[Turn, ...]


def load_dialogues(name: str) -> list[Dialogue]:
    """The dialogues of a table."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [Dialogue(d["name"], tuple(Turn(**turn) for turn in d["turns"])) for d in table["dialogue"]]
