"""The head of an article: title, dek, byline, date and address, in whatever order an outlet puts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import END_MARKS, QUOTATION_MARKS, is_closed, is_noise
from knowledge.reading.bylines import (
    is_author_label,
    is_label,
    looks_like_author,
    looks_like_name,
    parse_byline,
    parse_credit,
    parse_pair,
)
from knowledge.reading.datelines import find_dateline, outlet_beside_place
from knowledge.reading.dates import find_date, is_beside_date
from knowledge.reading.draft import Block, Draft
from knowledge.reading.outlets import is_listed, is_outlet, same_outlet
from knowledge.reading.patterns import any_of
from knowledge.text.normalise import fold
from knowledge.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.types import Language

HEAD_LINES = 14
"""Blocks from the top among which the parts of a head are looked for."""

MAX_HEAD_LINE = 300
"""Characters of a line that names the author, the date or the address."""

MAX_TITLE = 220
"""Characters."""

MAX_LEAD_TITLE = 140
"""Characters of a first line with a full stop that still counts as a title; a longer one is text."""

MAX_DEK = 300
"""Characters of the line or two between title and text."""

MAX_DEK_LINES = 3

MIN_LEAD = 60
"""Characters of a first paragraph behind a dateline."""

MIN_DEK_WORDS = 5
"""Words of a dek without a full stop; a shorter line above the text is its first heading."""

MAX_MADE_TITLE = 100
"""Characters of a title made of the first words of a text that has none."""

_URL = re.compile(r"(?:(?:url|link|tautan|sumber|source|via)\s?:?\s?)?<?(https?://[^\s<>\"]{4,2000})>?", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"(?:title|judul|headline|subject|perihal)\s?:\s?(?=\S)", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[\n|·•●]\s*|\s+(?:[-–—]|//)\s+")
_UPDATED_GLUE = re.compile(r"(?<=[a-z])(?=(?:Diperbarui|Diterbitkan|Published|Updated)\b)")
_TITLE_SUFFIX = re.compile(r"\s(?:[-–—|])\s(?=[^-–—|]{2,40}\Z)")
_PLACE = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one line of a head says."""

    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    rest: str | None = None


@dataclass(slots=True)
class _Head:
    """What has been read so far; lives while one head is read. vouched: what else may be the name of the outlet."""

    draft: Draft
    title: str | None
    vouched: Collection[str] = ()
    start: int = 0
    deks: list[Block] = field(default_factory=list)
    held: list[Block] = field(default_factory=list)
    facts: list[_Facts] = field(default_factory=list)
    label: str | None = None

    def first(self, name: str) -> str | None:
        return next((value for facts in self.facts if (value := getattr(facts, name))), None)


def read_head(draft: Draft, language: Language) -> Draft:
    """`draft` with the parts of its head named and taken out of its blocks."""
    head = _Head(draft, draft.title, _vouched(draft))
    for index, block in enumerate(draft.blocks[:HEAD_LINES]):
        if not _reads(head, index, block, language):
            break
    body, deks = _body(head)
    known = [name for name in (draft.outlet, head.first("outlet"), *_beside_places(draft)) if name]
    title, outlet = _without_outlet(head.title, known) if head.title else (None, None)
    return replace(
        draft,
        blocks=tuple(body),
        title=title or _made_title(body),
        byline=draft.byline or head.first("byline"),
        published=draft.published or head.first("published") or head.first("updated"),
        url=draft.url or head.first("url"),
        dek=draft.dek or " ".join(block.text for block in deks) or None,
        outlet=draft.outlet or head.first("outlet") or outlet,
    )


def _vouched(draft: Draft) -> tuple[str, ...]:
    """What the title and the dateline give in the place of an outlet: the line between them that names it is right."""
    title = draft.title or (draft.blocks[0].text if draft.blocks else "")
    suffix = _TITLE_SUFFIX.search(title)
    return (*_beside_places(draft), *([title[suffix.end() :]] if suffix else []), *filter(None, [draft.outlet]))


