"""Lists of what a house is for: `Badan *Meteorologi, Klimatologi, dan Geofisika*` is one body, not three.

The list is joined into one token, so that no reader takes its commas for those of the sentence. Indonesian only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.lexicon import Lexicon

MAX_HEAD = 4
"""Words from the head of a house to the first comma of its list."""

MAX_ITEMS = 6
"""Items of a list."""

MAX_ITEM = 3
"""Words of an item."""

FIELD = re.compile(r"(?:pe|ke)\w{4,20}an\Z|\w{3,20}(?:logi|asi|isi|tika|istik)\Z")
"""Indonesian nouns of action and of learning, which name what a house is for: *pengairan*, *meteorologi*."""


def join_fields(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with each list of fields in the name of a house as one of them."""
    if lexicon.language != "id":
        return tokens
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        end = _list_end(tokens, index, lexicon)
        if end == index:
            joined.append(tokens[index])
        else:
            piece = text[tokens[index].start : tokens[end - 1].end]
            joined.append(Token(piece, piece.lower(), tokens[index].start, tokens[end - 1].end, WORD, True))
        index = max(end, index + 1)
    return joined


def is_list(word: str) -> bool:
    """Is a token a joined list, which is no word of a name?"""
    return ", " in word


def _list_end(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where the list that begins with the word at `start` ends; `start` if there is none."""
    if not _is_comma(tokens, start + 1) or not tokens[start].capital or not _has_head(tokens, start, lexicon):
        return start
    index = start + 2
    known = False
    for _ in range(MAX_ITEMS):
        closes = index < len(tokens) and tokens[index].low == "dan"
        index += closes
        end = _item_end(tokens, index, lexicon)
        if end == index:
            return start
        known = known or any(_is_field(t, lexicon) for t in tokens[index:end])
        if closes:
            return index + 1 if known else start
        if not _is_comma(tokens, end):
            return start
        index = end + 1
    return start


def _item_end(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where an item ends; `start` where someone or another house is named instead."""
    first = tokens[start] if start < len(tokens) else END
    others = lexicon.any_of("role", "honorific", "house", "body", "male.given", "female.given")
    if not first.capital or first.low in others or (first.text.isupper() and len(first.text) > 1):
        return start
    end = start
    while end < min(len(tokens), start + MAX_ITEM) and tokens[end].capital:
        end += 1
    return end


def _has_head(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> bool:
    """`Kementerian *Pariwisata*, …`, `Menteri *Pendidikan*, …`: does the head of a house stand shortly before?"""
    heads = lexicon.any_of("house", "head.office")
    for index in range(start - 1, max(-1, start - MAX_HEAD), -1):
        if not tokens[index].capital or tokens[index].kind != WORD:
            return False
        if tokens[index].low in heads:
            return True
    return False


def _is_field(token: Token, lexicon: Lexicon) -> bool:
    return token.low in lexicon["org"] or token.low in lexicon["field"] or FIELD.match(token.low) is not None


def _is_comma(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text == ","
