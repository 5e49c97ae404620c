"""Question -> Answer: understand, plan, find, weigh, cut. The one place where these steps meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.excerpts import cut, quoted_in
from knowledge.search import speech
from knowledge.search.marks import marked
from knowledge.search.plan import Plan, make_plan
from knowledge.search.question import understand
from knowledge.search.search import Request, Search
from knowledge.search.summary import summarize
from knowledge.search.titles import find_article
from knowledge.search.verify import verify
from knowledge.types import Answer, Intent, Outcome, Turn, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.evidence import Evidence
    from knowledge.search.plan import Shown
    from knowledge.search.speech import Utterance
    from knowledge.types import Excerpt, Language

SHOWN_FACTS = 3
SHOWN_QUOTES = 5
RELATED = 2
"""Passages shown as near when nothing answers."""


def answer(search: Search, question: str, after: Turn | None, default_language: Language) -> Answer:
    """Raises BadQuestion; finding nothing is an answer."""
    query = understand(question, default_language)
    plan = make_plan(query, search.library.directory(search.scope), after)
    made = _ANSWERERS[plan.intent](search, plan)
    speaker = plan.speakers[0] if len({s.name for s in plan.speakers}) == 1 else None
    made = replace(
        made,
        speaker=speaker.name if speaker else None,
        role=speaker.roles[0] if speaker and speaker.roles else None,
        unknown_name=plan.unknown,
        needs_speaker=plan.needs_speaker,
        topic=plan.topic,
        words_only=search.encoder is None,
    )
    return replace(made, turn=_turn(plan, made, after))


def _turn(plan: Plan, made: Answer, after: Turn | None) -> Turn | None:
    """What the next question may refer to; a question that found nothing leaves the thread where it was."""
    if made.outcome is Outcome.NOT_FOUND:
        return after
    speakers = tuple(dict.fromkeys(s.name for s in plan.speakers)) or tuple(
        dict.fromkeys(e.speaker for e in made.excerpts if e.speaker)
    )
    shown = tuple((e.citation.article_id, e.span) for e in made.excerpts)
    return Turn(plan.query.question, plan.intent, speakers, plan.topic, (*plan.hidden, *shown))


def _facts(search: Search, plan: Plan) -> Answer:
    request = request_of(plan)
    found = search.find(request)
    if plan.near:
        found.sort(key=lambda e: (e.article.id not in plan.near, -e.confidence))
    sure = [e for e in found if e.is_enough]
    if not sure:
        return _not_found(plan, found, request)
    return _answered(plan, [_excerpt(e, request) for e in sure[:SHOWN_FACTS]])


def _said(search: Search, plan: Plan) -> Answer:
    request = request_of(plan)
    if plan.repeated:
        return _answered(plan, _again(search, plan.repeated))
    if plan.unknown or plan.needs_speaker:
        return _not_found(plan, search.find(request) if plan.topic else (), request)
    if not plan.speakers:
        return _anyone(search, plan, request)
    numbers = [speaker.seq for speaker in plan.speakers]
    rows = search.library.store.quotes(search.scope, speakers=numbers)[: speech.QUOTES_WEIGHED]
    said = [u for u in speech.utterances(search, rows) if (u.article.id, u.span) not in plan.hidden]
    if not plan.topic:
        shown = speech.excerpts(speech.by_weight(said), request)[:SHOWN_QUOTES]
        return _answered(plan, shown) if shown else _not_found(plan, (), request)
    return _speech_on_topic(search, plan, request, said)


def _anyone(search: Search, plan: Plan, request: Request) -> Answer:
    """ "Siapa bilang …?": whoever is quoted in the passages that match."""
    found = search.find(request)
    sure = {(e.article.id, e.span) for e in found if e.is_enough}
    articles = {article_id for article_id, _ in sure}
    rows = [row for a in articles for row in search.library.store.quotes(search.scope, article_id=a)]
    said = [
        u for u in speech.utterances(search, rows) if any((p.article_id, p.span) in sure for p in u.passages)
    ]
    return _speech_on_topic(search, plan, request, said, found)


def _speech_on_topic(
    search: Search, plan: Plan, request: Request, said: Sequence[Utterance], near: Sequence[Evidence] = ()
) -> Answer:
    matching = speech.on_topic(search, request, said, by_speaker=bool(plan.speakers))
    if not matching:
        return _not_found(plan, near or search.find(request), request)
    shown = speech.excerpts((u for u, _ in matching), request, [e.confidence for _, e in matching])
    return _answered(plan, shown[:SHOWN_FACTS])


def _summary(search: Search, plan: Plan) -> Answer:
    article = find_article(search, " ".join(plan.query.topic) or None, plan.near)
    if article is None:
        return Answer(plan.query.question, plan.query.language, Outcome.NOT_FOUND, plan.intent)
    made = summarize(article)
    return replace(_answered(plan, made.points), summary=made)


def _verification(search: Search, plan: Plan) -> Answer:
    checked = verify(search, plan.query.claim or "", plan.query.language, plan.speakers, plan.unknown)
    outcome = Outcome.NOT_FOUND if checked.verdict is Verdict.NOT_FOUND else Outcome.ANSWERED
    excerpt = (checked.excerpt,) if checked.excerpt else ()
    return Answer(
        plan.query.question,
        plan.query.language,
        outcome,
        plan.intent,
        excerpts=excerpt if outcome is Outcome.ANSWERED else (),
        related=excerpt if outcome is Outcome.NOT_FOUND else (),
        verification=checked,
    )


_ANSWERERS = {
    Intent.FACT: _facts,
    Intent.SAID: _said,
    Intent.SUMMARY: _summary,
    Intent.VERIFY: _verification,
}


def request_of(plan: Plan) -> Request:
    """The search that a plan asks for."""
    topic = plan.topic or plan.asked
    return Request(text=plan.asked, topic=topic, language=plan.query.language, expects=plan.query.expects)


def _answered(plan: Plan, excerpts: Sequence[Excerpt]) -> Answer:
    return Answer(
        plan.query.question, plan.query.language, Outcome.ANSWERED, plan.intent, excerpts=tuple(excerpts)
    )


def _not_found(plan: Plan, near: Sequence[Evidence], request: Request) -> Answer:
    related = tuple(_excerpt(e, request) for e in near[:RELATED] if e.covered > 0)
    return Answer(plan.query.question, plan.query.language, Outcome.NOT_FOUND, plan.intent, related=related)


def _excerpt(evidence: Evidence, request: Request) -> Excerpt:
    article, span = evidence.article, evidence.span
    return cut(
        article,
        span,
        speaker=quoted_in(article, span),
        score=evidence.confidence,
        matches=marked(request.topic, request.language, request.expects, article, span),
    )


def _again(search: Search, shown: Shown) -> list[Excerpt]:
    articles = [(search.library.article(article_id), span) for article_id, span in shown]
    return [cut(article, span, speaker=quoted_in(article, span), score=1.0) for article, span in articles]
