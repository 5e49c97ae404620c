"""All that is kept about following, in one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.following.arrivals import Arrivals
from bot.following.feeds import Feeds
from bot.following.subscriptions import Subscriptions, forget_unfollowed
from bot.following.watches import Watches

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.following.types import Source
    from knowledge.store.database import Database


@dataclass(frozen=True, slots=True)
class Following:
    """feeds: when each is read; subscriptions: who follows it; watches: for whose words and for which topics."""

    database: Database
    feeds: Feeds
    subscriptions: Subscriptions
    arrivals: Arrivals
    watches: Watches

    def sources(self, collection: str) -> list[Source]:
        """What a chat follows, in the order that it is numbered by: feeds, then people and topics."""
        return [*self.subscriptions.of(collection), *self.watches.of(collection)]

    def forget(self, collection: str) -> None:
        """A chat is forgotten, with all that it followed."""
        with self.database.transaction() as sql:
            for table in ("subscriptions", "watches", "arrivals"):
                sql.execute(f"DELETE FROM {table} WHERE collection = ?", (collection,))
            forget_unfollowed(sql)

    def move(self, old: str, new: str) -> None:
        """A chat goes on under another key; what that one follows already stays."""
        with self.database.transaction() as sql:
            for table in ("subscriptions", "watches"):
                sql.execute(
                    f"""UPDATE OR IGNORE {table} SET collection = :new,
                            place = CASE WHEN place = :old OR place LIKE :old || ':%'
                                         THEN :new || substr(place, length(:old) + 1) ELSE place END
                        WHERE collection = :old""",
                    {"old": old, "new": new},
                )
            sql.execute("UPDATE OR IGNORE arrivals SET collection = ? WHERE collection = ?", (new, old))
            for table in ("subscriptions", "watches", "arrivals"):
                sql.execute(f"DELETE FROM {table} WHERE collection = ?", (old,))


def open_following(database: Database, clock: Callable[[], float] = time.time) -> Following:
    """database: that of the bot's state, migrated. clock: seconds since 1970."""
    return Following(
        database, Feeds(database, clock), Subscriptions(database), Arrivals(database, clock), Watches(database, clock)
    )
