"""A link -> the articles behind it: its own, or the newest of a feed, a sitemap or a site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.errors import BadSource
from knowledge.fetching import newest_first
from knowledge.problems import Trouble
from knowledge.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.fetching import Entry, Fetcher

MAX_ENTRIES = 100
"""Articles of a feed or sitemap that are read at once; a feed has some 20 to 50."""


def is_link(source: str) -> bool:
    return "://" in source


def fetch_articles(
    url: str, fetcher: Fetcher, limit: int = MAX_ENTRIES, expect: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[str, Article | BadSource]]:
    """The address of each article, newest first, with the article or what is wrong with it.

    expect: is told how many more there are than the one that a link was taken for.
    """
    # Imported here: parsers of HTTP, feeds and pages, which only those who fetch need.
    from knowledge.fetching.opening import open_source

    try:
        opened = open_source(url, fetcher)
    except BadSource as error:
        yield url, error
        return
    if isinstance(opened, Article):
        yield url, opened
        return
    if not opened.entries:
        yield url, BadSource(Trouble.EMPTY_LIST, address=url)
    entries = newest_first(opened.entries)[:limit]
    expect(max(len(entries), 1) - 1)
    for entry in entries:
        yield entry.url, _read(entry, fetcher)


def _read(entry: Entry, fetcher: Fetcher) -> Article | BadSource:
    """A page that states no date has the one that the list gives."""
    from knowledge.fetching.opening import read_url  # as above

    try:
        article = read_url(entry.url, fetcher)
    except BadSource as error:
        return error
    return article if article.published else replace(article, published=entry.published)
