"""How often a site is asked: a pause between requests, a longer one after failures."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from knowledge.errors import TryLater
from knowledge.problems import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.problems import Problem

MIN_DELAY = 1.0
"""Seconds between two requests to a site that states no delay."""

MAX_CRAWL_DELAY = 30.0
"""Seconds; a site that asks for more between two pages gets this, as larger search engines do."""

FIRST_PAUSE = 5.0
"""Seconds after the first failure in a row; each further one doubles it."""

MAX_PAUSE = 24 * 3600.0
"""Seconds; what a site asks beyond this is a mistake."""

MAX_WAIT = 60.0
"""Seconds that a caller is made to wait for his turn; beyond it he is told to come back."""

MAX_SITES = 2_000
"""Sites that are remembered; the one not asked for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class SiteState:
    """How a site has been doing. not_before: on the clock of the Pace; failures: in a row; error: of the last."""

    not_before: float = 0.0
    failures: int = 0
    error: Problem | None = None


class Pace:
    """Turns to ask a site, by its origin. Shared by threads.

    clock, sleep: seconds; longest_wait: seconds after which TryLater is raised instead of waiting.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
        longest_wait: float = MAX_WAIT,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._longest_wait = longest_wait
        self._lock = threading.Lock()
        self._states: OrderedDict[str, SiteState] = OrderedDict()

    def now(self) -> float:
        return self._clock()

    def state(self, origin: str) -> SiteState:
        with self._lock:
            return self._states.get(origin, SiteState())

    def await_turn(self, origin: str, delay: float) -> None:
        """Return when the site may be asked; the next turn is `delay` seconds after this one. Raises TryLater."""
        with self._lock:
            state = self._states.get(origin, SiteState())
            now = self._clock()
            turn = max(now, state.not_before)
            if turn - now > self._longest_wait:
                raise _left_alone(origin, turn - now, state)
            self._keep(origin, replace(state, not_before=turn + delay))
        if turn > now:
            self._sleep(turn - now)

    def succeeded(self, origin: str) -> None:
        with self._lock:
            state = self._states.get(origin, SiteState())
            self._keep(origin, SiteState(state.not_before))

    def failed(self, origin: str, error: Problem, retry_after: float | None = None) -> float:
        """Leave the site alone for as long as it asks, else twice as long as the last time. Returns seconds."""
        with self._lock:
            state = self._states.get(origin, SiteState())
            failures = state.failures + 1
            pause = retry_after if retry_after is not None else FIRST_PAUSE * 2 ** min(failures - 1, 20)
            pause = min(max(pause, 0.0), MAX_PAUSE)
            not_before = max(state.not_before, self._clock() + pause)
            self._keep(origin, SiteState(not_before, failures, error))
            return pause

    def _keep(self, origin: str, state: SiteState) -> None:
        self._states[origin] = state
        self._states.move_to_end(origin)
        if len(self._states) > MAX_SITES:
            self._states.popitem(last=False)


def _left_alone(origin: str, seconds: float, state: SiteState) -> TryLater:
    kind = Trouble.LEFT_ALONE_AFTER if state.error else Trouble.LEFT_ALONE
    return TryLater(kind, seconds=seconds, because=state.error, address=origin)


def retry_after(value: str | None, now: float) -> float | None:
    """The seconds that a Retry-After header asks for: a number of them, or a date; None without a valid one."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(now, UTC)).total_seconds())
