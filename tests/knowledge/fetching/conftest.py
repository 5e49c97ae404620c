"""A web on loopback, fetchers that may reach it, and a clock that does not wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from knowledge.fetching import Fetcher
from knowledge.fetching.pace import Pace
from tests.loopback_web import Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Clock:
    """Time that passes when someone sleeps."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as served:
        yield served


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(web: Web, clock: Clock) -> Fetcher:
    """May reach the web, and waits on the clock."""
    return Fetcher(allowed_hosts=[web.host], pace=Pace(clock=clock, sleep=clock.sleep))
