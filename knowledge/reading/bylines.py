"""Who wrote it: the line that says so, also where pasting has glued it to what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.reading.datelines import outlet_name
from knowledge.reading.patterns import any_phrase, entries
from knowledge.text.normalise import fold, squeeze

MAX_BYLINE = 160
"""Characters of a line that is a byline alone."""

MAX_NAME = 90
"""Characters; several authors with their joining words."""

MAX_NAME_WORDS = 12

_SURNAME_PREFIXES = ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "O")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?")
_LETTER = re.compile(r"[^\W\d_]")
_GLUE = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])")
_PLACE = re.compile(r"\s(?:in|di|dari)\s(?=[A-Z])")
_SEPARATOR = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; all None where it names only an editor.

    rest: what pasting has glued to it: the dek, or the first paragraph.
    """

    name: str | None = None
    outlet: str | None = None
    rest: str | None = None


def parse_byline(line: str) -> Byline | None:
    """The byline that `line` is, or that it starts with when something is glued to it; else None."""
    match = _labelled().match(line)
    if match is None:
        return _named_outlet(line)
    said = line[match.end() :].strip()
    if len(line) <= MAX_BYLINE and (whole := parse_credit(said)):
        return Byline() if match["editor"] else whole
    return _glued(said, is_editor=bool(match["editor"]))


def is_label(line: str) -> bool:
    """Only `Reporter` or `Oleh:`; the name stands on the next line."""
    match = _labelled().match(line + " ")
    return match is not None and not line[match.end() :].strip() and len(line) > len("by")


def is_author_label(line: str) -> bool:
    match = _labelled().match(line + " ")
    return is_label(line) and match is not None and not match["editor"]


def looks_like_name(text: str) -> bool:
    """Two to four capitalised words and nothing else, as names of people are."""
    words = text.split()
    return 2 <= len(words) <= 4 and _is_name(text) and all(w[0].isupper() for w in words if w not in _particles())


def looks_like_author(text: str) -> bool:
    """A name, or one with its owner's job: `Jane Doe Political correspondent`."""
    words = text.split()
    is_reporter = 3 < len(words) <= MAX_NAME_WORDS and _names_a_job(words[-1]) and words[0][0].isupper()
    return looks_like_name(text) or (is_reporter and words[1][0].isupper())


def parse_credit(said: str) -> Byline | None:
    """`Jane Doe, BBC News` · `Rani Putri - detikNews` · `Arief | Editor: Budi`."""
    name, *others = _SEPARATOR.split(said)
    name, outlet = _without_outlet(_without_editor(_PLACE.split(name)[0]))
    if not _is_name(name):
        return None
    outlets = [other for other in others if _is_outlet(other)]
    return Byline(name.rstrip("., "), outlet or (outlets[0] if outlets else None))


def _without_editor(name: str) -> str:
    return _editor_inside().split(name)[0]


def _without_outlet(name: str) -> tuple[str, str | None]:
    """`Tribunnews.com, Rani Putri` and `Jane Doe, BBC News` -> the name and the outlet."""
    parts = [part.strip() for part in name.split(",")]
    outlets = [part for part in parts if _is_outlet(part) or _names_a_job(part)]
    people = [part for part in parts if part and part not in outlets]
    if not people:
        return name, None
    return ", ".join(people), next((part for part in outlets if _is_outlet(part)), None)


def _named_outlet(line: str) -> Byline | None:
    """`Rani Putri - detikNews`, without any label."""
    if len(line) > MAX_BYLINE:
        return None
    name, *others = _SEPARATOR.split(line)
    if len(others) == 1 and _is_outlet(others[0]) and _is_name(name) and not _is_outlet(name):
        return Byline(name, others[0])
    return None


def _glued(said: str, *, is_editor: bool) -> Byline | None:
    """Split where a name runs into the first word of a sentence: `Rani PutriHarga beras naik`."""
    for seam in _GLUE.finditer(said[:MAX_NAME]):
        name, rest = said[: seam.start()], said[seam.start() :]
        if name.split()[-1] in _SURNAME_PREFIXES or not _is_name(name):
            continue
        following = rest.split(maxsplit=4)
        if len(following) > 3 and any(word.islower() for word in following[1:4]):
            return Byline(None if is_editor else name, None, squeeze(rest))
    return None


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MAX_NAME_WORDS or len(text) > MAX_NAME:
        return False
    if not all(word in _particles() or _NAME_WORD.fullmatch(word) for word in words):
        return False
    proper = [word for word in words if word[0].isupper() or _is_outlet(word)]
    return bool(proper) and len(proper) + sum(word in _particles() for word in words) == len(words)


def _is_outlet(text: str) -> bool:
    return _outlet().fullmatch(text.strip()) is not None


def _names_a_job(text: str) -> bool:
    return any(fold(word) in entries("outlet_words.txt") for word in text.split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(entries("name_particles.txt"))


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(outlet_name())


@cache
def _labelled() -> re.Pattern[str]:
    authors, editors = any_phrase("author_labels.txt"), any_phrase("editor_labels.txt")
    return re.compile(rf"(?:(?P<author>{authors})|(?P<editor>{editors}))(?:\s?:\s?|\s+)", re.IGNORECASE)


@cache
def _editor_inside() -> re.Pattern[str]:
    return re.compile(rf"[\s,;]+{any_phrase('editor_labels.txt')}\s?:", re.IGNORECASE)