def _beside_places(draft: Draft) -> list[str]:
    paragraphs = (block.text for block in draft.blocks[:HEAD_LINES] if len(block.text) >= MIN_LEAD)
    return [name for name in map(outlet_beside_place, paragraphs) if name]


def _reads(head: _Head, index: int, block: Block, language: Language) -> bool:
    """Take one block into the head; False where the text begins."""
    line = block.text
    if head.title and _same(line, head.title):
        head.held.clear()
        head.start = index + 1
        return True
    if head.title and block.heading:
        return False
    vouched = head.vouched if head.title else None
    facts = _labelled_below(head, line) or _facts(line, language, vouched) or _pair(head, index, language)
    if facts:
        _accept(head, index, facts)
        return facts.rest is None
    if head.title is None:
        return _reads_above_title(head, index, block)
    if _is_name_under_fact(head, index, line):
        _accept(head, index, _Facts(byline=line))
        return True
    if is_noise(line) or _is_head_noise(line):
        return True
    if find_dateline(line) and len(line) >= MIN_LEAD:
        _accept(head, index - 1, _Facts())  # the text begins here, so what was held is not yet it
        return False
    head.held.append(block)
    return len(head.held) <= MAX_DEK_LINES and _is_dek(line)


def _reads_above_title(head: _Head, index: int, block: Block) -> bool:
    line = block.text
    if is_noise(line) or _is_head_noise(line):
        head.start = index + 1
        return True
    if not block.heading and not _is_title(line):
        return False
    head.title = _TITLE_LABEL.sub("", line, count=1)
    head.start = index + 1
    return True


def _accept(head: _Head, index: int, facts: _Facts) -> None:
    """A line of the head: what stands between it and the title is no text but a name or the dek."""
    for block in head.held:
        if looks_like_author(block.text) and head.first("byline") is None:
            head.facts.append(_Facts(byline=block.text))
        else:
            head.deks.append(block)
    head.held.clear()
    head.facts.append(facts)
    head.start = index + 1


def _labelled_below(head: _Head, line: str) -> _Facts | None:
    """`Reporter` on a line of its own, then the name."""
    label, head.label = head.label, None
    if label is not None and len(line) <= MAX_HEAD_LINE and (credit := parse_credit(line)):
        name, outlet = credit.name, credit.outlet
        if name and is_listed(name):
            name, outlet = None, name
        return _Facts(byline=name if is_author_label(label) else None, outlet=outlet)
    if is_label(line):
        head.label = line
        return _Facts()
    return None


def _is_name_under_fact(head: _Head, index: int, line: str) -> bool:
    return bool(head.facts) and head.start == index and head.first("byline") is None and looks_like_name(line)


def _pair(head: _Head, index: int, language: Language) -> _Facts | None:
    """Two names on the line between the title and the date, or below the date."""
    blocks = head.draft.blocks
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    is_by_date = any(facts.published for facts in head.facts) or bool(
        len(below) <= MAX_HEAD_LINE and find_date(below, language)
    )
    credit = parse_pair(blocks[index].text) if head.title is not None and is_by_date else None
    if credit is None or (credit.name and head.first("byline")):
        return None
    return _Facts(byline=credit.name, outlet=credit.outlet)


def _facts(line: str, language: Language, vouched: Collection[str] | None) -> _Facts | None:
    """What `line` says about the article, or None where it is title, dek or text."""
    if address := _URL.fullmatch(line):
        return _Facts(url=address.group(1))
    stated = find_date(_UPDATED_GLUE.sub("\n", line), language) if len(line) <= MAX_HEAD_LINE else None
    if stated and (beside := _facts_beside_date(stated.rest, vouched or ())):
        when = {"updated" if stated.updated else "published": stated.iso}
        return replace(beside, **when)
    byline = parse_byline(line, vouched)
    if byline:
        return _Facts(byline=byline.name, outlet=byline.outlet, rest=byline.rest)
    if is_listed(line):
        return _Facts(outlet=line)
    return None


