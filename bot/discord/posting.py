"""Posting without being asked. Discord knows a nonce again for some minutes, so what is in doubt is sent once more."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.deliveries.senders import Gone, NotSent, SendProblem, Unclear
from bot.discord.outgoing import Button, Outgoing, buttons_of, view_of
from bot.discord.render import render

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.services import Services

AGAIN_SECONDS = 5.0
"""Where there was no connection."""


class DiscordSender:
    """nonce_seconds: Discord documents "the past few minutes"; this is on the safe side."""

    nonce_seconds = 120.0

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services

    def write(self, reply: Reply, chat: str) -> tuple[str, ...]:
        """A message a page, the buttons below the last."""
        rendered = render(reply, self._services.catalogue(reply.language))
        with self._services.state.keeping(chat) as keep:
            buttons = [asdict(button) for button in buttons_of(rendered.choices, keep)]
        *first, last = rendered.pages
        return (
            *(json.dumps({"content": page, "buttons": []}) for page in first),
            json.dumps({"content": last, "buttons": buttons}),
        )

    async def send(self, place: str, part: str, nonce: str) -> None:
        """place: `discord:<channel>`."""
        message = json.loads(part)
        shown = Outgoing(message["content"], tuple(Button(**button) for button in message["buttons"]))
        channel = self._client.get_partial_messageable(int(place.rpartition(":")[2]))
        try:
            await channel.send(
                shown.content, nonce=nonce, suppress_embeds=True, view=view_of(shown) or discord.utils.MISSING
            )
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise _problem(error) from error


def _problem(error: Exception) -> SendProblem:
    if isinstance(error, discord.RateLimited):
        return NotSent("asked to wait", error.retry_after)
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return Gone(f"{error.status} {error.code}")
    if isinstance(error, discord.HTTPException) and error.status < 500:
        seconds = AGAIN_SECONDS if error.status == 429 else None
        return NotSent(f"{error.status} {error.code}", seconds)
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent("no connection", AGAIN_SECONDS)
    return Unclear(type(error).__name__)
