"""Transactions of a SQLite file: which of them wait for the disk."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from knowledge.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NORMAL, FULL = 1, 2
"""As SQLite numbers them: a commit is handed over; a commit is on the disk."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "k.sqlite3")
    yield opened
    opened.close()


def level(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA synchronous").fetchone()[0]
    return found


def test_a_durable_transaction_waits_for_the_disk_and_no_other(database: Database) -> None:
    with database.transaction() as sql:
        assert level(sql) == NORMAL
    with database.transaction(durable=True) as sql:
        assert level(sql) == FULL
        sql.execute("CREATE TABLE kept (n INTEGER)")
    with database.transaction() as sql:
        assert level(sql) == NORMAL
        assert sql.execute("SELECT count(*) FROM kept").fetchone()[0] == 0


def test_one_that_fails_leaves_nothing_and_no_other_waiting(database: Database) -> None:
    with database.transaction() as sql:
        sql.execute("CREATE TABLE whole (n INTEGER UNIQUE)")
    with pytest.raises(sqlite3.IntegrityError), database.transaction(durable=True) as sql:
        sql.executemany("INSERT INTO whole VALUES (?)", [(1,), (1,)])
    assert level(database.connection()) == NORMAL
    assert database.connection().execute("SELECT count(*) FROM whole").fetchone()[0] == 0
