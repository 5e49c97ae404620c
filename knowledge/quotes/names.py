"""Names in running text: capitalised runs, and where in a run the office ends and the name begins."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon

MAX_NAME = 6
"""Words of a personal name; a longer run has an organisation in it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised run: token range in a paragraph."""

    paragraph: int
    start: int
    end: int


def runs_of(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Capitalised runs among `tokens[start:end]`, brackets left out."""
    connectors = lexicon["connector"]
    index = start
    depth = 0
    while index < end:
        token = tokens[index]
        if token.kind == POINT:
            depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        if depth or not token.capital or token.kind != WORD:
            index += 1
            continue
        stop = index + 1
        while stop < end:
            token = tokens[stop]
            following = tokens[stop + 1] if stop + 1 < end else END
            joins = (token.low in connectors and following.capital) or (
                token.kind == QUOTE and following.capital and token.end - token.start < 30
            )
            if not (token.capital or joins):
                break
            stop += 1
        yield index, stop
        index = stop


class NameReader:
    """Splits runs into office and name, with what the rest of the article tells about single words."""

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.unnamely = lexicon["role"] | lexicon["org"] | lexicon["place"] | lexicon["day"]
        self.runs: list[Run] = []
        self.alone: Counter[str] = Counter()
        for number, paragraph in enumerate(paragraphs):
            self._collect(number, paragraph)

    def _collect(self, number: int, paragraph: Paragraph) -> None:
        tokens = paragraph.tokens
        if is_heading(tokens):
            return
        for start, end in runs_of(tokens, 0, len(tokens), self.lexicon):
            start = self._skip_opening(tokens, start, end)
            if start == end:
                continue
            self.runs.append(Run(number, start, end))
            words = [t.low for t in tokens[start:end] if t.low.rstrip(".") not in self.lexicon["honorific"]]
            if len(words) == 1:
                self.alone[words[0]] += 1

    def _skip_opening(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """A capital at the head of a sentence makes no name of a common word."""
        while start < end and self.is_common(tokens[start].low):
            start += 1
        return start

    def is_common(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            word in lexicon["connective"]
            or word in lexicon["preposition"]
            or word in lexicon["conjunction"]
            or word in lexicon["pronoun"]
            or word in lexicon["article"]
            or word in lexicon["determiner"]
            or word in lexicon["cue.adverb"]
            or word in lexicon.cues
        )

    def split(self, tokens: Sequence[Token], start: int, end: int, titled: bool) -> int:
        """Where the personal name in the run `tokens[start:end]` begins; `end` if there is none.

        titled: words of an office stand before the run, so that its first words may belong to them.
        """
        first = self._after_offices(tokens, start, end)
        if first >= end or (first == start and not titled):
            return first
        evident = [i for i in range(first, end) if self.alone[tokens[i].low]]
        if evident and evident[-1] == end - 1:
            return evident[-2] + 1 if len(evident) > 1 else first
        return evident[-1] if evident else first

    def _after_offices(self, tokens: Sequence[Token], start: int, end: int) -> int:
        first = start
        for index in range(start, end):
            token = tokens[index]
            low = token.low.rstrip(".")
            if low in self.unnamely or self._is_acronym(token) or self._owns(tokens, index, end):
                first = index + 1
        while first < end and (
            tokens[first].low.rstrip(".") in self.lexicon["honorific"] or tokens[first].low in ("&", "of")
        ):
            first += 1
        return first

    def _owns(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        return index + 1 < end and tokens[index].low in ("&", "of")

    def _is_acronym(self, token: Token) -> bool:
        return len(token.text) > 2 and token.text.isupper() and "." not in token.text

    def is_organisation(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Is the run the name of an organisation or a place rather than of a person?"""
        words = tokens[start:end]
        return any(
            t.low in self.lexicon["org"] or t.low in self.lexicon["place"] or self._is_acronym(t)
            for t in words
        )


def is_heading(tokens: Sequence[Token]) -> bool:
    """A short line in title case without an end mark: its capitals make no names."""
    if not tokens or len(tokens) > 20 or tokens[-1].kind in (POINT, QUOTE):
        return False
    words = [t for t in tokens if t.kind == WORD]
    capitals = sum(t.capital for t in words)
    return len(words) > 3 and capitals >= 0.7 * len([w for w in words if len(w.low) > 3])
