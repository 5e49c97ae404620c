"""A rendered reply as a message: its first page, buttons to the others and to what can be done next."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.discord.markdown import neutral

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from bot.discord.render import Rendered
    from bot.messages import Choice, Document
    from bot.state import Keep

LONGEST_LABEL = 80
LONGEST_ADDRESS = 512
BUTTONS_A_ROW = 5
MOST_CHOICES = 20
"""Four rows of five buttons; the fifth row turns the pages."""
BACK, ON = "◀", "▶"
_TOKEN = r"(?P<token>[\w-]{22})"


@dataclass(frozen=True, slots=True)
class Button:
    """label, and either what it opens or the id by which Discord hands its press back."""

    label: str
    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """pages: how many there are; token: stands for all of them where there are several; documents: files to send."""

    content: str
    buttons: tuple[Button, ...] = ()
    token: str | None = None
    pages: int = 1
    documents: tuple[Document, ...] = ()


def outgoing(rendered: Rendered, keep: Keep) -> Outgoing:
    """What is sent first; `keep` remembers what the buttons stand for, across restarts."""
    several = len(rendered.pages) > 1
    return Outgoing(
        content=rendered.pages[0],
        buttons=buttons_of(rendered.choices, keep),
        token=keep(rendered.pages) if several else None,
        pages=len(rendered.pages),
        documents=rendered.documents,
    )


def files_of(message: Outgoing) -> list[discord.File]:
    """The files of a message, to be sent once."""
    return [discord.File(io.BytesIO(document.data), document.name) for document in message.documents]


def buttons_of(choices: Sequence[Choice], keep: Keep) -> tuple[Button, ...]:
    """Each once: Discord refuses a message in which two are the same."""
    buttons = (_button(choice, keep) for choice in choices[:MOST_CHOICES])
    return tuple({button.id or button.url: button for button in buttons if button}.values())


def _button(choice: Choice, keep: Keep) -> Button | None:
    """None for an address that is too long for a button."""
    if choice.url is None:
        return Button(_label(choice.label), id=f"c:{keep([choice.command, choice.text])}")
    return Button(_label(choice.label), url=choice.url) if len(choice.url) <= LONGEST_ADDRESS else None


def _label(label: str) -> str:
    words = " ".join(neutral(label).split())
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def view_of(message: Outgoing) -> discord.ui.View | None:
    """The buttons below a message; None for none. Needs a running event loop."""
    if not message.buttons and not message.token:
        return None
    view = discord.ui.View(timeout=None)
    if message.token:
        _add_pager(view, message.token, 0, message.pages)
    _add_choices(view, message.buttons, first_row=1 if message.token else 0)
    return view


def turned(components: Iterable[Any], token: str, page: int, pages: int) -> discord.ui.View:
    """The buttons of a sent message, with those that turn its pages set to `page`."""
    view = discord.ui.View(timeout=None)
    _add_pager(view, token, page, pages)
    sent = (button for row in components if isinstance(row, discord.ActionRow) for button in row.children)
    kept = (b for b in sent if isinstance(b, discord.Button) and not (b.custom_id or "").startswith("p:"))
    _add_choices(view, [Button(b.label or "", id=b.custom_id, url=b.url) for b in kept], first_row=1)
    return view


def _add_pager(view: discord.ui.View, token: str, page: int, pages: int) -> None:
    view.add_item(PageButton(token, max(page - 1, 0), "back", BACK, disabled=page == 0))
    view.add_item(PageButton(token, page, "here", f"{page + 1} / {pages}", disabled=True))
    view.add_item(PageButton(token, min(page + 1, pages - 1), "on", ON, disabled=page == pages - 1))


def _add_choices(view: discord.ui.View, buttons: Sequence[Button], first_row: int) -> None:
    for i, button in enumerate(buttons):
        row = first_row + i // BUTTONS_A_ROW
        if button.id is None:
            view.add_item(discord.ui.Button(label=button.label, url=button.url, row=row))
        else:
            view.add_item(ChoiceButton(button.label, button.id, row))


class ChoiceButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=f"c:{_TOKEN}"):
    """Asks what it stands for, in the name of whoever presses it."""

    def __init__(self, label: str, custom_id: str, row: int | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, row=row))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> ChoiceButton:
        return cls("", match.string)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.choose(interaction, self.custom_id.partition(":")[2])


class PageButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"p:{_TOKEN}:(?P<page>\d+):(?P<role>\w+)"):
    """Shows another page in place."""

    def __init__(self, token: str, page: int, role: str, label: str, *, disabled: bool = False) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"p:{token}:{page}:{role}", disabled=disabled, row=0))
        self.token, self.page = token, page

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> PageButton:
        return cls(match["token"], int(match["page"]), match["role"], "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.turn_page(interaction, self.token, self.page)
