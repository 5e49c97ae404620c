"""Speakers of quoted words that a noun reports: `her remark that “…”`, `in Lee's words, “…”`, `Lee's “…” comment`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.tokens import POINT, QUOTE, WORD

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.subjects import Subjects
    from knowledge.quotes.tokens import Token

MAX_NOUN = 8
"""Tokens from a noun such as `remark` to the words in marks."""

MAX_ADJECTIVES = 3
"""Words between an owner and what is owned (`Lee's now famous remark`)."""

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


class OwnerReader:
    """Finds whose words a quoted block holds where no reporting verb governs it. English only."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, phrases: Subjects) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.phrases = phrases

    def read(self, low: int, block: int) -> Mention | None:
        """The owner of the words in the block, in the sentence that begins at `low`."""
        nouns = self.lexicon["speech.noun"]
        if self.phrases.at(block + 1).low in nouns:
            return self._owner(low, block)
        in_clause = False
        for index in range(block - 1, max(low, block - MAX_NOUN) - 1, -1):
            token = self.tokens[index]
            if token.low in nouns:
                governed = not in_clause or self.tokens[index + 1].low in self.lexicon["cue.that"]
                return (self._giver(index, block) or self._owner(low, index)) if governed else None
            if token.low in self.lexicon["finite"]:
                in_clause = True  # "Lee's remarks *were* “…”": a judgement of them, unless "the remark that …"
            if token.kind == QUOTE or (token.kind == POINT and token.text not in (",", ":", *_POSSESSIVE)):
                return None
            if not token.capital and token.low in self.lexicon.cues:
                return None
        return None

    def _giver(self, noun: int, block: int) -> Mention | None:
        """`in the words of Ann Lee, “…”`, `a comment by Lee that “…”`"""
        if self.phrases.at(noun + 1).low not in self.lexicon["giver"]:
            return None
        found = self.phrases.right(noun + 2, block)
        if found is None or not self.tokens[found.end - 1].capital:
            return None
        between = self.tokens[found.last : block]
        return found if all(t.kind == POINT or t.low in self.lexicon["cue.that"] for t in between) else None

    def _owner(self, low: int, owned: int) -> Mention | None:
        for index in range(owned - 1, max(low, owned - 1 - MAX_ADJECTIVES) - 1, -1):
            token = self.tokens[index]
            if token.low in self.lexicon["possessive"]:
                return Mention(index, index + 1, MentionKind.PRONOUN)
            if token.text in _POSSESSIVE:
                return self.phrases.beside(low, index)
            if token.kind != WORD or token.low in self.phrases.stops or token.low in self.lexicon["noun.marker"]:
                return None
        return None
