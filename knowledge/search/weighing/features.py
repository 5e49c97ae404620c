"""What speaks for a place that may answer; how far the words of the question are there tells `telling.coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.search.questions.expecting import Expects
from knowledge.search.telling.ages import lacks_age
from knowledge.search.telling.dimensions import lacks_dimension
from knowledge.search.telling.marks import holds, lacks
from knowledge.search.telling.sorts import lacks_sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.search.finding.find import Candidate
    from knowledge.search.finding.request import Request
    from knowledge.search.questions.plan import Shown
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.search.weighing.windows import Sentence
    from knowledge.types import Article, Span


def nearness(candidates: Sequence[Candidate]) -> dict[str, float]:
    return {
        "cosine": max(c.cosine or 0.0 for c in candidates),
        "above": max(c.above for c in candidates),
        "lift": max(c.lift for c in candidates),
        "words": max(c.words for c in candidates),
        "across": float(candidates[0].across),
    }


def expected(
    request: Request, asked: Sequence[AskedTerm], sentences: Sequence[Sentence], text: str
) -> dict[str, float]:
    """Whether the kind of thing that is asked for is there, or lacking; neither where none is. text: all of them, in
    which figures that the question has itself are no answer.
    """
    expects = request.expects
    found = expects is not None and any(holds(expects, s.text) for s in sentences)
    rest = request.without_figures(text)
    if expects is Expects.AGE:
        without = lacks_age(asked, request.language, rest)
    else:
        without = lacks(expects, rest) or lacks_dimension(expects, request.words, rest)
    without = without or lacks_sort(request.text, text)
    return {"expected": float(found), "lacking": float(expects is not None and not found), "without": float(without)}


def told_beside(said: Evidence, told: Sequence[Evidence]) -> dict[str, float]:
    """agreed: how near to the first of `told` the one is that has somebody's words; elsewhere: how much more of what is
    asked about stands in a paragraph that surely tells of it and has not these words.
    """
    holding = [e.holds(said.article.id, said.span) for e in told]
    sure = [e.features["beyond"] for e, holds in zip(told[:1], holding, strict=False) if e.is_sure and not holds]
    return {
        "agreed": max((1.0 / (1 + i) for i, holds in enumerate(holding) if holds), default=0.0),
        "elsewhere": max((beyond - said.features["covered"] for beyond in sure), default=0.0),
    }


def hole(values: Mapping[str, float]) -> float:
    """The weight of a thing that is asked for and that neither the place nor the article has a word for."""
    return 0.0 if values["across"] else min(values["absent"], values["gap"])


def here(sentences: Sequence[Sentence], asked: Sequence[AskedTerm]) -> list[float]:
    """The share of what is asked, by weight, that stands in each sentence itself."""
    weights = [t.weight for t in asked]
    total = sum(weights) or 1.0
    return [sum(w * p for w, p in zip(weights, s.present, strict=True)) / total for s in sentences]


def beside(article: Article, span: Span, shown: Shown) -> float:
    """1 for the paragraph of what was shown, a half for the next, a third for the one after that."""
    own = [s for article_id, s in shown if article_id == article.id]
    gaps = [article.text.count("\n\n", min(s.start, span.start), max(s.start, span.start)) for s in own]
    return max((1.0 / (1 + gap) for gap in gaps), default=0.0)
