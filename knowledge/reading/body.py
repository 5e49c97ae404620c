"""Which blocks of a page are its article: a weighted sum of features, learnt from labelled pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table
from knowledge.reading.block_features import features
from knowledge.reading.block_places import prose_of, prose_of_core
from knowledge.reading.boilerplate import is_closed
from knowledge.reading.draft import Block
from knowledge.reading.headings import MAX_HEADING
from knowledge.reading.html_blocks import HEADINGS, read_page
from knowledge.reading.witnesses import AGREED, generous_witness, precise_witness, witness, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from knowledge.reading.block_features import Features
    from knowledge.reading.html_blocks import Page, PageBlock
    from knowledge.reading.witnesses import Witness

LEVELS = 4
"""How deep below the element of a heading the text under it may stand."""

MIN_FOUND = 20
"""Runs of words below which a witness has found no article."""

DASHES = (" -", " –", " —")
"""What a dateline ends in."""


def main_blocks(tree: HtmlElement, title: str | None, stated: str | None) -> list[Block]:
    """The headings and paragraphs of the article in `tree`, in order.

    title: the article's, which is not part of it; stated: its text as the page's linked data has it.
    """
    page, rows = weighable(tree, title, stated)
    kept = [is_article(row) for row in rows]
    if not any(kept):
        kept = [row["either"] >= AGREED > row["linked"] and not row["noise"] for row in rows]
    for at in _titles(page, kept):
        kept[at] = False
    for at in range(len(kept) - 2, -1, -1):
        kept[at] = kept[at] or (kept[at + 1] and _heads(page, at, rows[at]))
    return _joined(
        Block(
            block.text,
            heading=page.nodes[block.node].tag in HEADINGS,
            spaced=block.spaced,
            body_type=not block.bold,
        )
        for block, is_kept in zip(page.blocks, kept, strict=True)
        if is_kept
    )


def _titles(page: Page, kept: Sequence[bool]) -> Iterator[int]:
    """The headings of the first level above the text: titles in other words than the metadata's."""
    for at, block in enumerate(page.blocks):
        tag = page.nodes[block.node].tag
        if kept[at] and tag not in HEADINGS:
            return
        if tag == "h1":
            yield at


def _heads(page: Page, at: int, row: Features) -> bool:
    """Whether block `at` is the heading of the one below it: by its element, or in bold on a line of its own."""
    block, below = page.blocks[at], page.blocks[at + 1]
    node = page.nodes[block.node]
    if block.linked or row["noise"] or row["related"] or row["title"] or is_closed(block.text):
        return False
    if node.tag not in HEADINGS:
        is_line = block.bold and len(block.text) <= MAX_HEADING
        return is_line and page.nodes[node.parent].parent in _around(page, below)
    return node.tag != "h1" and node.parent in _around(page, below)


def _around(page: Page, block: PageBlock) -> list[int]:
    """The elements that `block` stands in, from the inmost up to a few levels."""
    path = [block.node]
    for _ in range(LEVELS):
        path.append(page.nodes[path[-1]].parent)
    return path[1:]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; a dateline that the markup sets apart from its paragraph is put back before it."""
    joined: list[Block] = []
    for block in blocks:
        dateline = joined[-1].text if joined else ""
        if dateline.endswith(DASHES) and len(dateline) <= MAX_HEADING and not joined[-1].heading:
            joined[-1] = replace(block, text=f"{dateline} {block.text}")
        else:
            joined.append(block)
    return joined


def weighable(tree: HtmlElement, title: str | None, stated: str | None) -> tuple[Page, list[Features]]:
    """The blocks of the page in `tree`, and the features of each."""
    page = read_page(next(tree.iter("body"), tree))
    return page, features(page, *witnesses(tree, page), witness(stated or ""), title or "")


def witnesses(tree: HtmlElement, page: Page) -> tuple[Witness, Witness]:
    """The precise witness and the generous one; where they have found no article, which is seldom, others for them."""
    heard = precise_witness(tree), generous_witness(tree)
    if _miss_the_prose(heard, page):
        core = witness("\n".join(prose_of_core(page)))
        return core, core
    fuller = max(heard, key=lambda either: len(either.shingles))
    return heard if min(len(either.shingles) for either in heard) >= MIN_FOUND else (fuller, fuller)


def _miss_the_prose(heard: tuple[Witness, Witness], page: Page) -> bool:
    """Neither has any of the paragraphs of `page`, of which there is more than of what they have (links, a notice)."""
    paragraphs = [words_of(paragraph) for paragraph in prose_of(page)]
    if any(either.agreement(words) >= AGREED for either in heard for words in paragraphs):
        return False
    return sum(map(len, paragraphs)) > 2 * max(MIN_FOUND, *(len(either.shingles) for either in heard))


def is_article(row: Features) -> bool:
    """Whether a block with these features belongs to the article."""
    weights, bias = model()
    return sum(weights[name] * row[name] for name in weights) + bias >= 0


@cache
def model() -> tuple[dict[str, float], float]:
    """The weight of each feature, and what is added to their sum: at 0 or more a block is kept."""
    values = load_table("knowledge.reading", "block_weights.toml")
    return values["weights"], values["bias"]
