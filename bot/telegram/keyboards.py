"""Buttons: what they show, and short names for what they stand for, which outlive a restart."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.text import one_line, shorten, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.catalogue import Catalogue
    from bot.messages import Choice
    from bot.state import Keep, State
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


@dataclass(frozen=True, slots=True)
class Pressed:
    """kept: the kind, the language, and what follows; number: of the page that is wanted, from 0."""

    kind: str
    token: str
    number: int
    kept: tuple[str, ...]

    @property
    def language(self) -> Language:
        return "en" if self.kept[1] == "en" else "id"


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its buttons, ready to be sent."""

    html: str
    keyboard: InlineKeyboardMarkup | None


def first_sheet(pages: Sequence[Page], catalogue: Catalogue, keep: Keep) -> Sheet:
    """The first of `pages`; `keep` remembers them all, for the buttons that turn them."""
    rows = _rows(_buttons(pages[0].choices, catalogue.language, keep))
    if len(pages) == 1:
        return Sheet(pages[0].html, _markup(rows))
    stored = json.dumps([[asdict(button) for button in row] for row in rows])
    kept = (PAGE, catalogue.language, stored, *(page.html for page in pages))
    return turn(keep(kept), 0, kept, catalogue)


def turn(token: str, number: int, kept: Sequence[str], catalogue: Catalogue) -> Sheet:
    """Page `number` of what `first_sheet` kept under `token`; the nearest there is."""
    _, _, stored, *pages = kept
    count = len(pages)
    number = min(number, count - 1)
    rows = tuple(tuple(Button(**button) for button in row) for row in json.loads(stored))
    turns = tuple(
        Button(catalogue.text(f"telegram.{key}", page=to + 1, pages=count), f"{PAGE}:{token}:{to}")
        for key, to in (("previous", number - 1), ("next", number + 1))
        if 0 <= to < count
    )
    return Sheet(pages[number], _markup((*rows, turns)))


def pressed(data: str, state: State) -> Pressed | None:
    """What a button with this `data` stands for; None where it is too old or none of ours."""
    kind, _, rest = data.partition(":")
    token, _, number = rest.partition(":")
    kept = state.content_of(token)
    if kept is None or kept[0] != kind or (kind == PAGE and not number.isdecimal()):
        return None
    return Pressed(kind, token, int(number or 0), kept)


def _buttons(choices: Sequence[Choice], language: Language, keep: Keep) -> list[Button]:
    return [_button(choice, language, keep) for choice in choices[:MOST_BUTTONS]]


def _button(choice: Choice, language: Language, keep: Keep) -> Button:
    label = shorten(one_line(choice.label), LABEL_UNITS)
    if choice.url:
        return Button(label, url=choice.url)
    return Button(label, f"{COMMAND}:{keep((COMMAND, language, choice.command, choice.text))}")


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


def _markup(rows: Rows) -> InlineKeyboardMarkup | None:
    keyboard = [
        [InlineKeyboardButton(b.label, url=b.url or None, callback_data=b.data or None) for b in row]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(keyboard) if keyboard else None
