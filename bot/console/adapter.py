"""Talking in the terminal, and showing things there."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.console.render import article_text, checks_text, render
from bot.messages import Bullets, Code, Paragraph, Request
from bot.router import respond
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from bot.doctor import Check
    from bot.messages import Block, Line, Reply
    from bot.services import Services
    from knowledge.types import Article

CHAT = "console"
PIPED_WIDTH = 100_000
"""Characters: what is piped is not wrapped, so that a line of the reply is a line for grep."""
PROMPT = "❯ "
SHELL = frozenset(
    ("ask", "summary", "digest", "quotes", "verify", "articles", "add", "remove", "follow", "unfollow", "sources")
)
"""Commands of chats that the shell has as well."""
_COMMAND = re.compile(r"/(\w+)(.*)")
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


def show_in_shell(reply: Reply, services: Services) -> None:
    """Print `reply`; what is to be typed, as it is typed in a shell."""
    show(replace(reply, blocks=tuple(map(_block_in_shell, reply.blocks))), services)


def _block_in_shell(block: Block) -> Block:
    match block:
        case Paragraph(line):
            return Paragraph(_line_in_shell(line))
        case Bullets(items):
            return Bullets(tuple(map(_line_in_shell, items)))
    return block


def _line_in_shell(line: Line) -> Line:
    return tuple(Code(_in_shell(part.text)) if isinstance(part, Code) else part for part in line)


def _in_shell(typed: str) -> str:
    match = _COMMAND.fullmatch(typed)
    if match and match[1] == "help":
        return "kutip --help"
    return f"kutip {match[1]}{match[2]}" if match and match[1] in SHELL else typed


def show_question(text: str, *, first: bool) -> None:
    """Print a question above its answer, apart from the one before."""
    console = make_console()
    if not first:
        console.print()
    console.print(Text(text, "bold"))


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
    show(await _answered("/help", services), services, console)
    while True:
        if console.is_terminal:
            console.print(f"\n{PROMPT}", end="")
        line = lines.readline()
        if not line or line.strip().lower() in _LEAVE:
            return
        if line.strip():
            show(await _answered(line.strip(), services), services, console)


async def _answered(line: str, services: Services) -> Reply:
    """In the language that is set for the terminal; else in that of the question."""
    request = replace(parse(line, "chat"), language=services.state.chat(CHAT).language)
    return await respond(request, services)
