"""A question in its conversation: who and what is meant once the turn before is taken into account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.types import Intent, Span

if TYPE_CHECKING:
    from knowledge.search.people import Directory
    from knowledge.search.question import Query
    from knowledge.store.protocol import SpeakerRow
    from knowledge.types import Turn

Shown = tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is searched for.

    asked: the text that is searched with; topic: the content words of it without the speaker's, None when
    everything the speaker said is wanted; unknown: a speaker's name that no article has;
    hidden: excerpts already shown that are not to come again; repeated: excerpts asked about once more.
    near: articles that the conversation is about.
    """

    query: Query
    intent: Intent
    asked: str
    topic: str | None
    speakers: tuple[SpeakerRow, ...] = ()
    unknown: str | None = None
    needs_speaker: bool = False
    hidden: Shown = ()
    repeated: Shown = ()
    near: tuple[str, ...] = ()


def make_plan(query: Query, directory: Directory, after: Turn | None) -> Plan:
    """The plan for `query`; `after` is the turn before in the same conversation, if it is recent."""
    plan = _by_itself(query, directory)
    return _in_conversation(plan, directory, after) if after else plan


def _by_itself(query: Query, directory: Directory) -> Plan:
    topic = " ".join(query.topic) or None
    plan = Plan(query, query.intent, asked=query.question, topic=topic)
    if not query.who:
        needs_speaker = query.intent is Intent.SAID and query.pronoun and not query.asks_who
        return replace(plan, needs_speaker=needs_speaker)
    found = directory.find(query.who)
    if found and not found.stranger:
        return replace(plan, speakers=found.speakers, topic=" ".join([*found.left, *query.topic]) or None)
    if query.intent is Intent.SAID and not query.strict:
        return replace(plan, intent=Intent.FACT, topic=" ".join([*query.who, *query.topic]))
    return replace(plan, unknown=" ".join(query.who))


def _in_conversation(plan: Plan, directory: Directory, after: Turn) -> Plan:
    query = plan.query
    before = tuple(speaker for name in after.speakers for speaker in directory.known_as(name))
    hidden = after.shown if query.more else ()
    plan = replace(plan, near=tuple(dict.fromkeys(article for article, _ in after.shown)))
    if query.asks_who and query.points_back and plan.topic is None:
        return replace(plan, intent=Intent.SAID, repeated=after.shown)
    if plan.speakers or plan.unknown:
        return replace(plan, hidden=hidden)
    if plan.needs_speaker or (plan.intent is Intent.SAID and query.more):
        return replace(plan, speakers=before, needs_speaker=not before, hidden=hidden)
    if _continues_speech(query, after):
        return replace(plan, intent=Intent.SAID, speakers=before)
    if plan.topic is None or query.pronoun:
        return _with_earlier_topic(plan, after)
    return plan


def _continues_speech(query: Query, after: Turn) -> bool:
    """ "Dan soal kreativitas?" after "apa kata Sarandos?" asks for his words again."""
    return (
        after.intent is Intent.SAID
        and bool(after.speakers)
        and query.intent is Intent.FACT
        and query.opens_as_follow_up
        and query.expects is None
        and not query.asks_who
    )


def _with_earlier_topic(plan: Plan, after: Turn) -> Plan:
    """ "Kapan itu?" is asked of what was talked about."""
    earlier = after.topic or after.question
    return replace(
        plan, asked=f"{plan.query.question} {earlier}", topic=" ".join(filter(None, [plan.topic, earlier]))
    )
