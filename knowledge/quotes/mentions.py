"""Source mentions: the noun phrase beside a cue that says who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    CLITIC = "clitic"


@dataclass(frozen=True, slots=True)
class Mention:
    """Token range of a source phrase in its paragraph, and of the apposition beside it."""

    start: int
    end: int
    kind: MentionKind
    apposition: tuple[int, int] | None = None

    @property
    def first(self) -> int:
        return min(self.start, self.apposition[0]) if self.apposition else self.start

    @property
    def last(self) -> int:
        return max(self.end, self.apposition[1]) if self.apposition else self.end
