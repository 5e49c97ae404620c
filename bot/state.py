"""What the bot remembers of its chats, in the database of the articles."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.chats import ChatSettings
from knowledge.types import Intent, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.store.database import Database

Keep = Callable[["Sequence[str]"], str]
"""Gives a token for what a button of one chat stands for."""
TOKEN_SECONDS = 90 * 24 * 3600
"""How long a button works after it was last sent."""


class State:
    """Conversations, chats and buttons by key. Safe to use from several threads."""

    def __init__(self, database: Database, session_minutes: int, clock: Callable[[], float] = time.time) -> None:
        database.migrate("bot", "bot")
        self._database = database
        self.session_minutes = session_minutes
        self._session_seconds = session_minutes * 60
        self._clock = clock

    def turn(self, conversation: str) -> Turn | None:
        """The last turn, unless it is older than a session lasts."""
        row = self._database.connection().execute(
            "SELECT turn FROM conversations WHERE key = ? AND at > ?",
            (conversation, self._clock() - self._session_seconds),
        )
        found = row.fetchone()
        return _load_turn(found["turn"]) if found else None

    def remember(self, conversation: str, chat: str, turn: Turn) -> None:
        """Keep `turn` as the last one, and forget sessions that are over."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM conversations WHERE at < ?", (now - self._session_seconds,))
            sql.execute(
                "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?, ?)", (conversation, chat, _dump_turn(turn), now)
            )

    def forget_conversation(self, conversation: str) -> None:
        """Drop the last turn."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM conversations WHERE key = ?", (conversation,))

    def forget_chat(self, chat: str) -> None:
        """Drop a chat's settings, conversations and buttons."""
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM tokens WHERE chat = ?", (chat,))
            sql.execute("DELETE FROM conversations WHERE chat = ?", (chat,))
            sql.execute("DELETE FROM chats WHERE key = ?", (chat,))

    def chat(self, key: str) -> ChatSettings:
        """The settings of a chat; the defaults where none were made."""
        row = self._database.connection().execute("SELECT settings FROM chats WHERE key = ?", (key,)).fetchone()
        return ChatSettings(**json.loads(row["settings"])) if row else ChatSettings()

    def save_chat(self, key: str, settings: ChatSettings) -> None:
        """Replace the settings of a chat."""
        with self._database.transaction() as sql:
            sql.execute("INSERT OR REPLACE INTO chats VALUES (?, ?)", (key, json.dumps(asdict(settings))))

    def move_chat(self, old: str, new: str) -> None:
        """A chat goes on under another key; what that key has already stays."""
        with self._database.transaction() as sql:
            sql.execute("UPDATE OR IGNORE chats SET key = ? WHERE key = ?", (new, old))
            sql.execute("DELETE FROM chats WHERE key = ?", (old,))
            sql.execute("UPDATE tokens SET chat = ? WHERE chat = ?", (new, old))
            sql.execute(
                "UPDATE OR IGNORE conversations SET key = ? || substr(key, length(?) + 1), chat = ? WHERE chat = ?",
                (new, old, new, old),
            )

    def token(self, chat: str, content: Sequence[str]) -> str:
        """A short name (22 characters of base64url) for `content` in `chat`, which `content_of` gives back."""
        dumped = json.dumps([chat, *content], ensure_ascii=False)
        digest = hashlib.blake2b(dumped.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        token = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM tokens WHERE at < ?", (now - TOKEN_SECONDS,))
            sql.execute(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)", (token, chat, json.dumps(list(content)), now)
            )
        return token

    def keeper(self, chat: str) -> Keep:
        """`token` for the buttons of one chat."""
        return functools.partial(self.token, chat)

    def content_of(self, token: str) -> tuple[str, ...] | None:
        """What `token` stands for; None for one that is unknown, forgotten or too old."""
        row = self._database.connection().execute(
            "SELECT content FROM tokens WHERE token = ? AND at > ?", (token, self._clock() - TOKEN_SECONDS)
        )
        found = row.fetchone()
        return tuple(json.loads(found["content"])) if found else None


def _dump_turn(turn: Turn) -> str:
    return json.dumps(
        {
            "question": turn.question,
            "intent": turn.intent,
            "speakers": turn.speakers,
            "topic": turn.topic,
            "shown": [[article, span.start, span.end] for article, span in turn.shown],
        }
    )


def _load_turn(dumped: str) -> Turn:
    table = json.loads(dumped)
    return Turn(
        question=table["question"],
        intent=Intent(table["intent"]),
        speakers=tuple(table["speakers"]),
        topic=table["topic"],
        shown=tuple((article, Span(start, end)) for article, start, end in table["shown"]),
    )
