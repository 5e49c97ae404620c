"""What the elements that a block stands in say for and against it: their names, what else is in them, images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import is_closed
from knowledge.reading.html_blocks import HEADINGS
from knowledge.reading.witnesses import AGREED, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.html_blocks import Node, Page, PageBlock
    from knowledge.reading.witnesses import Weighed

SURROUNDINGS = ("aside", "footer", "nav", "header", "form", "dialog")

CORE = 0.7
"""Share of the words that the smallest element has which counts as where they are."""

MIN_PROSE = 15
"""Words of a block that counts as prose, if it ends as a sentence does."""

ALL_LINKED = 0.8
"""Share of a block in links from which all of it is a link."""

MAX_LINKED = 0.5
"""Share of a block of prose in links."""

MAX_CAPTION = 25
"""Words."""


def places(page: Page, weighed: Sequence[Weighed]) -> list[dict[str, float]]:
    """The features of each block of `page`."""
    surveyed = _Survey(page, weighed)
    return [surveyed.features(item) for item in weighed]


def prose_of(page: Page) -> list[str]:
    """The paragraphs of a page, whosever they are."""
    return [block.text for block in page.blocks if _prose_words(block, words_of(block.text))]


def prose_of_core(page: Page) -> list[str]:
    """The paragraphs in the smallest element with most of them."""
    counts = [_prose_words(block, words_of(block.text)) for block in page.blocks]
    is_inside = _inside(page, _smallest_with_most(_summed(page, counts)))
    return [block.text for block, count in zip(page.blocks, counts, strict=True) if count and is_inside[block.node]]


class _Survey:
    """Sums over the elements of a page; lives for one page."""

    def __init__(self, page: Page, weighed: Sequence[Weighed]) -> None:
        self.page = page
        self.words = _summed(page, [len(item.words) for item in weighed])
        self.agreed = _summed(page, [len(item.words) * (item.agreed >= AGREED) for item in weighed])
        self.prose = _summed(page, [_prose_words(item.block, item.words) for item in weighed])
        self.linked = _summed(page, [len(item.words) * item.block.linked for item in weighed])
        self.core = _smallest_with_most(self.agreed)
        self.in_core = _inside(page, self.core)
        self.in_prose = _inside(page, _smallest_with_most(self.prose))

    def features(self, item: Weighed) -> dict[str, float]:
        at = item.block.node
        node = self.page.nodes[at]
        base = self.page.nodes[self.core if self.in_core[at] else 0]
        return {
            "item": float("li" in node.tags),
            "quote": float("blockquote" in node.tags),
            "around": float(any(tag in node.tags - base.tags for tag in SURROUNDINGS)),
            "named against": float(min(2, node.against - base.against)),
            "named and unbacked": float(node.against > base.against and item.backed < AGREED),
            "named body": float(node.in_favour > 0),
            "caption": float(self._signs_of_caption(item, node)),
            "listed link": float(self._is_listed_link(item, node)),
            **self._company(item, node.parent),
        }

    def _signs_of_caption(self, item: Weighed, node: Node) -> int:
        """How much shows that it is the words to an image: its element, its place, a credit, that the image says it."""
        is_alternative = len(item.words) <= MAX_CAPTION and item.block.text.casefold() in self.page.alternatives
        is_under = _is_under_picture(item, node)
        is_credited = is_under and item.block.text.endswith(")")
        return ("figcaption" in node.tags) + is_under + is_credited + is_alternative

    def _is_listed_link(self, item: Weighed, node: Node) -> bool:
        """It is an item of a list of nothing but links, which the witnesses have not left out."""
        is_link = "li" in node.tags and item.block.linked > ALL_LINKED and item.backed >= AGREED
        return is_link and self.linked[node.parent] > ALL_LINKED * self.words[node.parent] > len(item.words)

    def _company(self, item: Weighed, parent: int) -> dict[str, float]:
        """What else stands in the elements around it."""
        grandparent, words = self.page.nodes[parent].parent, max(1.0, self.words[parent])
        return {
            "in core": float(self.in_core[item.block.node]),
            "in prose": float(self.in_prose[item.block.node]),
            "agreed near": self.agreed[grandparent] / max(1.0, self.agreed[0]),
            "agreed share beside": self.agreed[parent] / words,
            "prose near": self.prose[grandparent] / max(1.0, self.prose[0]),
        }


def _prose_words(block: PageBlock, words: Sequence[str]) -> int:
    """How many words it has, if it is a paragraph of sentences, whoever wrote it."""
    is_prose = len(words) >= MIN_PROSE and is_closed(block.text) and block.linked < MAX_LINKED
    return len(words) if is_prose else 0


def _summed(page: Page, counts: Sequence[float]) -> list[float]:
    """For each element, the sum of the counts of the blocks in it."""
    sums = [0.0] * len(page.nodes)
    for block, count in zip(page.blocks, counts, strict=True):
        sums[block.node] += count
    for at in range(len(page.nodes) - 1, 0, -1):
        sums[page.nodes[at].parent] += sums[at]
    return sums


def _smallest_with_most(sums: Sequence[float]) -> int:
    """The element furthest down that has most of what was counted; the root of a page without any."""
    if not sums or not sums[0]:
        return 0
    return max(at for at, total in enumerate(sums) if total >= CORE * sums[0])


def _inside(page: Page, core: int) -> list[bool]:
    """For each element, whether it stands in `core` or is it."""
    found: list[bool] = []
    for at, node in enumerate(page.nodes):
        found.append(at == core or (at > 0 and found[node.parent]))
    return found


def _is_under_picture(item: Weighed, node: Node) -> bool:
    """It looks like the caption of the image before it."""
    text = item.block.text
    is_running = node.tag in HEADINGS or is_closed(text) or ("p" in node.tags and not text.endswith(")"))
    return item.block.pictured and not is_running and len(item.words) <= MAX_CAPTION
