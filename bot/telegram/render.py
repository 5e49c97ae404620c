"""Reply -> pages of Telegram's HTML with their buttons. Pure.

Quotations are block quotes of the article's own characters and stand on lines of their own, so that no mark
of direction in them can turn the rest around. Each page ends with the sources of the quotations on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.citations import describe
from bot.messages import Bullets, Choice, Choices, Code, Heading, Paragraph, Quotation, Sources, Strong, Struck
from bot.telegram.runs import Run, Runs, entity_count, length, pieces, styled, to_html, web_address
from bot.telegram.text import clean, one_line, sendable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.catalogue import Catalogue
    from bot.messages import Inline, Line, Reply, Source
    from bot.telegram.runs import Tag
    from knowledge.types import Excerpt

PAGE_UNITS = 4096
"""UTF-16 units of a message after its entities are parsed (Bot API, sendMessage)."""
PAGE_ENTITIES = 99
"""Telegram drops those after the hundredth."""
LONG_QUOTE = 350
"""Units from which a quotation is folded; clients show three lines of it."""
LABEL = 200
"""Units of a title, of the details of a source, of an attribution: enough for any that is genuine."""
LABEL_ENTITIES = 9
SMALL = 4
"""What takes less than a fourth of a page is left where it is when something long follows."""
ELLIPSIS, BEFORE, MORE = Run("…"), Run("… "), Run(" …")
_TAGS: dict[type[Strong | Struck | Code], Tag] = {Strong: "b", Struck: "s", Code: "code"}


@dataclass(frozen=True, slots=True)
class Page:
    """One message: its HTML, and rows of what can be chosen under it."""

    html: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What stays together on a page.

    cites: sources of its own group, by index; gap: what is before it, where it is not the first. inline: a source that
    goes on the line of another. leads: belongs to what follows.
    """

    body: Runs
    caption: Runs = ()
    quote: bool = False
    cites: tuple[int, ...] = ()
    gap: str = "\n"
    inline: bool = False
    leads: bool = False

    @property
    def units(self) -> int:
        return len(self.gap) + length(self.body) + (1 + length(self.caption) if self.caption else 0)

    @property
    def entities(self) -> int:
        return int(self.quote) + entity_count(self.body) + entity_count(self.caption)

    def to_html(self) -> str:
        body = to_html(self.body)
        if self.quote:
            fold = " expandable" if length(self.body) > LONG_QUOTE else ""
            body = f"<blockquote{fold}>{body}</blockquote>"
        return f"{body}\n{to_html(self.caption)}" if self.caption else body


def render(reply: Reply, catalogue: Catalogue) -> tuple[Page, ...]:
    """At least one page; each fits Telegram's limits."""
    packer = _Packer()
    for parts, sources in _groups(reply, catalogue):
        packer.group(parts, sources)
    offered = tuple(c for block in reply.blocks if isinstance(block, Choices) for c in block.choices)
    choices = tuple(c for c in offered if visible(c.label) and (c.url is None or web_address(c.url)))
    return tuple(Page(html, choices) for html in packer.finish())


def _groups(reply: Reply, catalogue: Catalogue) -> Iterator[tuple[list[_Part], tuple[_Part, ...]]]:
    """The parts up to each list of sources, with the list."""
    parts: list[_Part] = []
    numbers: list[tuple[int, int]] = []
    for block in reply.blocks:
        if isinstance(block, Sources):
            index = {source.number: i for i, source in enumerate(block.sources)}
            for place, number in numbers:
                if number in index:
                    parts[place] = replace(parts[place], cites=(index[number],))
            yield parts, tuple(_named(s) if block.brief else _source(s, catalogue) for s in block.sources)
            parts, numbers = [], []
        elif isinstance(block, Quotation):
            numbers += [(len(parts), block.number)] if block.number else []
            parts.append(_quotation(block))
        elif isinstance(block, Paragraph):
            parts.append(_Part(_line(block.line), gap="\n\n"))
        elif isinstance(block, Heading):
            title = styled(one_line(block.text), "b", web_address(block.link))
            parts.append(_Part(_shortened(title), gap="\n\n", leads=True))
        elif isinstance(block, Bullets):
            parts += [_Part((Run("• "), *_line(item))) for item in block.items]
    yield parts, ()


def _line(line: Line) -> Runs:
    return tuple(run for part in line for run in _inline(part))


def _inline(part: Inline) -> Runs:
    if isinstance(part, str):
        return styled(clean(part))
    return styled(clean(part.text), _TAGS[type(part)])


def _quotation(block: Quotation) -> _Part:
    who = (Run("— "), *_shortened(_line(block.attribution))) if block.attribution else ()
    number = (Run(f" [{block.number}]" if who else f"[{block.number}]"),) if block.number else ()
    return _Part(_excerpt(block.excerpt), (*who, *number), quote=True)


