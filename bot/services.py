"""What handlers work with, made once when the program starts."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.catalogue import Catalogue, load_catalogue
from bot.deliveries.store import Deliveries
from bot.digests.schedules import Schedules
from bot.following.state import Following, open_following
from bot.links import SeenLinks
from bot.metrics import Metrics
from bot.state import State
from bot.throttle import Throttle
from knowledge import Knowledge
from knowledge.fetching import Fetcher
from knowledge.fetching.pace import Pace
from knowledge.search.meaning.encode import open_encoder
from knowledge.store import LIBRARY, open_database, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.deliveries.senders import Sender
    from bot.settings import Settings
    from knowledge.types import Language


FETCHES = 8
"""Links that are fetched at once; most of the time is waiting."""


@dataclass(frozen=True, slots=True)
class Services:
    """knowledge: the articles; state: the chats; default_language, default_time_zone: where nothing else tells.

    encode_soon: has new articles made findable by meaning, now or in the background. lacks_encoder: one is
    wanted and cannot be had on this machine. fetcher: gets pages from the web; fetching: threads for it, so
    that a slow site holds up no question. following: what chats follow; outbox: what they are told without asking;
    schedules: when; senders: of the platforms that can be reached now, each puts itself in and takes itself out.
    seen_links: those that a reaction may index.
    """

    knowledge: Knowledge
    state: State
    default_language: Language
    default_time_zone: str
    throttle: Throttle
    metrics: Metrics
    encode_soon: Callable[[], None]
    lacks_encoder: bool
    fetcher: Fetcher
    fetching: Executor
    following: Following
    outbox: Deliveries
    schedules: Schedules
    senders: dict[str, Sender]
    seen_links: SeenLinks

    def catalogue(self, language: Language | None) -> Catalogue:
        return load_catalogue(language or self.default_language)

    def move_chat(self, old: str, new: str) -> None:
        """A chat goes on under another key: its settings, conversations, articles and what it follows with it."""
        self.state.move_chat(old, new)
        self.following.move(old, new)
        self.outbox.move_chat(old, new)
        self.seen_links.forget_chat(old)  # messages have other numbers there
        self.knowledge.move_collection(old, new)


@contextlib.contextmanager
def open_services(settings: Settings) -> Iterator[Services]:
    """The database of `settings`, made and stocked with the bundled article where it holds none.

    Raises DatabaseError where the database cannot be used.
    """
    database = open_database(settings.database_url)
    fetching = ThreadPoolExecutor(FETCHES, thread_name_prefix="kutip-fetch")
    closing = threading.Event()  # wakes who waits for his turn to ask a site
    try:
        encoder = open_encoder(settings.encoder)
        knowledge = Knowledge(open_store(database), encoder)
        if not knowledge.articles(scope=(LIBRARY,), limit=1):
            knowledge.add_bundled()
            knowledge.encode_all()
        with database.explained():
            yield Services(
                knowledge=knowledge,
                state=State(database, settings.session_minutes),
                default_language=settings.language,
                default_time_zone=settings.timezone,
                throttle=Throttle(),
                metrics=Metrics(),
                encode_soon=knowledge.encode_all,
                lacks_encoder=encoder is None and settings.encoder != "none",
                fetcher=Fetcher(allowed_hosts=settings.allowed_hosts, pace=Pace(sleep=closing.wait)),
                fetching=fetching,
                following=open_following(database),
                outbox=Deliveries(database),
                schedules=Schedules(database),
                senders={},
                seen_links=SeenLinks(database),
            )
    finally:
        closing.set()
        fetching.shutdown(cancel_futures=True)
        database.close()
