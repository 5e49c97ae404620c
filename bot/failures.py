"""Telling the log what broke, without the words that people wrote."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging


def log_failure(log: logging.Logger, what: str, error: BaseException) -> None:
    """The error's type and where it came up; not its own words, which may hold what a person wrote."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, where)
