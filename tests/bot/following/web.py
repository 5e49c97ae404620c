"""Newsrooms on loopback: pages and feeds, a clock that does not wait, and a bot that follows them."""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from bot.following.feeds import Feeds
from bot.following.follower import Follower
from bot.following.state import open_following
from bot.messages import Bullets, Choices, Paragraph, Reply, Request
from bot.router import respond
from bot.services import Services, open_services
from bot.settings import Settings
from knowledge.fetching import Fetcher
from knowledge.fetching.pace import Pace
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC).timestamp()


class Clock:
    """Time that passes when someone sleeps; shared by threads."""

    def __init__(self, now: float = START) -> None:
        self._now = now
        self._lock = threading.Lock()

    def __call__(self) -> float:
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds

    def jump_to(self, moment: float) -> None:
        with self._lock:
            self._now = max(self._now, moment)


@dataclass(frozen=True)
class Planned:
    chat: str
    due: datetime
    until: datetime
    subject: Mapping[str, str]


@dataclass
class Outbox:
    """What was planned, once for each (place, kind, period)."""

    planned: dict[tuple[str, str, str], Planned] = field(default_factory=dict)

    def plan(
        self,
        place: str,
        chat: str,
        kind: str,
        period: str,
        due: datetime,
        until: datetime,
        subject: Mapping[str, str],
    ) -> bool:
        is_new = (place, kind, period) not in self.planned
        self.planned.setdefault((place, kind, period), Planned(chat, due, until, subject))
        return is_new

    def forget_chat(self, chat: str) -> None:
        self.planned = {key: planned for key, planned in self.planned.items() if planned.chat != chat}

    def hear(self, _: str) -> bool:
        return False

    def move_chat(self, old: str, new: str) -> None:
        """Places are as opaque here as they are to what plans."""

    def of(self, kind: str, place: str | None = None) -> list[Mapping[str, str]]:
        found = self.planned.items()
        return [planned.subject for (where, what, _), planned in found if what == kind and place in (None, where)]

    def events(self, title: str, place: str | None = None) -> list[str]:
        """What became of a feed, as it was told."""
        return [subject["event"] for subject in self.of("feed", place) if subject["title"] == title]


@contextlib.contextmanager
def a_bot(
    folder: Path, clock: Clock, outbox: Outbox, hosts: Sequence[str] = ("127.0.0.1",), encoder: str = "none"
) -> Iterator[Services]:
    """A bot whose database is in `folder`, and which may ask `hosts`, all of them on loopback."""
    settings = Settings.model_validate({"database_url": str(folder / "k.sqlite3"), "encoder": encoder})
    with open_services(settings) as services:
        following = open_following(services.following.database, clock)
        yield replace(
            services,
            fetcher=Fetcher(
                allowed_hosts=hosts,
                pace=Pace(clock=clock, sleep=clock.sleep),
                resolver=lambda *_: ["127.0.0.1"],
            ),
            following=replace(following, feeds=Feeds(services.following.database, clock, random.Random(7))),
            outbox=outbox,
        )


def visit_due(services: Services) -> None:
    """One round of the follower: what is due is visited, what came in is told."""

    async def once() -> None:
        follower = Follower(services, asyncio.Event())
        await follower.visit_due()
        await follower.tell()

    asyncio.run(once())


def let_pass(services: Services, clock: Clock, seconds: float) -> None:
    """Rounds at every due time within `seconds`."""
    end = clock() + seconds
    while (due := services.following.feeds.next_at()) is not None and due <= end:
        clock.jump_to(due)
        visit_due(services)
    clock.jump_to(end)
    visit_due(services)


def request(command: str, text: str = "", chat: str = "telegram:1", **more: object) -> Request:
    scope = ("library", chat) if not chat.startswith("console") else ("library",)
    return Request(command, text, chat, None, scope, **{"language": "en", "place": chat, **more})  # type: ignore[arg-type] # a test's shorthand


def say(services: Services, *args: object, **more: object) -> Reply:
    return asyncio.run(respond(request(*args, **more), services))  # type: ignore[arg-type] # as above


def words(reply: Reply) -> str:
    lines = []
    for block in reply.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.line)
        elif isinstance(block, Bullets):
            lines += block.items
    return "\n".join("".join(p if isinstance(p, str) else p.text for p in line) for line in lines)


def choices(reply: Reply) -> list[tuple[str, str]]:
    return [(c.command, c.text) for block in reply.blocks if isinstance(block, Choices) for c in block.choices]


# -- what newsrooms publish ----------------------------------------------------------------------


def page(title: str, speaker: str = "Tatang Subrata", said: str = "", extra: str = "") -> Page:
    """An article, in Indonesian, in which somebody is quoted."""
    said = said or f"Kami sudah menyiapkan semuanya untuk {title.lower()}"
    html = f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} - Kabar</title></head><body>
    <article><h1>{title}</h1>
    <p>Warga menyambut kabar tentang {title.lower()} pada Rabu siang, setelah berminggu-minggu menunggu kepastian.</p>
    <p>“{said},” kata Bupati {speaker} seusai rapat di balai kota.</p>
    <p>Pemerintah daerah berjanji mengumumkan rinciannya sebelum akhir bulan ini. {extra}</p></article></body></html>"""
    return Page(html.encode())


def rss(items: Iterable[tuple[str, str, float]], title: str = "Kabar", more: str = "") -> Page:
    """items: address, title and time of each."""
    listed = "".join(
        f"<item><title>{name}</title><link>{url}</link>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(at, UTC))}</pubDate></item>"
        for url, name, at in items
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}{listed}</channel></rss>'
    return Page(body.encode(), content_type="application/rss+xml")


def site(web: Web, count: int, name: str = "Kabar") -> None:
    """A feed of so many articles at /rss, each a minute after the one before."""
    items = []
    for n in range(1, count + 1):
        web.pages[f"/2026/{n}"] = page(f"Kabar Nomor {n}")
        items.append((f"/2026/{n}", f"Kabar Nomor {n}", START + 60 * n))
    web.pages["/rss"] = rss(reversed(items), title=name)
