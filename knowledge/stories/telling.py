"""What is shown of a story: a line of its own words, the best quote, figures in which outlets differ."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from knowledge.excerpts import cut
from knowledge.search.conflicts import Told, contradict, names_in
from knowledge.search.glossary import translations
from knowledge.search.question import Expects
from knowledge.search.salience import Weights, weigh
from knowledge.search.summary import summarize
from knowledge.text.numbers import figures
from knowledge.text.sentences import sentences
from knowledge.text.words import content_words, term
from knowledge.types import Disagreement, QuoteKind, SaidInStory, Span, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.search.salience import Sentence
    from knowledge.types import Article, Language, Quote

LINE = Weights(early=3.0, title=1.5)
"""Of a single sentence that is to say what happened more is asked: early, and of what the title says."""
COMPARED = 4
"""Articles of a story that are searched for quotes and compared for figures, the newest."""
OPENING = 10
"""Sentences of an article whose figures are compared."""
SHARED = 3
"""Content words that two sentences have in common at least, when they may be about the same thing."""
MOST_DISAGREEMENTS = 2
FEWEST_WORDS, MOST_WORDS = 5, 60
"""Of a quote that is shown by itself."""


def tell(articles: Sequence[Article]) -> Story:
    """articles: of one event, newest first."""
    points = summarize(articles[0], 1, LINE).points
    return Story(
        articles=tuple(articles),
        points=points,
        quotes=tuple(_best_quote(articles[:COMPARED], points[0].span if points else None)),
        disagreements=tuple(_disagreements(articles[:COMPARED]))[:MOST_DISAGREEMENTS],
    )


def _best_quote(articles: Sequence[Article], shown: Span | None) -> Iterator[SaidInStory]:
    """The words of somebody who is named that say most and stand by themselves; not those that the line has."""
    found = [
        (sentence.worth - sentence.leans, -i, article, ordinal)
        for i, article in enumerate(articles)
        for sentence in weigh(article)
        if not (i == 0 and shown and shown.overlaps(sentence.span))
        if (ordinal := _spoken(article, sentence)) is not None
    ]
    if found:
        _, _, article, ordinal = max(found, key=lambda each: each[:2])
        said = article.quotes[ordinal - 1]
        excerpt = cut(article, _sentences_of(article, said.extent), speaker=said.speaker, matches=said.spans)
        yield SaidInStory(article, ordinal, said, excerpt)


def _sentences_of(article: Article, extent: Span) -> Span:
    """The whole sentences that a quote stands in."""
    held = [span for span in sentences(article.text) if span.overlaps(extent)]
    return Span(held[0].start, held[-1].end)


def _spoken(article: Article, sentence: Sentence) -> int | None:
    """The number of the first quote in marks that begins in the sentence and that somebody who is named speaks."""
    for number, quote in enumerate(article.quotes, start=1):
        if sentence.span.start <= quote.extent.start < sentence.span.end and _is_worth(quote):
            return number
    return None


def _is_worth(quote: Quote) -> bool:
    words = len(quote.text.split())
    return quote.kind is not QuoteKind.INDIRECT and quote.speaker is not None and FEWEST_WORDS <= words <= MOST_WORDS


# -- outlets differ --------------------------------------------------------------------------------


def _disagreements(articles: Sequence[Article]) -> Iterator[Disagreement]:
    """Of each two articles of different outlets the first sentences that contradict each other."""
    figured = [list(_figured(article)) for article in articles]
    for i, j in combinations(range(len(articles)), 2):
        if _outlet(articles[i]) != _outlet(articles[j]):
            yield from _differing(articles[i], figured[i], articles[j], figured[j])


def _differing(one: Article, ours: Sequence[Span], other: Article, theirs: Sequence[Span]) -> Iterator[Disagreement]:
    for span, rival in product(ours, theirs):
        first, second = _compared(one, span, other, rival)
        if len(first.asked) >= SHARED and (found := contradict(first, second, Expects.NUMBER)):
            excerpts = (cut(one, span), cut(other, rival))
            yield Disagreement(excerpts, (found[0].span, found[1].span))
            return


def _compared(one: Article, span: Span, other: Article, rival: Span) -> tuple[Told, Told]:
    """Two sentences with the content words that they share, as if those had been asked for."""
    first, second = _terms(one, span, other.language), _terms(other, rival, other.language)
    shared = {own: n for n, own in enumerate(sorted(first.keys() & second.keys()))}
    return (
        Told(
            span.of(one.text),
            one.language,
            tuple((shared[key], place) for key, place in first.items() if key in shared),
            names_in(one.text),
        ),
        Told(
            rival.of(other.text),
            other.language,
            tuple((shared[key], place) for key, place in second.items() if key in shared),
            names_in(other.text),
        ),
    )


def _terms(article: Article, span: Span, language: Language) -> dict[str, Span]:
    """The terms of a sentence in `language`, each with the place of its word."""
    found: dict[str, Span] = {}
    for word in content_words(span.of(article.text), article.language):
        if word.text[0].isdigit():
            continue
        own = term(word.text, article.language)
        meant = (own,) if language == article.language else (own, *translations(own, article.language))
        for each in meant:
            found.setdefault(each, Span(word.start, word.end))
    return found


def _figured(article: Article) -> Iterator[Span]:
    for sentence in weigh(article)[:OPENING]:
        if any(figures(sentence.span.of(article.text), article.language)):
            yield sentence.span


def _outlet(article: Article) -> str:
    return article.outlet or (article.url or article.id).partition("//")[2].partition("/")[0] or article.id
