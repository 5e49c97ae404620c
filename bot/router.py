"""Request -> handler -> Reply, and what is said when something goes wrong."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.explaining import explain
from bot.failures import log_failure
from bot.handlers.add import add
from bot.handlers.articles import articles
from bot.handlers.ask import ask
from bot.handlers.context import context, source
from bot.handlers.digest import digest
from bot.handlers.follow import follow
from bot.handlers.help import help_
from bot.handlers.privacy import privacy
from bot.handlers.quotes import quotes
from bot.handlers.remove import remove
from bot.handlers.settings import settings
from bot.handlers.sources import mute, sources, unfollow
from bot.handlers.summary import summary
from bot.handlers.verify import verify
from bot.messages import Code, Paragraph, Reply
from bot.services import Services
from bot.throttle import LONGEST_WAIT
from knowledge.errors import BadQuestion, BadSource, DatabaseError, UnknownArticle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.catalogue import Catalogue
    from bot.messages import Line, Request

Handler = Callable[["Request", Services], Coroutine[Any, Any, Reply]]

HANDLERS: Mapping[str, Handler] = {
    "ask": ask,
    "summary": summary,
    "digest": digest,
    "quotes": quotes,
    "verify": verify,
    "articles": articles,
    "add": add,
    "remove": remove,
    "follow": follow,
    "unfollow": unfollow,
    "sources": sources,
    "mute": mute,
    "settings": settings,
    "privacy": privacy,
    "context": context,
    "source": source,
    "help": help_,
    "start": help_,
}

log = logging.getLogger(__name__)


async def respond(request: Request, services: Services) -> Reply:
    """The reply to any request, slowed where one person asks too much, and counted."""
    wait = services.throttle.wait(request.user) if request.user else 0.0
    catalogue = services.catalogue(request.language)
    if wait > LONGEST_WAIT:
        return _problem(catalogue.line("throttle.too_many", seconds=round(wait)), catalogue)
    await asyncio.sleep(wait)
    started = time.perf_counter()
    reply, outcome = await _handle(request, services)
    if await asyncio.to_thread(services.outbox.hear, request.chat):
        back = Paragraph(services.catalogue(reply.language).line("digest.welcome_back"))
        reply = replace(reply, blocks=(*reply.blocks, back))
    command = request.command if request.command in HANDLERS else "ask"
    services.metrics.asked(request.platform, command or "ask", outcome, time.perf_counter() - started)
    if wait:
        slowed = Paragraph(services.catalogue(reply.language).line("throttle.slowed"))
        return replace(reply, blocks=(*reply.blocks, slowed))
    return reply


async def _handle(request: Request, services: Services) -> tuple[Reply, str]:
    """What the person can mend is said, what is broken is logged."""
    catalogue = services.catalogue(request.language)
    handler = HANDLERS.get(request.command or "ask")
    if handler is None:
        unknown = catalogue.line("error.unknown_command", command=Code(f"/{request.command}"), help=Code("/help"))
        return _problem(unknown, catalogue), "not_found"
    try:
        reply = await handler(request, services)
    except DatabaseError as error:
        log.error("%s", error)
        return _problem(catalogue.line("error.failure"), catalogue), "failed"
    except (BadSource, BadQuestion, UnknownArticle) as error:
        return _problem(explain(error, catalogue), catalogue), "not_found"
    except Exception as error:
        log_failure(log, f"The command {request.command or 'ask'} failed", error)
        return _problem(catalogue.line("error.failure"), catalogue), "failed"
    return reply, "answered" if reply.found else "not_found"


def _problem(line: Line, catalogue: Catalogue) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=False)
