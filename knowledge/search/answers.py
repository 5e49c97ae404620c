"""Question -> Answer: understand, plan, find, weigh, cut. The one place where these steps meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.excerpts import quoted_in
from knowledge.search.answering import speech
from knowledge.search.answering.composing import again, answered, excerpts_of, not_found, with_marks
from knowledge.search.answering.conflicts import KINDS, conflicts, rival_second
from knowledge.search.answering.copies import distinct
from knowledge.search.answering.described import quotes_of_described
from knowledge.search.answering.titles import find_article, is_published_by, outlet_in
from knowledge.search.finding.blocks import paragraph
from knowledge.search.finding.request import Request
from knowledge.search.questions.expecting import THINGS, Expects
from knowledge.search.questions.people import called
from knowledge.search.questions.plan import Plan, make_plan
from knowledge.search.questions.question import understand
from knowledge.search.questions.repeating import as_typed
from knowledge.search.summaries.summary import summarize
from knowledge.search.telling.marks import holds
from knowledge.search.verifying.verify import Whose, verify
from knowledge.search.words.wording import cleaned
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import Answer, Basis, Intent, Outcome, Turn, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.answering.speech import Utterance
    from knowledge.search.questions.question import Query
    from knowledge.search.search import Search
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.store.protocol import QuoteRow, SpeakerRow
    from knowledge.types import Language, Verification

SHOWN_FACTS = 3
SHOWN_QUOTES = 5
LIKELY = 0.1
"""Share of the best passage's confidence from which others are shown with it."""
INSTEAD = 0.25
"""Share of the confidence of a passage that is ruled out from which another may be the answer instead."""
SAID_INSTEAD = 0.25
"""Share of the confidence of what articles tell from which the words of somebody who is described go before it: why a
firm sacked somebody an article may tell better than a director of the firm who spoke of something else."""
DESCRIBED_IN = 3
"""Paragraphs, of those nearest to the question, in whose articles somebody is looked for by a description."""


def answer(search: Search, question: str, after: Turn | None, default_language: Language) -> Answer:
    """Raises BadQuestion; finding nothing is an answer."""
    query = understand(question, default_language)
    after = _still_there(search, after) if after else None
    plan = make_plan(query, search.library.directory(search.scope), after, _speaking_in(search, after))
    made = _quotation_without_marks(search, plan) or _ANSWERERS[plan.intent](search, plan)
    speaker = _asked_about(plan, made)
    made = replace(
        made,
        speaker=called(speaker.name, plan.query.who) if speaker else None,
        role=speaker.roles[0] if speaker and speaker.roles else None,
        unknown_name=as_typed(plan.unknown, question) if made.outcome is Outcome.NOT_FOUND else None,
        unquoted=as_typed(plan.unknown, question) if _tells_of_unquoted(search, plan, made) else None,
        needs_speaker=plan.needs_speaker,
        topic=as_typed(plan.topic, *([question, after.question] if after else [question]), without=plan.query.who),
        words_only=search.encoder is None,
    )
    return replace(made, turn=_turn(search, plan, made, after))


def _still_there(search: Search, after: Turn) -> Turn:
    """The turn without what the asker has removed since, whoever else may still have it."""
    gone = {each for each in {article_id for article_id, _ in after.shown} if not search.sees(each)}
    return replace(after, shown=tuple(each for each in after.shown if each[0] not in gone)) if gone else after


def _asked_about(plan: Plan, made: Answer) -> SpeakerRow | None:
    """Whose words the answer has, or has not; None where it has what others tell or said."""
    names = {speaker.name for speaker in plan.speakers}
    if made.outcome is Outcome.ANSWERED:
        quoted = {excerpt.speaker for excerpt in made.excerpts if excerpt.speaker}
        if made.intent is Intent.FACT or (quoted and names.isdisjoint(quoted)):
            return None
    return plan.speakers[0] if len(names) == 1 else None


def _tells_of_unquoted(search: Search, plan: Plan, made: Answer) -> bool:
    """Whether somebody's words are asked for, and articles are shown that tell of him or her: not a paper's own."""
    if not plan.unknown or made.outcome is not Outcome.ANSWERED or made.intent is not Intent.FACT:
        return False
    articles = [search.library.article(e.citation.article_id) for e in made.excerpts]
    return not any(is_published_by(article, plan.unknown) for article in articles)


def _speaking_in(search: Search, after: Turn | None) -> frozenset[str]:
    """The names of those who are quoted in the articles that were shown."""
    shown = {article_id for article_id, _ in after.shown} if after else set()
    return frozenset(q.speaker.name for a in shown for q in search.library.article(a).quotes if q.speaker)


