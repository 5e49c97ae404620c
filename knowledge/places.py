"""Where in an article an offset lies, as a reader would say it: which section, which paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.types import Section

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """section: its heading, None before the first; paragraph: counted from 1 within the section."""

    section: str | None
    paragraph: int


def place_of(text: str, sections: Sequence[Section], offset: int) -> Place:
    """The place of the character at `offset`."""
    home = Section(None, 0, len(text))
    for section in sections:
        if section.start <= offset:
            home = section
    before = text[home.start : offset]
    return Place(home.heading, 1 + sum(1 for line in before.split("\n")[:-1] if line.strip()))
