"""The slash commands and the entries in a message's menu: options in, the text that the handlers read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import suggestions
from bot.discord.incoming import text_of
from bot.discord.translation import said
from bot.handlers.sources import OPML
from bot.links import first_link
from bot.router import HANDLERS

if TYPE_CHECKING:
    from bot.discord.adapter import KutipClient  # noqa: F401 - named in the alias below
    from knowledge.types import Language

Asked = discord.Interaction["KutipClient"]
# The library's own callback types are invariant unions that no table of functions fits.
Callback = Any
Command = app_commands.Command[Any, ..., None]

Points = app_commands.Range[int, 1, 10]
Hour = app_commands.Range[int, 0, 23]


def add_commands(tree: app_commands.CommandTree[Any], language: Language) -> None:
    """Put every command that has a handler into `tree`; `language` for those whose Discord has another."""
    for name, callback in COMMANDS.items():
        if name in HANDLERS:
            described = said(f"commands.{name}", language)
            command: Command = app_commands.Command(name=name, description=described, callback=callback)
            options = {option.name: said(f"options.{option.name}", language) for option in command.parameters}
            tree.add_command(app_commands.describe(**options)(command))
    for key, entry in MENU.items():
        tree.add_command(app_commands.ContextMenu(name=said(key, language), callback=entry))


async def ask(interaction: Asked, question: str) -> None:
    await interaction.client.answer(interaction, "ask", [question])


@app_commands.autocomplete(article=suggestions.articles)
async def summary(interaction: Asked, article: str = "", points: Points | None = None) -> None:
    counted = f"{article} {points} points" if points else article
    await interaction.client.answer(interaction, "summary", [counted.strip()])


async def digest(interaction: Asked, when: str = "") -> None:
    await interaction.client.answer(interaction, "digest", [when])


@app_commands.autocomplete(speaker=suggestions.speakers)
async def quotes(interaction: Asked, speaker: str = "", about: str = "") -> None:
    text = f"{speaker} soal {about}" if about else speaker
    await interaction.client.answer(interaction, "quotes", [text.strip()])


@app_commands.autocomplete(speaker=suggestions.speakers)
async def verify(interaction: Asked, quote: str, speaker: str = "") -> None:
    bare = quote.strip(' “”"')
    claim = f"“{bare}” — {speaker}" if speaker else quote
    await interaction.client.answer(interaction, "verify", [claim])


async def articles(interaction: Asked) -> None:
    await interaction.client.answer(interaction, "articles")


async def add(interaction: Asked, file: discord.Attachment | None = None, text: str = "") -> None:
    await interaction.client.answer(interaction, "add", [text], files=[file] if file else [])


@app_commands.autocomplete(article=suggestions.own_articles)
async def remove(interaction: Asked, article: str) -> None:
    await interaction.client.answer(interaction, "remove", [article])


async def follow(
    interaction: Asked, feed: str = "", person: str = "", topic: str = "", feeds: discord.Attachment | None = None
) -> None:
    """One request for each that is given; `feeds`: a list of them, by itself."""
    if feeds:
        await interaction.client.answer(interaction, "follow", [""], files=[feeds])
        return
    given = [feed, f"person: {person}" if person else "", f"topic: {topic}" if topic else ""]
    await interaction.client.answer(interaction, "follow", [text for text in given if text] or [""])


@app_commands.autocomplete(source=suggestions.sources)
async def unfollow(interaction: Asked, source: str) -> None:
    await interaction.client.answer(interaction, "unfollow", [source])


@app_commands.autocomplete(source=suggestions.sources)
async def sources(interaction: Asked, source: str = "", words: str = "", opml: bool = False) -> None:
    await interaction.client.answer(interaction, "sources", [OPML if opml else f"{source} {words}".strip()])


@app_commands.autocomplete(source=suggestions.sources)
async def mute(interaction: Asked, source: str, off: bool = False) -> None:
    await interaction.client.answer(interaction, "mute", [f"{source} off" if off else source])


@app_commands.choices(
    language=[app_commands.Choice(name=name, value=name) for name in ("id", "en", "auto")],
    who_adds=[app_commands.Choice(name=name, value=name) for name in ("managers", "everyone")],
    links=[app_commands.Choice(name=name, value=name) for name in ("off", "react")],
)
@app_commands.autocomplete(time_zone=suggestions.time_zones)
async def settings(
    interaction: Asked,
    language: str = "",
    who_adds: str = "",
    time_zone: str = "",
    quiet_from: Hour | None = None,
    quiet_to: Hour | None = None,
    manager_role: discord.Role | None = None,
    links: str = "",
) -> None:
    """One request a setting, the language last so that the answer is in it.

    Hours that are the same turn quiet hours off, the role of everyone the role.
    """
    changes = [
        f"add {who_adds}" if who_adds else "",
        f"timezone {time_zone}" if time_zone else "",
        _quiet(quiet_from, quiet_to),
        _role(manager_role),
        f"links {links}" if links else "",
        f"language {language}" if language else "",
    ]
    await interaction.client.answer(interaction, "settings", [text for text in changes if text] or [""])


def _quiet(start: int | None, end: int | None) -> str:
    if start is None and end is None:
        return ""
    if start == end:
        return "quiet off"
    return f"quiet {'' if start is None else start}-{'' if end is None else end}"


def _role(role: discord.Role | None) -> str:
    if role is None:
        return ""
    return "role off" if role.is_default() else f"role {role.id}"


@app_commands.choices(request=[app_commands.Choice(name="forget", value="forget")])
async def privacy(interaction: Asked, request: str = "") -> None:
    await interaction.client.answer(interaction, "privacy", [request])


@app_commands.autocomplete(article=suggestions.articles)
async def source(interaction: Asked, article: str = "") -> None:
    await interaction.client.answer(interaction, "source", [article])


async def help_(interaction: Asked) -> None:
    await interaction.client.answer(interaction, "help")


async def start(interaction: Asked) -> None:
    await interaction.client.answer(interaction, "start")


async def summarise_message(interaction: Asked, message: discord.Message) -> None:
    await interaction.client.answer(interaction, "summary", about=message)


async def check_message(interaction: Asked, message: discord.Message) -> None:
    await interaction.client.answer(interaction, "verify", about=message)


async def index_message(interaction: Asked, message: discord.Message) -> None:
    """The link of a message, whose words Discord hands over with the command."""
    words = text_of(message, interaction.client.user or interaction.user) or ""
    await interaction.client.answer(interaction, "add", [first_link(words) or ""])


# /context is not among them: its buttons say of which quotation, which nobody could type.
COMMANDS: dict[str, Callback] = {
    "ask": ask,
    "summary": summary,
    "digest": digest,
    "quotes": quotes,
    "verify": verify,
    "articles": articles,
    "source": source,
    "add": add,
    "remove": remove,
    "follow": follow,
    "unfollow": unfollow,
    "sources": sources,
    "mute": mute,
    "settings": settings,
    "privacy": privacy,
    "help": help_,
    "start": start,
}
MENU: dict[str, Callback] = {
    "discord.menu_summary": summarise_message,
    "discord.menu_verify": check_message,
    "discord.menu_index": index_message,
}
