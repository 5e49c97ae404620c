"""A web page to a draft: the blocks that are its article, and what its metadata states."""

from __future__ import annotations

import trafilatura

from knowledge.reading.body import main_blocks
from knowledge.reading.draft import Draft
from knowledge.reading.html_metadata import read_metadata


def parse_html(text: str) -> Draft:
    """The blocks of the page `text` and what its metadata states; nothing of what is no page has blocks."""
    tree = trafilatura.load_html(text)
    if tree is None:
        return Draft(())
    stated = read_metadata(tree)
    return Draft(
        tuple(main_blocks(tree, stated.title, stated.body)),
        title=stated.title,
        byline=stated.byline,
        published=stated.published,
        url=stated.url,
        dek=stated.dek,
        outlet=stated.outlet,
    )
