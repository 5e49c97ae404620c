"""Reads the tables of phenomena: lines of text, each with the quotes expected in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.types import Language, Quote

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Expected:
    """One quote; None means that a field is not looked at, "-" that there must be none."""

    kind: str
    spans: str | None
    speaker: str | None
    role: str | None
    mention: str | None

    def differs(self, quote: Quote) -> list[str]:
        """What is otherwise than expected, in words."""
        found = {
            "kind": quote.kind.value,
            "spans": " + ".join(quote.text[:0] + piece for piece in pieces(quote)),
            "speaker": quote.speaker.name if quote.speaker else "-",
            "role": (quote.speaker.role if quote.speaker else None) or "-",
            "mention": quote.mention or "-",
        }
        wanted = {
            "kind": self.kind,
            "spans": self.spans,
            "speaker": self.speaker,
            "role": self.role,
            "mention": self.mention,
        }
        return [
            f"{name}: {found[name]!r} instead of {value!r}"
            for name, value in wanted.items()
            if value is not None and value != found[name]
        ]


@dataclass(frozen=True)
class Case:
    section: str
    text: str
    quotes: tuple[Expected, ...]


def pieces(quote: Quote) -> list[str]:
    """The text of a quote, span by span."""
    parts, rest = [], quote.text
    for span in quote.spans:
        parts.append(rest[: len(span)])
        rest = rest[len(span) + 1 :]
    return parts


def read_cases(language: Language) -> list[Case]:
    """The cases of one table, in order."""
    cases: list[Case] = []
    section, text, quotes = "", "", []
    lines = (FOLDER / f"phenomena_{language}.txt").read_text(encoding="utf-8").splitlines()
    for line in [*lines, "## end"]:
        if line.startswith("  "):
            quotes.append(line.strip())
        elif line and not line.startswith("# "):
            if text:
                cases.append(Case(section, text.replace("¶", "\n\n"), tuple(map(_expected, filter(_is_quote, quotes)))))
            text, quotes = ("", []) if line.startswith("##") else (line, [])
            section = line.removeprefix("## ") if line.startswith("##") else section
    return cases


def _is_quote(line: str) -> bool:
    return line != "none"


def _expected(line: str) -> Expected:
    kind, *fields = (field.strip() or None for field in line.split("|"))
    assert kind is not None
    spans, speaker, role, mention = (*fields, None, None, None, None)[:4]
    return Expected(kind, spans, speaker, role, mention)
