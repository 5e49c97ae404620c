"""Discord from its token to a clean end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.adapter import PLATFORM, TOO_LATE, KutipClient
from bot.discord.askers import Access
from bot.discord.posting import DiscordSender
from bot.failures import log_failure
from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import Collection, Coroutine, Iterator

    from bot.services import Services

API_PATH = "/api/v10"
"""Where Discord's API lies on its host, in the version that the library speaks."""
GRACE_SECONDS = 8.0
"""How long a stop waits for answers under way, within the ten seconds that `docker stop` allows."""
RECONNECT_SECONDS = 5.0
PROBE_SECONDS = 5.0
BAD_TOKEN = 4004
"""The gateway's close code for a token that it does not know."""

log = logging.getLogger(__name__)


class DiscordRefused(KutipError):
    """Discord does not take the token, or cannot be reached."""


async def run_discord(
    token: str,
    services: Services,
    stop: asyncio.Event,
    *,
    allowed_chats: Collection[int] = (),
    owner_ids: Collection[int] = (),
    api_url: str | None = None,
    gateway_url: str | None = None,
) -> None:
    """Answer on Discord until `stop` is set; what is being answered then is answered first.

    allowed_chats: ids of the guilds, and of the people in direct messages, that are served; empty for all.
    api_url, gateway_url: of another server that speaks as Discord does; see `endpoints`. The API's may be a
    host alone.
    Raises DiscordRefused.
    """
    client = KutipClient(services, Access(allowed_chats, owner_ids))
    with endpoints(await _api_base(api_url), gateway_url), _quiet_about_late_suggestions():
        try:
            await _until(stop, _log_in_and_read(client, token, api_url))
            # No more events from here on; answers go another way, so those under way still arrive.
            await client.finish(GRACE_SECONDS)
        finally:
            services.senders.pop(PLATFORM, None)
            await client.close()


@contextlib.contextmanager
def endpoints(api_url: str | None, gateway_url: str | None) -> Iterator[None]:
    """Point the library, which keeps them in two class attributes, at other servers; None leaves Discord's.

    api_url: with its path, as in https://discord.com/api/v10; gateway_url: ws:// or wss://.
    """
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    if api_url:
        Route.BASE = api_url
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def _api_base(api_url: str | None) -> str | None:
    """`api_url`; where it is a host alone, with Discord's path if there is anything."""
    if api_url is None or yarl.URL(api_url).path not in ("", "/"):
        return api_url and api_url.rstrip("/")
    host = api_url.rstrip("/")
    timeout = aiohttp.ClientTimeout(total=PROBE_SECONDS)
    with contextlib.suppress(aiohttp.ClientError, OSError):
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{host}{API_PATH}/users/@me") as found,
        ):
            return host if found.status == 404 else f"{host}{API_PATH}"
    return f"{host}{API_PATH}"


async def _log_in(client: KutipClient, token: str, api_url: str | None) -> None:
    try:
        await client.login(token)
    except (discord.LoginFailure, ValueError) as error:  # ValueError: what no HTTP header can hold
        raise _bad_token() from error
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        where = api_url or "discord.com"
        raise DiscordRefused(f"Discord cannot be used at {where}: {_reason(error)}. Try again later.") from error


def _reason(error: Exception) -> str:
    if isinstance(error, discord.HTTPException):
        return f"it answers with status {error.status}"
    return str(error) or type(error).__name__


def _bad_token() -> DiscordRefused:
    return DiscordRefused(
        "Discord does not know the token in KUTIP_DISCORD_TOKEN; "
        "copy a new one from the Bot page of your application at https://discord.com/developers."
    )


async def _until(stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Work until it ends, with its error if it has one, or until `stop`."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def _log_in_and_read(client: KutipClient, token: str, api_url: str | None) -> None:
    await _log_in(client, token, api_url)
    client.services.senders[PLATFORM] = DiscordSender(client, client.services)
    try:
        await _read(client)
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise _bad_token() from error
        raise DiscordRefused(f"Discord ended the connection with code {error.code}.") from error


async def _read(client: KutipClient) -> None:
    """Read events for good. One that the library cannot make sense of costs the connection, not the bot."""
    while True:
        try:
            return await client.connect()
        except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired):
            raise
        except Exception as error:
            log_failure(log, "Discord sent something that cannot be read; connecting anew", error)
            if client.ws:
                await client.ws.close()
            await asyncio.sleep(RECONNECT_SECONDS)


@contextlib.contextmanager
def _quiet_about_late_suggestions() -> Iterator[None]:
    """Suggestions that come after the next letter was typed are of no interest, nor is their traceback."""

    def wanted(record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, discord.HTTPException) and error.code in TOO_LATE)

    library = logging.getLogger("discord.app_commands.tree")
    library.addFilter(wanted)
    try:
        yield
    finally:
        library.removeFilter(wanted)
