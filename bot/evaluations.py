"""`kutip eval`: the project's own figures, or what was found for others to score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import BadSource

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.settings import Settings


def evaluation_lines(arguments: Namespace, settings: Settings) -> Iterator[str]:
    """JSON lines."""
    raise BadSource(f"eval {arguments.kind} {settings.language}")
