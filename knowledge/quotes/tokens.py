"""Words of a paragraph outside its quotation marks; each quoted block is one token, a hole in the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.quotes.marks import Block

# Linear: each alternative begins with another character class, and none can match in two ways.
_TOKEN = re.compile(
    r"https?://\S{1,500}"
    r"|(?P<number>(?:Rp)?\d\w*(?:[.,:/-]\w+)*%?)"
    r"|(?P<word>[@#]?[^\W\d]\w*(?:(?!['’]s\b)['’&@/+-][^\W_]\w*|\.[a-z]\w*"
    r"|(?:(?<=\b[A-Z])|(?<=\b[A-Z][a-z]))\.[A-Z]\w{0,3}\b)*)"  # U.S, M.Si, Sp.B
    r"|['’]s\b|\.{2,}|[^\w\s]"
)

WORD: Final = "w"
NUMBER: Final = "n"
QUOTE: Final = "q"
POINT: Final = "p"


class Token(NamedTuple):
    """A word, a number, a punctuation mark, or a whole quoted block."""

    text: str
    low: str
    start: int
    end: int
    kind: str
    capital: bool
    block: Block | None = None


END: Final = Token("", "", 0, 0, POINT, False)
"""What stands before the first token and after the last."""


def tokenize(
    text: str, start: int, end: int, blocks: list[Block], is_abbreviation: Callable[[str], bool]
) -> list[Token]:
    """The tokens of `text[start:end]`, in order."""
    tokens: list[Token] = []
    for block in blocks:
        _tokenize_plain(text, start, block.start, tokens, is_abbreviation)
        tokens.append(Token("", "", block.start, block.end, QUOTE, False, block))
        start = block.end
    _tokenize_plain(text, start, end, tokens, is_abbreviation)
    return tokens


def _tokenize_plain(
    text: str, start: int, end: int, tokens: list[Token], is_abbreviation: Callable[[str], bool]
) -> None:
    for match in _TOKEN.finditer(text, start, end):
        piece = match.group()
        group = match.lastgroup
        first, last = match.span()
        if group == "word":
            tokens.append(Token(piece, piece.lower(), first, last, WORD, _is_capital(piece)))
        elif group == "number":
            tokens.append(Token(piece, piece, first, last, NUMBER, False))
        elif piece == "." and tokens and _takes_stop(tokens[-1], first, is_abbreviation):
            word = tokens[-1]
            tokens[-1] = word._replace(text=word.text + ".", end=last)
        else:
            tokens.append(Token(piece, piece, first, last, POINT, False))


def _is_capital(piece: str) -> bool:
    """Names begin with a capital; some have it later (al-Amr, eBay)."""
    return piece[0].isupper() or piece[0] in "@#" or (len(piece) > 3 and not piece.islower())


def _takes_stop(word: Token, at: int, is_abbreviation: Callable[[str], bool]) -> bool:
    if word.kind != WORD or word.end != at:
        return False
    initials = word.capital and all(len(letter) == 1 for letter in word.text.split("."))
    return initials or is_abbreviation(word.low)
