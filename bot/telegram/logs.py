"""What stays out of the logs: the token, and what people write."""

from __future__ import annotations

import logging
from dataclasses import dataclass


@dataclass(frozen=True)
class Redacting:
    """A filter that replaces `secret` wherever it stands in a record, its traceback included."""

    secret: str

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = self._redacted(record.exc_text) if record.exc_text else record.exc_text
        message = record.getMessage()
        if self.secret in message:
            record.msg, record.args = self._redacted(message), ()
        return True

    def _redacted(self, text: str) -> str:
        return text.replace(self.secret, "…")


def keep_quiet(token: str) -> None:
    """Silence what would log addresses with the token, or updates; redact the token from all else.

    A filter holds for the handlers that exist now, so call it when logging is set up.
    """
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # These log what they received where it cannot be read.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL + 1)
    logging.getLogger("telegram.ext.Updater").setLevel(logging.CRITICAL + 1)
    redacting = Redacting(token)
    for handler in logging.getLogger().handlers:
        if redacting not in handler.filters:
            handler.addFilter(redacting)
