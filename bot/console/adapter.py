"""Talking in the terminal, and showing things there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console

from bot.console.render import article_text, checks_text, render
from bot.messages import Request
from bot.router import respond
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from bot.doctor import Check
    from bot.messages import Reply
    from bot.services import Services
    from knowledge.types import Article

CHAT = "console"
PIPED_WIDTH = 100_000
"""Characters: what is piped is not wrapped, so that a line of the reply is a line for grep."""
PROMPT = "❯ "
_LEAVE = ("/quit", "/exit", "/q")


def make_console(file: TextIO | None = None) -> Console:
    """Plain and unwrapped when piped; NO_COLOR and the terminal's width are respected."""
    stream = file or sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def show(reply: Reply, services: Services, console: Console | None = None) -> None:
    """Print `reply`."""
    screen = console or make_console()
    catalogue = services.catalogue(reply.language)
    for renderable in render(reply, catalogue, show_links=not screen.is_terminal):
        screen.print(renderable)


def show_article(article: Article) -> None:
    """Print an article with its quotes."""
    console = make_console()
    for renderable in article_text(article):
        console.print(renderable)


def show_checks(checks: Sequence[Check]) -> None:
    """Print what `doctor` found."""
    console = make_console()
    for renderable in checks_text(checks):
        console.print(renderable)


def parse(line: str, conversation: str | None = None) -> Request:
    """A line typed in a chat: `/command text`, or a question."""
    if not line.startswith("/"):
        return question(line, conversation)
    name, _, text = line[1:].partition(" ")
    return _request(name.lower(), text.strip(), conversation)


def question(text: str, conversation: str | None) -> Request:
    """A question, whatever it begins with."""
    return _request(None, text, conversation)


def _request(command: str | None, text: str, conversation: str | None) -> Request:
    key = f"{CHAT}:{conversation}" if conversation else None
    return Request(command=command, text=text, chat=CHAT, conversation=key, scope=(LIBRARY,), place=CHAT)


async def chat(services: Services, lines: TextIO) -> None:
    """Answer line by line until the end of the input or /quit."""
    console = make_console()
    show(await respond(parse("/help"), services), services, console)
    while True:
        if console.is_terminal:
            console.print(f"\n{PROMPT}", end="")
        line = lines.readline()
        if not line or line.strip().lower() in _LEAVE:
            return
        if line.strip():
            show(await respond(parse(line.strip(), "chat"), services), services, console)
