"""Bytes to characters, and characters to those that a faithful body has."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from knowledge.errors import BadSource
from knowledge.problems import Trouble

MAX_BYTES = 5_000_000
"""A longer source is refused. Long reports have some 100,000 bytes, their pages up to a few million."""

MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are not text; a few come from bad exports."""

MAX_MARKS = 30
"""Combining marks in a row that are kept, as in the Stream-Safe Text Format of Unicode Annex 15: normalising
sorts such a run, in quadratic time."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"%PDF-", Trouble.PDF),
    (b"PK\x03\x04", Trouble.ARCHIVE),
    (b"\x89PNG", Trouble.IMAGE),
    (b"\xff\xd8\xff", Trouble.IMAGE),
    (b"GIF8", Trouble.IMAGE),
    (b"\x1f\x8b", Trouble.COMPRESSED),
    (b"{\\rtf", Trouble.OFFICE),
    (b"\xd0\xcf\x11\xe0", Trouble.OFFICE),
)
_CONTROL_BYTES = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Invisible characters between which a word would not match itself: soft hyphen, zero-width space and no-break
# space, word joiner and its kin, bidirectional controls, annotation and object marks, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
# Joiners mean something inside emoji and some scripts; next to a Latin letter or space they are debris.
_JOINER_RUN = re.compile("[\u200c\u200d]{2,}")
_FAR_RUN = re.compile(f"[\u0300-\U0001f000]{{{MAX_MARKS + 1}}}")  # no run of marks without one of these
_STRAY_JOINER = re.compile(
    "(?<=[\\s\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\\s\u0000-\u024f])|[\u200c\u200d]\\Z"
)


def decode(data: bytes, name: str) -> str:
    """The characters of `data`: by its byte order mark, else UTF-8, else plausible windows-1252.

    `name` is what messages call the source. Raises BadSource.
    """
    if not data.strip():
        raise BadSource(Trouble.EMPTY, name=name)
    if len(data) > MAX_BYTES:
        raise too_large(name)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise BadSource(kind, name=name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if _is_binary(data):
        raise BadSource(Trouble.BINARY, name=name)
    return _without_mark(data, name)


def too_large(name: str) -> BadSource:
    return BadSource(Trouble.TOO_LARGE, name=name, megabytes=MAX_BYTES // 1_000_000)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _undecodable(name) from None


def _without_mark(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")  # a character was cut in two where the file ends
    if not _is_windows_1252(data):
        raise _undecodable(name)
    return _strictly(data, "cp1252", name)


def _is_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return controls > len(data) * MAX_CONTROLS


def _is_windows_1252(data: bytes) -> bool:
    """Accents and curly marks are strewn among ASCII letters, and are not mostly well-formed UTF-8."""
    high = len(_HIGH_BYTE.findall(data))
    in_utf8 = sum(len(match) for match in _MULTIBYTE.findall(data))
    return high < len(data) / 4 and in_utf8 < high / 2


def _undecodable(name: str) -> BadSource:
    return BadSource(Trouble.UNDECODABLE, name=name)


def tidy(text: str) -> str:
    """`text` with \\n as its only line end, composed characters (NFC), and nothing that cannot be seen.

    Lone surrogates become U+FFFD. Linear in the length of `text`.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", _without_surrogates(text))
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINER.sub("", _JOINER_RUN.sub("\u200d", text))
    if _FAR_RUN.search(text):
        text = _long_mark_runs().sub(lambda run: run.group()[:MAX_MARKS], text)
    return unicodedata.normalize("NFC", text)


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


@cache
def _long_mark_runs() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"[{marks}]{{{MAX_MARKS + 1},}}")
