"""Which article is meant: by id, URL or words of its title; without words the newest."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from knowledge.fetching.canonical import page_key
from knowledge.store.protocol import TitleRow
from knowledge.text.normalise import fold
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.search import Search
    from knowledge.types import Article

ALIKE = 75.0
"""Of 100: how much of the words must be found in a title, typos allowed."""

WHOLLY = 100.0

MIN_OUTLET = 4
"""Letters and digits of an outlet's name."""
MIN_BEGINNING = 8
"""Of the beginning of one, two words at least."""
MOST_OUTLET_WORDS = 4


def find_article(search: Search, reference: str | None, near: Sequence[str] = ()) -> Article | None:
    """None where nothing fits; `near` are the articles that a conversation is about."""
    store = search.library.store
    if reference is None:
        newest = store.articles(search.scope, limit=1)
        known = [*near, *(row.id for row in newest)]
        return search.library.article(known[0]) if known else None
    if exact := store.article_id_of(reference, page_key(reference), search.scope):
        return search.library.article(exact)
    titles = {row.id: fold(row.title) for row in search.library.titles(search.scope)}
    best = process.extractOne(fold(reference), titles, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE)
    return search.library.article(best[2]) if best else None


def named_by(search: Search, reference: str) -> list[TitleRow]:
    """All articles that may be meant, the likeliest first: one where the id, the URL or the whole title says so.

    Of titles that have all the words, those that have but most of them, or misspelt, are not meant.
    """
    store, wanted = search.library.store, fold(reference)
    if exact := store.article_id_of(reference, page_key(reference), search.scope):
        return [TitleRow(exact, search.library.article(exact).title)]
    titles = {row: fold(row.title) for row in search.library.titles(search.scope)}
    if same := [row for row, title in titles.items() if title == wanted]:
        return same
    found = process.extract(wanted, titles, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=None)
    complete = [row for _, score, row in found if score == WHOLLY]
    return complete or [row for _, _, row in found]


def is_published_by(article: Article, name: str) -> bool:
    """Whether `name` is that of the article's outlet or a part of it, by outlet, byline or address."""
    wanted = _letters(name)
    if len(wanted) < MIN_OUTLET:
        return False
    return outlet_in(article, name) is not None or any(wanted in known for known in _outlets(article))


def outlet_in(article: Article, text: str) -> str | None:
    """The words of `text` that name the article's outlet; of a long name the first two are enough."""
    found = list(words(text))
    for first, last in combinations(range(len(found) + 1), 2):
        if last - first > MOST_OUTLET_WORDS:
            continue
        part = _letters("".join(word.text for word in found[first:last]))
        if len(part) >= MIN_OUTLET and any(_is_name(part, known, last - first) for known in _outlets(article)):
            return text[found[first].start : found[last - 1].end]
    return None


def _is_name(part: str, known: str, count: int) -> bool:
    return part == known or (count > 1 and len(part) >= MIN_BEGINNING and known.startswith(part))


def _outlets(article: Article) -> list[str]:
    told = [article.outlet, *re.split(r"[,|/]", article.byline or ""), _site(article.url)]
    return [_letters(name).removeprefix("the") for name in told if name]


def _site(url: str | None) -> str | None:
    """The telling part of an address: suarapesisir of www.suarapesisir.co.id."""
    labels = ((urlsplit(url).hostname or "") if url else "").split(".")[:-1]
    return max(labels, key=len, default=None)


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
