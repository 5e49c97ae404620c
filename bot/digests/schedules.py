"""The schedules of all places, in the database."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.digests.schedule import Schedule

if TYPE_CHECKING:
    import sqlite3

    from knowledge.store.database import Database


class Schedules:
    """One a place. Safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        database.migrate("bot", "bot")
        self._database = database

    def all(self) -> list[Schedule]:
        """Of every place that takes messages."""
        rows = self._database.connection().execute(
            "SELECT * FROM schedules WHERE place NOT IN (SELECT place FROM silent_places) ORDER BY place"
        )
        return [_schedule(row) for row in rows]

    def of_chat(self, chat: str) -> list[Schedule]:
        rows = self._database.connection().execute("SELECT * FROM schedules WHERE chat = ? ORDER BY place", (chat,))
        return [_schedule(row) for row in rows]

    def of_place(self, place: str) -> Schedule | None:
        row = self._database.connection().execute("SELECT * FROM schedules WHERE place = ?", (place,)).fetchone()
        return _schedule(row) if row else None

    def save(self, schedule: Schedule) -> None:
        """Instead of the one that the place had."""
        with self._database.transaction() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO schedules (place, chat, at, weekday, made, tells) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    schedule.place,
                    schedule.chat,
                    schedule.at.isoformat("minutes"),
                    schedule.weekday,
                    schedule.made.timestamp(),
                    int(schedule.tells),
                ),
            )

    def drop(self, place: str) -> bool:
        """False where there was none."""
        with self._database.transaction() as sql:
            return bool(sql.execute("DELETE FROM schedules WHERE place = ?", (place,)).rowcount)


def _schedule(row: sqlite3.Row) -> Schedule:
    return Schedule(
        place=row["place"],
        chat=row["chat"],
        at=time.fromisoformat(row["at"]),
        weekday=row["weekday"],
        made=datetime.fromtimestamp(row["made"], UTC),
        tells=bool(row["tells"]),
    )
