"""The command line: words to arguments, errors to exit codes. What each command does is in `commands.py`."""

from __future__ import annotations

import argparse
import io
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot import commands
from bot import following_commands as following
from bot.settings import load_settings
from knowledge.errors import KutipError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, FAILED, BAD_INPUT = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 2: wrong usage or bad input; 1: a failure of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows fewer letters than the articles
    try:
        arguments = _parser().parse_args([_decoded(word) for word in (sys.argv[1:] if argv is None else argv)])
        settings = load_settings()
        if arguments.database:
            settings = settings.model_copy(update={"database_url": arguments.database})
        return int(arguments.run(arguments, settings))
    except KutipError as error:
        print(f"kutip: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        print(f"kutip: {error.strerror or error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kutip", description="Answers from indexed news with excerpts that you can check."
    )
    parser.add_argument("--version", action="version", version=f"kutip {version('kutip')}")
    parser.add_argument(
        "--database",
        metavar="URL",
        help="sqlite:///path or a file; default: KUTIP_DATABASE_URL, else your data folder",
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_library_commands, _following_commands, _asking_commands, _running_commands):
        add(subparsers)
    return parser


def _library_commands(subparsers: Subparsers) -> None:
    sources = "index files, folders, links to articles, feeds or sitemaps, or - for standard input"
    add = _command(subparsers, "add", commands.add, sources)
    add.add_argument("sources", nargs="+", metavar="SOURCE")

    remove = _command(subparsers, "remove", commands.remove, "take an article out, for all who see it")
    remove.add_argument("article", nargs="+", metavar="ARTICLE", help="its id, URL or words of its title")

    show = _command(subparsers, "show", commands.show, "an article by id, URL, title or file path")
    show.add_argument("article", metavar="ARTICLE")

    _command(subparsers, "articles", commands.articles, "what is indexed, newest first")


def _following_commands(subparsers: Subparsers) -> None:
    all_read_it = "follow feeds or sites for all: kutip run or fetch reads them"
    follow = _command(subparsers, "follow", following.follow, all_read_it)
    follow.add_argument("sources", nargs="+", metavar="FEED", help="a feed, a site, or a list of feeds (.opml)")

    once = "read what is followed and due, once: for cron, without kutip run"
    _command(subparsers, "fetch", following.fetch, once)

    unfollow = _command(subparsers, "unfollow", following.unfollow, "follow a feed no longer")
    unfollow.add_argument("source", nargs="+", metavar="FEED", help="its number, address or title")

    followed = _command(subparsers, "sources", following.sources, "what is followed")
    followed.add_argument("--opml", action="store_true", help="as a list for feed readers")


def _asking_commands(subparsers: Subparsers) -> None:
    ask = _command(subparsers, "ask", commands.ask, "a cited answer; - reads a question a line")
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    ask.add_argument("--session", metavar="NAME", help="remember the turn before")

    quotes = _command(subparsers, "quotes", commands.quotes, "quote records")
    quotes.add_argument("--speaker", metavar="NAME")
    quotes.add_argument("--about", metavar="TOPIC")
    quotes.add_argument("--article", metavar="ARTICLE")
    quotes.add_argument("--limit", type=_positive, metavar="N")

    summary = _command(subparsers, "summary", commands.summary, "an article's points in its own sentences")
    summary.add_argument("article", nargs="?", metavar="ARTICLE")
    summary.add_argument("--points", type=_positive, default=3, metavar="N")

    digest = _command(subparsers, "digest", commands.digest, "what is new, by story; without dates, of the last day")
    digest.add_argument("--since", metavar="DATE", help="ISO 8601, from then on; a day begins in KUTIP_TIMEZONE")
    digest.add_argument("--until", metavar="DATE", help="ISO 8601, before then; a day without a time is included")

    verify = _command(subparsers, "verify", commands.verify, "did anyone say this?")
    verify.add_argument("quote", nargs="+", metavar="QUOTE")
    verify.add_argument("--speaker", metavar="NAME")


def _running_commands(subparsers: Subparsers) -> None:
    _command(subparsers, "chat", commands.chat, "talk in the terminal", json=False)
    _command(subparsers, "run", commands.run, "the bots whose tokens are set", json=False)
    _command(subparsers, "doctor", commands.doctor, "what works, what does not, what to do")
    _evaluations(_command(subparsers, "eval", commands.evaluate, "the project's own figures", json=False))


def _evaluations(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["quotes", "answers"])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--predictions", action="store_true", help="what was found, for others to score")
    parser.add_argument("--errors", action="store_true", help="what was missed or wrong, one by one")
    parser.add_argument("--json", action="store_true", help="for scripts; figures are always JSON")


def _command(
    subparsers: Subparsers,
    name: str,
    run: commands.Command,
    help_: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    sentence = help_[0].upper() + help_[1:] + ("" if help_.endswith("?") else ".")
    parser = subparsers.add_parser(name, help=help_, description=sentence)
    parser.set_defaults(run=run)
    if json:
        parser.add_argument("--json", action="store_true", help="for scripts")
    return parser


def _decoded(word: str) -> str:
    """Bytes of an argument that are no UTF-8 come as lone surrogates, which nothing behind can store."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return number
