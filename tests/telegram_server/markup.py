"""HTML as the Bot API takes it -> plain text and entities, with offsets in UTF-16 units.

Stricter than Telegram in one thing: an ampersand that begins no character reference is refused, as its
documentation asks to escape all of them.
"""

from __future__ import annotations

import html
import re
from typing import Any

from tests.telegram_server.errors import bad_request

Entity = dict[str, Any]

TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "tg-spoiler": "spoiler", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
MOST_ENTITIES = 100
_TOKEN = re.compile(r"</?[^<>]*>?|&[^;\s<&]{0,10};?|[^<&]+")
_TAG = re.compile(r"<(/?)([A-Za-z0-9-]+)((?:\s+[A-Za-z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([A-Za-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e]")


def units(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text, without white space around it, and its entities in order. Raises ApiError 400."""
    source = _REMOVED.sub("", _CONTROL.sub(" ", source))
    text: list[str] = []
    entities: list[Entity] = []
    opened: list[tuple[str, Entity]] = []
    length = 0
    for token in _TOKEN.finditer(source):
        piece = token.group()
        at = len(source[: token.start()].encode())
        if piece.startswith("<"):
            _tag(piece, at, length, opened, entities)
            continue
        if piece.startswith("&"):
            if not _REFERENCE.fullmatch(piece):
                raise _unparsed(f"Unescaped character '&' at byte offset {at}")
            piece = html.unescape(piece)
        text.append(piece)
        length += units(piece)
    if opened:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return _trimmed("".join(text), entities)


def _tag(piece: str, at: int, length: int, opened: list[tuple[str, Entity]], entities: list[Entity]) -> None:
    match = _TAG.fullmatch(piece)
    if match is None:
        raise _unparsed(f"Unclosed start tag at byte offset {at}")
    name = match[2].lower()
    if name not in TYPES:
        raise _unparsed(f'Unsupported start tag "{name}" at byte offset {at}')
    if not match[1]:
        opened.append((name, _opened(name, match[3], length, opened, at)))
        return
    if not opened:
        raise _unparsed(f"Unexpected end tag at byte offset {at}")
    expected, entity = opened.pop()
    if expected != name:
        raise _unparsed(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"')
    entity["length"] = length - entity["offset"]
    if entity["length"] and not (entity["type"] == "text_link" and not entity["url"]):
        entities.append(entity)


def _opened(name: str, attributes: str, offset: int, opened: list[tuple[str, Entity]], at: int) -> Entity:
    given = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
    kind = TYPES[name]
    outer = [entity["type"] for _, entity in opened]
    if "code" in outer or "pre" in outer:
        raise _unparsed(f'Entity "{name}" inside code at byte offset {at}')
    if kind in ("code", "pre") and set(outer) - {"blockquote", "expandable_blockquote"}:
        raise _unparsed(f"Code inside another entity at byte offset {at}")
    if kind == "blockquote" and outer:
        raise _unparsed(f"Nested blockquote at byte offset {at}")
    if kind == "blockquote" and "expandable" in given:
        kind = "expandable_blockquote"
    entity: Entity = {"type": kind, "offset": offset, "length": 0}
    return entity | ({"url": html.unescape(given.get("href", ""))} if name == "a" else {})


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    lead = units(text) - units(text.lstrip())
    trimmed = text.strip()
    end = units(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] - lead + entity["length"], end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    kept.sort(key=lambda e: (e["offset"], -e["length"]))
    return trimmed, kept[:MOST_ENTITIES]


def _unparsed(said: str) -> Exception:
    return bad_request(f"can't parse entities: {said}")
