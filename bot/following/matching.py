"""New articles -> quotes that a chat watches for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.failures import log_failure
from bot.following.arrivals import BY_HAND
from knowledge.errors import BadQuestion, KutipError, UnknownArticle
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.following.arrivals import Arrival
    from bot.following.types import Watch
    from bot.services import Services

ENCODING_PATIENCE = 600.0
"""Seconds that an article waits for being encoded, so that topics are matched by meaning; then by words alone."""

log = logging.getLogger(__name__)


def match_arrivals(services: Services, is_stopping: Callable[[], bool]) -> None:
    """Look through what has come in for quotes of people and on topics that chats watch for. It may take long."""
    arrivals, now = services.following.arrivals, services.following.feeds.now()
    for arrival in arrivals.unseen():
        if is_stopping():
            return
        if now - arrival.at < ENCODING_PATIENCE and not services.knowledge.is_encoded(arrival.article):
            continue
        for watch in _watching(arrival, services):
            _match(watch, arrival, services)
        arrivals.seen(arrival)


def _watching(arrival: Arrival, services: Services) -> list[Watch]:
    """Those who see the article, were watching when it came, and have not muted what brought it."""
    muted = services.following.subscriptions.muted_feeds(arrival.collection)
    if BY_HAND not in arrival.feeds and arrival.feeds <= muted:
        return []
    everybody = arrival.collection == LIBRARY
    watches = services.following.watches.of(None if everybody else arrival.collection)
    return [watch for watch in watches if watch.since <= arrival.at]


def _match(watch: Watch, arrival: Arrival, services: Services) -> None:
    """Have the quotes told that `watch` is after; one over which we stumble holds up no other."""
    person, topic = (watch.text, None) if watch.kind == "person" else (None, watch.text)
    try:
        found = services.knowledge.quotes(scope=watch.scope, speaker=person, about=topic, article=arrival.article)
        if found:
            services.following.watches.tell(watch, found[0].article, found)
    except (UnknownArticle, BadQuestion):  # it was removed meanwhile; a topic that says nothing
        return
    except KutipError:  # the database cannot be used: later
        raise
    except Exception as error:
        log_failure(log, f"Looking through {arrival.article} for a {watch.kind} failed", error)
