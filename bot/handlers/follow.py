"""/follow: a feed or site whose news comes in by itself; a person or topic whose new quotes the chat is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.explaining import told
from bot.following.begin import MOST_FEEDS, MOST_WATCHES, follow_feed, read_addresses, read_watch
from bot.following.lists import take_listed
from bot.handlers.common import first_of, may_add
from bot.messages import Code, Paragraph, Reply, Strong
from knowledge.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.catalogue import Catalogue
    from bot.following.begin import Begun
    from bot.following.lists import Listed
    from bot.following.types import WatchKind
    from bot.messages import Block, Line, Request
    from bot.services import Services

SHOWN_LISTED = 15
"""Feeds of a list that are named."""
SHOWN = 5
"""Titles of the articles that came in at once."""

LONGEST_WATCHED = 80
"""Characters of a name or topic."""


async def follow(request: Request, services: Services) -> Reply:
    """A list of feeds that came along; else `request.text` is an address, or `person: NAME`, or `topic: WORDS`."""
    catalogue = services.catalogue(request.language)
    if not await may_add(request, services):
        command = Code("/settings add everyone")
        return _reply(catalogue, catalogue.line("follow.forbidden", command=command), found=False)
    if request.attachments:
        return await asyncio.to_thread(_follow_list, request, services)
    typed = request.text.strip()
    if watched := read_watch(typed):
        return await asyncio.to_thread(_watch, *watched, request, services)
    addresses = read_addresses(typed)
    if not addresses:
        key = "follow.no_address" if typed else "follow.usage"
        return _reply(catalogue, _usage(key, typed, catalogue), found=False)
    return await _follow_feed(addresses, request, services)


def _follow_list(request: Request, services: Services) -> Reply:
    """All feeds of the lists that came along. Raises BadSource for what is none."""
    from knowledge.fetching.opml import parse_opml  # a parser, which most requests do not need

    catalogue = services.catalogue(request.language)
    outlines = [outline for each in request.attachments for outline in parse_opml(each.data, each.name)]
    done = take_listed(outlines, request.collection, place_of(request), services)
    blocks = [*_taken(done, catalogue), *_refused(done, catalogue)]
    return Reply(catalogue.language, tuple(blocks), found=any(not each.problem for each in done))


def _taken(done: Sequence[Listed], catalogue: Catalogue) -> Iterator[Block]:
    """What is followed now, and what was."""
    new = [each.title for each in done if each.is_new]
    known = sum(not each.is_new and not each.problem for each in done)
    if new:
        yield Paragraph(catalogue.line("follow.list", count=len(new)))
        yield first_of([(title,) for title in new], SHOWN_LISTED, catalogue)
    if known:
        yield Paragraph(catalogue.line("follow.list_known", count=known))


def _refused(done: Sequence[Listed], catalogue: Catalogue) -> Iterator[Block]:
    reasons = [(told(each.problem, catalogue),) for each in done if each.problem]
    if reasons:
        yield Paragraph(catalogue.line("follow.list_refused", count=len(reasons)))
        yield first_of(reasons, SHOWN_LISTED, catalogue)


async def _follow_feed(addresses: Sequence[str], request: Request, services: Services) -> Reply:
    catalogue = services.catalogue(request.language)
    followed = await asyncio.to_thread(services.following.subscriptions.of, request.collection)
    if len(followed) >= MOST_FEEDS:
        line = catalogue.line("follow.too_many", most=MOST_FEEDS, command=Code("/unfollow"))
        return _reply(catalogue, line, found=False)
    loop = asyncio.get_running_loop()
    begun = await loop.run_in_executor(
        services.fetching, follow_feed, addresses, request.collection, place_of(request), services
    )
    number = await asyncio.to_thread(_number, begun, request, services)
    return Reply(catalogue.language, _begun(begun, number, catalogue))


def _begun(begun: Begun, number: int, catalogue: Catalogue) -> tuple[Block, ...]:
    """What is followed now, what came in at once, and how to choose among what will."""
    feed = begun.subscription.feed
    key = "follow.followed" if begun.is_new else "follow.known"
    blocks: list[Block] = [Paragraph(catalogue.line(key, title=Strong(feed.title), address=feed.address))]
    titles = [article.title for article in reversed(begun.first.articles)]
    if titles:
        blocks.append(Paragraph(catalogue.line("follow.indexed", count=len(titles))))
        blocks.append(first_of([(title,) for title in titles], SHOWN, catalogue))
    if begun.first.left:
        blocks.append(Paragraph(catalogue.line("follow.left", count=begun.first.left)))
    example = Code(catalogue.text("follow.words_example", number=number))
    blocks.append(Paragraph(catalogue.line("follow.words", example=example)))
    return tuple(blocks)


def _number(begun: Begun, request: Request, services: Services) -> int:
    followed = services.following.subscriptions.of(request.collection)
    return [s.id for s in followed].index(begun.subscription.id) + 1


def _watch(kind: WatchKind, text: str, request: Request, services: Services) -> Reply:
    catalogue, watches = services.catalogue(request.language), services.following.watches
    place = place_of(request)
    if place is None:
        return _reply(catalogue, catalogue.line("follow.not_here", command=Code("kutip quotes")), found=False)
    if not any(words(text)) or len(text) > LONGEST_WATCHED:
        return _reply(catalogue, _usage("follow.whom", text, catalogue), found=False)
    if len(watches.of(request.collection)) >= MOST_WATCHES:
        line = catalogue.line("follow.too_many", most=MOST_WATCHES, command=Code("/unfollow"))
        return _reply(catalogue, line, found=False)
    if not watches.add(request.collection, place, kind, text):
        return _reply(catalogue, catalogue.line(f"follow.{kind}_known", text=Strong(text)), found=True)
    lines = [catalogue.line(f"follow.{kind}", text=Strong(text))]
    if kind == "person":
        lines.append(_so_far(text, request, services))
    return Reply(catalogue.language, tuple(Paragraph(line) for line in lines))


def _so_far(name: str, request: Request, services: Services) -> Line:
    """Who is meant, as far as he or she has been quoted; so that a misspelling is seen at once."""
    catalogue = services.catalogue(request.language)
    speakers = services.knowledge.speakers_named(name, scope=request.scope)
    if not speakers:
        return catalogue.line("follow.stranger")
    names = ", ".join(speaker.name for speaker in speakers[:3])
    return catalogue.line("follow.quoted", names=Strong(names), count=sum(speaker.quotes for speaker in speakers))


def place_of(request: Request) -> str | None:
    """Where notes for this chat go; None where nothing can be posted, as in the terminal."""
    return None if request.platform == "console" else request.place


def _usage(key: str, typed: str, catalogue: Catalogue) -> Line:
    site, person, topic = (Code(catalogue.text(f"follow.example_{kind}")) for kind in ("site", "person", "topic"))
    return catalogue.line(key, text=typed[:LONGEST_WATCHED], site=site, person=person, topic=topic)


def _reply(catalogue: Catalogue, line: Line, *, found: bool) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=found)
