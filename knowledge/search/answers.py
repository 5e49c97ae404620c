"""Question -> Answer: understand, plan, find, weigh, cut. The one place where these steps meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.excerpts import cut, quoted_in
from knowledge.search import speech
from knowledge.search.conflicts import KINDS, conflicts, rival_second
from knowledge.search.people import called
from knowledge.search.plan import Plan, make_plan
from knowledge.search.question import understand
from knowledge.search.search import Request, Search
from knowledge.search.stretch import stretched
from knowledge.search.summary import summarize
from knowledge.search.titles import find_article, is_published_by
from knowledge.search.verify import verify
from knowledge.types import Answer, Intent, Outcome, Turn, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.evidence import Evidence
    from knowledge.search.plan import Shown
    from knowledge.search.speech import Utterance
    from knowledge.types import Excerpt, Language, Span

SHOWN_FACTS = 3
SHOWN_QUOTES = 5
LIKELY = 0.1
"""Share of the best passage's confidence from which others are shown with it."""
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
        speaker=called(speaker.name, plan.query.who) if speaker else None,
        role=speaker.roles[0] if speaker and speaker.roles else None,
        unknown_name=plan.unknown if made.outcome is Outcome.NOT_FOUND else None,
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
    found = _fresh(search.follow(request, plan.near), plan) if plan.follows else []
    if not plan.follows or (plan.stands_alone and not found[0].is_enough):
        found = _fresh(search.find(request), plan)
    if not found or not found[0].is_enough:
        return _not_found(search, plan, found, request)
    likely = [e for e in found if e.confidence >= LIKELY * found[0].confidence]
    if request.expects in KINDS:
        likely = rival_second(search, request, likely)
    excerpts = _excerpts(search, likely, request, found)[:SHOWN_FACTS]
    return replace(_answered(plan, excerpts), conflicts=conflicts(search, request, excerpts, likely))


def _fresh(found: Sequence[Evidence], plan: Plan) -> list[Evidence]:
    """Without what was shown already, where more is asked for."""
    return [e for e in found if not any(e.article.id == a and s.contains(e.span) for a, s in plan.hidden)]


def _said(search: Search, plan: Plan) -> Answer:
    request = request_of(plan)
    if plan.repeated:
        return _answered(plan, _again(search, plan.repeated))
    if plan.unknown:
        return _facts_by_name(search, plan, request)
    if plan.needs_speaker:
        return _not_found(search, plan, search.find(request) if plan.topic else (), request)
    if not plan.speakers:
        return _anyone(search, plan, request)
    numbers = [speaker.seq for speaker in plan.speakers]
    rows = search.library.store.quotes(search.scope, speakers=numbers)[: speech.QUOTES_WEIGHED]
    said = [u for u in speech.utterances(search, rows) if (u.article.id, u.span) not in plan.hidden]
    if not plan.topic:
        shown = speech.excerpts(search, speech.by_weight(said), request)[:SHOWN_QUOTES]
        return _answered(plan, shown) if shown else _not_found(search, plan, (), request)
    return _speech_on_topic(search, plan, request, said)


def _facts_by_name(search: Search, plan: Plan, request: Request) -> Answer:
    """A name that no speaker has may be a paper's, or that of someone whom an article tells about."""
    name = plan.unknown or ""
    about = replace(request, topic=f"{name} {request.topic}")
    found = search.find(about) if plan.topic else []
    told = [e for e in found if is_published_by(e.article, name) or search.mentions(e.article, name)]
    if not told or not told[0].is_enough:
        return _not_found(search, plan, found, request)
    return _answered(replace(plan, intent=Intent.FACT), _excerpts(search, told, request, found)[:SHOWN_FACTS])


def _anyone(search: Search, plan: Plan, request: Request) -> Answer:
    """ "Siapa bilang …?": whoever is quoted in the passages that match."""
    found = search.find(request)
    sure = {(e.article.id, e.span) for e in found if e.is_enough}
    articles = {article_id for article_id, _ in sure}
    rows = [row for a in articles for row in search.library.store.quotes(search.scope, article_id=a)]
    said = [u for u in speech.utterances(search, rows) if any((p.article_id, p.span) in sure for p in u.passages)]
    return _speech_on_topic(search, plan, request, said, found)


def _speech_on_topic(
    search: Search, plan: Plan, request: Request, said: Sequence[Utterance], near: Sequence[Evidence] = ()
) -> Answer:
    matching = speech.on_topic(search, request, said, by_speaker=bool(plan.speakers))
    if not matching and (plan.follows or not plan.query.strict):
        return _facts(search, replace(plan, intent=Intent.FACT))
    if not matching:
        return _not_found(search, plan, near or search.find(request), request)
    shown = speech.excerpts(search, (u for u, _ in matching), request, [e.confidence for _, e in matching])
    return _answered(plan, shown[:SHOWN_FACTS])


def _summary(search: Search, plan: Plan) -> Answer:
    article = find_article(search, " ".join(plan.query.topic) or None, [a for a, _ in plan.near])
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
    expects = None if plan.intent is Intent.SAID and plan.query.asks_who else plan.query.expects
    return Request(plan.asked, topic, plan.query.language, expects)


def _answered(plan: Plan, excerpts: Sequence[Excerpt]) -> Answer:
    return Answer(plan.query.question, plan.query.language, Outcome.ANSWERED, plan.intent, excerpts=tuple(excerpts))


def _not_found(search: Search, plan: Plan, near: Sequence[Evidence], request: Request) -> Answer:
    related = _excerpts(search, [e for e in near if e.features["covered"] > 0][:RELATED], request, near)
    return Answer(plan.query.question, plan.query.language, Outcome.NOT_FOUND, plan.intent, related=tuple(related))


def _excerpts(
    search: Search, chosen: Sequence[Evidence], request: Request, weighed: Sequence[Evidence]
) -> list[Excerpt]:
    """Each passage with its better neighbours; one that another excerpt holds already is left out."""
    made: list[tuple[str, Span]] = []
    excerpts = []
    for evidence in chosen:
        held = [span for article_id, span in made if article_id == evidence.article.id]
        if any(evidence.span.overlaps(span) for span in held):
            continue
        scores = {e.span: e.confidence for e in weighed if e.article.id == evidence.article.id}
        span = stretched(evidence.article, evidence.span, scores)
        if any(span.overlaps(other) for other in held):
            span = evidence.span
        made.append((evidence.article.id, span))
        excerpts.append(_excerpt(search, evidence, span, request))
    return excerpts


def _excerpt(search: Search, evidence: Evidence, span: Span, request: Request) -> Excerpt:
    article = evidence.article
    return cut(
        article,
        span,
        speaker=quoted_in(article, span),
        score=evidence.confidence,
        matches=search.marks(request, article, span),
    )


def _again(search: Search, shown: Shown) -> list[Excerpt]:
    articles = [(search.library.article(article_id), span) for article_id, span in shown]
    return [cut(article, span, speaker=quoted_in(article, span, share=0.0), score=1.0) for article, span in articles]
