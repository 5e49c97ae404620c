"""A web, a clock, an outbox, and a bot that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.following.web import Clock, Outbox, a_bot
from tests.loopback_web import Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services import Services


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as served:
        yield served


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def bot(tmp_path: Path, clock: Clock, outbox: Outbox) -> Iterator[Services]:
    with a_bot(tmp_path, clock, outbox) as services:
        yield services
