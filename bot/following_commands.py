"""`kutip follow`, `unfollow`, `sources`, `fetch`: what the operator follows for everybody; `kutip run` reads it too."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.console import adapter as terminal
from bot.console.progress import encode_shown, progress
from bot.following.begin import follow_feed, read_addresses
from bot.following.lists import export, follow_listed
from bot.following.round import visit_all
from bot.following.types import Subscription
from bot.handlers.sources import sources as list_sources
from bot.handlers.sources import unfollow as end_following
from bot.imports import is_list, read_list
from bot.services import open_services
from knowledge.errors import BadSource
from knowledge.problems import Trouble
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.following.round import Visited
    from bot.services import Services
    from bot.settings import Settings

DONE, FAILED, BAD_INPUT = 0, 1, 2


def follow(arguments: Namespace, settings: Settings) -> int:
    """A line for each feed; the rest is followed though one cannot be."""
    failed = False
    with open_services(settings) as services:
        for row in _followed(arguments.sources, services):
            failed = failed or row["error"] is not None
            sign = "+" if row["added"] else "="
            _print(row, f"{sign} {row['title']} ({row['source']})", as_json=arguments.json)
    return BAD_INPUT if failed else DONE


def _print(row: dict[str, Any], line: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(row, ensure_ascii=False), flush=True)
    elif row["error"]:
        print(f"kutip: {row['error']}", file=sys.stderr)
    else:
        print(line)


def _followed(sources: list[str], services: Services) -> Iterator[dict[str, Any]]:
    for source in sources:
        try:
            if is_list(source):
                for each in follow_listed(read_list(Path(source)), LIBRARY, None, services):
                    error = str(each.problem) if each.problem else None
                    yield _row(each.outline.address, each.title, added=each.is_new, error=error)
            else:
                addresses = read_addresses(source)
                if not addresses:
                    raise BadSource(Trouble.NO_ADDRESS, address=source)
                begun = follow_feed(addresses, LIBRARY, None, services)
                services.encode_soon()
                yield _row(begun.subscription.feed.address, begun.subscription.feed.title, added=begun.is_new)
        except BadSource as error:
            yield _row(source, None, added=False, error=str(error))


def _row(source: str, title: str | None, *, added: bool, error: str | None = None) -> dict[str, Any]:
    return {"source": source, "title": title, "added": added, "error": error}


def fetch(arguments: Namespace, settings: Settings) -> int:
    """A line for each feed that was due; the rest is visited though one cannot be had."""
    codes, seen = {DONE}, 0

    def show(visited: Visited) -> None:
        nonlocal seen
        seen += 1
        row = _visited_row(visited)
        codes.add(FAILED if visited.broke else BAD_INPUT if row["error"] else DONE)
        shown.advance("feeds", failed=row["error"] is not None)
        articles = row["articles"]
        sign = "+" if articles else "="
        _print(row, f"{sign} {row['title']} ({row['source']}): {len(articles)}", as_json=arguments.json)

    with open_services(settings) as services, progress(wanted=not arguments.json) as shown:
        asyncio.run(visit_all(services, show))
        encode_shown(services.knowledge, shown)
        if not seen and not arguments.json:
            print(_why_nothing(services))
    return FAILED if FAILED in codes else max(codes)


def _why_nothing(services: Services) -> str:
    if any(isinstance(source, Subscription) for source in services.following.sources(LIBRARY)):
        return "Nothing is due yet: kutip sources lists what is followed."
    return "No feed is followed: begin with kutip follow FEED."


def _visited_row(visited: Visited) -> dict[str, Any]:
    feed, error = visited.feed, None
    if visited.broke:
        error = f"{feed.address} could not be read because of a failure of ours; it is tried again later."
    elif feed.problem:
        error = str(feed.problem)
    articles = list(dict.fromkeys(article.id for article in visited.articles))
    return {"source": feed.address, "title": feed.title, "articles": articles, "left": visited.left, "error": error}


def unfollow(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        reply = asyncio.run(end_following(terminal.parse(f"/unfollow {' '.join(arguments.source)}"), services))
        if arguments.json:
            print(json.dumps({"source": " ".join(arguments.source), "removed": reply.found}))
        else:
            terminal.show_in_shell(reply, services)
    return DONE if reply.found else BAD_INPUT


def sources(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        if arguments.opml:
            print(export(services.following.subscriptions.of(LIBRARY)).decode(), end="")
        elif arguments.json:
            for source in services.following.sources(LIBRARY):
                if isinstance(source, Subscription):
                    print(json.dumps(_source_json(source), ensure_ascii=False))
        else:
            terminal.show_in_shell(asyncio.run(list_sources(terminal.parse("/sources"), services)), services)
    return DONE


def _source_json(source: Subscription) -> dict[str, Any]:
    return {
        "address": source.feed.address,
        "title": source.feed.title,
        "allowed": list(source.words.allowed),
        "denied": list(source.words.denied),
        "muted": source.muted,
        "error": str(source.feed.problem) if source.feed.problem else None,
    }
