"""What the bot remembers of its chats, in the database of the articles."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.chats import ChatSettings
from knowledge.types import Intent, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.store.database import Database

Keep = Callable[["Sequence[str]"], str]
"""Gives a token for what a button of one chat stands for."""
TOKEN_SECONDS = 90 * 24 * 3600
"""How long a button works after it was last sent."""
PURGE_SECONDS = 3600.0
"""Between two looks for buttons that are too old; until then they only take room, as none of them is found."""


class State:
    """Conversations, chats and buttons by key. Safe to use from several threads."""

    def __init__(self, database: Database, session_minutes: int, clock: Callable[[], float] = time.time) -> None:
        database.migrate("bot", "bot")
        self._database = database
        self.session_minutes = session_minutes
        self._session_seconds = session_minutes * 60
        self._clock = clock
        self._purge_at = 0.0

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

    @contextlib.contextmanager
    def keeping(self, chat: str) -> Iterator[Keep]:
        """For the buttons of one reply in `chat`: `content_of` gives back what they stand for once this is left, as
        all of them are kept in one transaction.
        """
        kept: dict[str, str] = {}

        def keep(content: Sequence[str]) -> str:
            token = _token(chat, content)
            kept[token] = json.dumps(list(content))
            return token

        yield keep
        if kept:
            self._keep(chat, kept)

    def _keep(self, chat: str, contents: Mapping[str, str]) -> None:
        now = self._clock()
        with self._database.transaction() as sql:
            if now >= self._purge_at:
                self._purge_at = now + PURGE_SECONDS
                sql.execute("DELETE FROM tokens WHERE at < ?", (now - TOKEN_SECONDS,))
            sql.executemany(
                "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)",
                [(token, chat, content, now) for token, content in contents.items()],
            )

    def content_of(self, token: str) -> tuple[str, ...] | None:
        """What `token` stands for; None for one that is unknown, forgotten or too old."""
        row = self._database.connection().execute(
            "SELECT content FROM tokens WHERE token = ? AND at > ?", (token, self._clock() - TOKEN_SECONDS)
        )
        found = row.fetchone()
        return tuple(json.loads(found["content"])) if found else None


def _token(chat: str, content: Sequence[str]) -> str:
    """A short name for `content` in `chat`: 22 characters of base64url."""
    dumped = json.dumps([chat, *content], ensure_ascii=False)
    digest = hashlib.blake2b(dumped.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


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
