"""Links that people post: found in a message, and remembered for a while where a reaction may index them."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.store.database import Database

Links = Literal["off", "ask", "react", "auto"]
"""What a chat wants: nothing; a button under each; silence until somebody reacts; each indexed at once."""
MARKS = frozenset({"✍", "👌"})
"""Reactions that index a link; Telegram has no pin and no bookmark among its own."""
KEPT_SECONDS = 3 * 24 * 3600.0
_AS_PICTURE = "\ufe0f"
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]’”»]", re.IGNORECASE)


def first_link(text: str) -> str | None:
    """The first web address in a text, without the marks of its sentence."""
    match = _LINK.search(text)
    return match.group() if match else None


def is_mark(emoji: str) -> bool:
    return emoji.removesuffix(_AS_PICTURE) in MARKS


class SeenLinks:
    """Safe to use from several threads and processes."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        database.migrate("bot", "bot")
        self._database = database
        self._clock = clock

    def remember(self, chat: str, message: int, link: str) -> None:
        """For three days; what is older is forgotten."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM seen_links WHERE at < ?", (now - KEPT_SECONDS,))
            sql.execute("INSERT OR REPLACE INTO seen_links VALUES (?, ?, ?, ?)", (chat, str(message), link, now))

    def take(self, chat: str, message: int) -> str | None:
        """The link of a message, once: the next who reacts indexes nothing again."""
        with self._database.transaction() as sql:
            row = sql.execute(
                "DELETE FROM seen_links WHERE chat = ? AND message = ? AND at > ? RETURNING link",
                (chat, str(message), self._clock() - KEPT_SECONDS),
            ).fetchone()
        return row["link"] if row else None

    def claim(self, chat: str, message: int, link: str) -> bool:
        """Whether nobody has marked a message before, where its link is not known until somebody does."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM seen_links WHERE at < ?", (now - KEPT_SECONDS,))
            added = sql.execute("INSERT OR IGNORE INTO seen_links VALUES (?, ?, ?, ?)", (chat, str(message), link, now))
        return bool(added.rowcount)

    def forget_chat(self, chat: str) -> None:
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM seen_links WHERE chat = ?", (chat,))
