"""The characters of what came over the web, where neither headers nor documents can be trusted on the encoding."""

from __future__ import annotations

import codecs
import re

from knowledge.errors import BadSource
from knowledge.fetching.compression import GZIP_MAGIC, BadEncoding, TooMuch, collect
from knowledge.problems import Trouble
from knowledge.reading.decode import MAX_BYTES, decode, too_large

_DECLARED = re.compile(
    rb"(?:<\?xml[^>]{0,100}?encoding|<meta[^>]{0,200}?charset)\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 2_048
"""Bytes in which a document has to declare its encoding; HTML's own limit is half of it."""

# Of the WHATWG's Encoding Standard those that UTF-8 and windows-1252, which `decode` tells apart, do not cover. Others,
# UTF-7 among them, can hide markup from a check and are not decoded.
_OTHERS = re.compile(
    r"iso8859-(?:[2-9]|1[0-6])|cp125[01345678]|cp874|koi8-[ru]|mac-(?:roman|cyrillic)|gb(?:2312|k|18030)|big5(?:hkscs)?"
    r"|euc_(?:jp|kr)|shift_jis|cp932|cp949"
)


def characters(data: bytes, content_type: str, name: str) -> str:
    """The text of `data`, also where it is a compressed file. content_type: of the header; name: for messages.

    Raises BadSource for what is no text, and for what is too large.
    """
    data = _unpacked(data, name)
    encoding = _wide(data) or _other(data, content_type)
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass
    try:
        return decode(data, name).removeprefix("\ufeff")
    except BadSource:
        if not data.lstrip().startswith(b"<"):
            raise
        return data.decode("utf-8", "replace")  # markup in two encodings at once: its letters can be read


def _unpacked(data: bytes, name: str) -> bytes:
    """Sitemaps are also kept as compressed files."""
    if not data.startswith(GZIP_MAGIC):
        return data
    try:
        return collect([data], "gzip", MAX_BYTES)
    except TooMuch:
        raise too_large(name) from None
    except BadEncoding:
        raise BadSource(Trouble.BROKEN_ARCHIVE, name=name) from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of `<` and what follows is zero."""
    if data[:1] == b"<" and data[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:2] == b"\0<" else None


def _other(data: bytes, content_type: str) -> str | None:
    """The declared encoding, by the header or else the document, where it is another and the bytes are no UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        in_header, in_document = _IN_HEADER.search(content_type), _DECLARED.search(data[:_HEAD])
        stated = [in_header[1] if in_header else "", in_document[1].decode() if in_document else ""]
        return next((name for each in stated if (name := _codec(each))), None)
    return None


def _codec(stated: str) -> str | None:
    try:
        name = codecs.lookup(stated).name if stated else ""
    except LookupError:
        return None
    return name if _OTHERS.fullmatch(name) else None
