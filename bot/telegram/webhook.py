"""Updates by webhook: a small server on this machine, behind one that speaks HTTPS."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot.telegram.polling import UPDATES
from bot.telegram.startup import BadToken, NoWebhook

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot, Update

MOST_QUEUED = 40
"""Updates that are taken before there is time for them; further ones wait in their requests, and Telegram, that sends
no more at once than so many, sends them again where it waits too long."""


async def listen(
    bot: Bot,
    accept: Callable[[Update], None],
    ready: Callable[[], Awaitable[None]],
    stop: asyncio.Event,
    *,
    url: str,
    host: str,
    port: int,
    secret: str,
) -> None:
    """Give every update that Telegram posts to `url` with `secret` to `accept` until `stop`; `ready` is awaited before
    each.

    Raises NoWebhook where the port is taken or Telegram refuses the address.
    """
    queue: asyncio.Queue[Update] = asyncio.Queue(MOST_QUEUED)
    updater = Updater(bot, queue)  # type: ignore[arg-type]  # declared for any object, used for updates alone
    # Not as a context, which would close the bot at its end: what is asked by then is answered afterwards.
    await updater.initialize()
    try:
        await updater.start_webhook(
            listen=host,
            port=port,
            url_path=urlsplit(url).path,
            webhook_url=url,
            secret_token=secret,
            allowed_updates=UPDATES,
        )
    except InvalidToken as error:
        raise BadToken from error
    except (OSError, TelegramError) as error:
        raise NoWebhook(f"The webhook on {host}:{port} cannot be used: {error}") from error
    pump = asyncio.create_task(_pump(queue, accept, ready))
    await stop.wait()
    await updater.stop()
    pump.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await pump
    while not queue.empty():
        accept(queue.get_nowait())


async def _pump(
    queue: asyncio.Queue[Update], accept: Callable[[Update], None], ready: Callable[[], Awaitable[None]]
) -> None:
    while True:
        await ready()  # before one is taken, so that none is lost when this is cancelled
        accept(await queue.get())


def secret_of(token: str) -> str:
    """The secret that Telegram shall send along where none is set: from the token, always the same."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"webhook").hexdigest()
