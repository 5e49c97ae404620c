"""Is a quoted block speech, or a title, a nickname, a sign, a word held at arm's length?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, Token

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quoted block in its sentence: the block is `tokens[index]`, the sentence `tokens[low:stop]`."""

    tokens: list[Token]
    index: int
    low: int
    stop: int
    attributed: bool


def is_speech(text: str, place: Surroundings, lexicon: Lexicon) -> bool:
    token = place.tokens[place.index]
    block = token.block
    assert block is not None
    inner = text[block.inner_start : block.inner_end].strip()
    words = inner.split()
    if not words or "=" in text[block.start - 1 : block.start]:
        return False
    before = place.tokens[place.index - 1] if place.index > place.low else END
    if before.low in lexicon["title.before"]:
        return False
    titled = all(w[:1].isupper() or w[:1].isdigit() or len(w) < 4 for w in words) and words[0][:1].isupper()
    if titled and len(words) <= 6 and inner[-1] not in "?!":
        return False
    if not place.attributed:
        return len(words) >= 3
    return True
