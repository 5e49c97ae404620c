"""A question in its conversation: who and what is meant once the turn before is taken into account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.search.questions.phrasing import phrasing
from knowledge.search.questions.question import understand
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import Intent, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.search.questions.people import Directory
    from knowledge.search.questions.question import Query
    from knowledge.store.protocol import SpeakerRow
    from knowledge.types import Turn

Shown = tuple[tuple[str, Span], ...]

TOPIC_OF_ITS_OWN = 4
"""Telling words from which a question without "that" or "he" stands by itself."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is searched for.

    asked: the text that is searched with; topic: the content words of it without the speaker's, None when
    everything the speaker said is wanted; doubtful: the question calls the speakers something that no article does;
    posted: an office that may be somebody else's; in_office: they are found by what they are, not by a name;
    unknown: a speaker's name that no article has;
    hidden: excerpts already shown that are not to come again; repeated: excerpts asked about once more.
    near: what the conversation has shown; follows: it is asked about that.
    """

    query: Query
    intent: Intent
    asked: str
    topic: str | None
    speakers: tuple[SpeakerRow, ...] = ()
    doubtful: bool = False
    posted: bool = False
    in_office: bool = False
    unknown: str | None = None
    needs_speaker: bool = False
    hidden: Shown = ()
    repeated: Shown = ()
    near: Shown = ()
    follows: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether it may be about something else than the conversation so far."""
        return _telling_words(self.query) >= TOPIC_OF_ITS_OWN - 1 and not self.query.more


def make_plan(query: Query, directory: Directory, after: Turn | None, near: Collection[str] = ()) -> Plan:
    """The plan for `query`; `after` is the turn before in the same conversation, if it is recent.

    near: the names of those who speak in the articles that it showed.
    """
    plan = _by_itself(query, directory)
    if not after or not after.shown:
        return plan
    # Of several mayors the one whom the conversation is about.
    beside = tuple(speaker for speaker in plan.speakers if speaker.name in near)
    return _in_conversation(replace(plan, speakers=beside or plan.speakers), directory, after)


def _by_itself(query: Query, directory: Directory) -> Plan:
    topic = " ".join(query.topic) or None
    plan = Plan(query, query.intent, asked=query.spelt, topic=topic)
    if not query.who:
        needs_speaker = query.intent is Intent.SAID and query.pronoun and not query.asks_who
        return replace(plan, needs_speaker=needs_speaker)
    found = directory.find(query.who)
    if found and found.owners and query.intent is Intent.SAID and query.strict:
        return replace(plan, unknown=" ".join(query.who))
    if found and not found.stranger and not found.owners:
        topic = " ".join([*found.left, *query.topic]) or None
        # In English an office before a name is its bearer's: another's stands behind it, or with an "of".
        posted = found.posted and query.language == "id"
        plan = replace(plan, speakers=found.speakers, topic=topic, in_office=found.in_office)
        return replace(plan, doubtful=found.doubtful, posted=posted)
    names_nobody = not found and (not query.strict or directory.describes(query.who))
    if query.intent is Intent.FACT or names_nobody:
        return replace(plan, intent=Intent.FACT, topic=" ".join([*query.who, *query.topic]))
    return replace(plan, unknown=" ".join(query.who))


def _in_conversation(plan: Plan, directory: Directory, after: Turn) -> Plan:
    plan = replace(plan, query=_asking_for_the_same(plan.query, after))
    query = plan.query
    before = _meant_by_pronoun(query, [speaker for name in after.speakers for speaker in directory.known_as(name)])
    plan = replace(plan, near=after.shown, hidden=after.shown if query.more else ())
    if query.asks_who and plan.intent is Intent.SAID and plan.topic is None:
        return replace(plan, repeated=after.shown)
    if plan.speakers or plan.unknown:
        return replace(plan, follows=bool(plan.speakers) and _leans_on(query))
    if plan.needs_speaker or (plan.intent is Intent.SAID and query.more):
        if before:
            return replace(plan, speakers=before, needs_speaker=False, follows=True)
        return replace(plan, intent=Intent.FACT, needs_speaker=False, follows=True)
    if before and _continues_speech(query, after):
        return replace(plan, intent=Intent.SAID, speakers=before, follows=True)
    if not _telling_words(query) and query.expects and not query.more and after.topic:
        return replace(plan, asked=f"{after.question} {query.spelt}", topic=after.topic, follows=True)
    return replace(plan, follows=_leans_on(query))


def _asking_for_the_same(query: Query, after: Turn) -> Query:
    """ "Yang luka?", "kalau tahun lalu?" after "berapa yang tewas": only what it is asked about is another."""
    asks = not phrasing().question_words.isdisjoint(fold(word.text) for word in words(query.spelt))
    is_fact = query.intent is after.intent is Intent.FACT
    if asks or query.expects or query.more or not is_fact or _telling_words(query) >= TOPIC_OF_ITS_OWN:
        return query
    return replace(query, expects=understand(after.question).expects)


def _meant_by_pronoun(query: Query, before: Sequence[SpeakerRow]) -> tuple[SpeakerRow, ...]:
    """ "He" is one person: of those who were shown the first, under all that he is called."""
    people = [speaker for speaker in before if speaker.kind is SpeakerKind.PERSON]
    if not people or not phrasing().one.intersection(fold(word.text) for word in words(query.spelt)):
        return tuple(dict.fromkeys(before))
    names = _name(people[0])
    return tuple(dict.fromkeys(s for s in people if names.issuperset(_name(s)) or names.issubset(_name(s))))


def _name(speaker: SpeakerRow) -> frozenset[str]:
    return frozenset(fold(word.text) for word in words(speaker.name))


def _leans_on(query: Query) -> bool:
    """Whether a question is about what was talked about before: it points there, or says too little by itself."""
    points = query.pronoun or query.points_back or query.more or query.opens_as_follow_up
    return points or _telling_words(query) < TOPIC_OF_ITS_OWN


def _telling_words(query: Query) -> int:
    light = phrasing().light
    return sum(fold(word) not in light for word in (*query.who, *query.topic))


def _continues_speech(query: Query, after: Turn) -> bool:
    """ "Dan soal kreativitas?" after "apa kata Sarandos?" asks for his words again."""
    return (
        after.intent is Intent.SAID
        and query.intent is Intent.FACT
        and query.opens_as_follow_up
        and query.expects is None
        and not query.asks_who
    )
