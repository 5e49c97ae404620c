"""What a site's robots.txt (RFC 9309) lets us read, remembered for a day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from knowledge.errors import ForbiddenByRobots, TryLater
from knowledge.fetching.exchange import AGENT
from knowledge.problems import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.fetching.exchange import Response
    from knowledge.fetching.targets import Target

MAX_BYTES = 512_000
"""What is read of a robots.txt; RFC 9309 asks for 500 KiB at least."""

GOOD_FOR = 24 * 3600.0
"""Seconds for which rules may be kept, by RFC 9309."""

BAD_FOR = 600.0
"""Seconds until a robots.txt that answered with a server's error is asked for again."""

MAX_SITES = 500


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of us. parsed: None where it has no rules; failing: the error that it answered with instead."""

    parsed: Protego | None
    until: float
    failing: int | None = None

    def check(self, target: Target, now: float) -> None:
        """Raises ForbiddenByRobots, TryLater."""
        if self.failing:
            raise TryLater(
                Trouble.ROBOTS_FAILING,
                seconds=max(0.0, self.until - now),
                address=target.url,
                host=target.host,
                status=self.failing,
            )
        if self.parsed and not self.parsed.can_fetch(target.url, AGENT):
            raise ForbiddenByRobots(Trouble.ROBOTS, address=target.url, host=target.host)

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between two requests."""
        return self.parsed.crawl_delay(AGENT) if self.parsed else None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.parsed.sitemaps) if self.parsed else ()


class Robots:
    """The rules of each site, by its origin. Shared by threads.

    fetch: gives the answer to a site's robots.txt, redirects followed; raises Unreachable. clock: seconds.
    """

    def __init__(self, fetch: Callable[[Target, str], Response], clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._rules: OrderedDict[str, Rules] = OrderedDict()

    def rules(self, target: Target, about: str) -> Rules:
        """The rules of the site of `target`. about: the address that errors name.

        Raises Unreachable where the site does not answer at all.
        """
        with self._lock:
            known = self._rules.get(target.origin)
        if known and self._clock() < known.until:
            return known
        read = self._read(target, about)
        with self._lock:
            self._rules[target.origin] = read
            self._rules.move_to_end(target.origin)
            if len(self._rules) > MAX_SITES:
                self._rules.popitem(last=False)
        return read

    def _read(self, target: Target, about: str) -> Rules:
        response = self._fetch(target, about)
        now = self._clock()
        if response.status == 429 or response.status >= 500:
            return Rules(None, now + BAD_FOR, response.status)
        if response.status != 200:
            return Rules(None, now + GOOD_FOR)
        text = response.content[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return Rules(Protego.parse(text), now + GOOD_FOR)
