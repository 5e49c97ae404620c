"""What Discord offers while an option is being typed, at most 25 each time."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from discord import app_commands

from bot.discord.askers import asker_of_interaction
from bot.following.picking import reference, title
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    import discord

    from bot.discord.adapter import KutipClient
    from knowledge.store import Scope

MOST = 25
LONGEST = 100
"""Characters of the name and of the value of a choice."""

Suggestions = list[app_commands.Choice[str]]


async def speakers(interaction: discord.Interaction[KutipClient], current: str) -> Suggestions:
    """Names of those who are quoted in what this chat sees, the most quoted first."""
    scope = _scope(interaction)
    if scope is None:
        return []
    everybody = await asyncio.to_thread(interaction.client.services.knowledge.speakers, scope=scope)
    return _best(current, ((row.name, row.name) for row in everybody))


async def articles(interaction: discord.Interaction[KutipClient], current: str) -> Suggestions:
    """Titles of the articles that this chat sees, the newest first; the value is the article's id."""
    return await _articles(interaction, current, _scope(interaction))


async def own_articles(interaction: discord.Interaction[KutipClient], current: str) -> Suggestions:
    """Titles of the articles that this chat has added itself."""
    return await _articles(interaction, current, (_scope(interaction) or ())[1:])


async def sources(interaction: discord.Interaction[KutipClient], current: str) -> Suggestions:
    """What this chat follows; the value is what means it, or its number where that is too long."""
    scope = _scope(interaction)
    if scope is None:
        return []
    followed = await asyncio.to_thread(interaction.client.services.following.sources, scope[-1])
    values = (r if len(r := reference(source)) <= LONGEST else str(n) for n, source in enumerate(followed, start=1))
    return _best(current, zip(map(title, followed), values, strict=True))


async def time_zones(_: discord.Interaction[KutipClient], current: str) -> Suggestions:
    """IANA names, by any part of them: `jakarta`, `America/`."""
    return _best(current.replace(" ", "_"), ((name, name) for name in _time_zones()))


async def _articles(interaction: discord.Interaction[KutipClient], current: str, scope: Scope | None) -> Suggestions:
    if not scope:
        return []
    knowledge = interaction.client.services.knowledge
    if not current.strip():
        newest = await asyncio.to_thread(knowledge.articles, scope=scope, limit=MOST)
        return _best("", ((row.title, row.id) for row in newest))
    titles = await asyncio.to_thread(knowledge.titles, scope=scope)
    return await asyncio.to_thread(_best, current, ((row.title, row.id) for row in titles))


def _scope(interaction: discord.Interaction[KutipClient]) -> Scope | None:
    """None where the bot may not be used, so that nothing shows."""
    asker = asker_of_interaction(interaction)
    return asker.scope if interaction.client.access.admits(asker) else None


def _best(current: str, candidates: Iterable[tuple[str, str]]) -> Suggestions:
    """Those that begin with what is typed, then those with a word that does, then those that have it."""
    wanted = fold(current.strip())
    ranked = [(rank, c) for c in candidates if (rank := _rank(wanted, fold(c[0]))) is not None]
    ranked.sort(key=lambda pair: pair[0])
    chosen = [c for _, c in ranked if len(c[1]) <= LONGEST][:MOST]
    return [app_commands.Choice(name=_short(name), value=value) for name, value in chosen]


def _rank(wanted: str, name: str) -> int | None:
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    return 2 if wanted in name else None


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


@cache
def _time_zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))
