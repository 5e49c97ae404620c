"""What chats are told without asking: new quotes, and that a feed is broken, back or gone. See bot/deliveries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from bot.digests.planner import quiet_of
from bot.digests.schedule import after_quiet
from bot.explaining import told
from bot.handlers.common import quotations, sources_of
from bot.messages import Paragraph, Reply, Strong
from knowledge.errors import UnknownArticle
from knowledge.excerpts import cut
from knowledge.problems import problem_from_json, problem_to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.catalogue import Catalogue
    from bot.chats import ChatSettings
    from bot.following.types import FollowedFeed, Watch
    from bot.following.watches import Notice
    from bot.messages import Block
    from bot.services import Services
    from knowledge.problems import Problem
    from knowledge.types import Excerpt

Event = Literal["broken", "back", "gone"]

NOTE_DAYS = 1
"""For which a note may still be sent late, as after quiet hours or a long failure of the platform."""

SHOWN = 3
"""Quotes of one article in a notice."""


def plan_note(event: Event, feed: FollowedFeed, services: Services, problem: Problem | None = None) -> None:
    """Tell all who follow `feed` and have not muted it what became of it; of one look once."""
    since = feed.failing_since or services.following.feeds.now()
    subject = {"event": event, "title": feed.title, "address": feed.address, "since": str(since)}
    if problem:
        subject["problem"] = problem_to_json(problem)
    period = f"{event}:{feed.id}:{feed.check_at:.0f}"
    for subscription in services.following.subscriptions.of_feed(feed.id):
        if subscription.place and not subscription.muted:
            _plan(subscription.place, subscription.collection, "feed", period, subject, services)


def plan_notices(services: Services) -> None:
    """Have the quotes told that were found, as soon as they have been gathered and the chat is not quiet."""
    watches = services.following.watches
    for bundle in watches.bundles():
        _plan(bundle.place, bundle.collection, "quote", str(bundle.id), {"bundle": str(bundle.id)}, services)
        watches.planned(bundle)


def _plan(place: str, chat: str, kind: str, period: str, subject: Mapping[str, str], services: Services) -> None:
    settings = services.state.chat(chat)
    now = datetime.fromtimestamp(services.following.feeds.now(), UTC)
    due = after_quiet(quiet_of(settings), now, settings.zone(services.default_time_zone))
    services.outbox.plan(place, chat, kind, period, due, due + timedelta(days=NOTE_DAYS), subject)


def compose_feed(subject: Mapping[str, str], settings: ChatSettings, services: Services) -> Reply | None:
    """`feed`: what became of a feed."""
    catalogue = services.catalogue(settings.language)
    since = datetime.fromtimestamp(float(subject["since"]), UTC).date().isoformat()
    line = catalogue.line(
        f"notes.{subject['event']}",
        title=Strong(subject["title"]),
        address=subject["address"],
        date=catalogue.date(since),
        problem=told(problem_from_json(subject["problem"]), catalogue) if "problem" in subject else "",
    )
    return Reply(catalogue.language, (Paragraph(line),))


def compose_quotes(subject: Mapping[str, str], settings: ChatSettings, services: Services) -> Reply | None:
    """`quote`: the quotes of one bundle, under whom or what they were watched for; None where none is left."""
    catalogue = services.catalogue(settings.language)
    notices = services.following.watches.notices(int(subject["bundle"]))
    excerpts: list[tuple[Watch, Excerpt]] = []
    for notice in notices:
        seen = {(e.citation.article_id, e.span) for _, e in excerpts}
        fresh = [e for e in _excerpts(notice, services) if (e.citation.article_id, e.span) not in seen]
        excerpts += [(notice.watch, e) for e in fresh[:SHOWN]]
    if not excerpts:
        return None
    shown = quotations([e for _, e in excerpts], catalogue, attributed=True)
    blocks: list[Block] = []
    above: Watch | None = None
    for (watch, _), quotation in zip(excerpts, shown, strict=True):
        if watch != above:
            blocks.append(_heading(watch, catalogue))
            above = watch
        blocks.append(quotation)
    return Reply(catalogue.language, (*blocks, sources_of([e for _, e in excerpts])))


def _excerpts(notice: Notice, services: Services) -> list[Excerpt]:
    """The quotes in their sentences, those that share them once; none where the article is no longer here."""
    try:
        article = services.knowledge.article(notice.article, scope=notice.watch.scope)
    except UnknownArticle:
        return []
    quoted = {span: article.quotes[index] for index, span in reversed(notice.quotes)}
    return [cut(article, span, speaker=q.speaker, matches=q.spans) for span, q in sorted(quoted.items())]


def _heading(watch: Watch, catalogue: Catalogue) -> Paragraph:
    return Paragraph(catalogue.line(f"notes.{watch.kind}", text=Strong(watch.text)))
