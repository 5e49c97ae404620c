"""Files, folders and standard input -> indexed articles, one result each; a bad one stops no other."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import BadSource
from knowledge.reading import MAX_BYTES, read_bytes, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge import Knowledge
    from knowledge.types import Article

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one source. added: False where it was known already or is no article."""

    source: str
    article: Article | None = None
    added: bool = False
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "article_id": self.article.id if self.article else None,
            "title": self.article.title if self.article else None,
            "added": self.added,
            "error": self.error,
        }

    def describe(self) -> str:
        if self.article is None:
            return f"kutip: {self.error}"
        return f"{'+' if self.added else '='} {self.article.title} [{self.article.id}]"


def import_sources(sources: Sequence[str], knowledge: Knowledge) -> Iterator[Imported]:
    """Read and add each source, and each file of a folder."""
    for source in _expand(sources):
        try:
            article = _read(source)
        except BadSource as error:
            yield Imported(source, error=str(error))
        else:
            yield Imported(source, article, added=knowledge.add(article))


def _expand(sources: Sequence[str]) -> Iterator[str]:
    for source in sources:
        folder = Path(source)
        if source != STANDARD_INPUT and folder.is_dir():
            inside = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            yield from (str(path) for path in inside) if inside else [source]
        else:
            yield source


def _read(source: str) -> Article:
    if source == STANDARD_INPUT:
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), STANDARD_INPUT)
    if "://" in source:
        raise BadSource(f"{source}: addresses cannot be fetched yet; save the page and add the file.")
    if Path(source).is_dir():
        raise BadSource(f"{source}: the folder holds no file that ends in {', '.join(sorted(SUFFIXES))}.")
    return read_file(Path(source))
