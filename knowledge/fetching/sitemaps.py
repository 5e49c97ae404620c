"""Sitemaps (sitemaps.org, with Google's news extension): the articles that a site lists, and the lists of lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lxml import etree

from knowledge.errors import BadSource
from knowledge.fetching.characters import characters
from knowledge.fetching.feeds import MAX_ENTRIES, Entry, Feed, newest_first, once, plain, refuse_entities
from knowledge.problems import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.fetching.fetcher import Fetcher

MAX_DEPTH = 2
"""Lists of lists below the one that was named."""

MAX_FILES = 10
"""Sitemaps that are fetched for one; those of news have a few, archives one a month."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """entries: pages; children: other sitemaps. One of them is empty. Newest first.

    whole: False where the XML is broken, so that some may be missing.
    """

    entries: tuple[Entry, ...]
    children: tuple[Entry, ...]
    whole: bool


def parse_sitemap(text: str, url: str) -> Sitemap:
    """The sitemap in `text`, which came from `url`. Raises BadSource."""
    refuse_entities(text, url)
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = _root(text, parser)
    if root is None:
        raise BadSource(Trouble.BAD_SITEMAP, address=url)
    pages, sitemaps = (once(newest_first(_entries(root, kind))) for kind in ("url", "sitemap"))
    return Sitemap(pages, sitemaps, whole=not parser.error_log)


def read_sitemap(text: str, url: str, fetcher: Fetcher) -> Feed:
    """The pages of the sitemap `text` and of those that it lists, the newest ones first. Raises BadSource.

    A sitemap that cannot be had is passed over, unless nothing else is found.
    """
    found = parse_sitemap(text, url)
    entries, failure = list(found.entries), None
    waiting = [(child.url, 1) for child in found.children[:MAX_FILES]]
    for fetched, (address, depth) in enumerate(waiting, start=1):
        if fetched > MAX_FILES or len(entries) >= MAX_ENTRIES:
            break
        try:
            sitemap = _fetch(address, fetcher)
        except BadSource as error:
            failure = error
            continue
        entries += sitemap.entries
        if depth < MAX_DEPTH:
            waiting += [(child.url, depth + 1) for child in sitemap.children[:MAX_FILES]]
    if failure and not entries:
        raise failure
    return Feed(None, url, once(newest_first(entries)), whole=found.whole)


def _root(text: str, parser: etree.XMLParser) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _fetch(url: str, fetcher: Fetcher) -> Sitemap:
    got = fetcher.get(url)
    return parse_sitemap(characters(got.content, got.content_type, url), got.final_url)


def _entries(root: etree._Element, kind: str) -> Iterator[Entry]:
    for element in root.iterchildren(f"{{*}}{kind}"):
        said: dict[str, str] = {}
        for node in element.iter(etree.Element):
            said.setdefault(etree.QName(node).localname, node.text or "")  # the first: pictures have addresses too
        address = (said.get("loc") or "").strip()
        if address.startswith(("http://", "https://")):
            dates = [said.get("publication_date"), said.get("lastmod")]
            published, updated = _first_date(dates), _first_date(dates[1:])
            yield Entry(address, plain(said.get("title")), published, updated=updated)


def _first_date(stated: Sequence[str | None]) -> str | None:
    return next((date for value in stated if value and (date := _date(value.strip()))), None)


def _date(stated: str) -> str | None:
    """W3C's profile of ISO 8601: a day as it is, a moment in UTC."""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    if len(stated) <= len("2025-10-21"):
        return moment.date().isoformat()
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.isoformat()
