"""What speaks for and against a block of a page being part of its article, as named numbers.

Most are 0 or 1, or shares; the others are logarithms, so that all stay within a few units.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import is_closed, is_noise, is_related
from knowledge.reading.html_blocks import HEADINGS
from knowledge.reading.witnesses import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.html_blocks import Node, Page, PageBlock
    from knowledge.reading.witnesses import Witness

Features = dict[str, float]

SURROUNDINGS = ("aside", "footer", "nav", "header", "form", "dialog")

ALL_LINKED = 0.8
"""Share of a block in links from which all of it is a link."""

CORE = 0.7
"""Share of the agreed words that the smallest element has which counts as the article's."""

AGREED = 0.5
"""Mean agreement of the witnesses from which a block's words count as agreed on."""

MAX_CAPTION = 25
"""Words."""

FAR = 60
"""Words from the agreed text beyond which a block is far from it."""


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
    for part in (_places(page, weighed), _neighbours(weighed), _distances(weighed), _repeats(weighed)):
        for row, more in zip(own, part, strict=True):
            row |= more
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
        "open end": float(text[-1] in ":,"),
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


def _places(page: Page, weighed: Sequence[Weighed]) -> list[Features]:
    """What the elements say that the block stands in."""
    words, agreed = _totals(page, weighed)
    total = agreed[0] if agreed else 0.0
    core = max((i for i in range(len(agreed)) if agreed[i] >= CORE * total), default=0)
    inside = _inside(page, core)
    rows = []
    for item in weighed:
        at = item.block.node
        node, parent = page.nodes[at], page.nodes[at].parent
        base = page.nodes[core] if inside[at] else page.nodes[0]
        rows.append(
            {
                "item": float("li" in node.tags),
                "under picture": float(_is_under_picture(item, node)),
                "row": float("table" in node.tags),
                "quote": float("blockquote" in node.tags),
                "caption": float("figcaption" in node.tags),
                "around": float(any(tag in node.tags - base.tags for tag in SURROUNDINGS)),
                "named against": float(min(2, node.against - base.against)),
                "named and unbacked": float(node.against > base.against and item.backed < AGREED),
                "named body": float(node.in_favour > 0),
                "in core": float(inside[at]),
                "agreed near": agreed[page.nodes[parent].parent] / total if total else 0.0,
                "agreed share beside": agreed[parent] / words[parent],
            }
        )
    return rows


def _is_under_picture(item: Weighed, node: Node) -> bool:
    """It looks like the caption of the image before it."""
    is_prose = "p" in node.tags or node.tag in HEADINGS or is_closed(item.block.text)
    return item.block.pictured and not is_prose and len(item.words) <= MAX_CAPTION


def _totals(page: Page, weighed: Sequence[Weighed]) -> tuple[list[float], list[float]]:
    """For each element, how many words are in it, at least 1, and how many that are agreed on."""
    words, agreed = ([0.0] * len(page.nodes) for _ in range(2))
    for item in weighed:
        at, count = item.block.node, len(item.words)
        words[at] += count
        agreed[at] += count * (item.agreed >= AGREED)
    for at in range(len(page.nodes) - 1, 0, -1):
        for totals in (words, agreed):
            totals[page.nodes[at].parent] += totals[at]
    return [max(count, 1.0) for count in words], agreed


def _inside(page: Page, core: int) -> list[bool]:
    found: list[bool] = []
    for at, node in enumerate(page.nodes):
        found.append(at == core or (at > 0 and found[node.parent]))
    return found


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
                "last": float(at == last),
            }
        )
    return rows


def _repeats(weighed: Sequence[Weighed]) -> list[Features]:
    counts = Counter(item.words for item in weighed)
    return [{"repeated": float(counts[item.words] > 1)} for item in weighed]
