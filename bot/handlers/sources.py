"""/sources, /unfollow, /mute: what a chat follows, which articles of it come in, and an end to it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.following.lists import export
from bot.following.picking import pick, reference, title
from bot.following.types import Source, Subscription
from bot.following.words import MOST_WORDS, read_words
from bot.handlers.common import may_add
from bot.messages import Bullets, Choice, Choices, Code, Document, Paragraph, Reply, Strong
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.catalogue import Catalogue
    from bot.following.types import FollowedFeed, Words
    from bot.messages import Block, Line, Request
    from bot.services import Services

OFF = frozenset({"off", "mati", "batal"})
OPML = "opml"
FILE_NAME = "kutip.opml"
MOST_CHOICES = 8
"""Sources that are offered where it is not clear which is meant."""

_WITH_WORDS = re.compile(r"(?P<source>.*?)(?:^|\s+)(?P<words>[+\-−–].*|all|semua)", re.IGNORECASE | re.DOTALL)

Change = Callable[[Source, "Request", "Services"], Reply]


async def sources(request: Request, services: Services) -> Reply:
    """Lists what is followed; with a source and words, as in `2 +pemilu -gosip`, chooses what comes in of it; with
    `opml` hands out the feeds for other readers."""
    catalogue = services.catalogue(request.language)
    typed = request.text.strip()
    if not typed:
        return await asyncio.to_thread(_list, request, services)
    if fold(typed) == OPML:
        return await asyncio.to_thread(_export, request, services)
    match = _WITH_WORDS.fullmatch(typed)
    words = read_words(match["words"]) if match else None
    if match is None or words is None or not match["source"]:
        example = Code(catalogue.text("sources.words_example"))
        line = catalogue.line("sources.bad_words", example=example, all=Code("/sources 1 all"), most=MOST_WORDS)
        return Reply(catalogue.language, (Paragraph(line),), found=False)
    return await _change("sources", match["source"], f" {match['words']}", _choose(words), request, services)


async def unfollow(request: Request, services: Services) -> Reply:
    """`request.text` is a source by its number, address or name."""
    return await _change("unfollow", request.text.strip(), "", _unfollow, request, services)


async def mute(request: Request, services: Services) -> Reply:
    """`request.text` is a source, and `off` to have it in digests and notes again."""
    typed, _, last = request.text.strip().rpartition(" ")
    is_off = last.lower() in OFF and bool(typed)
    named = typed if is_off else request.text.strip()
    return await _change("mute", named, f" {last}" if is_off else "", _mute(muted=not is_off), request, services)


async def _change(command: str, typed: str, after: str, change: Change, request: Request, services: Services) -> Reply:
    """Do `change` to the source that is meant, or ask which. after: what belongs to the command besides."""
    catalogue = services.catalogue(request.language)
    if not await may_add(request, services):
        line = catalogue.line("sources.forbidden", command=Code("/settings add everyone"))
        return Reply(catalogue.language, (Paragraph(line),), found=False)
    followed = await asyncio.to_thread(services.following.sources, request.collection)
    meant = pick(typed, followed) if typed else list(followed)
    if len(meant) == 1 and typed:
        return await asyncio.to_thread(change, meant[0], request, services)
    return _unclear(command, typed, after, meant, catalogue)


def _unclear(command: str, typed: str, after: str, meant: list[Source], catalogue: Catalogue) -> Reply:
    if not meant:
        key = "sources.unknown" if typed else "sources.none"
        line = catalogue.line(key, name=typed, sources=Code("/sources"), command=Code("/follow"))
        return Reply(catalogue.language, (Paragraph(line),), found=False)
    buttons = tuple(Choice(title(s), command, f"{reference(s)}{after}") for s in meant[:MOST_CHOICES])
    blocks: list[Block] = [Paragraph(catalogue.line("sources.which", sources=Code("/sources"))), Choices(buttons)]
    return Reply(catalogue.language, tuple(blocks), found=False)


def _choose(words: Words) -> Change:
    def change(source: Source, request: Request, services: Services) -> Reply:
        catalogue = services.catalogue(request.language)
        if not isinstance(source, Subscription):
            return _only_feeds(source, catalogue)
        services.following.subscriptions.choose(source.id, words)
        chosen = _words_of(words, catalogue)
        key = "sources.chosen" if chosen else "sources.everything"
        line = catalogue.line(key, title=Strong(source.feed.title), words=chosen or "")
        return Reply(catalogue.language, (Paragraph(line),))

    return change


def _unfollow(source: Source, request: Request, services: Services) -> Reply:
    catalogue = services.catalogue(request.language)
    if isinstance(source, Subscription):
        services.following.subscriptions.remove(source.id)
    else:
        services.following.watches.remove(source.id)
    key = "unfollow.feed" if isinstance(source, Subscription) else "unfollow.watch"
    return Reply(catalogue.language, (Paragraph(catalogue.line(key, title=Strong(title(source)))),))


def _mute(*, muted: bool) -> Change:
    def change(source: Source, request: Request, services: Services) -> Reply:
        catalogue = services.catalogue(request.language)
        if not isinstance(source, Subscription):
            return _only_feeds(source, catalogue)
        services.following.subscriptions.mute(source.id, muted=muted)
        key = "mute.on" if muted else "mute.off"
        line = catalogue.line(
            key, title=Strong(source.feed.title), command=Code(f"/mute {_number(source, request, services)} off")
        )
        return Reply(catalogue.language, (Paragraph(line),))

    return change


def _number(source: Source, request: Request, services: Services) -> int:
    """By which /sources lists it."""
    return [each.id for each in services.following.subscriptions.of(request.collection)].index(source.id) + 1


def _only_feeds(source: Source, catalogue: Catalogue) -> Reply:
    line = catalogue.line("sources.only_feeds", title=Strong(title(source)), command=Code("/unfollow"))
    return Reply(catalogue.language, (Paragraph(line),), found=False)


def _list(request: Request, services: Services) -> Reply:
    catalogue = services.catalogue(request.language)
    followed = services.following.sources(request.collection)
    if not followed:
        line = catalogue.line("sources.none", command=Code("/follow"))
        return Reply(catalogue.language, (Paragraph(line),), found=False)
    zone = services.state.chat(request.chat).zone(services.default_time_zone)
    items = tuple(
        (Strong(f"{number}"), " ", *_described(source, zone, catalogue)) for number, source in enumerate(followed, 1)
    )
    words, mute, stop = map(Code, (catalogue.text("sources.words_example"), "/mute 1", "/unfollow 1"))
    key = "sources.hint" if isinstance(followed[0], Subscription) else "sources.hint_watches"
    listed = Code(f"/sources {OPML}")
    if request.is_shell:  # which has no words for the rest
        key, listed = "sources.hint_shell", Code("kutip sources --opml")
    hint = catalogue.line(key, words=words, mute=mute, stop=stop, list=listed, chat=Code("kutip chat"))
    heading = Paragraph(catalogue.line("sources.heading", count=len(followed)))
    return Reply(catalogue.language, (heading, Bullets(items), Paragraph(hint)))


def _export(request: Request, services: Services) -> Reply:
    catalogue = services.catalogue(request.language)
    feeds = services.following.subscriptions.of(request.collection)
    if not feeds:
        line = catalogue.line("sources.no_feeds", command=Code("/follow"))
        return Reply(catalogue.language, (Paragraph(line),), found=False)
    said = Paragraph(catalogue.line("sources.exported", count=len(feeds), command=Code("/follow")))
    return Reply(catalogue.language, (said, Document(FILE_NAME, export(feeds))))


def _described(source: Source, zone: ZoneInfo, catalogue: Catalogue) -> Line:
    if not isinstance(source, Subscription):
        return catalogue.line(f"sources.{source.kind}", text=Strong(source.text))
    details = [source.feed.address, _state(source.feed, zone, catalogue)]
    if words := _words_of(source.words, catalogue):
        details.append(words)
    if source.muted:
        details.append(catalogue.text("sources.muted"))
    return catalogue.line("sources.feed", title=Strong(source.feed.title), details=" · ".join(details))


def _state(feed: FollowedFeed, zone: ZoneInfo, catalogue: Catalogue) -> str:
    """How a feed is doing, in a few words."""

    def day(at: float) -> str:
        return catalogue.date(datetime.fromtimestamp(at, UTC).astimezone(zone).isoformat())

    if feed.ended_at:
        return catalogue.text("sources.gone", date=day(feed.ended_at))
    if feed.failing_since:
        return catalogue.text("sources.broken" if feed.told else "sources.failing", date=day(feed.failing_since))
    return catalogue.text("sources.news", date=day(feed.news_at)) if feed.news_at else catalogue.text("sources.no_news")


def _words_of(words: Words, catalogue: Catalogue) -> str:
    """The words of a source as a phrase; nothing where there are none."""
    parts = [("sources.allowed", words.allowed), ("sources.denied", words.denied)]
    return ", ".join(catalogue.text(key, words=", ".join(given)) for key, given in parts if given)
