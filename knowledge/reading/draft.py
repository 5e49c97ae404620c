"""What every format is read into before it becomes an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading, on one line.

    spaced: a blank line (or the markup) sets it apart from the block before.
    body_type: the markup sets it as running text, so it is a paragraph whatever it looks like.
    """

    text: str
    heading: bool = False
    spaced: bool = True
    body_type: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The blocks of a document in order, and what its format states outright about it."""

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    dek: str | None = None
    outlet: str | None = None
