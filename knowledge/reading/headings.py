"""Which lines are headings: by their element or by their look, unless they are part of what the article says.

By its look: no end mark, no quotation but one pulled out in single marks, no list item, and longer prose below. No
heading are the questions of an interview, which are a speaker's turns, and the result of a match, whatever type they
are set in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.reading.boilerplate import END_MARKS, QUOTATION_MARKS, is_closed
from knowledge.reading.layout import is_list_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.reading.draft import Block

MAX_HEADING = 100
"""Characters."""

MAX_HEADING_WORDS = 14

MAX_QUESTION_WORDS = 9

MAX_TAG_WORDS = 4

MIN_PROSE = 60
"""Characters of a paragraph that is more than a list item or a caption."""

MAX_MARKED_HEADING = 240
"""Characters of a line that the markup calls a heading; a longer one is a paragraph in large type."""

MAX_QUESTION = 400
"""Characters of an interviewer's question."""

MIN_TURNS = 3
"""Questions to `you`, answered by an `I` or a `we`, that make an interview."""

TITLE_CASE = 0.7
"""Share of the longer words that begin with a capital in a headline or a question set as a heading."""

_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_TURN = re.compile(r"(?:Q|T|P|Tanya|Question|Pertanyaan)\s?:\s")
_YOU = re.compile(r"\b(?:you|your|yours|anda|kamu|kalian|bapak|ibu)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:I|my|we|our|us|saya|aku|kami|kita)\b", re.IGNORECASE)
_PULLED = re.compile(r"['‘]([A-Z0-9].+)['’]")
"""Words pulled out of a quotation below, in single marks, without an end mark: 'Worth the wait'."""
_RESULT = re.compile(r".*\b\d{1,3}\s?[-–:]\s?\d{1,3}\W{0,2}")


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with lines that are headings by their look marked as such, and links at the end dropped."""
    spoken = _without_turns(blocks)
    marked = [
        block if block.heading else replace(block, heading=_is_heading(spoken, index))
        for index, block in enumerate(spoken)
    ]
    end = _end_of_prose(marked)
    return marked[:end] if end else marked


def _without_turns(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the questions of an interview and paragraphs in large type as running text."""
    turns = sum(_is_put(block) and _WE.search(below.text) is not None for block, below in pairwise(blocks))
    is_interview = turns >= MIN_TURNS
    return [
        replace(block, heading=False, body_type=True)
        if _TURN.match(block.text)
        or (block.heading and len(block.text) > MAX_MARKED_HEADING)
        or (is_interview and _is_question(block))
        else block
        for block in blocks
    ]


def _is_put(block: Block) -> bool:
    """Someone is asked; in an explainer the reader is, and nobody answers in the first person."""
    return _is_question(block) and _YOU.search(block.text) is not None


def _is_question(block: Block) -> bool:
    """`block` stands out from the running text and asks."""
    return block.text.endswith("?") and (block.heading or not block.body_type) and len(block.text) <= MAX_QUESTION


def _end_of_prose(blocks: Sequence[Block]) -> int:
    """Up to where the article goes: below are only headings of nothing, headlines of others, and tags."""
    end = len(blocks)
    while end and (blocks[end - 1].heading or _is_stray(blocks[end - 1])):
        end -= 1
    return len(blocks) if end and blocks[end - 1].text.endswith(":") else end


def _is_heading(blocks: Sequence[Block], index: int) -> bool:
    line = blocks[index].text
    if blocks[index].body_type or not _looks_like_heading(line) or index + 1 == len(blocks):
        return False
    above, below = blocks[index - 1] if index else None, blocks[index + 1].text
    if above and (above.heading or _is_unmarked_item(above.text)):
        return False
    return len(below) > len(line) and len(below) >= MIN_PROSE


def _looks_like_heading(line: str) -> bool:
    bare = _NUMBERED.sub("", line, count=1)
    if len(line) > MAX_HEADING or len(bare.split()) > MAX_HEADING_WORDS or is_list_item(bare):
        return False
    if pulled := _PULLED.fullmatch(line):
        return pulled[1][-1] not in END_MARKS
    if bare[0] in QUOTATION_MARKS or _RESULT.fullmatch(bare) or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    return bare[-1] not in END_MARKS or _asks(bare)


def _asks(line: str) -> bool:
    """A short question that stands alone is a heading."""
    return line[-1] == "?" and len(line.split()) <= MAX_QUESTION_WORDS and not set(line) & set(",;:")


def _is_unmarked_item(line: str) -> bool:
    """A short line without an end mark: with another below it, one of a list."""
    return len(line) <= MAX_HEADING and not is_closed(line) and line[-1] not in END_MARKS


def _is_stray(block: Block) -> bool:
    """The headline of another article, or a tag."""
    line = block.text
    if block.body_type:
        return False
    if line[-1] in END_MARKS + QUOTATION_MARKS or line[0] in QUOTATION_MARKS or is_list_item(line):
        return False
    words = len(line.split())
    is_tag = words <= MAX_TAG_WORDS and not any(character.isdigit() for character in line)
    return is_tag or (_looks_like_heading(line) and is_title_case(line))


def is_title_case(line: str) -> bool:
    longer = [word for word in line.split() if len(word) > 3]
    return bool(longer) and sum(not word[0].islower() for word in longer) >= TITLE_CASE * len(longer)
