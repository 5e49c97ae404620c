"""Words that pasting has glued together: `ujarBahlil`, `JakartaMenteri`, `Ponomenjelaskan`.

A word is taken apart only where both halves are known: to the lexicon, or from elsewhere in the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import POINT, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.quotes.lexicon import Lexicon

MIN_GLUED = 7
"""Characters; a shorter word is not looked into."""

MAX_GLUED = 60
"""Characters; a longer run of letters is no glued pair of words."""

MIN_TAIL = 5
"""Letters of a function word that is cut off a name nobody else in the article bears."""

MAX_BEFORE_PAIR = 6
"""Tokens from what tells that two are named to where their names meet."""

_PAIR = re.compile(r"[A-Z][a-z]{2,}-[A-Z][a-z]{2,}")
_SEAM = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zA-Z])")


def unglue(tokens: list[Token], names: frozenset[str], lexicon: Lexicon) -> list[Token]:
    """The tokens with glued words taken apart; names: capitalised words of the article as written."""
    if not any(_is_suspect(token) for token in tokens):
        return tokens
    parts: list[Token] = []
    for token in tokens:
        parts.extend(_apart(token, names, lexicon) if _is_suspect(token) else (token,))
    return parts


def part_pairs(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with two who stand for office together (`pasangan Rina Hadi-Bowo Sanjaya`) joined by an "and"."""
    parts: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[max(0, index - MAX_BEFORE_PAIR) : index]
        is_pair = _PAIR.fullmatch(token.text) and any(t.low in lexicon["pair"] for t in before)
        parts.extend(_both(token) if is_pair else (token,))
    return parts


def _both(token: Token) -> Iterable[Token]:
    first, _, second = token.text.partition("-")
    middle = token.start + len(first)
    return (
        Token(first, first.lower(), token.start, middle, WORD, True),
        Token("-", "dan", middle, middle + 1, WORD, False),
        Token(second, second.lower(), middle + 1, token.end, WORD, True),
    )


def _is_suspect(token: Token) -> bool:
    if token.kind == WORD and "-" in token.text and token.text[:2].isupper():
        return True
    return token.kind == WORD and MIN_GLUED <= len(token.text) <= MAX_GLUED and token.text.isalpha() and token.capital


def _apart(token: Token, names: frozenset[str], lexicon: Lexicon) -> Iterable[Token]:
    place, dash, rest = token.text.partition("-")
    if dash:
        return _after_dateline(token, place, rest, lexicon)
    seam = _seam(token.text, names, lexicon)
    if seam is None:
        return (token,)
    left, right = token.text[:seam], token.text[seam:]
    middle = token.start + seam
    first = Token(left, left.lower(), token.start, middle, WORD, left[0].isupper())
    second = Token(right, right.lower(), middle, token.end, WORD, right[0].isupper())
    return (*_apart(first, names, lexicon), *_apart(second, names, lexicon)) if seam else (token,)


def _after_dateline(token: Token, place: str, rest: str, lexicon: Lexicon) -> Iterable[Token]:
    """`JAKARTA-Rayen`: the place of a report, glued to its first word."""
    if not place.isupper() or rest.isupper() or not rest[:1].isupper() or place.lower() not in lexicon["place"]:
        return (token,)
    middle = token.start + len(place)
    return (
        Token(place, place.lower(), token.start, middle, WORD, True),
        Token("-", "-", middle, middle + 1, POINT, False),
        Token(rest, rest.lower(), middle + 1, token.end, WORD, True),
    )


def _seam(word: str, names: frozenset[str], lexicon: Lexicon) -> int | None:
    for match in _SEAM.finditer(word):
        left, right = word[: match.start()], word[match.start() :]
        if _is_word(left.lower(), lexicon) and (len(left) > 3 or left.lower() in lexicon.cues):
            return match.start()
        if right.lower() in lexicon["role"] or (right in names and left in names):
            return match.start()
    if not word[0].isupper() or word.isupper():
        return None
    for length in range(min(12, len(word) - 3), 1, -1):
        tail = word[-length:]
        if not tail.islower():
            continue
        if length >= MIN_TAIL and tail in lexicon["glue"]:
            return len(word) - length
        if word[:-length] in names and len(word) - length > 3 and _is_function(tail, lexicon):
            return len(word) - length
    return None


def _is_word(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.cues or word in lexicon["pihak"] or word in lexicon["place"] or _is_function(word, lexicon)


def _is_function(word: str, lexicon: Lexicon) -> bool:
    return (
        word in lexicon["preposition"]
        or word in lexicon["conjunction"]
        or word in lexicon["cue.adverb"]
        or word in lexicon.cues
    )