def _turn(search: Search, plan: Plan, made: Answer, after: Turn | None) -> Turn | None:
    """What the next question may refer to; a question that found nothing leaves the thread where it was.

    "And what did he say?" means those asked about, or those whose words were shown or stand beside what was shown.
    """
    if made.outcome is Outcome.NOT_FOUND:
        return after
    speakers = dict.fromkeys(s.name for s in plan.speakers) or dict.fromkeys(_quoted(search, made))
    shown = tuple((e.citation.article_id, e.span) for e in made.excerpts)
    return Turn(plan.query.question, plan.intent, tuple(speakers), plan.topic, (*plan.hidden, *shown))


def _quoted(search: Search, made: Answer) -> list[str]:
    """Who is quoted in each excerpt, or else in its paragraph, however little."""
    articles = [(search.library.article(e.citation.article_id), e.span) for e in made.excerpts]
    found = [
        quoted_in(article, span, share=0.0) or quoted_in(article, paragraph(article.text, span.start), share=0.0)
        for article, span in articles
    ]
    return [speaker.name for speaker in found if speaker]


def _facts(search: Search, plan: Plan) -> Answer:
    request = request_of(plan)
    found = _fresh(search.follow(request, plan.near), plan) if plan.follows else []
    if not plan.follows or (plan.stands_alone and not (found and found[0].is_enough)):
        found = _fresh(search.find(request), plan)
    found, request = _of_outlet(search, plan, found, request)
    likely = _likely(found)
    if likely and _asks_for_words(plan.query) and not _may_have_said(search, plan.query.who, likely[0]):
        likely = []
    asks_for_words = plan.query.intent is Intent.SAID and not plan.follows
    said = _said_by_the_described(search, plan, request, found) if asks_for_words or not likely else None
    share = SAID_INSTEAD if plan.query.strict else 1.0  # words that are not surely asked for have to be the likelier
    if said and (not likely or said.excerpts[0].score >= share * likely[0].confidence):
        return said
    if not likely:
        return _said_by_the_named(search, plan, request) or not_found(search, plan, found, request)
    if request.expects in KINDS:
        likely = rival_second(search, request, likely)
    excerpts = with_marks(search, request, distinct(excerpts_of(likely), search.library.article)[:SHOWN_FACTS])
    return replace(answered(plan, excerpts), conflicts=conflicts(search, request, excerpts, likely))


def _likely(found: Sequence[Evidence]) -> list[Evidence]:
    """What may be shown as the answer, the best first; nothing where the best does not do, or says that it is still to
    come. Where that one is ruled out otherwise, the next that is not stands for it, if it is not far behind.
    """
    open_ones = [e for e in found if not e.is_ruled_out]
    if not open_ones or found[0].is_pending:
        return []
    best = open_ones[0]
    if not best.is_enough or best.confidence < INSTEAD * found[0].confidence:
        return []
    return [e for e in open_ones if e.confidence >= LIKELY * best.confidence]


def _of_outlet(search: Search, plan: Plan, found: list[Evidence], request: Request) -> tuple[list[Evidence], Request]:
    """What the outlet has that the question names; its name is no matter that its articles tell of."""
    named = next((name for e in found if (name := outlet_in(e.article, request.text))), None)
    if named is None:
        return found, request
    request = _without(request, named)
    if plan.follows:
        return [e for e in found if is_published_by(e.article, named)], request
    return _fresh(_published_by(search, request, named, found), plan) or found, request


def _published_by(search: Search, request: Request, name: str, near: Sequence[Evidence]) -> list[Evidence]:
    """What the articles of the outlet of this name have, of those that `near` are from."""
    theirs = {e.article.id for e in near if is_published_by(e.article, name)}
    return search.find(request, within=theirs) if theirs else []


def _without(request: Request, name: str) -> Request:
    gone = {fold(word.text) for word in words(name)}
    topic = " ".join(word.text for word in words(request.topic) if fold(word.text) not in gone)
    return replace(request, topic=topic or request.topic)


def _said_by_the_described(search: Search, plan: Plan, request: Request, near: Sequence[Evidence]) -> Answer | None:
    """ "Bos asosiasi truk bilang apa": whose words are asked for is called something that no article does."""
    query = plan.query
    if query.intent is not Intent.SAID or not query.who:
        return None
    said = _unseen(plan, speech.utterances(search, _quotes_of_described(search, plan, near)))
    plan = replace(plan, intent=Intent.SAID)
    if said and not query.topic:
        return _all_said(search, plan, request, said)
    about = replace(request, topic=" ".join(query.topic) or request.topic)
    matching = speech.on_topic(search, about, said)
    return _quoting(search, plan, about, matching) if matching else None


def _quotes_of_described(search: Search, plan: Plan, near: Sequence[Evidence]) -> list[QuoteRow]:
    articles = dict.fromkeys(e.article.id for e in near[:DESCRIBED_IN])
    return quotes_of_described(search, plan.query.who, plan.query.language, articles)


