"""A bot over the bundled article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.running import WARM_UP
from bot.services import Services, open_services
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The real thing: its own database, the encoder, the article that ships; warmed up as `kutip run` does it."""
    database = tmp_path_factory.mktemp("bot") / "kutip.sqlite3"
    with open_services(Settings(_env_file=None, database_url=str(database))) as opened:
        opened.knowledge.ask(WARM_UP)
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Services]:
    """A bot of its own, by words alone."""
    with open_services(Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")) as opened:
        yield opened
