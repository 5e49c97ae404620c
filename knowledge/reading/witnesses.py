"""What others take for the text of a page, and how far a block of it agrees.

Trafilatura in two settings, one that favours precision and one that favours recall, and the page's own
linked data where it carries the article's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import trafilatura
from trafilatura.settings import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from knowledge.reading.html_blocks import PageBlock

SHINGLE = 4
"""Words that must follow each other in both; a shorter block must be a line of the witness's."""

LARGE = 5_000
"""Elements beyond which trafilatura's second opinions and tables could take seconds; news pages have up to 2,000."""

AGREED = 0.5
"""Agreement of the witnesses from which a block's words count as agreed on."""

_WORD = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Witness:
    """A text as its runs of words and its short lines; empty where there is none."""

    shingles: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    def agreement(self, words: tuple[str, ...]) -> float:
        """Share of `words` that this text has too, 0 to 1."""
        if len(words) < SHINGLE:
            return float(words in self.lines)
        shingles = _shingles(words)
        return sum(shingle in self.shingles for shingle in shingles) / len(shingles)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A block with its words and what the witnesses say of it, 0 to 1."""

    block: PageBlock
    words: tuple[str, ...]
    precise: float
    generous: float

    @property
    def agreed(self) -> float:
        return min(self.precise, self.generous)

    @property
    def backed(self) -> float:
        return max(self.precise, self.generous)


def witness(text: str) -> Witness:
    lines = (words_of(line) for line in text.split("\n"))
    return Witness(
        frozenset(_shingles(words_of(text))),
        frozenset(line for line in lines if len(line) < SHINGLE),
    )


def precise_witness(tree: HtmlElement) -> Witness:
    large = is_large(tree)
    found = trafilatura.bare_extraction(
        tree, favor_precision=True, include_comments=False, include_tables=not large, fast=large
    )
    return witness(_text(found))


def generous_witness(tree: HtmlElement) -> Witness:
    found = trafilatura.bare_extraction(
        tree, favor_recall=True, include_comments=False, include_tables=not is_large(tree), fast=True
    )
    return witness(_text(found))


def is_large(tree: HtmlElement) -> bool:
    return next(islice(tree.iter(), LARGE, None), None) is not None


def _text(found: object) -> str:
    return found.text or "" if isinstance(found, Document) else ""


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