def _said_by_the_named(search: Search, plan: Plan, request: Request) -> Answer | None:
    """ "Apa sindiran Slamet soal stadion": who is named may have said it, whatever the verb."""
    if plan.query.focus and (plan.query.focus.asks_name or plan.query.expects is Expects.PERSON):
        return None
    speakers, rest = search.library.directory(search.scope).mentioned(plan.query.topic)
    if not speakers or not rest:
        return None
    about = replace(request, topic=" ".join(rest))
    rows = speech.quotes_to_weigh(search, about, [s.seq for s in speakers])
    said = [u for u in speech.utterances(search, rows) if _may_answer(request.expects, u)]
    matching = speech.on_topic(search, about, said)
    return _quoting(search, replace(plan, intent=Intent.SAID, speakers=speakers), about, matching) if matching else None


def _may_answer(expects: Expects | None, utterance: Utterance) -> bool:
    """Nobody's words tell an age, a sum or a place that they do not have."""
    return expects not in THINGS or holds(expects, utterance.span.of(utterance.article.text))


def _fresh(found: Sequence[Evidence], plan: Plan) -> list[Evidence]:
    """Without what was shown already, where more is asked for."""
    return [e for e in found if not any(e.article.id == a and s.contains(e.span) for a, s in plan.hidden)]


def _said(search: Search, plan: Plan) -> Answer:
    request = request_of(plan)
    if plan.repeated:
        return answered(plan, again(search, plan.repeated))
    if plan.unknown:
        return _facts_by_name(search, plan, request)
    if plan.needs_speaker:
        return not_found(search, plan, search.find(request) if plan.topic else (), request)
    if not plan.speakers:
        return _anyone(search, plan, request)
    if plan.posted and (made := _said_by_the_described(search, plan, request, search.find(_with_who(plan, request)))):
        return made
    said = _unseen(plan, speech.utterances(search, _quotes_of_speakers(search, plan, request)))
    if plan.topic:
        return _speech_on_topic(search, plan, request, said)
    return _all_said(search, plan, request, said) if said else not_found(search, plan, (), request)


def _quotes_of_speakers(search: Search, plan: Plan, request: Request) -> list[QuoteRow]:
    """Those to weigh. Who is asked for by an office may be called so by no role: "the doctor" is the head
    of a clinic with a "dr." before it.
    """
    numbers = [speaker.seq for speaker in plan.speakers]
    if not plan.topic:
        return search.library.store.quotes(search.scope, speakers=numbers, limit=speech.QUOTES_WEIGHED)
    rows = speech.quotes_to_weigh(search, request, numbers)
    if plan.in_office and not plan.follows:
        rows += _quotes_of_described(search, plan, search.find(_with_who(plan, request)))
    return list(dict.fromkeys(rows))


def _unseen(plan: Plan, said: Sequence[Utterance]) -> list[Utterance]:
    return [u for u in said if (u.article.id, u.span) not in plan.hidden]


def _all_said(search: Search, plan: Plan, request: Request, said: Sequence[Utterance]) -> Answer:
    """All somebody's words, or those that are what they are called: a complaint, a promise."""
    about = replace(request, topic=" ".join(plan.query.telling))
    matching = speech.on_topic(search, about, said) if plan.query.telling else []
    if matching:
        return _quoting(search, plan, about, matching)
    excerpts = distinct(speech.excerpts(speech.by_weight(said)), search.library.article)[:SHOWN_QUOTES]
    return answered(plan, with_marks(search, request, excerpts))


def _facts_by_name(search: Search, plan: Plan, request: Request) -> Answer:
    """A name that no speaker has may be a paper's, or that of someone whom an article tells about."""
    name = plan.unknown or ""
    if plan.topic:
        theirs = _published_by(search, request, name, search.find(request))
        if theirs and theirs[0].is_enough:
            return _told(search, plan, request, theirs)
    about = replace(request, topic=f"{name} {request.topic}")
    found = search.find(about)
    if made := _said_by_the_described(search, plan, request, found):
        return made
    told = [e for e in found if is_published_by(e.article, name)]
    told = told or [e for e in found if search.mentions(e.article, name) and _may_have_said(search, [name], e)]
    if not told or not told[0].is_enough:
        return not_found(search, plan, found, request)
    return _told(search, plan, request, told)


def _asks_for_words(query: Query) -> bool:
    """Whether nothing but what somebody said is asked for; "how many, according to the mayor" asks for a number."""
    return query.intent is Intent.SAID and query.strict and query.expects is None


