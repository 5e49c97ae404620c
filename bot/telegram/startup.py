"""Connecting to Telegram, and the menu of commands that its clients show."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, get_args

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.catalogue import load_catalogue
from bot.telegram.waiting import until
from knowledge.errors import KutipError
from knowledge.types import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

CONNECTIONS = 64
POOL_SECONDS = 30.0
"""How long a request waits for one of the connections: under load they are busy, not broken."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
_NOT_IN_MENU = frozenset({"start", "context"})
"""Telegram shows a button for the one; the other is asked by a button, as nobody types offsets."""

log = logging.getLogger(__name__)


class TelegramStopped(KutipError):
    """The Telegram part cannot go on; the message says why and what to do."""


class BadToken(TelegramStopped):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses KUTIP_TELEGRAM_TOKEN; get a valid one from @BotFather.")


class SecondPoller(TelegramStopped):
    """Two programs poll with one token; each would get half of the messages."""

    def __init__(self) -> None:
        super().__init__(
            "Another program uses the bot of KUTIP_TELEGRAM_TOKEN, so this one has left Telegram; "
            "stop the other, or give this one a token of its own."
        )


class NoWebhook(TelegramStopped):
    """The webhook cannot be set up."""


def make_bot(token: str, base_url: str) -> Bot:
    """A client of the Bot API server at `base_url`, its root."""
    root = base_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_SECONDS, read_timeout=15.0),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=10.0),
    )


async def connect(bot: Bot, stop: asyncio.Event) -> bool:
    """Learn who the bot is; waits for as long as Telegram cannot be reached. False where `stop` came first.

    Raises BadToken.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await until(stop, bot.initialize())
            return not stop.is_set()
        except InvalidToken as error:
            raise BadToken from error
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); next attempt in %.0f s", type(error).__name__, pause)
        await until(stop, asyncio.sleep(pause))
        pause = min(2 * pause, LONGEST_PAUSE)
    return False


async def publish_commands(bot: Bot, names: Iterable[str], default: Language) -> None:
    """Put the commands with their descriptions into the clients' menus, in each language."""
    shown = [name for name in names if name not in _NOT_IN_MENU]
    try:
        for language in get_args(Language):
            await bot.set_my_commands(_described(shown, language), language_code=language)
        await bot.set_my_commands(_described(shown, default))
    except TelegramError as error:
        log.warning("The menu of commands could not be set: %s", type(error).__name__)


def _described(names: Iterable[str], language: Language) -> list[BotCommand]:
    catalogue = load_catalogue(language)
    return [BotCommand(name, catalogue.text(f"commands.{name}")) for name in names]
