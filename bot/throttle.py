"""Slowing down whoever asks too much, without losing a question or holding up others."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BURST = 30
"""Questions that one person may ask at once."""
SECONDS_A_QUESTION = 2.0
"""How fast new ones may follow: thirty a minute."""
LONGEST_WAIT = 120.0
"""Seconds; who would have to wait longer is told when to come back."""
KEPT = 10_000
"""People remembered; beyond that, those who have long been quiet are forgotten."""


@dataclass(slots=True)
class _Person:
    """free_at: when the bucket will be full again, in the clock's seconds."""

    free_at: float


class Throttle:
    """A bucket of `BURST` questions a person, refilled one every `SECONDS_A_QUESTION`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._people: dict[str, _Person] = {}

    def wait(self, user: str) -> float:
        """Seconds that this question has to wait; more than `LONGEST_WAIT`: it is refused and not counted."""
        now = self._clock()
        person = self._people.setdefault(user, _Person(now))
        full_in = max(0.0, person.free_at - now)
        wait = max(0.0, full_in + SECONDS_A_QUESTION - BURST * SECONDS_A_QUESTION)
        if wait <= LONGEST_WAIT:
            person.free_at = now + full_in + SECONDS_A_QUESTION
        self._forget_the_quiet(now)
        return wait

    def _forget_the_quiet(self, now: float) -> None:
        if len(self._people) > KEPT:
            self._people = {user: person for user, person in self._people.items() if person.free_at > now}
