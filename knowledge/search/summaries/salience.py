"""How much each sentence of an article says of what the article is about.

Three things speak for a sentence: that it comes early, that it shares the words of the others (the degree in the
graph of cosines of tf-idf vectors, as in LexRank, Erkan and Radev 2004, without a threshold), and that it repeats
the title; names and figures a little. Early counts as much as the opening is about the rest, squared: news says at
once what happened, a feature opens with a scene.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.text.leaning import is_aside, leans
from knowledge.text.sentences import sentences
from knowledge.text.words import terms, words
from knowledge.types import QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowledge.types import Article, Quote

OPENING = 2
"""Sentences that tell whether the article opens with its news."""
MUCH_NEWS = 6
"""Names and figures from which more of them add nothing."""
IDEAL_WORDS = 12
"""A sentence of fewer says the less, the shorter it is."""
ASIDE = 5.0
"""What is taken off what is no statement at all."""
MOST_WORDS = 60
"""Of sentences that are kept together."""
MOSTLY_QUOTED = 0.3
"""Share of a sentence between quotation marks."""
SOMEBODYS = 0.1
"""Share of a sentence in somebody's words, reported ones too, from which it lets them speak."""


Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts; early_decay: sentences after which being early counts e times less.

    Round figures from the middle of where `python -m tests.eval.summary_score --folds` is best, and flat.
    """

    early: float = 2.0
    early_decay: float = 6.0
    central: float = 0.5
    title: float = 0.5
    news: float = 0.3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the few that one quotation holds together, and what it is worth.

    vector: its terms, tf-idf, of length 1. worth: about 0 to 3, of a quotation as of any other; spoken: mostly
    between quotation marks. leans: it needs the one before. quotes: somebody who is named speaks in it.
    """

    span: Span
    vector: Vector
    worth: float
    spoken: bool
    leans: bool
    quotes: bool

    def likeness(self, other: Sentence) -> float:
        """Cosine of the two, 0 to 1."""
        return dot(self.vector, other.vector)


WEIGHTS = Weights()


def weigh(article: Article, weights: Weights = WEIGHTS) -> list[Sentence]:
    """The sentences of `article` in their order. Linear in its length."""
    spans = list(_units(article))
    held = _held(article.quotes, spans)
    texts = [span.of(article.text) for span in spans]
    counts = [Counter(terms(text, article.language)) for text in texts]
    rarity = _rarity(counts)
    vectors = [_unit({t: (1 + math.log(n)) * rarity[t] for t, n in count.items()}) for count in counts]
    central = _centrality(vectors)
    opening = max(central[:OPENING], default=0.0) ** 2
    title = _unit({t: rarity.get(t, 0.0) for t in terms(article.title, article.language)})
    weighed = []
    for i, (span, text, quotes) in enumerate(zip(spans, texts, held, strict=True)):
        worth = weights.early * opening * math.exp(-i / weights.early_decay)
        worth += weights.central * central[i] + weights.title * dot(title, vectors[i]) + weights.news * _news(text)
        worth = worth * min(1.0, _length(text) / IDEAL_WORDS) - ASIDE * is_aside(text)
        spoken = _share_of([q for q in quotes if q.kind is not QuoteKind.INDIRECT], span) >= MOSTLY_QUOTED
        quoting = _share_of([q for q in quotes if q.speaker], span) >= SOMEBODYS
        weighed.append(Sentence(span, vectors[i], worth, spoken, leans(text, quotes), quoting))
    return weighed


def _units(article: Article) -> Iterator[Span]:
    """The sentences; those that are inside one quotation stay together while they are not too long."""
    blocks = sorted(span for q in article.quotes if q.kind is not QuoteKind.INDIRECT for span in q.spans)
    pending: Span | None = None
    for sentence in sentences(article.text):
        if pending is None:
            pending = sentence
            continue
        joined = Span(pending.start, sentence.end)
        if _is_inside(sentence.start, blocks) and _length(joined.of(article.text)) <= MOST_WORDS:
            pending = joined
        else:
            yield pending
            pending = sentence
    if pending:
        yield pending


def _is_inside(offset: int, blocks: Sequence[Span]) -> bool:
    before = bisect_left(blocks, offset, key=lambda block: block.start)
    return before > 0 and offset < blocks[before - 1].end


def _held(quotes: Sequence[Quote], spans: Sequence[Span]) -> list[list[Quote]]:
    """For each of `spans`, which are in order and apart, the quotes that it holds words of."""
    starts = [span.start for span in spans]
    held: list[list[Quote]] = [[] for _ in spans]
    for quote in quotes:
        for i in sorted({i for block in quote.spans for i in _overlapping(block, spans, starts)}):
            held[i].append(quote)
    return held


def _overlapping(block: Span, spans: Sequence[Span], starts: Sequence[int]) -> Iterator[int]:
    first = max(0, bisect_right(starts, block.start) - 1)
    last = bisect_left(starts, block.end)
    return (i for i in range(first, last) if spans[i].overlaps(block))


def _share_of(quotes: Sequence[Quote], span: Span) -> float:
    return sum(block.overlap(span) for q in quotes for block in q.spans) / len(span)


def _rarity(counts: Sequence[Counter[str]]) -> Vector:
    """Term -> how few of the sentences have it."""
    frequency = Counter(term for count in counts for term in count)
    return {term: math.log(1 + len(counts) / n) for term, n in frequency.items()}


def _centrality(vectors: Sequence[Vector]) -> list[float]:
    """Of each its cosines with all the others, summed, against the highest such sum: 0 to 1."""
    total: Vector = defaultdict(float)
    for vector in vectors:
        for term, value in vector.items():
            total[term] += value
    sums = [dot(vector, total) - dot(vector, vector) for vector in vectors]
    most = max(sums, default=0.0) or 1.0
    return [each / most for each in sums]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Scalar product; of vectors of length 1 their cosine."""
    return sum(value * other.get(term, 0.0) for term, value in one.items())


def _news(text: str) -> float:
    """Names and figures, 0 to 1; the first word has its capital in any case."""
    telling = sum(w.text[0].isupper() or w.text[0].isdigit() for w in islice(words(text), 1, None))
    return min(1.0, telling / MUCH_NEWS)


def _length(text: str) -> int:
    return sum(1 for _ in words(text))
