"""A web page to a draft: the main text as trafilatura finds it, sub-headings and quotations included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from knowledge.reading.draft import Block, Draft
from knowledge.reading.html_metadata import read_metadata
from knowledge.reading.layout import join_lines
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

HEADINGS = frozenset(("head", "h1", "h2", "h3", "h4", "h5", "h6"))
"""`head` is what trafilatura calls a heading."""

INLINE = frozenset(
    ("a", "abbr", "b", "cite", "del", "em", "hi", "i", "ins", "mark", "q", "ref", "s", "small")
)
INLINE |= frozenset(("span", "strong", "sub", "sup", "time", "u", "code", "font", "wbr"))

LEFT_OUT = frozenset(
    ("aside", "button", "figure", "footer", "form", "graphic", "nav", "noscript", "pre", "script")
)
LEFT_OUT |= frozenset(("select", "style", "svg", "table", "template", "textarea"))


SHORT_PAGE = 2_000
"""Characters of main text below which the extractor may flatten its structure."""

BARE_PAGE = 0.8
"""Share of a short page from which its main text counts as all of it."""


def parse_html(text: str, url: str | None) -> Draft:
    """The blocks of the page `text` and what its metadata states; nothing of what is no page has blocks."""
    tree = trafilatura.load_html(text)
    if tree is None:
        return Draft(())
    stated = read_metadata(tree)
    return Draft(
        tuple(_main_blocks(tree, url)),
        title=stated.title,
        byline=stated.byline,
        published=stated.published,
        url=stated.url,
        dek=stated.dek,
        outlet=stated.outlet,
    )


def _main_blocks(tree: HtmlElement, url: str | None) -> list[Block]:
    """The main text; of a short page that is little else, all of it with its structure."""
    found = trafilatura.bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=False
    )
    main = list(_blocks(found.body)) if isinstance(found, Document) else []
    body = tree.find("body")
    if body is None or _length(main) > SHORT_PAGE:
        return main
    whole = list(_blocks(body))
    return whole if BARE_PAGE * _length(whole) <= _length(main) <= _length(whole) else main


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _blocks(root: etree._Element) -> Iterator[Block]:
    """Headings and paragraphs in the order of the document."""
    words: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        is_block = event in ("start", "end") and node.tag not in INLINE and node.tag not in ("br", "lb")
        if is_block:
            yield from _flushed(words, is_heading=event == "end" and node.tag in HEADINGS)
        if event == "start" and node.tag in LEFT_OUT:
            walk.skip_subtree()
        elif event == "start":
            words.append("\n" if node.tag in ("br", "lb") else _on_one_line(node.text))
        elif node is not root:
            words.append(_on_one_line(node.tail))
    yield from _flushed(words, is_heading=False)


def _flushed(words: list[str], *, is_heading: bool) -> Iterator[Block]:
    """The block that `words` make, which are emptied."""
    text = "".join(words)
    words.clear()
    if is_heading and (heading := squeeze(text)):
        yield Block(heading, heading=True)
        return
    lines = [line for raw in text.split("\n") if (line := squeeze(raw))]
    for index, paragraph in enumerate(join_lines(lines)):
        yield Block(paragraph, spaced=index == 0)


def _on_one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")
