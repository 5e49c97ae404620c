"""What is shown of a story: a line of its own words, the best quote, figures in which outlets differ."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from knowledge.excerpts import cut
from knowledge.reprints import is_reprint
from knowledge.search.summaries.salience import Weights, weigh
from knowledge.search.summaries.summary import summarize
from knowledge.stories.differing import disagreements
from knowledge.text.sentences import sentences
from knowledge.types import QuoteKind, SaidInStory, Span, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from knowledge.search.summaries.salience import Sentence
    from knowledge.types import Article, Excerpt, Language, Quote

LINE = Weights(early=3.0, title=1.5)
"""Of a single sentence that is to say what happened more is asked: early, and of what the title says."""
COMPARED = 4
"""Articles of a story that are searched for quotes and compared for figures: the newest of different writing."""
MOST_DISAGREEMENTS = 2
FEWEST_WORDS, MOST_WORDS = 5, 60
"""Of a quote that is shown by itself."""


def tell(articles: Sequence[Article], published: Sequence[datetime], language: Language | None = None) -> Story:
    """articles: of one event, newest first; published: when, each. language: in which it is told, where it can be."""
    chosen = _independent(articles)
    lead = next((article for article in articles if article.language == language), articles[0])
    points = summarize(lead, 1, LINE).points
    return Story(
        articles=tuple(articles),
        lead=lead,
        points=points,
        quotes=tuple(_best_quote([articles[i] for i in chosen], points, language)),
        disagreements=tuple(
            islice(disagreements([articles[i] for i in chosen], [published[i] for i in chosen]), MOST_DISAGREEMENTS)
        ),
    )


def _independent(articles: Sequence[Article]) -> list[int]:
    """The places of the newest articles to be compared; of one text that several outlets print, the newest print."""
    chosen: list[int] = []
    for i, article in enumerate(articles):
        if len(chosen) == COMPARED:
            break
        if not any(is_reprint(article, articles[other]) for other in chosen):
            chosen.append(i)
    return chosen


def _best_quote(
    articles: Sequence[Article], points: Sequence[Excerpt], language: Language | None
) -> Iterator[SaidInStory]:
    """The words of somebody who is named that say most and stand by themselves; not those that the points have.

    Any in `language` come before others.
    """
    shown = [(point.citation.article_id, point.span) for point in points]
    found = [
        (article.language == language, sentence.worth - sentence.leans, -i, article, ordinal)
        for i, article in enumerate(articles)
        for sentence in weigh(article)
        if not any(article.id == id_ and span.overlaps(sentence.span) for id_, span in shown)
        if (ordinal := _spoken(article, sentence)) is not None
    ]
    if found:
        *_, article, ordinal = max(found, key=lambda each: each[:3])
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
