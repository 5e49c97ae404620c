"""Which words are verbs, as far as spelling and word lists tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.tokens import WORD

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.tokens import Token

MIN_VERB = 6
"""Letters of an Indonesian word that counts as a verb by its prefix."""

_VERB_PREFIXES = ("me", "ber", "di", "ter")


def is_verb(token: Token, lexicon: Lexicon) -> bool:
    """Is the word one that only a clause has, or a verb by its prefix?"""
    low = token.low
    if token.kind != WORD or token.capital or low in lexicon.any_of("role", "noun.verblike"):
        return low in lexicon["finite"]
    return low in lexicon["finite"] or (len(low) >= MIN_VERB and low.startswith(_VERB_PREFIXES))
