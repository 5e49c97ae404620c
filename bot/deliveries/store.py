"""Deliveries in the database: who plans one, who sends it, and how far that got.

A delivery is one row a place, kind and period, so that nothing can be planned twice. A worker claims it for a while
(a lease), composes its parts, and marks each part before the call and after it. What a crash leaves is therefore
known: a row that is `planned` has nothing in flight; one that is `sending` may or may not have been posted.

Both marks are on the disk before what follows them. Were the one before the call lost in a power cut, the message would
be posted twice; were the one after it lost, it would be in doubt without need. Nothing else here has to be: what else
a power cut takes back is done again, and leads to the same; and what a message was made of, as what a watch has told
(bot/following/watches.py), was committed before its mark, and goes to the disk with it. Two waits for the disk make a
delivery of one message 1.5 times as dear (`python -m tests.benchmarks.durability`): a millisecond where a disk is
quick, beside a call of a tenth of a second. All transactions durable would slow down the reading of articles for
nothing.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from knowledge.store.database import Database

LEASE_SECONDS = 45.0
"""After which another worker takes over what one has claimed: longer than a call may take, and short enough for what
it left to be posted on the minute still, where the platform knows its nonce again."""
KEPT_SECONDS = 60 * 24 * 3600.0
"""How long deliveries that are over are kept: no period comes back after that."""


class State(StrEnum):
    """PLANNED: nothing is in flight; SENDING: part `sent` may be. The rest are ends.

    UNKNOWN: it may have been posted, and nobody can tell but who looks. EMPTY: there was nothing to post.
    MISSED: its window closed before it could be sent. REFUSED: the chat does not take it.
    """

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    MISSED = "missed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Delivery:
    """place: where it goes (`telegram:-100123:45`); chat: whose it is; kind and period: which one.

    due, until: seconds since 1970 between which it may be begun. subject: what it is about. parts: its messages, each
    as its platform wrote it, None until composed; sent: how many are surely posted. called: when the next
    one was first handed over, 0 where it surely was not. tries: how often it has been claimed before; broken: how often
    in a row it could not be composed.
    """

    place: str
    kind: str
    period: str
    chat: str
    due: float
    until: float
    subject: Mapping[str, str]
    state: State
    parts: tuple[str, ...] | None
    sent: int
    called: float
    tries: int
    broken: int

    @property
    def platform(self) -> str:
        return self.place.partition(":")[0]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.place, self.kind, self.period


class Deliveries:
    """Safe to use from several threads and processes."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        database.migrate("bot", "bot")
        self._database = database
        self._clock = clock

    # -- planning --------------------------------------------------------------------------------

    def plan(
        self,
        place: str,
        chat: str,
        kind: str,
        period: str,
        due: datetime,
        until: datetime,
        subject: Mapping[str, str],
    ) -> bool:
        """Put it in, to be posted from `due` on; False where it is known already, or the place takes nothing.

        What has been over for long is forgotten.
        """
        with self._database.transaction() as sql:
            sql.execute(
                "DELETE FROM deliveries WHERE state NOT IN ('planned', 'sending') AND changed < ?",
                (self._clock() - KEPT_SECONDS,),
            )
            added = sql.execute(
                """INSERT OR IGNORE INTO deliveries (place, kind, period, chat, due, until, subject, changed)
                   SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM silent_places WHERE place = ?)""",
                (
                    *(place, kind, period, chat, due.timestamp(), until.timestamp()),
                    *(json.dumps(dict(subject)), self._clock(), place),
                ),
            )
            return bool(added.rowcount)

    # -- sending ---------------------------------------------------------------------------------

    def claim(self, worker: str, platforms: Collection[str]) -> Delivery | None:
        """The one that has been due longest, for `worker` alone until its lease ends. Its state is as it was left."""
        now = self._clock()
        wanted = {"now": now, "platforms": json.dumps(sorted(platforms))}
        if self._database.connection().execute(_DUE, wanted).fetchone() is None:
            return None  # Without the write lock: this is asked again and again.
        with self._database.transaction() as sql:
            row = sql.execute(_DUE, wanted).fetchone()
            if row is None:
                return None
            sql.execute(
                f"UPDATE deliveries SET worker = ?, leased = ?, tries = tries + 1 WHERE {_IS}",
                (worker, now + LEASE_SECONDS, row["place"], row["kind"], row["period"]),
            )
        return _delivery(row)

    def compose(self, delivery: Delivery, worker: str, parts: Sequence[str]) -> bool:
        """Keep its messages. As with all that follows: False where the lease has gone to another."""
        return self._update(delivery, worker, "parts = ?, broken = 0", json.dumps(list(parts)))

    def sending(self, delivery: Delivery, worker: str) -> bool:
        """The next part is about to be handed over."""
        now = self._clock()
        change = "state = 'sending', called = CASE called WHEN 0 THEN ? ELSE called END, leased = ?"
        return self._update(delivery, worker, change, now, now + LEASE_SECONDS, durable=True)

    def sent(self, delivery: Delivery, worker: str, parts: int, *, last: bool = False) -> bool:
        """So many parts are posted; with the `last` it is over."""
        change = f"{_SENT if last else _NEXT}, sent = ?, called = 0"
        return self._update(delivery, worker, change, parts, durable=True)

    def later(
        self, delivery: Delivery, worker: str, seconds: float, *, unsure: bool = False, broken: bool = False
    ) -> bool:
        """Let go of it for so long. unsure: the part may have been posted, and is sent with the same nonce again.
        broken: it could not be composed.
        """
        change = "state = 'sending'" if unsure else "state = 'planned', called = 0"
        change += ", broken = broken + 1" if broken else ""
        later = self._clock() + seconds
        return self._update(delivery, worker, f"{change}, later = ?, {_LET_GO}", later)

    def finish(self, delivery: Delivery, worker: str, state: State) -> bool:
        """It is over, otherwise than by being sent to the end."""
        return self._update(delivery, worker, f"state = ?, {_LET_GO}", state)

    def _update(
        self, delivery: Delivery, worker: str, change: str, *values: str | float, durable: bool = False
    ) -> bool:
        with self._database.transaction(durable=durable) as sql:
            done = sql.execute(
                f"UPDATE deliveries SET {change}, changed = ? WHERE {_IS} AND worker = ?",
                (*values, self._clock(), *delivery.key, worker),
            )
            return bool(done.rowcount)

    # -- looking, and mending by hand ------------------------------------------------------------

    def of_chat(self, chat: str, limit: int = 10) -> list[Delivery]:
        """The last ones, the newest first."""
        rows = self._database.connection().execute(
            "SELECT * FROM deliveries WHERE chat = ? ORDER BY due DESC LIMIT ?", (chat, limit)
        )
        return [_delivery(row) for row in rows]

    def unknown(self, chat: str | None = None, limit: int = 20) -> list[Delivery]:
        """Those of which nobody knows whether they were posted, of one chat or all: the ones that wait longest."""
        rows = self._database.connection().execute(
            """SELECT * FROM deliveries WHERE state = 'unknown' AND (:chat IS NULL OR chat = :chat)
               ORDER BY due LIMIT :limit""",
            {"chat": chat, "limit": limit},
        )
        return [_delivery(row) for row in rows]

    def get(self, place: str, kind: str, period: str) -> Delivery | None:
        row = self._database.connection().execute(f"SELECT * FROM deliveries WHERE {_IS}", (place, kind, period))
        found = row.fetchone()
        return _delivery(found) if found else None

    def settle(self, delivery: Delivery, *, again: bool, until: float = 0.0) -> bool:
        """Somebody has looked: what was `unknown` is posted once more from the part in doubt, or counts as sent."""
        state = State.PLANNED if again else State.SENT
        with self._database.transaction() as sql:
            done = sql.execute(
                f"""UPDATE deliveries
                    SET state = ?, until = max(until, ?), called = 0, later = 0, leased = 0, changed = ?
                    WHERE {_IS} AND state = 'unknown'""",
                (state, until, self._clock(), *delivery.key),
            )
            return bool(done.rowcount)

    def covered(self, place: str, kinds: Collection[str]) -> float | None:
        """Up to when the place has been told the news by deliveries of these kinds; None where it never was."""
        row = self._database.connection().execute(
            """SELECT max(CAST(subject ->> 'until' AS REAL)) AS until FROM deliveries
               WHERE place = ? AND state NOT IN ('missed', 'refused')
               AND kind IN (SELECT value FROM json_each(?))""",
            (place, json.dumps(sorted(kinds))),
        )
        until: float | None = row.fetchone()["until"]
        return until

    # -- chats -----------------------------------------------------------------------------------

    def silence(self, delivery: Delivery) -> None:
        """Its place takes nothing any more: what waits for it is over, and nothing is planned for it."""
        now = self._clock()
        with self._database.transaction() as sql:
            sql.execute("INSERT OR IGNORE INTO silent_places VALUES (?, ?, ?)", (delivery.place, delivery.chat, now))
            sql.execute(
                "UPDATE deliveries SET state = 'refused', changed = ? WHERE place = ? AND state = 'planned'",
                (now, delivery.place),
            )

    def hear(self, chat: str) -> bool:
        """The chat is there again; False where it never was silent."""
        silent = "FROM silent_places WHERE chat = ?"
        if self._database.connection().execute(f"SELECT 1 {silent}", (chat,)).fetchone() is None:
            return False
        with self._database.transaction() as sql:
            return bool(sql.execute(f"DELETE {silent}", (chat,)).rowcount)

    def move_chat(self, old: str, new: str) -> None:
        """A chat goes on under another key, its places with it."""
        with self._database.transaction() as sql:
            for table in ("deliveries", "schedules"):
                _move(sql, table, old, new)
            sql.execute("DELETE FROM silent_places WHERE chat = ?", (old,))

    def forget_chat(self, chat: str) -> None:
        with self._database.transaction() as sql:
            for table in ("deliveries", "schedules", "silent_places"):
                sql.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))


