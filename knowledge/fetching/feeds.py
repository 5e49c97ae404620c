"""RSS and Atom, as they are and as they should be, to a Feed."""

from __future__ import annotations

import html
import io
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.sax import SAXException

from knowledge.errors import BadSource
from knowledge.fetching.canonical import canonical_url
from knowledge.problems import Trouble
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_CHARACTERS = 2_000_000
"""Of a feed; long ones with whole articles in them have some hundred thousand. The parser takes its time."""

MAX_ENTRIES = 1_000
MAX_TITLE, MAX_SUMMARY = 300, 2_000
"""Characters."""

_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""Seconds, of the RSS module `syndication`."""

_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap says of one article.

    published, updated: ISO 8601, in UTC where a time is given. content: the whole article as HTML, where the feed
    has it.
    """

    url: str
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    updated: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """title, link: of the site; entries: each address once, in the order of the feed.

    rest: seconds between two requests that the feed asks for. whole: False where its XML breaks off or is broken,
    so that entries may be missing.
    """

    title: str | None
    link: str | None
    entries: tuple[Entry, ...]
    rest: float | None = None
    whole: bool = True


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Those without a date last; otherwise in the given order."""
    return sorted(entries, key=lambda entry: entry.published or "", reverse=True)


def parse_feed(text: str, url: str) -> Feed:
    """The feed in `text`, which came from `url`; broken XML is read as far as it goes.

    Raises BadSource for what is no feed, too long, or declares entities, which can stand for gigabytes.
    """
    # Here, as it takes a tenth of a second to load, and most commands do not need it.
    import feedparser  # type: ignore[import-untyped] # has no types

    if len(text) > MAX_CHARACTERS:
        raise BadSource(Trouble.LONG_FEED, address=url, most=MAX_CHARACTERS)
    refuse_entities(text, url)
    headers = {"content-type": "application/xml; charset=utf-8"}  # without its address, so that ids stay as they are
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,  # markup is taken out below
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        raise BadSource(Trouble.BAD_FEED, address=url)
    entries = (_entry(entry, url) for entry in found.entries)
    link = _address(found.feed.get("link"), url)
    return Feed(
        title=_title(found.feed),
        link=link,
        entries=once(entry for entry in entries if entry),
        rest=_rest(found.feed),
        whole=not isinstance(found.get("bozo_exception"), SAXException),
    )


def _title(titled: Any) -> str | None:
    stated = plain(titled.get("title"))
    return stated[:MAX_TITLE] if stated else None


def _rest(feed: Any) -> float | None:
    """By `ttl`, in minutes, or so many times a period; the longer where both are stated."""
    ttl, often = _number(feed.get("ttl")), _number(feed.get("sy_updatefrequency")) or 1
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0)
    return max(60.0 * ttl, period / often) or None


def _number(stated: Any) -> int:
    """0 where none is stated."""
    digits = stated.strip() if isinstance(stated, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else 0


def refuse_entities(text: str, url: str) -> None:
    """Raises BadSource before a parser sees XML whose declarations could blow it up or have it read files."""
    if _DOCTYPE.search(text) and _ENTITY.search(text):
        raise BadSource(Trouble.ENTITIES, address=url)


def once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first of the entries with each address, as many as are kept."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(canonical_url(entry.url), entry)
        if len(kept) == MAX_ENTRIES:
            break
    return tuple(kept.values())


def plain(value: Any) -> str | None:
    """Text that may have markup and character references in it, without."""
    if not isinstance(value, str):
        return None
    return squeeze(html.unescape(_TAG.sub(" ", value))) or None


def _entry(entry: Any, base: str) -> Entry | None:
    link = next((address for given in _links(entry) if (address := _address(given, base))), None)
    if link is None:
        return None
    summary = plain((entry.get("summary") or "")[: 4 * MAX_SUMMARY])
    return Entry(
        url=link,
        title=_title(entry),
        published=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        summary=summary[:MAX_SUMMARY] if summary else None,
        # The parser gives what is stated as published where it is asked for one that is not stated.
        updated=_moment(entry.updated_parsed) if "updated_parsed" in entry else None,
        content=next(
            (c["value"] for c in entry.get("content", ()) if c.get("type") in _MARKUP and c.get("value")), None
        ),
    )


def _links(entry: Any) -> Iterator[Any]:
    """The page itself first, where the feed passes readers through a counter; an id only where it is an address.

    RSS takes an id for an address unless the feed says otherwise, which many with numbers for ids do not.
    """
    yield entry.get("feedburner_origlink")
    is_address = str(entry.get("id", "")).startswith(("http://", "https://"))
    if is_address or not entry.get("guidislink"):
        yield entry.get("link")
    if is_address:
        yield entry.get("id")


def _address(given: Any, base: str) -> str | None:
    if not isinstance(given, str) or not given.strip():
        return None
    try:
        address = urljoin(base, given.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _moment(stated: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(stated), UTC).isoformat() if stated else None
    except (ValueError, OverflowError, OSError):
        return None
