"""Buttons: what they show, and short names for what they stand for, which outlive a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.text import one_line, shorten, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Choice
    from bot.state import State
    from bot.telegram.render import Page
    from knowledge.types import Language

COMMAND, PAGE = "c", "p"
ROW_UNITS = 36
"""Units of all labels in a row: what a telephone shows of them without cutting."""
ROW_BUTTONS = 4
LABEL_UNITS = 48
MOST_BUTTONS = 90
"""Telegram takes a hundred; the rest is for turning pages."""


@dataclass(frozen=True, slots=True)
class Button:
    """label, and what is sent back when it is pressed (`data`) or the address that it opens (`url`)."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its buttons, ready to be sent."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def first_sheet(pages: Sequence[Page], catalogue: Catalogue, state: State) -> Sheet:
    """The first of `pages`; the others are kept in `state`, for the buttons that turn to them."""
    rows = _rows(_buttons(pages[0].choices, catalogue.language, state))
    if len(pages) == 1:
        return Sheet(pages[0].html, _markup(rows))
    kept = [
        json.dumps([catalogue.language, [[_to_json(b) for b in row] for row in rows]]),
        *(page.html for page in pages),
    ]
    return _sheet(kept, state.token(kept), 0, catalogue)


def turn(token: str, number: int, kept: Sequence[str], catalogue: Catalogue) -> Sheet:
    """Page `number` of what `first_sheet` kept under `token`; the nearest there is."""
    return _sheet(kept, token, min(max(number, 0), len(kept) - 2), catalogue)


def language_of(kept: Sequence[str]) -> str:
    """The language of the pages that `first_sheet` kept."""
    return str(json.loads(kept[0])[0])


def _sheet(kept: Sequence[str], token: str, number: int, catalogue: Catalogue) -> Sheet:
    rows = tuple(tuple(Button(*button) for button in row) for row in json.loads(kept[0])[1])
    count = len(kept) - 1
    turns = tuple(
        Button(catalogue.text(f"telegram.{key}", page=to + 1, pages=count), f"{PAGE}:{token}:{to}")
        for key, to in (("previous", number - 1), ("next", number + 1))
        if 0 <= to < count
    )
    return Sheet(kept[1 + number], _markup((*rows, turns)))


def _buttons(choices: Iterable[Choice], language: Language, state: State) -> list[Button]:
    return [
        Button(shorten(one_line(c.label), LABEL_UNITS), url=c.url)
        if c.url
        else Button(shorten(one_line(c.label), LABEL_UNITS), f"{COMMAND}:{state.token((c.command, c.text, language))}")
        for c in choices
    ][:MOST_BUTTONS]


def _rows(buttons: Iterable[Button]) -> Rows:
    return tuple(_fill(buttons))


def _fill(buttons: Iterable[Button]) -> Iterator[tuple[Button, ...]]:
    row: tuple[Button, ...] = ()
    for button in buttons:
        if row and (len(row) == ROW_BUTTONS or sum(units(b.label) for b in (*row, button)) > ROW_UNITS):
            yield row
            row = ()
        row = (*row, button)
    if row:
        yield row


def _to_json(button: Button) -> list[str]:
    return [button.label, button.data, button.url]


def _markup(rows: Rows) -> InlineKeyboardMarkup | None:
    keyboard = [
        [InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.data or None) for b in row]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(keyboard) if keyboard else None
