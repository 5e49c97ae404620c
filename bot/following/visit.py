"""One feed: its list is looked at, its new pages are read, its articles go to those who follow it. It blocks."""

from __future__ import annotations

import html
import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.failures import log_failure
from bot.following.arrivals import take_in
from bot.following.intervals import is_broken
from bot.following.notes import plan_note
from bot.following.words import allows
from knowledge.errors import BadSource, Gone, KutipError, TryLater, UnknownArticle, Unreachable
from knowledge.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.following.types import FollowedFeed, WaitingEntry
    from bot.services import Services
    from knowledge.fetching.opening import Listing
    from knowledge.types import Article

FIRST_READ = 10
"""Newest articles that are read where somebody begins to follow a feed; what it lists besides is not imported."""

LONGEST_VISIT = 60.0
"""Seconds after which no further page of a feed is begun, so that others get their turn."""

FULL_ARTICLE = 600
"""Characters from which what a feed has of an article is taken for it where its page cannot be read: not a teaser."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one: the feed as it is now, the articles that were read, and how many pages are left for later."""

    feed: FollowedFeed
    articles: tuple[Article, ...]
    left: int


def visit(feed: FollowedFeed, services: Services, is_stopping: Callable[[], bool]) -> Visit:
    """Look at a claimed feed where it is time to, read its pages that are due, and release it."""
    feeds = services.following.feeds
    if feed.check_at <= feeds.now():
        feed = _look(feed, services)
    until = time.monotonic() + LONGEST_VISIT
    made = read_pages(feed, services, lambda: is_stopping() or time.monotonic() > until)
    feeds.release(feed)
    return made


def read_pages(feed: FollowedFeed, services: Services, is_over: Callable[[], bool]) -> Visit:
    """Read the pages of a feed that are due, until there are none or it `is_over`; each goes to all who want it."""
    waiting = services.following.feeds.waiting(feed)
    articles: list[Article] = []
    for entry in waiting:
        if is_over():
            break
        waiting = waiting[1:]
        article = _attempt(entry, services)
        if article is not None:
            articles.append(article)
    if articles:
        services.encode_soon()
    return Visit(feed, tuple(articles), len(waiting))


def _look(feed: FollowedFeed, services: Services) -> FollowedFeed:
    """Ask for the list, and tell those who follow it when it breaks, is back, or has gone.

    What is told is planned before it is kept that it was, so that a process which dies between tells it later.
    """
    feeds = services.following.feeds
    try:
        listing = _listing(feed, services)
    except Gone as error:
        plan_note("gone", feed, services)
        return feeds.ended(feed, error.problem)
    except BadSource as error:
        if not feed.told and is_broken(feed.failures + 1, feed.failing_since, feeds.now()):
            plan_note("broken", feed, services, error.problem)
        return feeds.failed(feed, error.problem, error.seconds if isinstance(error, TryLater) else 0.0)
    if feed.told:
        plan_note("back", feed, services)
    return feeds.looked(feed, listing)


def _listing(feed: FollowedFeed, services: Services) -> Listing:
    """As it is now where somebody waits for its first articles; its address may be that of a site then."""
    from knowledge.fetching.opening import find_listing, read_listing  # parsers, which only those who fetch need

    if feed.backlog:
        return find_listing(feed.address, services.fetcher)
    return read_listing(feed.address, services.fetcher, etag=feed.etag, last_modified=feed.last_modified)


def _attempt(entry: WaitingEntry, services: Services) -> Article | None:
    """As `_read`; a page over which we stumble is tried again like one that cannot be had, and holds up no other."""
    try:
        return _read(entry, services)
    except KutipError:  # The database cannot be used, for no page.
        raise
    except Exception as error:
        log_failure(log, f"Reading {entry.address} failed", error)
        if not services.following.feeds.retry(entry):
            services.following.feeds.read(entry, None)
        return None


def _read(entry: WaitingEntry, services: Services) -> Article | None:
    """The article of a page, which has gone to those who want it; None where there is none, or not yet."""
    feeds = services.following.feeds
    article: Article | None
    try:
        article = _article(entry, services)
    except TryLater as error:
        if feeds.postpone(entry, error.seconds):
            return None
        article = _listed_article(entry)
    except Unreachable:
        if feeds.retry(entry):
            return None
        article = _listed_article(entry)
    except BadSource:
        article = _listed_article(entry)
    if article is not None:
        _hand_out(article, entry.feed, services)
    feeds.read(entry, article.id if article else None)
    return article


def _article(entry: WaitingEntry, services: Services) -> Article:
    """A page that several feeds list is asked for once. One that states no date has that of the list."""
    from knowledge.fetching.opening import read_url  # as above

    known = services.following.feeds.known_article(entry)
    if known and (stored := services.knowledge.stored(known)):
        return stored
    article = read_url(entry.address, services.fetcher)
    return article if article.published else replace(article, published=entry.published)


def _listed_article(entry: WaitingEntry) -> Article | None:
    """The article as the feed itself has it, where that is all of it."""
    if entry.content is None or entry.title is None or len(entry.content) < FULL_ARTICLE:
        return None
    title = html.escape(entry.title)
    head, body = f"<head><title>{title}</title></head>", f"<article><h1>{title}</h1>{entry.content}</article>"
    page = f"<!doctype html><html>{head}<body>{body}</body></html>"
    try:
        article = read_text(page, name=entry.address, url=entry.url)
    except BadSource:
        return None
    return article if article.published else replace(article, published=entry.published)


def _hand_out(article: Article, feed: int, services: Services) -> None:
    """To each who follows the feed and has not removed it."""
    for subscription in services.following.subscriptions.of_feed(feed):
        collection = subscription.collection
        if allows(subscription.words, article) and not _was_removed(article, collection, feed, services):
            take_in(article, collection, services, feed)


def _was_removed(article: Article, collection: str, feed: int, services: Services) -> bool:
    """Whether it came by this feed before, and is there no more."""
    if not services.following.arrivals.has_come(collection, article.id, feed):
        return False
    try:
        services.knowledge.article(article.id, scope=(collection,))
    except UnknownArticle:
        return True
    return False
