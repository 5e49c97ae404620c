"""An answer put together: what was found, cut into excerpts, with what was asked for marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.excerpts import cut, marked, quoted_in
from knowledge.search.answering.copies import distinct
from knowledge.types import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.finding.request import Request
    from knowledge.search.questions.plan import Plan, Shown
    from knowledge.search.search import Search
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.types import Excerpt

RELATED = 3
"""Passages shown as near when nothing answers."""


def answered(plan: Plan, excerpts: Sequence[Excerpt]) -> Answer:
    """By these excerpts."""
    return Answer(plan.query.question, plan.query.language, Outcome.ANSWERED, plan.intent, excerpts=tuple(excerpts))


def not_found(search: Search, plan: Plan, near: Sequence[Evidence], request: Request) -> Answer:
    """With what lies near, as related."""
    excerpts = distinct(excerpts_of(near[: 2 * RELATED]), search.library.article)[:RELATED]
    related = tuple(with_marks(search, request, excerpts))
    return Answer(plan.query.question, plan.query.language, Outcome.NOT_FOUND, plan.intent, related=related)


def with_marks(search: Search, request: Request, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """With what was asked for marked; done last, since each word is looked at, of what is shown only."""
    articles = [search.library.article(excerpt.citation.article_id) for excerpt in excerpts]
    return [marked(e, search.marks(request, a, e.span)) for e, a in zip(excerpts, articles, strict=True)]


def excerpts_of(chosen: Sequence[Evidence]) -> list[Excerpt]:
    """One of each; one that overlaps another is left out."""
    made: list[Evidence] = []
    for evidence in chosen:
        if not any(e.holds(evidence.article.id, evidence.span) for e in made):
            made.append(evidence)
    return [cut(e.article, e.span, speaker=quoted_in(e.article, e.span), score=e.confidence) for e in made]


def again(search: Search, shown: Shown) -> list[Excerpt]:
    """What was shown, once more."""
    articles = [(search.library.article(article_id), span) for article_id, span in shown]
    return [cut(article, span, speaker=quoted_in(article, span, share=0.0), score=1.0) for article, span in articles]
