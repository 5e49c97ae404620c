"""Article -> passages: runs of whole sentences of one paragraph, with the terms they are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.places import place_of
from knowledge.store import IndexedArticle, IndexedPassage
from knowledge.text.sentences import paragraphs, sentences
from knowledge.text.words import terms, words
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.types import Article

MIN_WORDS = 8
"""A shorter sentence ("Tidak.") says nothing by itself and joins the one before it."""


def index_article(article: Article) -> IndexedArticle:
    """What the store keeps of `article`."""
    return IndexedArticle(article, tuple(_indexed(article, span) for span in split(article.text)))


def split(text: str) -> Iterator[Span]:
    """The passages of `text`: each sentence, a short one together with its neighbour."""
    for paragraph in paragraphs(text):
        pending: Span | None = None
        for sentence in sentences(text, paragraph):
            joined = Span(pending.start, sentence.end) if pending else sentence
            if pending and _is_long(pending.of(text)) and _is_long(sentence.of(text)):
                yield pending
                joined = sentence
            pending = joined
        if pending:
            yield pending


def _is_long(text: str) -> bool:
    return sum(1 for _ in words(text)) >= MIN_WORDS


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
