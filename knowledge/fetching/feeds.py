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

from knowledge.errors import BadSource
from knowledge.fetching.canonical import canonical_url
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_CHARACTERS = 2_000_000
"""Of a feed; long ones with whole articles in them have some hundred thousand. The parser takes its time."""

MAX_ENTRIES = 1_000
MAX_SUMMARY = 2_000
"""Characters."""

_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap says of one article. published: ISO 8601, in UTC where a time is given."""

    url: str
    title: str | None = None
    published: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """title, link: of the site; entries: each address once, in the order of the feed."""

    title: str | None
    link: str | None
    entries: tuple[Entry, ...]


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
        raise BadSource(f"{url} has more than {MAX_CHARACTERS:,} characters: give a feed of the latest articles.")
    refuse_entities(text, url)
    headers = {"content-type": "application/xml; charset=utf-8"}  # without its address, so that ids stay as they are
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,  # markup is taken out below
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        raise BadSource(f"{url} is no feed that can be read: give the address of an RSS or Atom feed.")
    entries = (_entry(entry, url) for entry in found.entries)
    link = _address(found.feed.get("link"), url)
    return Feed(plain(found.feed.get("title")), link, once(entry for entry in entries if entry))


def refuse_entities(text: str, url: str) -> None:
    """Raises BadSource before a parser sees XML whose declarations could blow it up or have it read files."""
    if _DOCTYPE.search(text) and _ENTITY.search(text):
        raise BadSource(f"{url} declares XML entities, which feeds have no use for: it is not read.")


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
    return Entry(link, plain(entry.get("title")), _published(entry), summary[:MAX_SUMMARY] if summary else None)


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


def _published(entry: Any) -> str | None:
    stated = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(stated), UTC).isoformat() if stated else None
    except (ValueError, OverflowError, OSError):
        return None