def _excerpt(excerpt: Excerpt) -> Runs:
    text = sendable(excerpt.text)
    runs: list[Run] = []
    last = 0
    for match in excerpt.matches:
        start = max(match.start, last)
        runs += [*styled(text[last:start]), *styled(text[start : match.end], "b")]
        last = max(match.end, last)
    return (*runs, *styled(text[last:]))


def _source(source: Source, catalogue: Catalogue) -> _Part:
    citation = source.citation
    title, details = one_line(citation.title), one_line(describe(citation, catalogue))
    named = styled(title if visible(title) else citation.article_id, href=web_address(citation.link))
    listed = (Run(f"[{source.number}] "), *_shortened(named), *_shortened(styled(f" · {details}")))
    return _Part(listed, gap="\n\n")


def _named(source: Source) -> _Part:
    name = one_line(source.name)
    named = styled(name if visible(name) else source.citation.article_id, href=web_address(source.citation.link))
    return _Part((Run(f"[{source.number}] "), *_shortened(named)), inline=True)


def _shortened(runs: Runs) -> Runs:
    """The beginning, if it is longer than a label."""
    if length(runs) <= LABEL and entity_count(runs) <= LABEL_ENTITIES:
        return runs
    return (*next(pieces(runs, LABEL, LABEL_ENTITIES), ()), ELLIPSIS)


@dataclass(slots=True)
class _Packer:
    """Fills pages part by part; keeps room for the sources of what it has put on the page."""

    pages: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    units: int = 0
    entities: int = 0
    sources: tuple[_Part, ...] = ()
    cited: set[int] = field(default_factory=set)

    def group(self, parts: list[_Part], sources: tuple[_Part, ...]) -> None:
        """Add `parts` and after them the sources that they cite, and those that nothing cites."""
        self.sources = sources
        for part in parts:
            self._add(part)
        listed = self._list_sources()
        cited = {i for part in parts for i in part.cites}
        for i, source in enumerate(sources):
            if i not in cited:
                self._add(_after_another(source) if listed else source)
                listed = True

    def finish(self) -> list[str]:
        self._close(is_last=True)
        return self.pages or [ELLIPSIS.text]

    def _add(self, part: _Part) -> None:
        if not visible("".join(run.text for run in part.body)):
            part = replace(part, body=(ELLIPSIS,))
        small = self.units <= PAGE_UNITS // SMALL and self.entities <= PAGE_ENTITIES // SMALL
        if not self._fits(part) and (_is_page(part, self.sources) or not small):
            self._close()
        for piece in [part] if self._fits(part) else self._split(part):
            if not self._fits(piece):
                self._close()
            self._put(piece)

    def _fits(self, part: _Part) -> bool:
        units, entities = self._cost(part)
        return self.units + units <= PAGE_UNITS and self.entities + entities <= PAGE_ENTITIES

    def _put(self, part: _Part) -> None:
        units, entities = self._cost(part)
        self.units += units
        self.entities += entities
        self.parts.append(part)
        self.cited |= set(part.cites)

    def _cost(self, part: _Part) -> tuple[int, int]:
        """Units and entities of `part` and of the sources that it brings along."""
        added = [part, *(self.sources[i] for i in part.cites if i not in self.cited)]
        return sum(p.units for p in added), sum(p.entities for p in added)

    def _split(self, part: _Part) -> Iterator[_Part]:
        """Pieces for a page each, with marks where it goes on, and the caption under each.

        The first is put under what is on the page already, which is not much.
        """
        units, entities = self._cost(replace(part, body=()))
        room = PAGE_UNITS - self.units - units - 2 * length((MORE,))
        cut = list(pieces(part.body, room, PAGE_ENTITIES - self.entities - entities))
        for i, piece in enumerate(cut):
            before = (BEFORE,) if i else ()
            after = (MORE,) if i < len(cut) - 1 else ()
            yield replace(part, body=(*before, *piece, *after), gap=part.gap if i == 0 else "\n")

    def _list_sources(self) -> bool:
        """Whether there are any."""
        listed = [self.sources[i] for i in sorted(self.cited)]
        self.parts += listed[:1] + [_after_another(source) for source in listed[1:]]
        self.cited = set()
        return bool(listed)

    def _close(self, *, is_last: bool = False) -> None:
        """A heading at the end goes along to the next page."""
        leading = [] if is_last or len(self.parts) < 2 or not self.parts[-1].leads else [self.parts.pop()]
        self._list_sources()
        if self.parts:
            first, *rest = self.parts
            self.pages.append(first.to_html() + "".join(p.gap + p.to_html() for p in rest))
        self.parts, self.units, self.entities = [], 0, 0
        for part in leading:
            self._put(part)


def _after_another(source: _Part) -> _Part:
    return replace(source, gap=" · " if source.inline else "\n")


def _is_page(part: _Part, sources: tuple[_Part, ...]) -> bool:
    """Whether a page of its own holds the part with its sources."""
    together = [part, *(sources[i] for i in part.cites)]
    return sum(p.units for p in together) <= PAGE_UNITS and sum(p.entities for p in together) <= PAGE_ENTITIES
