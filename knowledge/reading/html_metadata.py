"""What a web page says about itself: JSON-LD first, then its meta elements, then its headings.

Sources: schema.org/NewsArticle, the Open Graph protocol (ogp.me), WHATWG's list of meta names.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from knowledge.reading.dates import iso_date
from knowledge.text.normalise import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MAX_JSON = 300_000
"""Characters of one JSON-LD element that is read; those of articles have a few thousand."""

MAX_NODES = 2_000
"""JSON objects looked at in one page."""

MAX_AUTHORS = 20
"""Links to authors looked at in one page."""

_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "byl",
    "content_author",
    "sailthru.author",
    "parsely-author",
)
_DATES = (
    "article:published_time",
    "datepublished",
    "publishdate",
    "content_publisheddate",
    "date",
    "dc.date",
    "pubdate",
    "parsely-pub-date",
)
_DEKS = ("og:description", "description", "twitter:description")
_OUTLETS = ("og:site_name", "publisher", "application-name")


@dataclass(frozen=True, slots=True)
class Metadata:
    """body: the article's text, where the linked data carries it; often without its paragraphs."""

    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    dek: str | None
    outlet: str | None
    body: str | None


def read_metadata(tree: HtmlElement) -> Metadata:
    """What the page `tree` states; None for what it does not."""
    meta = _meta(tree)
    article = _json_article(tree)
    outlet = _first([*_each(meta, _OUTLETS), _people(article.get("publisher"))])
    return Metadata(
        title=_title(tree, [_text(article.get("headline")), *_each(meta, _TITLES)], outlet or ""),
        byline=_first([_people(article.get("author")), *map(_person, _each(meta, _AUTHORS)), _linked_author(tree)]),
        published=_first(map(_date, [_text(article.get("datePublished")), *_each(meta, _DATES), *_times(tree)])),
        url=_first(map(_address, [*_canonical(tree), *_each(meta, ("og:url",)), _text(article.get("url"))])),
        dek=_first(_each(meta, _DEKS)),
        outlet=outlet,
        body=article["articleBody"] if isinstance(article.get("articleBody"), str) else None,
    )


def _title(tree: HtmlElement, stated: list[str | None], outlet: str) -> str | None:
    """The main heading where it agrees with a stated title, which often has the outlet's name appended.

    On many sites the logo is a main heading as well.
    """
    candidates = [squeeze(heading.text_content()) for heading in islice(tree.iter("h1"), 8)]
    headings = [heading for heading in candidates if heading and fold(heading) != fold(outlet)]
    title = _first([*stated, *(squeeze(t.text_content()) for t in islice(tree.iter("title"), 1))])
    if title is None:
        return headings[0] if headings else None
    return next((heading for heading in headings if _agree(heading, title)), title)


def _agree(heading: str, title: str) -> bool:
    heading, title = fold(heading), fold(title)
    return len(heading) > len(title) / 3 and (heading in title or title in heading)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each named meta element, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = squeeze(element.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _json_article(tree: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object of the page that is an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        for node in islice(_objects(_json(script.text or "")), MAX_NODES):
            kinds = node.get("@type")
            if any(str(kind).endswith(("Article", "BlogPosting")) for kind in _listed(kinds)):
                return node
    return {}


def _json(text: str) -> Any:
    try:
        return json.loads(text[:MAX_JSON], strict=False)
    except (ValueError, RecursionError):  # pages have broken JSON; what it would have said is then not known
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in `value`, breadth first."""
    waiting = [value]
    for item in waiting:
        if len(waiting) > MAX_NODES:
            return
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _people(value: Any) -> str | None:
    """The names in an author field: a string, an object with a name, or a list of either."""
    names = (item.get("name") if isinstance(item, dict) else item for item in _listed(value))
    people = [person for name in names if (person := _person(_text(name)))]
    return ", ".join(dict.fromkeys(people)) or None


def _person(name: str | None) -> str | None:
    if name is None or "://" in name or len(name) > 200:
        return None
    for label in ("By ", "by ", "Oleh ", "oleh "):
        name = name.removeprefix(label)
    return name.strip(" ,") or None


def _linked_author(tree: HtmlElement) -> str | None:
    """Whom the page links to as the author (`rel=author`); nobody where teasers of other articles do so too."""
    links = (link for link in tree.iter("a") if (link.get("rel") or "").lower() == "author")
    names = {_person(squeeze(link.text_content())) for link in islice(links, MAX_AUTHORS)}
    return names.pop() if len(names) == 1 else None


def _times(tree: HtmlElement) -> Iterator[str | None]:
    return (element.get("datetime") for element in islice(tree.iter("time"), 3))


def _canonical(tree: HtmlElement) -> Iterator[str | None]:
    return (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")


def _date(value: str | None) -> str | None:
    return iso_date(value) if value else None


def _address(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) else None


def _text(value: Any) -> str | None:
    return squeeze(value) or None if isinstance(value, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _each(meta: dict[str, str], names: Iterable[str]) -> Iterator[str | None]:
    return (meta.get(name) for name in names)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
