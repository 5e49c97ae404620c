"""Files, folders, standard input and links -> indexed articles, one result each; a bad one stops no other."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.following.arrivals import take_in
from bot.web import fetch_articles, is_link
from knowledge.errors import BadSource
from knowledge.problems import Trouble
from knowledge.reading import MAX_BYTES, read_bytes, read_file
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.services import Services
    from knowledge.fetching import Fetcher
    from knowledge.fetching.opml import Outline
    from knowledge.types import Article

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
LIST_SUFFIX = ".opml"
STANDARD_INPUT = "-"
LISTED_ENTRIES = 20
"""Newest articles that are read of each feed of a list."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one source. added: False where it was known already or is no article.

    updates: the id of the version whose place it takes.
    """

    source: str
    article: Article | None = None
    added: bool = False
    updates: str | None = None
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "article_id": self.article.id if self.article else None,
            "title": self.article.title if self.article else None,
            "added": self.added,
            "updates": self.updates,
            "error": self.error,
        }

    def describe(self) -> str:
        if self.article is None:
            return f"kutip: {self.error}"
        return f"{'^' if self.updates else '+' if self.added else '='} {self.article.title} [{self.article.id}]"


def import_sources(
    sources: Sequence[str], services: Services, expect: Callable[[int], None] = lambda _: None
) -> Iterator[Imported]:
    """Read and add each source, each file of a folder, and the newest articles of a feed, sitemap or site.

    expect: is told how many more results there will be, as soon as that is known: a link may turn out to be a list.
    """
    for source, read in _read_all(sources, services.fetcher, expect):
        if isinstance(read, BadSource):
            yield Imported(source, error=str(read))
        else:
            addition = take_in(read, LIBRARY, services)
            yield Imported(source, read, addition.is_new, next(iter(addition.replaced), None))


def _read_all(
    sources: Sequence[str], fetcher: Fetcher, expect: Callable[[int], None]
) -> Iterator[tuple[str, Article | BadSource]]:
    expanded = list(_expand(sources))
    expect(len(expanded))
    for source in expanded:
        if is_list(source):
            yield from _read_listed(source, fetcher, expect)
        elif is_link(source):
            yield from fetch_articles(source, fetcher, expect=expect)
        else:
            yield source, _attempt(source)


def _read_listed(
    source: str, fetcher: Fetcher, expect: Callable[[int], None]
) -> Iterator[tuple[str, Article | BadSource]]:
    """The newest articles of each feed of an OPML file."""
    try:
        outlines = read_list(Path(source))
    except BadSource as error:
        yield source, error
        return
    expect(len(outlines) - 1)
    for outline in outlines:
        yield from fetch_articles(outline.address, fetcher, LISTED_ENTRIES, expect)


def read_list(path: Path) -> list[Outline]:
    """The feeds of an OPML file. Raises BadSource."""
    from knowledge.fetching.opml import parse_opml  # a parser, which most commands do not need

    _check_is_file(path)
    try:
        return parse_opml(path.read_bytes(), str(path))
    except OSError as error:
        raise BadSource(Trouble.UNREADABLE_FILE, name=str(path), reason=error.strerror or "") from None


def _attempt(source: str) -> Article | BadSource:
    try:
        return _read(source)
    except BadSource as error:
        return error


def is_list(source: str) -> bool:
    """Whether `source` names a file with a list of feeds."""
    return source.lower().endswith(LIST_SUFFIX) and not is_link(source)


def is_path(source: str, kind: Callable[[Path], bool]) -> bool:
    """Whether `source` names a file or folder, as `kind` asks; what can be no path at all names none."""
    try:
        return kind(Path(source))
    except (OSError, ValueError):
        return False


def _expand(sources: Sequence[str]) -> Iterator[str]:
    for source in sources:
        if source.strip() and source != STANDARD_INPUT and not is_link(source) and is_path(source, Path.is_dir):
            inside = _files_of(Path(source))
            yield from (str(path) for path in inside) if inside else [source]
        else:
            yield source


def _files_of(folder: Path) -> list[Path]:
    """The articles in a folder and those below; a symbolic link that leads out of it is not followed."""
    root = folder.resolve()
    named = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return sorted(path for path in named if path.resolve().is_relative_to(root))


def _read(source: str) -> Article:
    if not source.strip():  # commonly a variable of a shell that is not set; as a path it would be this very folder
        raise BadSource(Trouble.NOTHING_NAMED)
    if source == STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), STANDARD_INPUT)
    if is_path(source, Path.is_dir):
        raise BadSource(Trouble.EMPTY_FOLDER, name=source, suffixes=", ".join(sorted(SUFFIXES)))
    path = Path(source)
    if is_path(source, lambda named: not named.exists()):
        raise BadSource(Trouble.NO_SUCH_FILE, name=source)
    _check_is_file(path)
    return read_file(path)


def _check_is_file(path: Path) -> None:
    """A pipe or a device may be read for ever. Raises BadSource; not where there is nothing, or it cannot be told."""
    if is_path(str(path), lambda named: named.exists() and not named.is_file()):
        raise BadSource(Trouble.NO_FILE, name=str(path))
