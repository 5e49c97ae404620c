"""A SQLite file: one connection a thread, numbered migrations, failures told in one sentence.

Without more, a commit is handed to the operating system and no further (write-ahead log, `synchronous = NORMAL`): it
outlives a process that is killed, and a power cut may take back the newest ones, in their order. What must be on the
disk before something happens outside, as before a message is posted, is a transaction that is `durable`. The log is
one, so that it carries with it whatever was committed before, by any process.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import NewerDatabase, UnreadableDatabase

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 15.0
"""How long a writer waits for another process's transaction."""

_MIGRATIONS_TABLE = """
CREATE TABLE IF NOT EXISTS schema_versions (
    namespace TEXT PRIMARY KEY,
    version   INTEGER NOT NULL
) WITHOUT ROWID
"""


class Database:
    """Connections to one SQLite file, made as threads ask for them.

    Raises UnreadableDatabase where the file cannot be opened, read or written, or is none.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self.explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.connection().execute("PRAGMA journal_mode = WAL")

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode; write through `transaction`."""
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is not None:
            return existing
        with self.explained():
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA foreign_keys = ON")
        made.execute("PRAGMA synchronous = NORMAL")
        made.execute("PRAGMA fullfsync = ON")  # on macOS a plain fsync leaves it in the drive's own memory
        self._local.connection = made
        with self._lock:
            self._all.append(made)
        return made

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """All or nothing; takes the write lock at once, so that two writers wait instead of failing.

        durable: it outlives a power cut from the moment at which this returns.
        """
        connection = self.connection()
        with self.explained(), _synced(connection) if durable else contextlib.nullcontext():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what SQLite says of an unusable file into a sentence with a way out."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            sentence = _explain(error, self.path)
            if sentence is None:
                raise
            raise UnreadableDatabase(sentence) from error

    def migrate(self, namespace: str, package: str) -> None:
        """Bring the tables of `namespace` to the newest of the numbered scripts in `package`.

        Each script runs in one transaction. Raises NewerDatabase where the file is ahead of the scripts.
        """
        scripts = _scripts(package)
        with self.explained():
            if self._version(namespace) == len(scripts):
                return
        with self.transaction() as connection:
            connection.execute(_MIGRATIONS_TABLE)
            version = self._version(namespace)
            if version > len(scripts):
                raise NewerDatabase(
                    f"{self.path} was written by a newer version of Kutip (schema {version}, this one "
                    f"knows {len(scripts)}); update Kutip or name another database."
                )
            for script in scripts[version:]:
                for statement in _statements(script):
                    connection.execute(statement)
            connection.execute("INSERT OR REPLACE INTO schema_versions VALUES (?, ?)", (namespace, len(scripts)))

    def _version(self, namespace: str) -> int:
        try:
            row = self.connection().execute("SELECT version FROM schema_versions WHERE namespace = ?", (namespace,))
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return 0
            raise
        found = row.fetchone()
        return int(found["version"]) if found else 0

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


@contextlib.contextmanager
def _synced(connection: sqlite3.Connection) -> Iterator[None]:
    """Each commit waits for the disk; it cannot be asked for within a transaction."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


def _scripts(package: str) -> list[str]:
    folder = files(package).joinpath("migrations")
    names = sorted(f.name for f in folder.iterdir() if f.name.startswith("sqlite_"))
    return [folder.joinpath(name).read_text(encoding="utf-8") for name in names]


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _explain(error: Exception, path: Path) -> str | None:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return f"{path} is no usable SQLite database (damaged or of another format); use another --database."
    if "readonly" in said or isinstance(error, PermissionError):
        return f"{path} cannot be written; change its rights or name another place with --database."
    if "unable to open" in said or isinstance(error, OSError):
        return f"{path} cannot be opened; check the folder and its rights, or name another with --database."
    if "locked" in said:
        return f"{path} has been locked by another process for {BUSY_SECONDS:.0f} s; try again later."
    if "full" in said:
        return f"{path} cannot grow: the disk is full."
    return None
