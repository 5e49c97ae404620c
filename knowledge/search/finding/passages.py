"""Article -> passages: runs of whole sentences of one paragraph, with the terms they are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.fetching.canonical import page_key, site_of
from knowledge.places import place_of
from knowledge.store import IndexedArticle, IndexedPassage
from knowledge.text.sentences import paragraphs, sentences
from knowledge.text.shingles import bands, shingles
from knowledge.text.words import terms, words
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.types import Article

MIN_WORDS = 8
"""A shorter sentence ("Tidak.") says nothing by itself and joins the one before it."""


MOST_JOINED = 2 * MIN_WORDS
"""Words that short sentences add to a passage: a text of nothing but short ones is not one passage."""


def index_article(article: Article) -> IndexedArticle:
    """What the store keeps of `article`."""
    page = page_key(article.url or "")
    return IndexedArticle(
        article=article,
        passages=tuple(_indexed(article, span) for span in split(article.text)),
        page=page,
        bands=bands(shingles(article.text), site_of(page)) if page else (),
    )


def split(text: str) -> Iterator[Span]:
    """The passages of `text`: each sentence, a short one together with its neighbour. Linear in its length."""
    for paragraph in paragraphs(text):
        pending: Span | None = None
        length = joined = 0
        for sentence in sentences(text, paragraph):
            added = sum(1 for _ in words(sentence.of(text)))
            is_full = length >= MIN_WORDS and (added >= MIN_WORDS or joined + added > MOST_JOINED)
            if pending and is_full:
                yield pending
                pending, length, joined = None, 0, 0
            joined += added if pending else 0
            length += added
            pending = Span(pending.start, sentence.end) if pending else sentence
        if pending:
            yield pending


def _indexed(article: Article, span: Span) -> IndexedPassage:
    quoted = [q for q in article.quotes if q.speaker and any(s.overlaps(span) for s in q.spans)]
    names = tuple(dict.fromkeys(q.speaker.name for q in quoted if q.speaker))
    section = place_of(article.text, article.sections, span.start).section
    context = " ".join([article.title, section or "", *names])
    return IndexedPassage(
        span=span,
        body=tuple(terms(span.of(article.text), article.language)),
        context=tuple(terms(context, article.language)),
        speakers=names,
    )
