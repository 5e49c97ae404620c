"""Which article is meant: by id, URL or words of its title; without words the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from knowledge.fetching.canonical import page_key
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.search import Search
    from knowledge.types import Article

ALIKE = 75.0
"""Of 100: how much of the words must be found in a title, typos allowed."""

MIN_OUTLET = 4
"""Letters and digits of an outlet's name."""


def find_article(search: Search, reference: str | None, near: Sequence[str] = ()) -> Article | None:
    """None where nothing fits; `near` are the articles that a conversation is about."""
    store = search.library.store
    if reference is None:
        newest = store.articles(search.scope, limit=1)
        known = [*near, *(row.id for row in newest)]
        return search.library.article(known[0]) if known else None
    if exact := store.article_id_of(reference, page_key(reference), search.scope):
        return search.library.article(exact)
    titles = {row.id: fold(row.title) for row in store.articles(search.scope)}
    best = process.extractOne(fold(reference), titles, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE)
    return search.library.article(best[2]) if best else None


def is_published_by(article: Article, name: str) -> bool:
    """Whether `name`, or a question that holds it, names the article's outlet, by outlet, byline or address."""
    wanted = _letters(name)
    told = (article.outlet, article.byline, article.url and urlsplit(article.url).hostname)
    known = [_letters(where).removeprefix("the") for where in told if where]
    if len(wanted) < MIN_OUTLET:
        return False
    return any(wanted in where or (len(where) >= MIN_OUTLET and where in wanted) for where in known)


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
