"""What is searched for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from knowledge.search.questions.expecting import Expects
    from knowledge.search.questions.focus import Focus
    from knowledge.types import Language


@dataclass(frozen=True)
class Request:
    """What is searched for: the whole text for meaning, its topic words for coverage; focus: see there."""

    text: str
    topic: str
    language: Language
    expects: Expects | None = None
    focus: Focus | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """All of the text, folded."""
        return frozenset(fold(word.text) for word in words(self.text))

    def without_figures(self, text: str) -> str:
        """Without those that the request has itself."""
        figures = [word for word in self.words if word[0].isdigit()]
        return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, figures))})(?!\w)", "", text) if figures else text
