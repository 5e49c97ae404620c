"""An address -> the article, feed or sitemap that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from knowledge.errors import BadSource, NoFeed, Unreachable
from knowledge.fetching.canonical import stated_or_final
from knowledge.fetching.characters import characters
from knowledge.fetching.feeds import Feed, parse_feed
from knowledge.fetching.links import Head, is_section, read_head
from knowledge.fetching.sitemaps import read_sitemap
from knowledge.problems import Trouble
from knowledge.reading import read_text
from knowledge.reading.formats import Format, sniff

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.fetching.fetcher import Fetched, Fetcher
    from knowledge.types import Article

_SNIFFED = 4_000
"""Characters from the top in which the first element of a feed or sitemap stands."""

MAX_LISTS = 3
"""Feeds or sitemaps of a site that are tried."""

T = TypeVar("T")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex|html|[a-z][\w-]*)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


class Kind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAPS = "sitemaps"
    PAGE = "page"


_KINDS = {"rss": Kind.FEED, "feed": Kind.FEED, "rdf": Kind.FEED, "urlset": Kind.SITEMAP, "sitemapindex": Kind.SITEMAPS}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap gave when it was asked.

    address: where to ask next time. feed: None where it is the same as last time. etag, last_modified: to ask
    whether it still is; None where that would not tell. max_age: seconds for which the site says it will be.
    """

    address: str
    feed: Feed | None
    etag: str | None
    last_modified: str | None
    max_age: float | None


def read_url(url: str, fetcher: Fetcher) -> Article:
    """The article at `url`. Its own address is the one that the page states, where that is of the same site.

    Raises BadSource, as a Fetcher does and where there is no article.
    """
    got = fetcher.get(url)
    text = _text(got, url)
    if kind_of(text) is not Kind.PAGE:
        raise BadSource(Trouble.LIST, address=url)
    return _article(text, got, read_head(text, got.final_url), url)


def open_source(url: str, fetcher: Fetcher) -> Feed | Article:
    """What is at `url`: a feed, a sitemap or a site as a Feed, else an article. Raises BadSource."""
    got = fetcher.get(url)
    text = _text(got, url)
    if kind_of(text) is Kind.PAGE:
        return _page(text, got, url, fetcher)
    return _feed(text, got, fetcher)


def find_listing(url: str, fetcher: Fetcher) -> Listing:
    """The feed or sitemap at `url`, else the one that the page there names, as it is now. Raises BadSource."""
    got = fetcher.get(url)
    text = _text(got, url)
    if kind_of(text) is not Kind.PAGE:
        return _listing(url, text, got, fetcher)
    lists = _lists(read_head(text, got.final_url), got.final_url, fetcher)
    if not lists:
        raise NoFeed(Trouble.NO_FEED, address=url)
    listing = _first_of(lists, fetcher, read_listing)
    if listing.feed is None:
        raise Unreachable(Trouble.UNCHANGED, address=listing.address)
    return listing


def read_listing(url: str, fetcher: Fetcher, *, etag: str | None = None, last_modified: str | None = None) -> Listing:
    """The feed or sitemap at `url`, where it is another than `etag` or `last_modified` stood for. Raises BadSource."""
    got = fetcher.get(url, etag=etag, last_modified=last_modified)
    if got.not_modified:
        return Listing(got.moved_to or url, None, got.etag, got.last_modified, got.max_age)
    return _listing(url, _text(got, url), got, fetcher)


def kind_of(text: str) -> Kind:
    """By the first element, whatever the headers say."""
    root = _ROOT.search(_COMMENT.sub("", text[:_SNIFFED]))
    return _KINDS.get(root[1].lower(), Kind.PAGE) if root else Kind.PAGE


def _page(text: str, got: Fetched, url: str, fetcher: Fetcher) -> Feed | Article:
    """The article of a page, or the feed of the site where the page is a front page or has no article."""
    head = read_head(text, got.final_url)
    if is_section(got.final_url) and not head.says_article and (lists := _lists(head, got.final_url, fetcher)):
        return _first_of(lists, fetcher, _listed)
    try:
        return _article(text, got, head, url)
    except BadSource:
        if not head.feeds or head.says_article:
            raise
    return _first_of(head.feeds, fetcher, _listed)


def _lists(head: Head, url: str, fetcher: Fetcher) -> Sequence[str]:
    """The feeds that the page names; on a front page without any, the sitemaps of its site, those of news first."""
    is_front_page = url.count("/") == len("//") + 1 and url.endswith("/")
    if head.feeds or not is_front_page:
        return head.feeds
    return sorted(fetcher.sitemaps(url), key=lambda sitemap: "news" not in sitemap.lower())


def _first_of(urls: Sequence[str], fetcher: Fetcher, read: Callable[[str, Fetcher], T]) -> T:
    """What `read` gives for the first that it can read; sites go on naming feeds that they no longer have."""
    *others, last = urls[:MAX_LISTS]
    for url in others:
        try:
            return read(url, fetcher)
        except BadSource:
            continue
    return read(last, fetcher)


def _listed(url: str, fetcher: Fetcher) -> Feed:
    """The feed or sitemap at `url`, and nothing else."""
    got = fetcher.get(url)
    return _feed(_text(got, url), got, fetcher)


def _feed(text: str, got: Fetched, fetcher: Fetcher) -> Feed:
    if kind_of(text) in (Kind.SITEMAP, Kind.SITEMAPS):
        return read_sitemap(text, got.final_url, fetcher)
    return parse_feed(text, got.final_url)


def _listing(url: str, text: str, got: Fetched, fetcher: Fetcher) -> Listing:
    """Of a list of sitemaps, or one that came broken, that it is the same would not tell that there is nothing new."""
    feed = _feed(text, got, fetcher)
    tells = feed.whole and kind_of(text) is not Kind.SITEMAPS
    etag, last_modified = (got.etag, got.last_modified) if tells else (None, None)
    return Listing(got.moved_to or url, feed, etag, last_modified, got.max_age)


def _text(got: Fetched, url: str) -> str:
    return characters(got.content, got.content_type, url)


def _article(text: str, got: Fetched, head: Head, url: str) -> Article:
    if "html" in got.content_type.lower() and sniff(text) is not Format.HTML:
        text = "<!doctype html>\n" + _XML_DECLARATION.sub("", text, count=1)  # its look alone does not tell
    return read_text(text, name=url, url=stated_or_final(head.canonical, got.final_url))
