"""Is a quoted block speech, or a title, a nickname, a sign, a word held at arm's length?

Some blocks are certainly none: markup, a letter, words in title case. The rest is weighed: features that a reader
can check, their weights in data/speech_weights.txt (from `python -m knowledge.evaluation.training speech FILE…`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, POINT, WORD, Token
from knowledge.quotes.weights import load_weights

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon

THRESHOLD = 0.0
"""Log odds from which a block counts as speech."""

MIN_SPEECH = 2
"""Characters; a letter in marks is a letter."""

MAX_TITLE = 7
"""Words; a longer block in title case is a sentence all the same."""

_SMALL_WORD = 4
_END_MARKS = tuple(".?!…,")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quoted block in its sentence: the block is `tokens[index]`, the sentence `tokens[low:stop]`.

    attributed: it stands in the content of a cue; alone: the sentence holds nothing but blocks.
    """

    tokens: list[Token]
    index: int
    low: int
    stop: int
    attributed: bool
    alone: bool

    @property
    def before(self) -> Token:
        return self.tokens[self.index - 1] if self.index > self.low else END

    @property
    def after(self) -> Token:
        return self.tokens[self.index + 1] if self.index + 1 < self.stop else END


def is_speech(text: str, place: Surroundings, lexicon: Lexicon) -> bool:
    """Does the block hold someone's words?"""
    if is_ruled_out(text, place, lexicon):
        return False
    weights = load_weights("speech_weights.txt")
    score = sum(weights.get(name, 0.0) * value for name, value in features(text, place, lexicon).items())
    return score > THRESHOLD


def is_ruled_out(text: str, place: Surroundings, lexicon: Lexicon) -> bool:
    """Is the block no speech for certain: empty, markup, a letter, a heading's, a title?"""
    inner = _inner(text, place)
    if (
        len(inner.rstrip(",.;:")) < MIN_SPEECH
        or "=" in text[place.tokens[place.index].start - 1 : place.tokens[place.index].start]
    ):
        return True
    if place.before.low in lexicon["scare"] or (not place.attributed and _is_unfinished(text, place)):
        return True
    named = place.before.low in lexicon["title.before"] or place.before.low not in lexicon.cues
    words = inner.split()
    return named and place.before.text != ":" and len(words) > 1 and is_title_case(words)


def _is_unfinished(text: str, place: Surroundings) -> bool:
    """Does the line end without an end mark, as headings do?"""
    last = place.tokens[-1]
    if place.alone or last.kind == POINT:
        return False
    block = last.block
    return block is None or not text[block.inner_start : block.inner_end].rstrip().endswith(_END_MARKS)


def features(text: str, place: Surroundings, lexicon: Lexicon) -> dict[str, float]:
    """What speaks for and against speech; names as in the weights file."""
    inner = _inner(text, place)
    words = inner.split()
    low = [w.strip(".,;:!?…").lower() for w in words]
    before, after = place.before, place.after
    functional = sum(w in lexicon["speechlike"] for w in low)
    titled = is_title_case(words)
    return {
        "bias": 1.0,
        "attributed": float(place.attributed),
        "titled": float(titled),
        "titled_attributed": float(titled and place.attributed),
        "words": math.log1p(len(words)),
        "one_word": float(len(words) == 1),
        "named": float(before.low in lexicon["title.before"]),
        "named_capital": float(before.low in lexicon["title.before"] and inner[:1].isupper()),
        "capital": float(inner[:1].isupper() and not titled),
        "speechlike": float(functional > 0),
        "ends_inside": float(inner.endswith(_END_MARKS)),
        "sentence_inside": float(inner.endswith((".", "?", "!", "…")) and len(words) > 2),
        "after_determiner": float(before.low in lexicon["determiner"] or before.low in lexicon["article"]),
        "after_colon": float(before.text == ":"),
        "after_bracket": float(before.text == "("),
        "after_that": float(before.low in lexicon["cue.that"]),
        "after_as": float(before.low in ("as", "sebagai")),
        "before_noun": float(after.kind == WORD and not after.capital and after.low not in lexicon["preposition"]),
        "before_end": float(after.kind == POINT or after is END),
        "opens": float(place.index == place.low),
    }


def is_title_case(words: list[str]) -> bool:
    """`Malam Panjang 2`, `Meet the Press`"""
    if not words or len(words) > MAX_TITLE or words[-1][-1:] in "?!":
        return False
    capitals = [w[:1].isupper() or w[:1].isdigit() or len(w) < _SMALL_WORD for w in words]
    return all(capitals) and (words[0][:1].isupper() or words[0][:1].isdigit())


def _inner(text: str, place: Surroundings) -> str:
    block = place.tokens[place.index].block
    return "" if block is None else text[block.inner_start : block.inner_end].strip()
