"""Who may use the bot, and who may add, remove and configure in a chat."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Collection

    from telegram import Bot, Chat, User

REMEMBERED_SECONDS = 60.0
"""How long a list of administrators is trusted."""

log = logging.getLogger(__name__)


class Permissions:
    """allowed: ids of the chats that may use the bot, empty for all; owners: of users who may everything."""

    def __init__(self, bot: Bot, allowed: Collection[int], owners: Collection[int]) -> None:
        self._bot = bot
        self._allowed = frozenset(allowed)
        self._owners = frozenset(owners)
        self._administrators: dict[int, tuple[float, frozenset[int]]] = {}

    def may_use(self, chat: int, user: int | None) -> bool:
        """Whether the bot answers `user` in `chat`; a user's private chat has the user's id."""
        return not self._allowed or chat in self._allowed or user in self._owners

    async def may_manage(self, chat: Chat, user: User | None, sender: Chat | None) -> bool:
        """sender: in whose name it was written: the group itself where an administrator is anonymous."""
        if chat.type in (ChatType.PRIVATE, ChatType.CHANNEL) or (sender and sender.id == chat.id):
            return True
        if user is None or sender is not None:
            return False
        return user.id in self._owners or user.id in await self._administrators_of(chat.id)

    async def _administrators_of(self, chat: int) -> frozenset[int]:
        now = asyncio.get_running_loop().time()
        known = self._administrators.get(chat)
        if known and known[0] > now:
            return known[1]
        try:
            members = await self._bot.get_chat_administrators(chat)
        except TelegramError as error:
            log.warning("The administrators of chat %d cannot be had: %s", chat, type(error).__name__)
            return frozenset()
        found = frozenset(member.user.id for member in members)
        self._administrators = {c: known for c, known in self._administrators.items() if known[0] > now}
        self._administrators[chat] = now + REMEMBERED_SECONDS, found
        return found
