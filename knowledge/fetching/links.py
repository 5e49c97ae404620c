"""What the head of a page names: its own address, and the feeds of its site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_HEAD = 300_000
"""Characters in which a head has to end."""

MAX_LINKS = 1_000
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_COMMENTS = re.compile(r"comments?\b|komentar", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w{0,40}Article|(?:Live)?BlogPosting)"')
_SECTION = re.compile(r"(?:/[a-z]{1,20}(?:-[a-z]{1,20})?)?(?:/|/index\.\w{1,5})?", re.IGNORECASE)
"""A path of a front page or of a section such as `/ekonomi/`; articles have numbers or longer names in theirs."""


@dataclass(frozen=True, slots=True)
class Head:
    """canonical: the address that the page gives as its own, for search engines or else for those who share it;
    feeds: of articles, those of comments left out.
    """

    canonical: str | None
    feeds: tuple[str, ...]
    says_article: bool


def read_head(text: str, url: str) -> Head:
    """What the page `text`, which came from `url`, states."""
    end = text.find("</head>", 0, MAX_HEAD)
    head = text[: end if end >= 0 else MAX_HEAD]
    root = etree.fromstring((head or " ").encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    if root is None:
        return Head(None, (), says_article=False)
    links = list(islice(root.iter("link"), MAX_LINKS))
    says_article = "article" in _stated(root, "og:type") or _ARTICLE_TYPE.search(head) is not None
    return Head(_own_address(root, links, url), tuple(dict.fromkeys(_feeds(links, url))), says_article)


def is_section(url: str) -> bool:
    """Whether the address looks like that of a front page or a section."""
    parts = urlsplit(url)
    return not parts.query and _SECTION.fullmatch(parts.path) is not None


def _own_address(root: etree._Element, links: list[etree._Element], url: str) -> str | None:
    linked = (_href(link, url) for link in links if "canonical" in _rel(link))
    shared = (_joined(url, address) for address in _stated(root, "og:url"))
    return next(filter(None, chain(linked, shared)), None)


def _feeds(links: list[etree._Element], url: str) -> Iterator[str]:
    for link in links:
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        href = _href(link, url)
        is_feed = "alternate" in _rel(link) and kind in _FEED_TYPES
        if is_feed and href and not _COMMENTS.search(f"{href} {link.get('title') or ''}"):
            yield href


def _stated(root: etree._Element, name: str) -> list[str]:
    """What meta elements of Open Graph say."""
    return [node.get("content") or "" for node in islice(root.iter("meta"), MAX_LINKS) if node.get("property") == name]


def _rel(link: etree._Element) -> list[str]:
    return (link.get("rel") or "").lower().split()


def _href(link: etree._Element, url: str) -> str | None:
    return _joined(url, link.get("href") or "")


def _joined(url: str, written: str) -> str | None:
    try:
        return urljoin(url, written.strip()) if written else None
    except ValueError:
        return None