def _may_have_said(search: Search, who: Sequence[str], evidence: Evidence) -> bool:
    """Whether what is told may be words of the one who is asked for, by what the article calls him or her."""
    article = evidence.article
    called = {fold(word.text) for name in who for word in words(name) if search.mentions(article, word.text)}
    return speech.may_have_said(article, paragraph(article.text, evidence.span.start), called)


def _told(search: Search, plan: Plan, request: Request, found: Sequence[Evidence]) -> Answer:
    """What articles tell of somebody whose words were asked for."""
    excerpts = with_marks(search, request, excerpts_of(found)[:SHOWN_FACTS])
    return answered(replace(plan, intent=Intent.FACT), excerpts)


def _anyone(search: Search, plan: Plan, request: Request) -> Answer:
    """ "Siapa bilang …?": whoever is quoted in the paragraphs that match."""
    found = search.find(request)
    sure = [e for e in found if e.is_enough]
    rows = search.library.store.quotes(search.scope, articles={e.article.id for e in sure})
    said = speech.utterances(search, rows)
    matching = [(u, e) for e in sure for u in said if e.holds(u.article.id, u.span)]
    return _speech(search, plan, request, matching, found)


def _with_who(plan: Plan, request: Request) -> Request:
    """With what the speaker is called, as words of the topic."""
    return replace(request, topic=" ".join([*plan.query.who, request.topic]))


def _speech_on_topic(search: Search, plan: Plan, request: Request, said: Sequence[Utterance]) -> Answer:
    return _speech(search, plan, request, speech.on_topic(search, request, said))


def _speech(
    search: Search,
    plan: Plan,
    request: Request,
    matching: Sequence[tuple[Utterance, Evidence]],
    near: Sequence[Evidence] = (),
) -> Answer:
    if not matching and plan.doubtful:
        plan, about = replace(plan, speakers=(), doubtful=False), _with_who(plan, request)
        return _said_by_the_described(search, plan, request, search.find(about)) or _anyone(search, plan, about)
    if not matching and (plan.follows or not plan.query.strict):
        query = plan.query
        topic = plan.topic if plan.follows else " ".join([*query.who, *query.telling, *query.topic])
        return _facts(search, replace(plan, intent=Intent.FACT, topic=topic))
    if not matching:
        found = near or search.find(request)
        told = [e for e in found if e.is_sure and _speaks_in(plan.speakers, e)]
        if not told:
            return not_found(search, plan, found, request)
        return answered(plan, with_marks(search, request, excerpts_of(told)))
    return _quoting(search, plan, request, matching)


def _quoting(search: Search, plan: Plan, request: Request, matching: Sequence[tuple[Utterance, Evidence]]) -> Answer:
    said = (speech.led(search, request, utterance) for utterance, _ in matching)
    excerpts = speech.excerpts(said, [e.confidence for _, e in matching])
    return answered(plan, with_marks(search, request, distinct(excerpts, search.library.article)[:SHOWN_FACTS]))


def _speaks_in(speakers: Sequence[SpeakerRow], evidence: Evidence) -> bool:
    """Whether one of `speakers` is quoted in what would be shown."""
    names = {speaker.name for speaker in speakers}
    quoted = [q for q in evidence.article.quotes if q.extent.overlaps(evidence.span)]
    return any(q.speaker is not None and q.speaker.name in names for q in quoted)


def _summary(search: Search, plan: Plan) -> Answer:
    article = find_article(search, " ".join(plan.query.topic) or None, [a for a, _ in plan.near])
    if article is None:
        return Answer(plan.query.question, plan.query.language, Outcome.NOT_FOUND, plan.intent)
    made = summarize(article)
    return replace(answered(plan, made.points), summary=made)


def _verification(search: Search, plan: Plan) -> Answer:
    return _verified(plan, _check(search, plan, plan.query.claim or ""))


def _quotation_without_marks(search: Search, plan: Plan) -> Answer | None:
    """ "Is it true that X said …" asks for a check where it comes near a quotation, else for what X said."""
    if not plan.query.reported:
        return None
    checked = _check(search, plan, plan.query.reported)
    return _verified(plan, checked) if checked.basis is Basis.QUOTED else None


def _check(search: Search, plan: Plan, claim: str) -> Verification:
    name = called(plan.speakers[0].name, plan.query.who) if plan.speakers else plan.unknown
    whose = Whose(name, plan.speakers) if name else None
    return verify(search, cleaned(claim), plan.query.language, whose)


def _verified(plan: Plan, checked: Verification) -> Answer:
    outcome = Outcome.NOT_FOUND if checked.verdict is Verdict.NOT_FOUND else Outcome.ANSWERED
    excerpt = (checked.excerpt,) if checked.excerpt else ()
    return Answer(
        plan.query.question,
        plan.query.language,
        outcome,
        Intent.VERIFY,
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
    return Request(plan.asked, topic, plan.query.language, expects, plan.query.focus)
