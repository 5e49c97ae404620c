"""Reply -> terminal: quotations between ❝ ❞, speakers in bold, numbered sources that are hyperlinks.

Pure: gives rich renderables; width, colour and whether links work are the console's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot.citations import describe
from bot.messages import Bullets, Choices, Code, Document, Heading, Paragraph, Quotation, Sources, Strong, Struck

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from bot.catalogue import Catalogue
    from bot.doctor import Check
    from bot.messages import Block, Line, Reply, Source
    from knowledge.types import Article, Citation, Excerpt

INDENT = 2
_STYLES = {Strong: "bold", Struck: "strike red", Code: "cyan"}
_MATCH = "bold yellow"
_QUIET = "dim"


def render(reply: Reply, catalogue: Catalogue, *, show_links: bool) -> Iterator[RenderableType]:
    """show_links: write addresses out, where the terminal cannot hide them behind the text."""
    for block in reply.blocks:
        yield from _block(block, catalogue, show_links)


def _block(block: Block, catalogue: Catalogue, show_links: bool) -> Iterator[RenderableType]:
    match block:
        case Paragraph(line):
            yield _line(line)
        case Bullets(items):
            yield from (Padding(Text("• ") + _line(item), (0, 0, 0, INDENT), expand=False) for item in items)
        case Quotation(excerpt, number, attribution):
            yield Padding(_quotation(excerpt, number, attribution), (0, 0, 0, INDENT), expand=False)
        case Heading(text, link):
            yield _heading(text, link, show_links)
        case Sources(sources, brief=True):
            yield _brief(sources, show_links)
        case Sources(sources):
            yield from (_source(s.number, s.citation, catalogue, show_links) for s in sources)
        case Document(_, data):
            yield Text(data.decode())
        case Choices():
            pass  # there is nothing to press in a terminal; what they stand for can be typed


def _line(line: Line) -> Text:
    text = Text()
    for part in line:
        text.append(part, None) if isinstance(part, str) else text.append(part.text, _STYLES[type(part)])
    return text


def _quotation(excerpt: Excerpt, number: int | None, attribution: Line) -> Text:
    quoted = Text(_one_line(excerpt.text))
    for span in excerpt.matches:
        quoted.stylize(_MATCH, span.start, span.end)
    said = Text(" — ") + _line(attribution) if attribution else Text()
    return Text("❝ ") + quoted + Text(" ❞") + said + Text(f" [{number}]" if number else "", _QUIET)


def _one_line(text: str) -> str:
    """Paragraph breaks inside an excerpt become spaces, one for one, so that offsets hold."""
    return text.replace("\n", " ")


def _heading(text: str, link: str | None, show_links: bool) -> Text:
    heading = Text(f"\n{_one_line(text)}", Style(bold=True, link=None if show_links else link))
    return heading.append(f"\n    {link}", _QUIET) if link and show_links else heading


def _brief(sources: Sequence[Source], show_links: bool) -> Text:
    """All on one line; where links cannot be hidden, one a line."""
    texts = [_named(source, show_links) for source in sources]
    return Text("\n" if show_links else " · ", _QUIET).join(texts)


def _named(source: Source, show_links: bool) -> Text:
    link = source.citation.link
    name = (_one_line(source.name), Style(link=None if show_links else link))
    text = Text.assemble((f"[{source.number}] ", _QUIET), name)
    return text.append(f"\n    {link}", _QUIET) if link and show_links else text


def _source(number: int, citation: Citation, catalogue: Catalogue, show_links: bool) -> Text:
    link = Style(link=citation.link) if citation.link and not show_links else Style()
    text = Text.assemble((f"[{number}] ", _QUIET), (citation.title, link))
    text.append(f" · {describe(citation, catalogue)}", _QUIET)
    if citation.link and show_links:
        text.append(f"\n    {citation.link}", _QUIET)
    return text


def article_text(article: Article) -> Iterator[RenderableType]:
    """An article as a page: metadata, body under its headings, quote records."""
    yield Text(article.title, "bold")
    details = [article.byline, article.outlet, article.published, article.language, article.id, article.url]
    yield Text(" · ".join(part for part in details if part), _QUIET)
    for section in article.sections:
        yield Text(f"\n{section.heading}" if section.heading else "", "bold")
        yield Text(article.text[section.start : section.end].strip())
    if article.quotes:
        yield Text()
    for quote in article.quotes:
        who = ", ".join(part for part in (quote.speaker.name, quote.speaker.role) if part) if quote.speaker else "?"
        yield Text.assemble((f"{quote.kind.value:8} ", _QUIET), (who, "bold"), f": {quote.text}")


def checks_text(checks: Sequence[Check]) -> Iterator[RenderableType]:
    """One line a check."""
    for check in checks:
        mark = ("✓ ", "green") if check.ok else ("✗ ", "red")
        yield Text.assemble(mark, (check.name, "bold"), f": {check.detail}")
