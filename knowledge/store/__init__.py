"""Where articles, their quotes and their index are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import DatabaseError
from knowledge.store.protocol import LIBRARY, IndexedArticle, IndexedPassage, Scope, Store

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.store.database import Database

__all__ = [
    "LIBRARY",
    "IndexedArticle",
    "IndexedPassage",
    "Scope",
    "Store",
    "open_database",
    "open_store",
]

_SQLITE = "sqlite:///"


def open_database(url: str | Path) -> Database:
    """The database at `url`: `sqlite:///path`, or a bare path. Made if it does not exist."""
    from knowledge.store.database import Database

    location = str(url)
    if location.startswith(_SQLITE):
        location = location.removeprefix(_SQLITE)
    elif "://" in location:
        scheme = location.partition("://")[0]
        raise DatabaseError(f"{scheme}: is no database that Kutip knows; use sqlite:///path or a file's path.")
    return Database(location)


def open_store(database: Database) -> Store:
    """The store in `database`, its tables brought up to date."""
    from knowledge.store.sqlite import SqliteStore

    return SqliteStore(database)
