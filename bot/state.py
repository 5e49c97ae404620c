"""What the bot remembers of its chats, in the database of the articles."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from knowledge.types import Intent, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.store.database import Database


class State:
    """Conversations by key. Safe to use from several threads."""

    def __init__(
        self, database: Database, session_minutes: int, clock: Callable[[], float] = time.time
    ) -> None:
        database.migrate("bot", "bot")
        self._database = database
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

    def remember(self, conversation: str, turn: Turn) -> None:
        """Keep `turn` as the last one, and forget sessions that are over."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("DELETE FROM conversations WHERE at < ?", (now - self._session_seconds,))
            sql.execute(
                "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)", (conversation, _dump_turn(turn), now)
            )


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
