"""The bot's own words, from one file a language; see `locales/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Inline, Line
    from knowledge.types import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UNITS = (("hours", 3600), ("minutes", 60), ("seconds", 1))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Messages by key. One with a count is `key.one` and `key.other`; Indonesian needs only `other`."""

    language: Language
    messages: Mapping[str, str]

    def text(self, key: str, **values: str | int) -> str:
        """The message with its placeholders filled in; `count` chooses the plural form."""
        return self._message(key, values.get("count")).format(**values)

    def line(self, key: str, **values: Inline | int) -> Line:
        """Like `text`, but values may be marked up."""
        message = self._message(key, values.get("count"))
        parts: list[Inline] = []
        for i, piece in enumerate(_PLACEHOLDER.split(message)):
            value = values[piece] if i % 2 else piece
            if value != "":
                parts.append(str(value) if isinstance(value, int) else value)
        return tuple(parts)

    def date(self, iso: str) -> str:
        """`2025-10-21…` as people write it: 21 Oktober 2025."""
        match = _DATE.match(iso)
        return f"{self.day(iso)} {match[1]}" if match else iso

    def day(self, iso: str) -> str:
        """The same where the year goes without saying: 21 Oktober."""
        match = _DATE.match(iso)
        return f"{int(match[3])} {self.text('date.months').split()[int(match[2]) - 1]}" if match else iso

    def number(self, value: int) -> str:
        """In groups of three, as people write it: 20.000 or 20,000."""
        return f"{value:,}".replace(",", self.text("number.group"))

    def duration(self, seconds: int) -> str:
        """A length of time in the largest unit of which it has two, rounded up: `90 seconds`, `3 hours`."""
        unit, size = next((each for each in _UNITS if seconds >= 2 * each[1]), _UNITS[-1])
        return self.text(f"duration.{unit}", count=-(-seconds // size))

    def _message(self, key: str, count: object) -> str:
        if key in self.messages:
            return self.messages[key]
        form = "one" if count == 1 and f"{key}.one" in self.messages else "other"
        return self.messages[f"{key}.{form}"]


@cache
def load_catalogue(language: Language) -> Catalogue:
    """The messages of `language`, read once."""
    raw = files("bot").joinpath("locales", f"{language}.toml").read_text(encoding="utf-8")
    return Catalogue(language, _flatten(tomllib.loads(raw)))


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
