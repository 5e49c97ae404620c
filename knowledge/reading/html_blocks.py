"""A parsed page to its blocks in reading order, each with what the markup says of the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from knowledge.reading.layout import join_lines
from knowledge.reading.patterns import any_of
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

INLINE = frozenset(("a", "abbr", "amp-fit-text", "b", "bdi", "big", "cite", "code", "del", "dfn", "em"))
INLINE |= frozenset(("font", "i", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong"))
INLINE |= frozenset(("sub", "sup", "time", "tt", "u", "var", "wbr"))

LEFT_OUT = frozenset(("amp-ad", "amp-analytics", "amp-img", "amp-video", "applet", "audio", "base"))
LEFT_OUT |= frozenset(("button", "canvas", "embed", "head", "iframe", "img", "input", "link", "map", "math", "meta"))
LEFT_OUT |= frozenset(("noscript", "object", "option", "picture", "progress", "script", "select", "style", "svg"))
LEFT_OUT |= frozenset(("template", "textarea", "title", "video"))

PICTURES = frozenset(("amp-img", "img", "picture", "video", "amp-video", "iframe"))

MAX_CELL = 200
"""Characters of a cell of data; longer ones are the columns of a page laid out by tables."""

NO_DATA = ("table", "p", "ul", "ol", "script", "style", "form", "iframe")
"""What a row of data has none of."""

MAX_NAMES = 300
"""Characters of the names of an element that are looked at."""

MOST = 0.9
"""Share of a block in bold or italic type from which all of it is."""

CELL_BREAK = " | "
"""Between the cells of a row, which become one line."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element that sets blocks apart.

    parent: its index, its own for the root. against, in_favour: how many elements from the root down to here have a
    name or class of what surrounds articles, or of articles. tags: the names of the elements on that way.
    """

    parent: int
    tag: str
    against: int
    in_favour: int
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph, heading, item or row of a page, on one line.

    node: where it stands; linked: share of it in links, 0 to 1; bold, italic: nearly all of it is; pictured: an image
    stands between it and the block before; spaced: the markup sets it apart from the block before, not a line break
    alone.
    """

    text: str
    node: int
    linked: float
    bold: bool
    italic: bool
    pictured: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page in order, and the elements that they stand in, parents before children.

    alternatives: what its images say in words, in lower case.
    """

    blocks: tuple[PageBlock, ...]
    nodes: tuple[Node, ...]
    alternatives: frozenset[str]


def read_page(root: etree._Element) -> Page:
    """Every block under `root`."""
    reader = _Reader()
    blocks = tuple(reader.read(root))
    return Page(blocks, tuple(reader.nodes), frozenset(reader.alternatives))


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters in one type."""

    text: str
    linked: bool
    bold: bool
    italic: bool


class _Reader:
    """Walks a page once; lives for one page."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.alternatives: set[str] = set()
        self._path: list[int] = []
        self._runs: list[_Run] = []
        self._links = 0
        self._bold = 0
        self._italic = 0
        self._pictured = False

    def read(self, root: etree._Element) -> Iterator[PageBlock]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
                if event == "start":
                    self._see(element)
                    walk.skip_subtree()
            elif element is not root and (element.tag in INLINE or element.tag == "br"):
                self._inline(element, event)
            else:
                yield from self._flushed()
                if event == "end":
                    self._path.pop()
                elif self._open(element):
                    walk.skip_subtree()
            if event == "end" and element is not root:
                self._add(_on_one_line(element.tail))

    def _see(self, element: etree._Element) -> None:
        """Note an element that is left out, if it is an image."""
        if element.tag not in PICTURES:
            return
        self._pictured = True
        for image in element.iter("img", "amp-img"):
            self.alternatives.update(squeeze(image.get(name) or "").casefold() for name in ("alt", "title"))

    def _inline(self, element: etree._Element, event: str) -> None:
        step = 1 if event == "start" else -1
        self._links += step * (element.tag == "a")
        self._bold += step * (element.tag in ("b", "strong"))
        self._italic += step * (element.tag in ("i", "em", "cite"))
        if event == "start":
            self._add("\n" if element.tag == "br" else _on_one_line(element.text))

    def _open(self, element: etree._Element) -> bool:
        """Note an element that sets blocks apart; True where its text was taken as a whole."""
        parent = self.nodes[self._path[-1]] if self._path else Node(0, "", 0, 0, frozenset())
        names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))[:MAX_NAMES]
        node = Node(
            parent=self._path[-1] if self._path else 0,
            tag=element.tag,
            against=parent.against + (_is_hidden(element) or _against().search(names) is not None),
            in_favour=parent.in_favour + (_in_favour().search(names) is not None),
            tags=parent.tags | {element.tag},
        )
        self.nodes.append(node)
        self._path.append(len(self.nodes) - 1)
        row = _row(element) if element.tag == "tr" else None
        self._add(row or _on_one_line(element.text))
        return row is not None

    def _add(self, text: str) -> None:
        if text:
            self._runs.append(_Run(text, self._links > 0, self._bold > 0, self._italic > 0))

    def _flushed(self) -> Iterator[PageBlock]:
        """The blocks that the words so far make; a line break parts them where the writer meant it to."""
        runs, self._runs = self._runs, []
        inked = [run for run in runs if not run.text.isspace()]
        total = sum(len(run.text) for run in inked)
        if not total:
            return
        linked = sum(len(run.text) for run in inked if run.linked)
        bold = sum(len(run.text) for run in inked if run.bold)
        italic = sum(len(run.text) for run in inked if run.italic)
        lines = [line for raw in "".join(run.text for run in runs).split("\n") if (line := squeeze(raw))]
        pictured, self._pictured = self._pictured, False
        for index, paragraph in enumerate(join_lines(lines)):
            yield PageBlock(
                paragraph,
                self._path[-1],
                linked=linked / total,
                bold=bold > MOST * total,
                italic=italic > MOST * total,
                pictured=pictured and index == 0,
                spaced=index == 0,
            )


def _row(row: etree._Element) -> str | None:
    """The cells of a row of data as one line; None where they are columns of a layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter(*NO_DATA), None) is not None:
        return None
    texts = [squeeze(" ".join(cell.itertext())) for cell in cells]
    if any(len(text) > MAX_CELL for text in texts):
        return None
    return CELL_BREAK.join(text for text in texts if text) or None


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _on_one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


@cache
def _against() -> re.Pattern[str]:
    return re.compile(rf"(?:\b|[_\d]|(?<=[a-z])(?=[A-Z])){any_of('names_around.txt')}", re.IGNORECASE)


@cache
def _in_favour() -> re.Pattern[str]:
    return re.compile(rf"(?:\b|_){any_of('names_of_articles.txt')}", re.IGNORECASE)
