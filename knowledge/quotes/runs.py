"""Capitalised runs in running text, and what the spelling of their words tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.quotes.lexicon import Lexicon

MAX_NICKNAME = 30
"""Characters of a block in marks that may stand inside a name (Charlie ‘The Canibal’ Campbell)."""

MAX_RUN = 30
"""Tokens of a capitalised run; a longer one is a heading or a list, and is cut."""

_MODIFIER = re.compile(r"[^\W\d_]+-(?:born|bred|led|run|owned|made|\w{2,10}(?:ed|ing))")
"""`Ethiopia-born`, `London-based`, `Welsh-speaking`: written with a capital, and no word of a name."""

_DOUBLED = re.compile(r"(\w)\1")

_NO_NAMES = ("org", "place", "region", "thing", "storm", "role", "day", "head.of")


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised run: token range in a paragraph; opens: it stands at the head of a sentence."""

    paragraph: int
    start: int
    end: int
    opens: bool


def runs_of(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Capitalised runs among `tokens[start:end]`, brackets left out."""
    index = start
    depth = 0
    while index < end:
        token = tokens[index]
        if token.kind == POINT:
            depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        if depth or not token.capital or token.kind != WORD or is_modifier(token):
            index += 1
            continue
        stop = run_end(tokens, index, end, lexicon)
        yield index, stop
        index = stop


def run_end(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> int:
    """Where the capitalised run that begins at `start` ends."""
    connectors = lexicon["connector"]
    stop = start + 1
    end = min(end, start + MAX_RUN)
    while stop < end:
        token = tokens[stop]
        if is_modifier(token):
            break
        if not token.capital:
            following = tokens[stop + 1] if stop + 1 < end else END
            if following.low in connectors and stop + 2 < end and token.low in connectors:
                following = tokens[stop + 2]
            if not following.capital or following.kind != WORD:
                break
            nickname = token.kind == QUOTE and token.end - token.start < MAX_NICKNAME
            belongs = token.low in connectors and not (token.low == "of" and is_full_name(tokens, start, stop, lexicon))
            house = token.text in ("'s", "’s") and following.low in lexicon["owned.house"]
            if not nickname and not belongs and not house:
                break
        stop += 1
    return stop


def is_modifier(token: Token) -> bool:
    """`*Ethiopia-born* Selam Wolde`"""
    return _MODIFIER.fullmatch(token.text) is not None


def is_full_name(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """Are the words those of a person, office and honorifics in front allowed (`Analyst Ann Lee` *of Fern Partners*,
    but `Royal Bank` *of Scotland*)?"""
    titles = lexicon.any_of("role", "honorific")
    if tokens[start].low in lexicon.any_of("male.given", "female.given"):
        return True
    while start < end and tokens[start].low.rstrip(".") in titles:
        start += 1
    words = tokens[start:end]
    return len(words) > 1 and not any(t.low in lexicon.any_of(*_NO_NAMES) for t in words)


def is_heading(tokens: Sequence[Token], first: bool = False) -> bool:
    """A short line in title case without an end mark: its capitals make no names.

    first: the line opens the text, where a title may end in a full stop.
    """
    if not tokens or len(tokens) > 24:
        return False
    if any(t.kind == QUOTE for t in tokens) and not (first and tokens[-1].kind == WORD):
        return False  # a title may quote: `Film “Pulang” Diputar Lagi`
    if tokens[-1].kind == POINT and not first:
        return False
    words = [t for t in tokens if t.kind == WORD]
    long = [t for t in words if len(t.low) > 3]
    return len(words) > 3 and sum(t.capital for t in long) >= 0.7 * len(long)


@lru_cache(maxsize=10_000)
def spelling(word: str) -> str:
    """A word with doubled letters written once: papers waver between Mohammad and Mohamad."""
    return _DOUBLED.sub(r"\1", word)


def is_acronym(token: Token) -> bool:
    return len(token.text) > 2 and token.text.isupper() and "." not in token.text


def has_inner_capital(word: str) -> bool:
    """OpenAI, YouTube; but McGuire, DeGroot, O'Donnell are people."""
    if word.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Van", "O'", "O’", "D'", "Fitz", "Al-", "El-")):
        return False
    return any(c.isupper() for c in word[1:]) and not word.isupper() and "-" not in word
