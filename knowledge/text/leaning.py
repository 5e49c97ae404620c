"""Whether a sentence can stand by itself, away from those around it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.data_files import load_table
from knowledge.text.normalise import fold
from knowledge.text.sentences import CLOSING_MARKS
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Quote

WORDS_OF_SUBJECT = 4
"""A pronoun among so many first words is the subject, or near enough: "Menurut dia", "Untuk itu, ia"."""
CLITIC = "-nya"

_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”„]")


def is_aside(text: str) -> bool:
    """Not told by the article: a question, an announcement of what follows, a call to the reader, a credit."""
    ends_open = text.rstrip(CLOSING_MARKS + " ").endswith(("?", ":"))
    return ends_open or bool(_ADDRESS.search(text)) or _opens_with(text, "asides")


def leans(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether `text` needs the sentence before it: a subject or a speaker who is named there, half a quotation.

    quotes: those that `text` holds words of.
    """
    first = [fold(word.text) for word in islice(words(text), WORDS_OF_SUBJECT)]
    is_quotation = bool(_MARKS.match(text))
    pronoun = not is_quotation and any(word in _leaning()["pronouns"] for word in first)
    return pronoun or _opens_with(text, "openings") or _is_cut(text) or any(_lacks_speaker(q, text) for q in quotes)


def _is_cut(text: str) -> bool:
    # Some papers open with the closing mark, so that only the number of marks tells.
    return len(_MARKS.findall(text)) % 2 == 1


def _lacks_speaker(quote: Quote, text: str) -> bool:
    mention = quote.mention
    if mention is None:
        return True
    return mention == CLITIC or fold(mention) in _leaning()["pronouns"] or mention not in text


def _opens_with(text: str, kind: str) -> bool:
    first = [fold(word.text) for word in islice(words(text), 3)]
    return any(" ".join(first[:n]) in _leaning()[kind] for n in (1, 2, 3))


@cache
def _leaning() -> dict[str, frozenset[str]]:
    return {kind: frozenset(entries) for kind, entries in load_table("knowledge.text", "leaning.toml").items()}
