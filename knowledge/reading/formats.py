"""The formats that are read: which one a source has, and its reader."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from knowledge.errors import BadSource
from knowledge.problems import Trouble
from knowledge.reading.draft import Draft
from knowledge.reading.layout import paragraphs

SNIFFED = 20_000
"""Characters from the top by which the format of a text without a name is told."""


class Format(StrEnum):
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


MARKUP = "[*_<&`!"
"""Characters that cost the Markdown parser most."""

MAX_MARKUP = 20_000
"""Beyond so many of them no one has written the Markdown; it is read as plain text."""

SUFFIXES = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}

_HTML = re.compile(
    r"\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body|article|main|h1|p|div)\b", re.IGNORECASE
)
# A heading with # (a hashtag has no space after it), a bold line, an underlined one, metadata between rulers.
_MARKDOWN = re.compile(
    r"\A---[ \t]*\n[\w-]{1,40}:|^#{1,6}[ \t]+\S|^(?:\*\*|__)[^*_\n]{2,120}(?:\*\*|__)[ \t]*$"
    r"|^[^\n]{2,200}\n={3,}[ \t]*$|\]\(https?://",
    re.MULTILINE,
)


def format_of_name(name: str) -> Format | None:
    """The format that the suffix of `name` tells; None for `-`. Raises BadSource for any other suffix."""
    if name == "-":
        return None
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if not suffix:
        raise BadSource(Trouble.NO_SUFFIX, name=name)
    raise BadSource(Trouble.OTHER_SUFFIX, name=name, suffix=suffix)


def sniff(text: str) -> Format:
    """The format that `text` looks like."""
    head = text[:SNIFFED]
    if _HTML.match(head):
        return Format.HTML
    return Format.MARKDOWN if _MARKDOWN.search(head) else Format.PLAIN


def parse(text: str, form: Format) -> Draft:
    """The blocks and stated metadata of `text`, a tidy text."""
    if form is Format.HTML:
        from knowledge.reading.html import parse_html  # loads an HTML parser, which plain text does not need

        return parse_html(text)
    if form is Format.MARKDOWN and sum(map(text.count, MARKUP)) <= MAX_MARKUP:
        from knowledge.reading.markdown import parse_markdown  # likewise

        return parse_markdown(text)
    return Draft(paragraphs(text))
