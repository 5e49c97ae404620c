"""Reply -> pages of Discord's Markdown. Pure; the only place where anything is escaped or measured.

Quotations are block quotes with the words that matter in bold; their sources, small and numbered, link to
the passage. Messages rather than embeds: they can be copied, quoted and searched, show where a reader has
embeds turned off, and 2,000 characters hold an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.citations import describe
from bot.discord.markdown import escape, isolated, link, neutral
from bot.discord.styled import MORE, Styled, styled_excerpt, styled_line
from bot.messages import Bullets, Choice, Choices, Document, Heading, Paragraph, Quotation, Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Block, Line, Reply, Source

PAGE = 2000
"""Characters of a message; Discord counts code points (discord-api-docs, issue 1315)."""
HEADING = 300
"""Characters kept free on a page with a long quotation, so that its heading stays with it."""
LONGEST_LINK = 900
LONGEST_TITLE = 160
LONGEST_DETAILS = 160
"""Characters of the parts of a source, which is never divided between pages."""
_QUOTE, _BULLET, _SMALL = "> ", "- ", "-# "


@dataclass(frozen=True, slots=True)
class Rendered:
    """pages: each fits a message and is not empty; choices: what to offer below them; documents: files beside them."""

    pages: tuple[str, ...]
    choices: tuple[Choice, ...]
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that stays on one page.

    group: parts that share a list of sources; sources: those that must stand on the same page, after all of the group.
    brief: they go on one line. gap: what parts it from the one before; leads: belongs to the one after.
    """

    text: str
    group: int
    sources: tuple[str, ...] = ()
    gap: str = "\n\n"
    leads: bool = False
    brief: bool = False


def render(reply: Reply, catalogue: Catalogue) -> Rendered:
    """The reply in pages of at most PAGE characters."""
    groups = enumerate(_groups(reply.blocks))
    parts = [part for number, group in groups for part in _parts(group, number, catalogue)]
    choices = tuple(c for block in reply.blocks if isinstance(block, Choices) for c in block.choices)
    documents = tuple(block for block in reply.blocks if isinstance(block, Document))
    return Rendered(tuple(_paginate(parts)) or (MORE,), choices, documents)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks up to each list of sources."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if isinstance(block, Sources):
            yield group
            group = []
    yield group


def _parts(group: Sequence[Block], number: int, catalogue: Catalogue) -> Iterator[_Part]:
    listed = next((block for block in group if isinstance(block, Sources)), Sources(()))
    sources = {s.number: _named(s) if listed.brief else _source(s, catalogue) for s in listed.sources}
    for part in _group_parts(group, number, sources):
        yield replace(part, brief=listed.brief)


def _group_parts(group: Sequence[Block], number: int, sources: Mapping[int, str]) -> Iterator[_Part]:
    quoted = {block.number for block in group if isinstance(block, Quotation)}
    for block, following in pairwise([*group, None]):
        match block:
            case Paragraph(line):
                yield from _lead(_paragraph(line, number), isinstance(following, Quotation | Bullets))
            case Heading(title, address):
                shown = isolated(_shortened(title, LONGEST_TITLE)) or MORE
                yield _Part(f"**{_linked(shown, address)}**", number, leads=True)
            case Bullets(items):
                yield from (part for item in items for part in _bullet(item, number))
            case Quotation():
                yield from _quotation(block, number, sources)
            case Sources():
                yield from (_Part("", number, (s,), gap="") for n, s in sources.items() if n not in quoted)


def _lead(parts: Iterable[_Part], leads: bool) -> Iterator[_Part]:
    *first, last = parts
    yield from first
    yield replace(last, leads=leads)


def _paragraph(line: Line, group: int) -> Iterator[_Part]:
    text = styled_line(line)
    yield from (_Part(piece, group) for piece in (text.pieces(PAGE) if text.text.strip() else ("\u200b",)))


def _bullet(item: Line, group: int) -> Iterator[_Part]:
    line = styled_line(item)
    one_line = Styled(line.text.replace("\n", " "), line.marks)
    for i, piece in enumerate(one_line.pieces(PAGE - len(_BULLET))):
        yield _Part(piece if i else f"{_BULLET}{piece}", group, gap="\n")


def _quotation(block: Quotation, group: int, sources: Mapping[int, str]) -> Iterator[_Part]:
    source = sources.get(block.number) if block.number else None
    cited = (source,) if source else ()
    below = f"{_QUOTE}— {_attribution(block.attribution)}" if block.attribution else ""
    reference = f" \\[{block.number}\\]" if block.number else ""
    room = PAGE - HEADING - len(below) - len(reference) - sum(map(len, cited))
    for piece in styled_excerpt(block.excerpt.text, block.excerpt.matches).pieces(room, _QUOTE):
        written = f"{piece}\n{below}{reference}" if below else f"{piece}{reference}"
        yield _Part(written, group, cited)


def _attribution(line: Line) -> str:
    return next(styled_line(line).pieces(LONGEST_DETAILS), "")


def _source(source: Source, catalogue: Catalogue) -> str:
    citation = source.citation
    title = isolated(_shortened(citation.title, LONGEST_TITLE))
    details = isolated(_shortened(describe(citation, catalogue), LONGEST_DETAILS))
    return f"\\[{source.number}\\] {_linked(title, citation.link, citation.url)} · {escape(details)}"


def _named(source: Source) -> str:
    name = isolated(_shortened(source.name, LONGEST_TITLE))
    return f"\\[{source.number}\\] {_linked(name, source.citation.link, source.citation.url)}"


def _linked(title: str, *addresses: str | None) -> str:
    """A link to the first address that is one and not too long; else the title alone."""
    links = (linked for address in addresses if address and (linked := link(title, address)))
    return next((text for text in links if len(text) <= LONGEST_LINK), escape(title))


def _shortened(text: str, longest: int) -> str:
    """One line of at most so many characters, cut at a word."""
    words = " ".join(neutral(text).split())
    if len(words) <= longest:
        return words
    cut = words[: longest - len(MORE) - 1]
    return f"{cut.rpartition(' ')[0] or cut} {MORE}"


def _paginate(parts: Iterable[_Part]) -> Iterator[str]:
    """As many parts on a page as fit; a heading goes with what it leads to."""
    page: list[_Part] = []
    for part in parts:
        if page and len(_text([*page, part])) > PAGE:
            lead = [page.pop()] if page[-1].leads and len(page) > 1 else []
            if len(_text([*lead, part])) > PAGE:
                page, lead = [*page, *lead], []
            yield _text(page)
            page = lead
        page.append(part)
    if page:
        yield _text(page)


def _text(page: Sequence[_Part]) -> str:
    """The parts under each other, the sources of each group after its last part, each once."""
    text = page[0].text
    for last, part in pairwise(page):
        if part.group != last.group:
            text += _listed(page, last.group)
        text += ("\n" if last.leads else part.gap) + part.text
    return (text + _listed(page, page[-1].group)).removeprefix("\n")


def _listed(page: Sequence[_Part], group: int) -> str:
    parts = [part for part in page if part.group == group]
    written = dict.fromkeys(source for part in parts for source in part.sources)
    lines = [" · ".join(written)] if written and parts[0].brief else written
    return "".join(f"\n{_SMALL}{line}" for line in lines)
