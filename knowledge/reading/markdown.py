"""Markdown to a draft: front matter, headings, paragraphs; links and emphasis leave only their words."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from knowledge.reading.dates import iso_date
from knowledge.reading.draft import Block, Draft
from knowledge.reading.layout import join_lines, wrap_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([\w-]{1,40})[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")
_NAMES = {
    "title": ("title", "judul", "headline"),
    "byline": ("author", "authors", "byline", "by", "penulis", "creator"),
    "published": (
        "date",
        "published",
        "pubdate",
        "publish_date",
        "published_at",
        "datepublished",
        "tanggal",
        "created",
    ),
    "url": ("url", "link", "canonical", "canonical_url", "source", "source_url", "permalink", "sumber"),
    "dek": ("dek", "description", "subtitle", "summary", "excerpt", "ringkasan"),
    "outlet": ("outlet", "site", "site_name", "sitename", "publisher", "publication", "media"),
}
"""Names of front matter fields in common use, by what they are here."""


def parse_markdown(text: str) -> Draft:
    """The blocks of `text` and what its front matter states."""
    front = _FRONT_MATTER.match(text)
    stated = _fields(front.group(1)) if front else {}
    blocks = tuple(_blocks(_parser().parse(text[front.end() :] if front else text)))
    title = stated.get("title")
    published = stated.get("published")
    url = stated.get("url")
    return Draft(
        blocks,
        title=title,
        byline=stated.get("byline"),
        published=iso_date(published) if published else None,
        url=url if url and url.startswith(("http://", "https://")) else None,
        dek=stated.get("dek"),
        outlet=stated.get("outlet"),
    )


def _fields(front_matter: str) -> dict[str, str]:
    """The simple fields of YAML front matter; a list becomes its items, joined by commas."""
    raw: dict[str, list[str]] = {}
    name = ""
    for line in front_matter.split("\n"):
        if entry := _FIELD.match(line):
            name, value = entry.group(1).lower(), entry.group(2)
            values = value.strip("[] ").split(",") if value.startswith("[") else [value]
            raw[name] = [bare for item in values if (bare := _unquoted(item))]
        elif (item_match := _ITEM.match(line)) and name:
            raw[name].append(_unquoted(item_match.group(1).removeprefix("name:")))
    known = {field: next((raw[n] for n in names if raw.get(n)), []) for field, names in _NAMES.items()}
    return {field: ", ".join(values) for field, values in known.items() if values}


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    inlines = [
        (before, token)
        for before, token in zip(tokens, islice(tokens, 1, None), strict=False)
        if token.type == "inline"
    ]
    texts = [(opening.type == "heading_open", _lines(inline)) for opening, inline in inlines]
    width = wrap_width([lines for is_heading, lines in texts if not is_heading])
    for (is_heading, lines), (_, inline) in zip(texts, inlines, strict=True):
        if is_heading or _is_bold(inline):
            if any(lines):
                yield Block(" ".join(lines), heading=True)
            continue
        for index, paragraph in enumerate(join_lines(lines, width)):
            yield Block(paragraph, spaced=index == 0)


def _lines(inline: Token) -> list[str]:
    """The words of a paragraph as its lines were, without markup and pictures."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
    return [line for raw in "".join(parts).split("\n") if (line := " ".join(raw.split()))]


def _is_bold(inline: Token) -> bool:
    """The whole paragraph is one bold line: a heading by its look."""
    children = inline.children or []
    kinds = [token.type for token in children if token.type != "text" or token.content]
    return kinds == ["strong_open", "text", "strong_close"]


@cache
def _parser() -> MarkdownIt:
    # Indented lines are paragraphs here, not code: text from mail and word processors is indented.
    return MarkdownIt("commonmark", {"html": True}).disable("code")
