"""What speaks for and against a block of a page being part of its article, as named numbers.

Most are 0 or 1, or shares; the others are logarithms, so that all stay within a few units.
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING

from knowledge.reading.block_places import ALL_LINKED, places
from knowledge.reading.boilerplate import is_noise, is_plea, is_related
from knowledge.reading.witnesses import AGREED, Weighed, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.html_blocks import Page
    from knowledge.reading.witnesses import Witness

Features = dict[str, float]

FAR = 60
"""Words from the agreed text beyond which a block is far from it."""


def features(page: Page, precise: Witness, generous: Witness, stated: Witness, title: str) -> list[Features]:
    """The features of each block of `page`."""
    weighed = [
        Weighed(block, words, precise.agreement(words), generous.agreement(words))
        for block in page.blocks
        for words in [words_of(block.text)]
    ]
    own = [_own(item, title) for item in weighed]
    for row, more in zip(own, _stated(weighed, stated), strict=True):
        row |= more
    for part in (places(page, weighed), _neighbours(weighed), _distances(weighed)):
        for row, more in zip(own, part, strict=True):
            row |= more
    for row in own:
        row["related"] = max(row["related"], row.pop("listed link"))
    return own


def _own(item: Weighed, title: str) -> Features:
    text, count = item.block.text, len(item.words)
    return {
        "precise": item.precise,
        "generous": item.generous,
        "both": item.agreed,
        "either": item.backed,
        "words": log1p(count),
        "long": float(count >= 25),
        "italic": float(item.block.italic),
        "plea": float(is_plea(text)),
        "linked": item.block.linked,
        "bold link": float(item.block.bold and item.block.linked > ALL_LINKED),
        "title": float(text.casefold() == title.casefold()),
        "noise": float(is_noise(text)),
        "related": float(is_related(text)),
    }


def _stated(weighed: Sequence[Weighed], stated: Witness) -> list[Features]:
    """Whether the page's own statement of its text has it; nothing where there is none."""
    if not stated.shingles:
        return [{"stated": 0.0, "unstated": 0.0} for _ in weighed]
    shares = [stated.agreement(item.words) for item in weighed]
    return [{"stated": share, "unstated": 1 - share} for share in shares]


def _neighbours(weighed: Sequence[Weighed]) -> list[Features]:
    """The same of the blocks before and after."""
    rows = []
    for at in range(len(weighed)):
        before = weighed[at - 1] if at else None
        after = weighed[at + 1] if at + 1 < len(weighed) else None
        rows.append(
            {
                "agreed before": before.agreed if before else 0.0,
                "agreed after": after.agreed if after else 0.0,
            }
        )
    return rows


def _distances(weighed: Sequence[Weighed]) -> list[Features]:
    """Words from the nearest block that is agreed on, where it stands above all of them or below."""
    agreed = [at for at, item in enumerate(weighed) if item.agreed >= AGREED and len(item.words) >= 6]
    first, last = (agreed[0], agreed[-1]) if agreed else (len(weighed), -1)
    starts = [0]
    for item in weighed:
        starts.append(starts[-1] + len(item.words))
    rows = []
    for at in range(len(weighed)):
        above = starts[first] - starts[at + 1] if at < first else 0
        below = starts[at] - starts[last + 1] if at > last else 0
        rows.append(
            {
                "above": float(at < first),
                "below": float(at > last),
                "far": float(above + below > FAR),
                "distance": log1p(above + below),
            }
        )
    return rows
