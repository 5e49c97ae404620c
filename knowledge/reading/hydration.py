"""Pages without text in their markup: the article in the JSON that a script is to show.

The JSON (`__NEXT_DATA__`, `window.__STATE__ = …`, JSON-LD) is narrowed to the part with most of its prose, and that
is written out as a page, so that what is article in it is told as on any other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

import trafilatura

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_JSON = 2_000_000
"""Characters of a script that is read; the states of news pages have some hundred thousand."""

MAX_SCRIPTS = 40
"""Scripts of a page that are looked at; the state is among the few with JSON."""

MAX_DEPTH = 60
"""Levels of JSON that are walked."""

MIN_PROSE = 60
"""Characters from which a text with spaces counts as prose; captions and teasers are mostly shorter."""

MIN_ARTICLE = 400
"""Characters of prose below which no state counts as an article."""

CORE = 0.75
"""Share of the prose that the part must hold which is narrowed to."""

TEXT_KEYS = frozenset(
    ("text", "content", "value", "html", "body", "children", "paragraphs", "blocks", "articlebody", "data")
)
TEXT_KEYS |= frozenset(("items", "elements", "nodes", "components", "sections", "title", "heading", "headline"))
"""Names in lower case under which rich text keeps its words and their order."""

HEADING_KEYS = frozenset(("heading", "headline", "title"))

ELEMENTS = {"heading": "h2", "subheading": "h2", "subhead": "h2", "header": "h2", "crosshead": "h2"}
ELEMENTS |= {"h2": "h2", "h3": "h3", "h4": "h4", "quote": "blockquote", "blockquote": "blockquote"}
ELEMENTS |= {"pullquote": "aside", "list_item": "li", "listitem": "li", "li": "li"}
"""What a node of rich text is in a page, by its type in lower case; others with words are paragraphs."""

LEFT_OUT = ("image", "video", "ad", "advert", "embed", "related", "newsletter", "promo", "caption", "gallery")
"""Beginnings of the types of nodes that hold no text of the article."""

_ASSIGNED = re.compile(r"\s*(?:window\.|var |let |const |self\.)?[\w.$\[\]\"']{2,60}\s*=\s*(?=[{\[])")
_MARKUP = re.compile(r"<(?:p|h[1-6]|div|br|blockquote|ul|ol)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A JSON value, and how many characters of prose are in it."""

    value: Any
    prose: int
    parts: tuple[Part, ...] = ()


def hydrated(tree: HtmlElement) -> HtmlElement | None:
    """The article in the scripts of the page `tree`, as a page; None where there is none."""
    parts = [_part(value, 0) for value in _values(tree)]
    best = max(parts, key=lambda part: part.prose, default=None)
    if best is None or best.prose < MIN_ARTICLE:
        return None
    body = "".join(_markup(_core(best).value, 0))
    return trafilatura.load_html(f"<html><body><article>{body}</article></body></html>")


def _values(tree: HtmlElement) -> Iterator[Any]:
    """The JSON values in the scripts of a page."""
    for script in islice(tree.iter("script"), MAX_SCRIPTS):
        text = script.text or ""
        assigned = _ASSIGNED.match(text)
        start = assigned.end() if assigned else len(text) - len(text.lstrip())
        if len(text) > MAX_JSON or not text.startswith(("{", "["), start):
            continue
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text, start)[0]
        except (ValueError, RecursionError):  # a script that is code, not JSON
            continue


def _part(value: Any, depth: int) -> Part:
    if isinstance(value, str):
        return Part(value, len(value) if len(value) >= MIN_PROSE and value.count(" ") > len(value) / 20 else 0)
    children = _children(value) if depth < MAX_DEPTH else []
    parts = tuple(_part(child, depth + 1) for child in children)
    return Part(value, sum(part.prose for part in parts), parts)


def _core(part: Part) -> Part:
    """The smallest part of `part` with nearly all of its prose."""
    largest = max(part.parts, key=lambda child: child.prose, default=None)
    if largest is None or largest.prose < CORE * part.prose:
        return part
    return _core(largest)


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _markup(value: Any, depth: int) -> Iterator[str]:
    """Rich text as markup, in its order."""
    if isinstance(value, str):
        yield value if _MARKUP.search(value) else f"<p>{escape(value)}</p>"
    elif isinstance(value, list) and depth < MAX_DEPTH:
        for item in value:
            yield from _markup(item, depth + 1)
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        yield from _node(value, depth)


def _node(node: dict[str, Any], depth: int) -> Iterator[str]:
    kind = str(node.get("type") or node.get("__typename") or node.get("kind") or "").lower()
    if kind.startswith(LEFT_OUT):
        return
    if kind in ELEMENTS or kind in ("p", "paragraph"):
        element = ELEMENTS.get(kind, "p")
        yield f"<{element}>{''.join(_words(node, depth))}</{element}>"
        return
    for key, value in node.items():
        if key.lower() in HEADING_KEYS and isinstance(value, str):
            yield f"<h2>{escape(value)}</h2>"
        elif key.lower() in TEXT_KEYS:
            yield from _markup(value, depth + 1)


def _words(value: Any, depth: int) -> Iterator[str]:
    """The words of one paragraph, whose runs of type are nodes of their own."""
    if isinstance(value, str):
        yield value if "<" in value and ">" in value else escape(value)
    elif depth < MAX_DEPTH and isinstance(value, list):
        for item in value:
            yield from _words(item, depth + 1)
    elif depth < MAX_DEPTH and isinstance(value, dict):
        for key, item in value.items():
            if key.lower() in TEXT_KEYS:
                yield from _words(item, depth + 1)
