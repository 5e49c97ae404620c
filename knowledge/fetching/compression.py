"""Compressed bytes to plain ones, never more of them than asked for."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
"""What requests ask for: what the standard library can inflate bit by bit."""

GZIP_MAGIC = b"\x1f\x8b"
HEADER = 2
"""Bytes of zlib's header (RFC 1950)."""
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class BadEncoding(Exception):
    """The bytes are not in the encoding that was announced, or it is not one of ours."""


class TooMuch(Exception):
    """There is more than the limit."""


def collect(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """`chunks` joined and inflated. encoding: the value of a Content-Encoding header; limit: bytes.

    Raises TooMuch before it holds more than `limit`, BadEncoding.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _joined(chunks, limit)
        case "gzip" | "x-gzip":
            return _inflated(chunks, (_GZIP,), limit)
        case "deflate":  # RFC 9110 means zlib's format; some servers send it without its frame
            return _inflated(chunks, (_ZLIB, _RAW), limit)
        case _:
            raise BadEncoding(encoding)


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > limit:
            raise TooMuch
    return bytes(whole)


def _inflated(chunks: Iterable[bytes], formats: tuple[int, ...], limit: int) -> bytes:
    """As the first of the formats with which the first bytes can be read."""
    whole = bytearray()
    inflater = None
    for chunk in _with_header(chunks):
        if inflater is None:
            inflater = _inflater(chunk, formats)
        while chunk and not inflater.eof:
            try:
                whole += inflater.decompress(chunk, limit + 1 - len(whole))
            except zlib.error as error:
                raise BadEncoding(str(error)) from error
            if len(whole) > limit:
                raise TooMuch
            chunk = inflater.unconsumed_tail
        if inflater.eof:
            break
    return bytes(whole)


def _with_header(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, the first `HEADER` of them together however they came: only together they tell."""
    start = b""
    begun = False
    for chunk in chunks:
        if begun:
            yield chunk
            continue
        start += chunk
        if len(start) >= HEADER:
            begun = True
            yield start
    if not begun and start:
        yield start


def _inflater(start: bytes, formats: tuple[int, ...]) -> zlib._Decompress:
    for window in formats[:-1]:
        try:
            zlib.decompressobj(window).decompress(start, 1)
        except zlib.error:
            continue
        return zlib.decompressobj(window)
    return zlib.decompressobj(formats[-1])
