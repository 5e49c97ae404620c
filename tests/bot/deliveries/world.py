"""A chat service on loopback that fails now and then, a clock that is a file, and a process that works for chats."""

from __future__ import annotations

import argparse
import asyncio
import json
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from bot.deliveries.senders import Gone, NotSent, Unclear
from bot.deliveries.store import Deliveries
from bot.deliveries.worker import Worker, is_late
from bot.digests.planner import Planner
from bot.digests.schedules import Schedules
from bot.messages import Paragraph, Reply
from bot.state import State
from knowledge.store import open_database

if TYPE_CHECKING:
    import random

    from bot.deliveries.store import Delivery
    from knowledge.store.database import Database

LATE = "late"
NONCES_KNOWN = 300.0
"""Seconds for which the service that knows nonces remembers one."""


class FileClock:
    """Seconds since 1970 in a file of eight bytes, which several processes read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> float:
        while len(raw := self._path.read_bytes()) != 8:
            pass
        now: float = struct.unpack("d", raw)[0]
        return now

    def set(self, now: float) -> None:
        beside = self._path.with_suffix(".next")
        beside.write_bytes(struct.pack("d", now))
        beside.replace(self._path)


def next_due(database: Database) -> float | None:
    """When the next one that nobody has claimed may be begun."""
    row = database.connection().execute(
        "SELECT min(max(due, later, leased)) AS due FROM deliveries WHERE state IN ('planned', 'sending')"
    )
    due: float | None = row.fetchone()["due"]
    return due


@dataclass
class Posted:
    place: str
    key: str
    part: int
    late: bool
    at: float


@dataclass
class Service:
    """What was posted. closed: places that answer 403. fails: the share of calls that fail, before or after."""

    clock: FileClock
    draw: random.Random
    fails: float = 0.05
    posts: list[Posted] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    failures: dict[str, int] = field(default_factory=dict)
    _nonces: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def post(self, call: dict[str, Any]) -> int | None:
        """The status of the answer; None: the connection breaks."""
        with self._lock:
            if call["place"] in self.closed:
                return 403
            failure = self.draw.choice(("busy", "lost", "unheard")) if self.draw.random() < self.fails else None
            if failure:
                self.failures[failure] = self.failures.get(failure, 0) + 1
            if failure == "busy":
                return 429
            if failure == "lost":
                return None
            self._take(call)
            return None if failure == "unheard" else 200

    def _take(self, call: dict[str, Any]) -> None:
        now = self.clock()
        knows_nonces = call["place"].startswith("discord:")
        if knows_nonces and now - self._nonces.get(call["nonce"], -NONCES_KNOWN) < NONCES_KNOWN:
            return
        self._nonces[call["nonce"]] = now
        part = json.loads(call["part"])
        self.posts.append(Posted(call["place"], part["key"], part["number"], part["late"], now))


def serve(service: Service) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = service.post(call)
            if status is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A worker that is killed hangs up in the middle."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


# -- the process -----------------------------------------------------------------------------------


class HttpSender:
    """Like those of the platforms: Telegram's knows no nonces, Discord's does."""

    def __init__(self, client: httpx.AsyncClient, nonce_seconds: float) -> None:
        self.nonce_seconds = nonce_seconds
        self._client = client

    def write(self, reply: Reply, _: str) -> tuple[str, ...]:
        (key, late, parts) = reply.blocks[0].line  # type: ignore[union-attr] # our own composer made it
        return tuple(json.dumps({"key": key, "number": n, "late": late == LATE}) for n in range(int(str(parts))))

    async def send(self, place: str, part: str, nonce: str) -> None:
        try:
            answer = await self._client.post("/", json={"place": place, "part": part, "nonce": nonce})
        except httpx.HTTPError as error:
            raise Unclear(type(error).__name__) from error
        if answer.status_code == 403:
            raise Gone("403")
        if answer.status_code == 429:
            raise NotSent("429", 3.0)


async def compose(delivery: Delivery, now: float) -> Reply:
    """Which one it is, whether it is late, and how many messages long."""
    parts = 1 + len(delivery.place) % 2
    late = LATE if is_late(delivery, now) else ""
    return Reply("id", (Paragraph((f"{delivery.kind} {delivery.period}", late, str(parts))),))


async def work(database: Path, clock: FileClock, address: str, name: str) -> None:
    opened = open_database(str(database))
    deliveries, schedules, state = Deliveries(opened, clock), Schedules(opened), State(opened, 30)
    planner = Planner(schedules, deliveries, state, "Asia/Jakarta", clock)
    async with httpx.AsyncClient(base_url=address, timeout=5) as client:
        senders = {"telegram": HttpSender(client, 0.0), "discord": HttpSender(client, 120.0)}
        kinds = dict.fromkeys(("daily", "weekly"), compose)
        worker = Worker(name, deliveries, senders, kinds, clock)
        planned = -1.0
        while True:
            if clock() != planned:
                planned = clock()
                planner.tick()
            if not await worker.step():
                await asyncio.sleep(0.004)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for argument in ("database", "clock", "address", "name"):
        parser.add_argument(argument)
    given = parser.parse_args()
    asyncio.run(work(Path(given.database), FileClock(Path(given.clock)), given.address, given.name))
