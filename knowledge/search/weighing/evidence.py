"""How well a place in an article answers a question: what speaks for it, and the models that weigh it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.search.weighing.models import models, probability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.search.weighing.windows import Paragraph
    from knowledge.types import Article, Span

SURE, SURE_ACROSS = 0.5, 0.2
"""The confidence from which a paragraph surely tells of the matter, in the question's language and in another: about
one in a hundred that does not answer reaches it."""
TOUCHED = 0.05
"""Of what is asked about, by weight: somebody's words that touch on less of it are not on it. Of the project's
questions one in seventy is lost by that, and two in three go that name somebody who said nothing of the kind."""
UNTOUCHED_ENOUGH = 0.45
"""The confidence from which somebody's words may be shown of whose matter there is no word in them, beside them or
above them: somebody else in the article spoke of it, or they say it in other words. Of four sets of questions it
refuses six that nobody answers, and loses three."""
ELSEWHERE = 0.5
"""Of what is asked about: where so much of it stands in other words than the speaker's, he or she is not quoted."""
SUFFICIENCY = "_enough"
"""What the second model of a mode is called."""


@dataclass(frozen=True)
class Evidence:
    """A place that may answer.

    mode: what is weighed, and so which models: `told` for any paragraph, `said` for words of the one asked
    about, `follow` for a question that leans on the one before; with `_words` where there are no vectors.
    `told_across`: for a paragraph in another language than the question's.
    passage: its number, of a paragraph that of the nearest sentence; paragraph: that, or what somebody said in it.
    """

    mode: str
    passage: int
    article: Article
    paragraph: Paragraph
    features: Mapping[str, float]

    @property
    def span(self) -> Span:
        """What would be shown."""
        return self.paragraph.shown

    @property
    def sentences(self) -> tuple[tuple[Span, Mapping[str, float]], ...]:
        """Each with what speaks for it."""
        spans = (sentence.span for sentence in self.paragraph.sentences)
        return tuple(zip(spans, self.paragraph.features, strict=True))

    @cached_property
    def confidence(self) -> float:
        """Probability, 0 to 1, that it answers: that it is about the matter, and then that it says enough."""
        about = probability(models()[self.mode], self.features)
        sufficiency = models().get(self.mode + SUFFICIENCY)
        return about * probability(sufficiency, self.features) if sufficiency else about

    def holds(self, article_id: str, span: Span) -> bool:
        """Whether a part of `span` would be shown."""
        return self.article.id == article_id and self.span.overlaps(span)

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown as an answer."""
        least = models()[self.mode]["enough"]
        if self.mode.startswith("said") and self.features["met"] < TOUCHED:
            least = max(least, UNTOUCHED_ENOUGH)
        return not self.is_ruled_out and self.confidence >= least

    @property
    def is_sure(self) -> bool:
        """Whether it surely tells of the matter."""
        return self.confidence >= (SURE_ACROSS if self.features["across"] else SURE)

    @property
    def is_pending(self) -> bool:
        """Whether it speaks of what is asked about as still to come."""
        return self.features.get("pending", 0.0) > 0

    @property
    def may_be_enough(self) -> bool:
        """The same of somebody's words as long as it is not known which paragraphs tell of the matter: the model is
        linear in how far they do, so what neither end makes enough is not.
        """
        ends = ({**self.features, "agreed": agreed} for agreed in (0.0, 1.0))
        return any(replace(self, features=features).is_enough for features in ends)

    @property
    def is_ruled_out(self) -> bool:
        """What happened is told nowhere in the article or is still to come, or what is asked about stands in words that
        are not the speaker's.

        Nor does an answer to "how much" or "when" lack every figure or date, or one to "her salary" the word; who
        asks on is shown what lies beside it.
        """
        kind = self.mode.partition("_")[0]
        if self.features["untold"] or self.features.get("missed"):
            return True
        if kind == "told" and (self.features["without"] or self.is_pending):
            return True
        return kind == "said" and (self.features["elsewhere"] >= ELSEWHERE or self.features["covered"] < TOUCHED)


def may_be_enough(mode: str, known: Mapping[str, float]) -> bool:
    """Whether what has the features `known` may be shown as an answer, whatever the others are: they are shares."""
    model = models()[mode]
    best = {name: float(weight > 0) for name, weight in model.items() if name not in ("bias", "enough")}
    return probability(model, {**best, **known}) >= model["enough"]
