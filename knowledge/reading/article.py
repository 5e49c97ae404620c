"""Bytes, a file or pasted text -> an Article.

bytes --decode--> characters --plain, markdown or html--> Draft --head, boilerplate, headings--> Article
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.errors import BadSource
from knowledge.problems import Trouble
from knowledge.reading.boilerplate import without_boilerplate, without_dateline
from knowledge.reading.decode import MAX_BYTES, decode, tidy, too_large
from knowledge.reading.ending import without_ending
from knowledge.reading.formats import Format, format_of_name, parse, sniff
from knowledge.reading.head import read_head
from knowledge.reading.headings import with_headings
from knowledge.text.language import detect_language
from knowledge.types import Article, Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.reading.draft import Block, Draft

PARAGRAPH_BREAK = "\n\n"

STACKED = " – "
"""Between a heading and the one right below it, which head the same section."""

MAX_LINES = 20_000
"""More are a book, a table or a log; pages are exempt, whose lines are those of their markup."""

MAX_TAGS = 150_000
"""Long pages have some ten thousand."""

LANGUAGE_SAMPLE = 8_000
"""Characters from the top by which the language of an article is told."""


def read_file(path: Path, *, url: str | None = None) -> Article:
    """The article in a file; its format goes by the suffix. Raises BadSource."""
    try:
        if path.is_dir():
            raise BadSource(Trouble.FOLDER, name=str(path))
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise too_large(str(path))
        format_of_name(str(path))
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadSource(Trouble.NO_SUCH_FILE, name=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise BadSource(Trouble.UNREADABLE_FILE, name=str(path), reason=reason) from None
    return read_bytes(data, str(path), url=url)


def read_bytes(data: bytes, name: str, *, url: str | None = None) -> Article:
    """The article in `data`. `name` is a file name, whose suffix tells the format, or `-` for standard input.

    `url` is where it came from, when that is known; it beats what the document says. Raises BadSource.
    """
    stated = format_of_name(name)
    source = "standard input" if name == "-" else name
    text = decode(data, source)
    return _article(text, stated or sniff(text), source, url)


def read_text(text: str, *, name: str = "", url: str | None = None) -> Article:
    """The article in `text` that someone pasted: plain, Markdown or HTML, by its look. Raises BadSource.

    name: what messages call it, where it has one.
    """
    if len(text) > MAX_BYTES:
        raise too_large(name)
    return _article(text, sniff(text), name, url)


def _article(text: str, form: Format, source: str, url: str | None) -> Article:
    text = tidy(text)
    if not text.strip():
        raise BadSource(Trouble.EMPTY, name=source)
    if form is not Format.HTML and text.count("\n") > MAX_LINES:
        raise BadSource(Trouble.TOO_MANY_LINES, name=source, most=MAX_LINES)
    if form is Format.HTML and text.count("<") > MAX_TAGS:
        raise BadSource(Trouble.TOO_MANY_TAGS, name=source, most=MAX_TAGS)
    draft = parse(text, form)
    language = detect_language("\n".join(block.text for block in draft.blocks)[:LANGUAGE_SAMPLE])
    return _composed(_cleaned(read_head(draft, language)), source, url)


def _cleaned(draft: Draft) -> Draft:
    """Only what the article itself says is left in the blocks."""
    blocks, byline = without_ending(without_boilerplate(draft.blocks))
    blocks, outlet = without_dateline(blocks, draft.outlet)
    return replace(
        draft,
        blocks=tuple(with_headings(blocks)),
        byline=draft.byline or byline,
        outlet=draft.outlet or outlet,
    )


def _composed(draft: Draft, source: str, url: str | None) -> Article:
    text, sections = _text_and_sections(draft.blocks)
    if not text or not draft.title:
        raise BadSource(Trouble.NO_TEXT, name=source)
    if not any(character.isalpha() for character in text):
        raise BadSource(Trouble.NO_WORDS, name=source)
    address = url or draft.url
    return Article(
        id=article_id(draft.title, text, draft.byline, draft.outlet, draft.published, address),
        title=draft.title,
        byline=draft.byline,
        published=draft.published,
        language=detect_language(f"{draft.title}\n{text[:LANGUAGE_SAMPLE]}"),
        url=address,
        text=text,
        sections=sections,
        dek=draft.dek,
        outlet=draft.outlet,
    )


def article_id(title: str, text: str, *cited: str | None) -> str:
    """Twelve hexadecimal digits of SHA-256 over title, text and what a citation shows besides.

    A copy under another address or byline is another article: otherwise whoever added a text first would
    decide what is cited for everybody.
    """
    whole = "\n".join([title, text, *(part or "" for part in cited)])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _text_and_sections(blocks: Sequence[Block]) -> tuple[str, tuple[Section, ...]]:
    """The paragraphs joined, and the sections, each of which reaches to the start of the next."""
    paragraphs = [block.text for block in blocks if not block.heading]
    text = PARAGRAPH_BREAK.join(paragraphs)
    starts: list[tuple[str | None, int]] = []
    heading, position, is_new = None, 0, True
    for block in blocks:
        if block.heading:
            heading = f"{heading}{STACKED}{block.text}" if heading and is_new else block.text
            is_new = True
            continue
        if is_new:
            starts.append((heading, position))
        position += len(block.text) + len(PARAGRAPH_BREAK)
        is_new = False
    bounds = [start for _, start in starts] + [len(text)]
    return text, tuple(Section(name, start, end) for (name, start), end in zip(starts, bounds[1:], strict=False))
