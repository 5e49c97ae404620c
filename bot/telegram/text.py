"""Plain text made fit for Telegram: its unit of length, and what must not be sent as it is."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls, zero-width and invisible characters, tags: they reorder or hide the text around
# them. The zero-width (non-)joiner stays, words of several scripts and emoji are written with it.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]+")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BREAKS = re.compile("[\u0085\u2028\u2029]")


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without the characters that could reorder or hide what stands around them."""
    return sendable(_INVISIBLE.sub("", text))


def sendable(text: str) -> str:
    """What can be sent at all; character for character, so that offsets hold."""
    return _BREAKS.sub("\n", _UNSENDABLE.sub(_replacement, text))


def visible(text: str) -> bool:
    """Whether there is anything to see in it."""
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)


def one_line(text: str) -> str:
    """Cleaned, with single spaces for every run of white space."""
    return " ".join(clean(text).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` units, with an ellipsis at the last word that fits."""
    if units(text) <= limit:
        return text
    head = text[:limit]
    while units(head) >= limit:
        head = head[:-1]
    word, space, _ = head.rpartition(" ")
    return f"{word if space else head}…"


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" if match.group() >= "\ud800" else " "
