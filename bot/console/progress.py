"""How far long work is, on standard error: how much is done of what is known to be there, what failed, how long yet."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rich.progress

    from knowledge import Knowledge


class Progress(Protocol):
    """what: is counted, as people call it."""

    def expect(self, what: str, count: int) -> None:
        """So many more are there than was known; fewer where `count` is below nil."""

    def advance(self, what: str, count: int = 1, *, failed: bool = False) -> None:
        """So many more are done."""


class Silent:
    """For scripts and files."""

    def expect(self, what: str, count: int) -> None:
        pass

    def advance(self, what: str, count: int = 1, *, failed: bool = False) -> None:
        pass


class Bars:
    """A bar for each thing that is counted."""

    def __init__(self, shown: rich.progress.Progress) -> None:
        self._shown = shown
        self._tasks: dict[str, rich.progress.TaskID] = {}
        self._expected: dict[str, int] = {}
        self._failed: dict[str, int] = {}

    def expect(self, what: str, count: int) -> None:
        self._expected[what] = self._expected.get(what, 0) + count
        self._shown.update(self._task(what), total=self._expected[what])

    def advance(self, what: str, count: int = 1, *, failed: bool = False) -> None:
        self._failed[what] = self._failed.get(what, 0) + count * failed
        told = f"{self._failed[what]} failed" if self._failed[what] else ""
        self._shown.update(self._task(what), advance=count, failed=told)

    def _task(self, what: str) -> rich.progress.TaskID:
        if what not in self._tasks:
            self._tasks[what] = self._shown.add_task(what, total=None, failed="")
        return self._tasks[what]


def encode_shown(knowledge: Knowledge, shown: Progress) -> None:
    """Encode whatever has no vector yet; that takes longer than reading it."""
    for count in knowledge.encode(lambda waiting: shown.expect("passages encoded", waiting)):
        shown.advance("passages encoded", count)


@contextlib.contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """Nothing is shown where it is not `wanted` or standard error is no terminal."""
    if not wanted or not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    shown = RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),  # elsewhere what is printed would come out on the terminal instead
    )
    with shown:
        yield Bars(shown)
