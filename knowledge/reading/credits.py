"""The names under an article: `Penulis: …`, `Pewarta: …`, `Editor: …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.bylines import parse_byline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.draft import Block

MAX_CREDITS = 6
"""Lines at the end that may be credits."""


def take_credits(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks without the credits at their end, and the author that those name."""
    author = None
    rest = list(blocks)
    for _ in range(MAX_CREDITS):
        credit = parse_byline(rest[-1].text) if len(rest) > 1 else None
        if credit is None or credit.rest is not None:
            break
        author = credit.name or author
        rest.pop()
    return rest, author