_IS = "place = ? AND kind = ? AND period = ?"
_LET_GO = "leased = 0, worker = NULL"
_NEXT, _SENT = "state = 'planned'", f"state = 'sent', {_LET_GO}"
_DUE = """
SELECT * FROM deliveries WHERE state IN ('planned', 'sending') AND due <= :now AND later <= :now AND leased <= :now
  AND substr(place, 1, instr(place || ':', ':') - 1) IN (SELECT value FROM json_each(:platforms))
ORDER BY due, place LIMIT 1
"""


def _move(sql: sqlite3.Connection, table: str, old: str, new: str) -> None:
    """A place is its chat's key and what follows it. What the new key has already stays."""
    sql.execute(
        f"""UPDATE OR IGNORE {table} SET chat = :new, place = CASE
              WHEN place = :old THEN :new
              WHEN substr(place, 1, length(:old) + 1) = :old || ':' THEN :new || substr(place, length(:old) + 1)
              ELSE place END
            WHERE chat = :old""",
        {"old": old, "new": new},
    )
    sql.execute(f"DELETE FROM {table} WHERE chat = ?", (old,))


def _delivery(row: sqlite3.Row) -> Delivery:
    fields: dict[str, Any] = {name: row[name] for name in Delivery.__dataclass_fields__}
    return Delivery(
        **{
            **fields,
            "subject": json.loads(row["subject"]),
            "state": State(row["state"]),
            "parts": tuple(json.loads(row["parts"])) if row["parts"] is not None else None,
        }
    )
