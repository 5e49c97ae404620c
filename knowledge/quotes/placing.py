"""Where a quoted block stands to an attribution: right before it, or introduced by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from knowledge.quotes.attributions import Attribution
    from knowledge.quotes.lexicon import Lexicon

MAX_INTRODUCTION = 14
"""Tokens between a cue and the block it introduces: the person told, the place, the day."""

_DASHES = frozenset({"-", "–", "—"})
_GOVERNS_BLOCKS = frozenset({"clause", "root", "root.wide", "quoting", "passive", "according", "order", "told"})


class Placing:
    """Answers questions about blocks and attributions of one paragraph."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def block_before(self, attribution: Attribution, low: int, stop: int) -> int | None:
        """The block that ends right before the attribution: `“…,” kata Wati`."""
        if not _GOVERNS_BLOCKS & attribution.cue.uses:
            return None
        index = attribution.first - 1
        manner = self.lexicon["cue.manner"]
        while index >= 0 and (
            self.at(index).text in _DASHES or self.at(index).text == "," or self.at(index).low in manner
        ):
            index -= 1
        if self.at(index).kind != QUOTE:
            return None
        if index < low:
            if attribution.negated or attribution.cue.form == "gerund" or not self._is_adjacent(attribution):
                return None
            if self._is_embedded(index, 0):  # "She called it “dull.” The company replied."
                return None
            return index if self._ends_openly(index) and self.closes(attribution, stop) else None
        if attribution.inverted:
            return index
        if not self._is_set_off(index):
            return None
        if self.closes(attribution, stop):
            return index
        return index if self.english and not self._is_embedded(index, low) else None

    def _is_set_off(self, index: int) -> bool:
        """Is there punctuation between the last quoted word and what follows?"""
        block = self.at(index).block
        if block is None or self.at(index + 1).kind == POINT:
            return True
        return self.text[block.inner_start : block.inner_end].rstrip(" '’").endswith(tuple(",.?!…-–—"))

    def _is_adjacent(self, attribution: Attribution) -> bool:
        mention = attribution.mention
        return mention is None or attribution.inverted or attribution.cue_start - mention.end <= 2

    def _is_embedded(self, index: int, low: int) -> bool:
        return index > low and self.at(index - 1).kind == WORD

    def _ends_openly(self, index: int) -> bool:
        """A block with its own end mark, before an attribution that begins with a capital: `“Go!” Ann shouted.`"""
        block = self.at(index).block
        return block is not None and (
            self.text[block.inner_end - 1 : block.inner_end] in ("?", "!", "…") or self.english
        )

    def closes(self, attribution: Attribution, stop: int) -> bool:
        """Is there nothing behind the attribution that it could govern?"""
        after = self.at(attribution.last) if attribution.last < stop else END
        if after.kind in (POINT, QUOTE):
            return after.text != ":"
        low = after.low
        if low in self.lexicon["cue.that"]:
            return False
        adverb = low in self.lexicon["cue.adverb"] and low not in self.lexicon["quantifier"]
        return low in self.lexicon["preposition"] or adverb

    def content_start(self, attribution: Attribution) -> int:
        """Where what is said begins, if it stands behind the attribution."""
        return attribution.last if attribution.inverted else attribution.cue_end

    def introduces(self, attribution: Attribution, block: int) -> bool:
        """`mengatakan, “…”`, `said: “…”`, `saying “It …”`: does the block follow as an utterance of its own?"""
        before = self.at(block - 1)
        start = self.content_start(attribution)
        if before.text == ":":
            return True
        according = "according" in attribution.cue.uses
        if before.text == "," and not (according and (self.is_lower(block) or self._goes_on(block))):
            that = self.lexicon["cue.that"]
            return block - start <= MAX_INTRODUCTION and not any(self.at(i).low in that for i in range(start, block))
        if self._is_aside(start, block) and not self.is_lower(block):
            return True
        naming = "quoting" in attribution.cue.uses and "clause" not in attribution.cue.uses
        return block == start and not self.is_lower(block) and not naming

    def _goes_on(self, block: int) -> bool:
        """`According to the site, “Gold Member” was the highest rank.`: is the block a part of the sentence?"""
        following = self.at(block + 1)
        return self.english and following.kind == WORD and not following.capital and not self._is_set_off(block)

    def _is_aside(self, start: int, block: int) -> bool:
        """`writing in a blog post “I …”`, `told reporters “It …”`: only a place or a listener stands between."""
        if not 0 < block - start <= 6 or any(self.at(i).kind == POINT for i in range(start, block)):
            return False
        return self.at(start).low in self.lexicon["aside"]

    def is_lower(self, index: int) -> bool:
        """Does the block begin in small letters, as part of a sentence does?"""
        block = self.at(index).block
        return block is not None and self.text[block.inner_start : block.inner_end].lstrip(" .…")[:1].islower()

    def is_partial(self, index: int, low: int) -> bool:
        """Is the block before an attribution the end of a sentence of the writer's?"""
        return self._is_embedded(index, low) and self.is_lower(index)