def _facts_beside_date(rest: str, vouched: Collection[str]) -> _Facts | None:
    """What stands on the line of a date; None where it is more than names, outlets and `Published`."""
    byline = outlet = None
    for raw in _SEPARATORS.split(rest):
        part = raw.strip(" ,.:;()-–—")
        if is_outlet(paper := _without_days(part), vouched):
            outlet = outlet or paper
        elif not part or is_beside_date(part) or is_noise(part) or ("," in raw and _PLACE.fullmatch(part)):
            continue
        elif credit := (parse_byline(part, vouched) or (parse_credit(part) if " " in part else None)):
            byline, outlet = byline or credit.name, outlet or credit.outlet
        else:
            return None
    return _Facts(byline=byline, outlet=outlet)


def _without_days(part: str) -> str:
    """`Kabar Laras, Selasa` -> `Kabar Laras`."""
    return ", ".join(piece for piece in (each.strip() for each in part.split(",")) if not is_beside_date(piece))


def _body(head: _Head) -> tuple[list[Block], list[Block]]:
    """The blocks of the text, and those of the dek."""
    body = list(head.draft.blocks[head.start :])
    deks = list(head.deks)
    if rest := head.first("rest"):
        glued = Block(rest)
        is_dek = len(list(sentences(rest))) == 1 and len(rest) <= MAX_DEK and len(body) > 1
        (deks if is_dek else body).insert(0 if not is_dek else len(deks), glued)
    leading = _leading_deks(body)
    if _length(body[leading:]) > _length(deks + body[:leading]):
        return body[leading:], deks + [b for b in body[:leading] if not is_noise(b.text) and not _is_head_noise(b.text)]
    return (body, deks) if _length(body) > _length(deks) else (deks + body, [])


def _leading_deks(body: Sequence[Block]) -> int:
    """How many lines without an end mark (deks, captions) stand above the first paragraph."""
    count = 0
    while count < min(len(body), MAX_DEK_LINES) and _is_open_line(body[count]):
        count += 1
    is_heading = count == 1 and len(body[0].text.split()) < MIN_DEK_WORDS
    return 0 if is_heading or count == MAX_DEK_LINES else count


def _is_open_line(block: Block) -> bool:
    if block.heading or len(block.text) > MAX_DEK or find_dateline(block.text):
        return False
    return block.text[-1] not in END_MARKS + QUOTATION_MARKS


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if not is_noise(block.text))


def _is_title(line: str) -> bool:
    if len(line) > MAX_TITLE:
        return False
    return not (is_closed(line) and (len(line) > MAX_LEAD_TITLE or find_dateline(line)))


def _is_dek(line: str) -> bool:
    return len(line) <= MAX_DEK and len(list(sentences(line))) <= 2


def _same(line: str, title: str) -> bool:
    if len(line) > MAX_TITLE:
        return False
    return fold(line) == fold(title) or fold(_without_outlet(title)[0]) == fold(line)


def _without_outlet(title: str, known: Collection[str] = ()) -> tuple[str, str | None]:
    """`Title - Kompas.com` -> the title and the outlet; known: what the article calls its outlet elsewhere."""
    suffix = _TITLE_SUFFIX.search(title)
    if suffix and (is_listed(title[suffix.end() :]) or any(same_outlet(title[suffix.end() :], o) for o in known)):
        return title[: suffix.start()], title[suffix.end() :]
    return title, None


def _made_title(body: Sequence[Block]) -> str | None:
    """The first words of a text without a title; nothing where there is hardly a text."""
    if not body:
        return None
    text = body[0].text
    dateline = find_dateline(text)
    text = text[dateline.end if dateline else 0 :]
    first = next(sentences(text)).of(text)
    if len(first) <= MAX_MADE_TITLE:
        return first
    cut = first.rfind(" ", MAX_MADE_TITLE // 2, MAX_MADE_TITLE)
    return first[: cut if cut > 0 else MAX_MADE_TITLE] + "…"


def _is_head_noise(line: str) -> bool:
    return len(line) <= MAX_HEAD_LINE and _head_noise().fullmatch(line) is not None


@cache
def _head_noise() -> re.Pattern[str]:
    return re.compile(any_of("head_lines.txt"), re.IGNORECASE)
