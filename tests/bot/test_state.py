"""What buttons stand for: kept by the reply, forgotten by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import PURGE_SECONDS, TOKEN_SECONDS, State
from knowledge.store import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "kutip.sqlite3")
    yield opened
    opened.close()


def kept(database: Database) -> int:
    return int(database.connection().execute("SELECT count(*) FROM tokens").fetchone()[0])


def test_the_buttons_of_a_reply_are_kept_in_one_transaction(database: Database) -> None:
    state = State(database, 30)
    statements: list[str] = []
    database.connection().set_trace_callback(statements.append)
    with state.keeping("telegram:1") as keep:
        tokens = [keep(["ask", str(number)]) for number in range(8)]
    database.connection().set_trace_callback(None)
    assert sum(each.startswith("BEGIN") for each in statements) == 1
    assert [state.content_of(token) for token in tokens] == [("ask", str(number)) for number in range(8)]


def test_a_reply_without_buttons_writes_nothing(database: Database) -> None:
    state = State(database, 30)
    statements: list[str] = []
    database.connection().set_trace_callback(statements.append)
    with state.keeping("telegram:1"):
        pass
    assert statements == []


def test_old_buttons_are_forgotten_and_looked_for_seldom(database: Database) -> None:
    now = 1_000.0
    state = State(database, 30, lambda: now)
    with state.keeping("telegram:1") as keep:
        old = keep(["ask", "lama"])
    now += TOKEN_SECONDS - 1
    with state.keeping("telegram:1") as keep:
        keep(["ask", "baru"])
    now += 2
    assert state.content_of(old) is None
    with state.keeping("telegram:1") as keep:
        keep(["ask", "lagi"])
    assert kept(database) == 3
    now += PURGE_SECONDS
    with state.keeping("telegram:1") as keep:
        keep(["ask", "lagi"])
    assert kept(database) == 2


def test_old_buttons_are_found_by_an_index(database: Database) -> None:
    State(database, 30)
    plan = database.connection().execute("EXPLAIN QUERY PLAN DELETE FROM tokens WHERE at < 1").fetchall()
    assert "tokens_by_time" in plan[0]["detail"]
