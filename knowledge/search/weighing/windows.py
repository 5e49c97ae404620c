"""Which sentences of a paragraph are shown: as many as are worth their words.

A model gives each sentence of a paragraph the chance that the answer is there (a conditional logit; fitted by
`tests/eval/calibrate.py`). Where it is sure, an excerpt is one sentence; where it is not, a longer run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from knowledge.quotes.marks import find_blocks
from knowledge.search.finding.blocks import paragraph
from knowledge.search.telling.marks import holds, things
from knowledge.search.weighing.models import models
from knowledge.text.normalise import fold
from knowledge.text.sentences import sentences
from knowledge.text.words import words
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.search.finding.find import Candidate
    from knowledge.search.finding.request import Request
    from knowledge.search.questions.expecting import Expects

PRICE = 0.002
"""Of a word, in chances that the answer is in the excerpt: a sentence of twenty is shown for four in a hundred.
One price for all gives the most answers for a mean length; this one a mean of 60 words on IDK-MRC, of 31 on news.
"""
BRIEF = 0.006
"""The price for a mean of 45 words on IDK-MRC."""
MOST_WORDS = 130
"""Of an excerpt that is more than one sentence, also where it goes on to the end of a quotation."""
USUAL_WORDS = 20
FIRST_FEW = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage of a paragraph as a question sees it. present: of each asked term, how well it stands there."""

    span: Span
    candidate: Candidate
    text: str
    present: tuple[float, ...]


@dataclass(frozen=True)
class Paragraph:
    """The sentences of a paragraph, at least one, that stand in `text`, as a question sees them. Which of them would be
    shown is worked out when it is asked, since of most paragraphs that are weighed nothing is shown.

    asked: the words of the question, in the language of the text.
    """

    text: str
    sentences: tuple[Sentence, ...]
    asked: Sequence[AskedTerm]
    request: Request

    @cached_property
    def features(self) -> list[dict[str, float]]:
        """What speaks for each sentence."""
        return sentence_features(self.sentences, self.asked, self.request.words, self.request.expects)

    @cached_property
    def shown(self) -> Span:
        """The run of sentences that is best worth its words, with whole quotations."""
        spans = [s.span for s in self.sentences]
        return with_whole_quotations(window(self.features, spans, self.text), spans, self.text)


def window(features: Sequence[Mapping[str, float]], spans: Sequence[Span], text: str, price: float = PRICE) -> Span:
    """The run of the sentences at `spans` of `text` that is best worth its words."""
    lengths = [len(span.of(text).split()) for span in spans]
    worth = [chance - price * length for chance, length in zip(_chances(features), lengths, strict=True)]
    words_to, worth_to = list(accumulate(lengths, initial=0)), list(accumulate(worth, initial=0.0))
    runs = (
        (first, last)
        for first, last in combinations(range(len(spans) + 1), 2)
        if last == first + 1 or words_to[last] - words_to[first] <= MOST_WORDS
    )
    first, last = max(runs, key=lambda run: worth_to[run[1]] - worth_to[run[0]])
    return Span(spans[first].start, spans[last - 1].end)


def with_whole_quotations(shown: Span, spans: Sequence[Span], text: str) -> Span:
    """`shown` with the sentences to where the quotations that its ends cut through begin and end: who speaks stands
    there.

    Where that is too long, an opening that only its last sentences have is left out; else it stays as it is.
    """
    blocks = [Span(b.start, b.end) for b in find_blocks(text, spans[0].start, spans[-1].end) if not b.open]
    at_start = next((b for b in blocks if b.start < shown.start < b.end), None)
    at_end = next((b for b in blocks if b.start < shown.end < b.end), None)
    if at_start is None and at_end is None:
        return shown
    begins = at_start.start if at_start else shown.start
    ends = at_end.end if at_end else shown.end
    around = [span for span in spans if span.overlaps(Span(begins, ends))]
    whole = Span(around[0].start, around[-1].end)
    if len(whole.of(text).split()) <= MOST_WORDS:
        return whole
    before = [span for span in spans if shown.contains(span) and at_end and span.end <= at_end.start]
    return Span(shown.start, before[-1].end) if before and at_start is None else shown


def whole_quotations_in(text: str, shown: Span) -> Span:
    """The same in the paragraph of `text` where `shown` stands; what runs over several stays as it is."""
    around = paragraph(text, shown.start)
    if not around.contains(shown):
        return shown
    return with_whole_quotations(shown, list(sentences(text, around)), text)


def sentence_features(
    sentences: Sequence[Sentence], asked: Sequence[AskedTerm], asked_words: Collection[str], expects: Expects | None
) -> list[dict[str, float]]:
    """What speaks for each sentence of a paragraph, beside the others of it; `asked_words`: the question's, folded."""
    weights = [t.weight for t in asked]
    total = sum(weights) or 1.0
    here = [_share(s.present, weights) / total for s in sentences]
    nearest, fullest = max(s.candidate.cosine or 0.0 for s in sentences), max(here)
    made = []
    for i, sentence in enumerate(sentences):
        led = [max(pair) for pair in zip(sentence.present, sentences[max(0, i - 1)].present, strict=True)]
        made.append(
            {
                "cosine": 10 * ((sentence.candidate.cosine or 0.0) - nearest),
                "here": here[i] - fullest,
                "words": sentence.candidate.words,
                "led": _share(led, weights) / total,
                "kind": 0.0 if expects is None else 1.0 if holds(expects, sentence.text) else -1.0,
                "fresh": float(_has_fresh(expects, sentence.text, asked_words)),
                "first": float(i == 0),
                "defines": float(i == 0 and expects is None),
                "late": min(i, FIRST_FEW) / FIRST_FEW,
                "length": math.log(1 + len(sentence.text.split())) - math.log(1 + USUAL_WORDS),
            }
        )
    return made


def _chances(features: Sequence[Mapping[str, float]]) -> list[float]:
    """That the answer is in each; they sum to 1."""
    model = models()["sentence"]
    scores = [sum(weight * each[name] for name, weight in model.items()) for each in features]
    best = max(scores)
    powers = [math.exp(score - best) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _share(present: Sequence[float], weights: Sequence[float]) -> float:
    return sum(p * w for p, w in zip(present, weights, strict=True))


def _has_fresh(expects: Expects | None, text: str, asked_words: Collection[str]) -> bool:
    """Whether there is a thing of the kind that is asked for and that the question does not name itself."""
    if expects is None:
        return False
    found = (thing.of(text) for thing in things(expects, text))
    return any(not all(fold(word.text) in asked_words for word in words(thing)) for thing in found)
