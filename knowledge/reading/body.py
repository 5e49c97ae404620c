"""Which blocks of a page are its article: a weighted sum of features, learnt from labelled pages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.reading.block_features import features
from knowledge.reading.draft import Block
from knowledge.reading.html_blocks import HEADINGS, read_page
from knowledge.reading.witnesses import generous_witness, precise_witness, witness

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from knowledge.reading.block_features import Features
    from knowledge.reading.html_blocks import Page


def main_blocks(tree: HtmlElement, title: str | None, stated: str | None) -> list[Block]:
    """The headings and paragraphs of the article in `tree`, in order.

    title: the article's, which is not part of it; stated: its text as the page's linked data has it.
    """
    page, rows = weighable(tree, title, stated)
    return [
        Block(
            block.text,
            heading=page.nodes[block.node].tag in HEADINGS,
            spaced=block.spaced,
            body_type=not block.bold,
        )
        for block, row in zip(page.blocks, rows, strict=True)
        if is_article(row)
    ]


def weighable(tree: HtmlElement, title: str | None, stated: str | None) -> tuple[Page, list[Features]]:
    """The blocks of the page in `tree`, and the features of each."""
    body = tree.find("body")
    page = read_page(tree if body is None else body)
    witnesses = precise_witness(tree), generous_witness(tree), witness(stated or "")
    return page, features(page, *witnesses, title or "")


def is_article(row: Features) -> bool:
    """Whether a block with these features belongs to the article."""
    weights, bias = model()
    return sum(weights[name] * row[name] for name in weights) + bias >= 0


@cache
def model() -> tuple[dict[str, float], float]:
    """The weight of each feature, and what is added to their sum: at 0 or more a block is kept."""
    text = files("knowledge.reading").joinpath("data", "block_weights.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)
    return values["weights"], values["bias"]
