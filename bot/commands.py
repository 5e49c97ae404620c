"""What each command of the command line does: arguments and settings in, an exit code out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import json_output as out
from bot.console import adapter as terminal
from bot.console.progress import encode_shown, progress
from bot.digests.periods import period
from bot.doctor import check_all
from bot.evaluations import evaluation_lines
from bot.handlers.ask import answer_request
from bot.handlers.digest_reply import digest_reply
from bot.handlers.quotes import quotes_reply
from bot.handlers.remove import remove as remove_article
from bot.handlers.summary import summary_blocks
from bot.handlers.verify import verification_blocks
from bot.imports import STANDARD_INPUT, import_sources, is_path
from bot.messages import Paragraph, Reply
from bot.router import HANDLERS
from bot.services import open_services
from knowledge.errors import BadQuestion
from knowledge.knowledge import with_quotes
from knowledge.reading import read_file

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.messages import Request
    from bot.services import Services
    from bot.settings import Settings
    from knowledge.types import Article

Command = Callable[["Namespace", "Settings"], int]
DONE, BAD_INPUT = 0, 2


def add(arguments: Namespace, settings: Settings) -> int:
    failed = False
    with open_services(settings) as services, progress(wanted=not arguments.json) as shown:
        for imported in import_sources(arguments.sources, services, lambda more: shown.expect("articles", more)):
            failed = failed or imported.error is not None
            shown.advance("articles", failed=imported.error is not None)
            if arguments.json:
                _print_json(imported.to_json())
            else:
                print(imported.describe(), file=sys.stderr if imported.error else sys.stdout)
        encode_shown(services.knowledge, shown)
    return BAD_INPUT if failed else DONE


def show(arguments: Namespace, settings: Settings) -> int:
    if is_path(arguments.article, Path.is_file):
        return _show(with_quotes(read_file(Path(arguments.article))), arguments)
    with open_services(settings) as services:
        return _show(services.knowledge.article(arguments.article), arguments)


def _show(article: Article, arguments: Namespace) -> int:
    if arguments.json:
        _print_json(out.article_json(article))
    else:
        terminal.show_article(article)
    return DONE


def remove(arguments: Namespace, settings: Settings) -> int:
    """By the handler that chats use; without saying which of several is meant, nothing is removed."""
    reference = " ".join(arguments.article)
    with open_services(settings) as services:
        meant = services.knowledge.named(reference) if reference.strip() else ()
        reply = asyncio.run(remove_article(terminal.parse(f"/remove {reference}"), services))
        if arguments.json:
            named = [{"id": row.id, "title": row.title} for row in meant]
            _print_json({"article": reference, "removed": reply.found, "meant": named})
        else:
            terminal.show_in_shell(reply, services)
    return DONE if reply.found else BAD_INPUT


def articles(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        if not arguments.json:
            return _reply(terminal.parse("/articles"), services)
        for row in services.knowledge.articles():
            _print_json(out.article_row_json(row))
    return DONE


def ask(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        if arguments.question == [STANDARD_INPUT]:
            return _ask_each(arguments, services)
        request = terminal.question(" ".join(arguments.question), arguments.session)
        if not arguments.json:
            return _reply(request, services)
        _print_json(out.answer_json(answer_request(request, services)))
    return DONE


def _ask_each(arguments: Namespace, services: Services) -> int:
    """A question a line; one that cannot be asked is told and stops no other."""
    code = DONE
    for number, line in enumerate(filter(None, map(str.strip, sys.stdin))):
        request = terminal.question(line, arguments.session)
        if not arguments.json:
            terminal.show_question(line, first=number == 0)
        try:
            if arguments.json:
                _print_json(out.answer_json(answer_request(request, services)))
            else:
                _reply(request, services)
        except BadQuestion as error:
            code = BAD_INPUT
            _print_refused(line, error, as_json=arguments.json)
    return code


def _print_refused(question: str, error: BadQuestion, *, as_json: bool) -> None:
    if as_json:
        _print_json({"question": question, "error": str(error)})
    else:
        print(f"kutip: {error}", file=sys.stderr)


def _reply(request: Request, services: Services) -> int:
    """By the handler that every chat uses; an error goes up, to become an exit code."""
    reply = asyncio.run(HANDLERS[request.command or "ask"](request, services))
    terminal.show_in_shell(reply, services)
    return DONE


def quotes(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        found = services.knowledge.quotes(
            speaker=arguments.speaker, about=arguments.about, article=arguments.article, limit=arguments.limit
        )
        if arguments.json:
            for each in found:
                _print_json(out.found_quote_json(each))
            return DONE
        catalogue = services.catalogue(None)
        reply = quotes_reply(found, arguments.speaker or "", arguments.about or "", catalogue)
        terminal.show(reply, services)
    return DONE


def summary(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        made = services.knowledge.summarize(arguments.article, points=arguments.points)
        if arguments.json:
            _print_json(out.summary_json(made))
        else:
            catalogue = services.catalogue(made.article.language)
            terminal.show(Reply(catalogue.language, summary_blocks(made, catalogue)), services)
    return DONE


def digest(arguments: Namespace, settings: Settings) -> int:
    zone = ZoneInfo(settings.timezone)
    since, until = period(arguments.since, arguments.until, zone, datetime.now(zone))
    with open_services(settings) as services:
        found = services.knowledge.digest(since, until, language=services.default_language)
        if arguments.json:
            _print_json(out.digest_json(found))
        else:
            catalogue = services.catalogue(None)
            nothing = Reply(catalogue.language, (Paragraph(catalogue.line("digest.nothing")),))
            terminal.show(digest_reply(found, catalogue) if found.stories else nothing, services)
    return DONE


def verify(arguments: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        checked = services.knowledge.verify(" ".join(arguments.quote), speaker=arguments.speaker)
        if arguments.json:
            _print_json(out.verification_json(checked))
        else:
            catalogue = services.catalogue(None)
            blocks = verification_blocks(checked, catalogue)
            terminal.show(Reply(catalogue.language, blocks), services)
    return DONE


def chat(_: Namespace, settings: Settings) -> int:
    with open_services(settings) as services:
        asyncio.run(terminal.chat(services, sys.stdin))
    return DONE


def run(_: Namespace, settings: Settings) -> int:
    # Imported here: servers and platforms take half a second, and no other command needs them.
    from bot.running import configure_logging, has_platform
    from bot.running import run as run_bots

    if not has_platform(settings):
        print(
            "kutip: no token is set, so there is nowhere to run; set KUTIP_TELEGRAM_TOKEN or KUTIP_DISCORD_TOKEN "
            "(see README.md), or talk here with: kutip chat",
            file=sys.stderr,
        )
        return BAD_INPUT
    configure_logging(settings.log_level)
    with open_services(settings) as services:
        asyncio.run(run_bots(settings, services))
    return DONE


def doctor(arguments: Namespace, settings: Settings) -> int:
    checks = check_all(settings)
    if arguments.json:
        _print_json({"checks": [check.to_json() for check in checks]})
    else:
        terminal.show_checks(checks)
    return DONE if all(check.ok for check in checks) else BAD_INPUT


def evaluate(arguments: Namespace, settings: Settings) -> int:
    """`eval quotes FILE` or `eval answers ARTICLES QUESTIONS`."""
    for printed in evaluation_lines(arguments, settings):
        print(printed)
    return DONE


def _print_json(value: out.Json) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
