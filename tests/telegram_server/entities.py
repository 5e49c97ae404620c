"""What Telegram finds in plain text by itself."""

from __future__ import annotations

import re
from typing import Any

from tests.telegram_server.markup import units

_FOUND = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)"),
    "url": re.compile(r"https?://[^\s<>\"()]+"),
    "hashtag": re.compile(r"(?<!\w)#\w+"),
}
_SHIELDED = ("code", "pre", "text_link")


def find_entities(text: str, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`given` and what is found outside code and links, in order."""
    shields = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in _SHIELDED]
    found = list(given)
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if not any(start < stop and begin < end for begin, stop in shields):
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))
