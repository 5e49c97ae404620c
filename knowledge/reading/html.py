"""A web page to a draft: the blocks that are its article, and what its metadata states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura

from knowledge.reading.body import main_blocks
from knowledge.reading.draft import Draft
from knowledge.reading.html_metadata import read_metadata
from knowledge.reading.hydration import hydrated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from knowledge.reading.draft import Block
    from knowledge.reading.html_metadata import Metadata

SHORT = 400
"""Characters of text below which a page may keep its article in a script."""


def parse_html(text: str) -> Draft:
    """The blocks of the page `text` and what its metadata states; nothing of what is no page has blocks."""
    tree = trafilatura.load_html(text)
    if tree is None:
        return Draft(())
    stated = read_metadata(tree)
    return Draft(
        tuple(_blocks(tree, stated)),
        title=stated.title,
        byline=stated.byline,
        published=stated.published,
        url=stated.url,
        dek=stated.dek,
        outlet=stated.outlet,
    )


def _blocks(tree: HtmlElement, stated: Metadata) -> list[Block]:
    """The article's blocks in the markup; where those are few, in the scripts, if there is more."""
    shown = main_blocks(tree, stated.title, stated.body)
    if _length(shown) >= SHORT or (page := hydrated(tree)) is None:
        return shown
    kept = main_blocks(page, stated.title, stated.body)
    return kept if _length(kept) > 2 * _length(shown) else shown


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
