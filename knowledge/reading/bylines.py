"""Who wrote it: the line that says so, also where pasting has glued it to what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.reading.outlets import is_listed, is_outlet, is_proper
from knowledge.reading.patterns import any_phrase, entries
from knowledge.text.normalise import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_BYLINE = 160
"""Characters of a line that is a byline alone."""

MAX_NAME = 90
"""Characters; several authors with their joining words."""

MAX_NAME_WORDS = 12

_SURNAME_PREFIXES = ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "O")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?")
_GLUE = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z])")
_PLACE = re.compile(r"\s(?:in|at|di|dari)\s(?=[A-Z])")
_BESIDE = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+")
_SEPARATOR = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; all None where it names only an editor.

    rest: what pasting has glued to it: the dek, or the first paragraph.
    """

    name: str | None = None
    outlet: str | None = None
    rest: str | None = None


def parse_byline(line: str, vouched: Collection[str] | None = None) -> Byline | None:
    """The byline that `line` is, or that it starts with when something is glued to it; else None.

    vouched: what the article names elsewhere in the place of an outlet; None where the line is not below a title,
    so that without a label it is a byline only if it names an outlet that is listed.
    """
    match = _labelled().match(line)
    if match is None:
        return _named_outlet(line, vouched)
    said = line[match.end() :].strip()
    if len(line) <= MAX_BYLINE and (whole := parse_credit(said, vouched or ())):
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


def parse_credit(said: str, vouched: Collection[str] = ()) -> Byline | None:
    """`Jane Doe, BBC News` · `Rani Putri - detikNews` · `Arief | Editor: Budi`."""
    name, *others = _SEPARATOR.split(said)
    name, outlet = _without_outlet(_without_editor(_PLACE.split(name)[0]))
    if not _is_name(name):
        return None
    outlets = [other for other in others if is_outlet(other, vouched)]
    return Byline(name.rstrip("., "), outlet or (outlets[0] if outlets else None))


def _without_editor(name: str) -> str:
    return _editor_inside().split(name)[0]


def _without_outlet(name: str) -> tuple[str, str | None]:
    """`Tribunnews.com, Rani Putri` and `Jane Doe, BBC News` -> the name and the outlet."""
    parts = [part.strip() for part in name.split(",")]
    outlets = [part for part in parts if is_outlet(part) or _names_a_job(part)]
    people = [part for part in parts if part and part not in outlets]
    if not people:
        return name, None
    return ", ".join(people), next((part for part in outlets if is_outlet(part)), None)


def parse_pair(line: str) -> Byline | None:
    """`Rani Putri - Lini Tani`: two names on a line, where its place says that it is a byline. The paper comes last,
    or first where a word says that it is one: `Suara Muara - Wanaraja` is a paper and where it is written.
    """
    one, *others = _BESIDE.split(line)
    if len(others) == 1 and is_outlet(one) and is_proper(others[0]):
        return Byline(None, one)
    if len(line) > MAX_BYLINE or len(others) != 1 or not (_names_people(one) and is_proper(others[0])):
        return None
    return Byline(one, others[0])


def _named_outlet(line: str, vouched: Collection[str] | None) -> Byline | None:
    """`Rani Putri - detikNews` and `Kabar Muara | Rani Putri`, without any label."""
    one, *others = _BESIDE.split(line)
    if len(line) > MAX_BYLINE or len(others) != 1:
        return None
    other = others[0]
    if is_listed(other) and _is_name(one) and not is_listed(one):
        return Byline(one, other)
    if vouched is None:
        return None
    if is_outlet(other, vouched) and _names_people(one):
        return Byline(one, other)
    if is_outlet(one, vouched) and looks_like_name(other):
        return Byline(other, one)
    return None


def _names_people(text: str) -> bool:
    """A name, or names with the words that join them."""
    return _is_name(text) and not is_listed(text) and len(text.split()) > 1


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
    proper = [word for word in words if word[0].isupper() or is_listed(word)]
    return bool(proper) and len(proper) + sum(word in _particles() for word in words) == len(words)


def _names_a_job(text: str) -> bool:
    return any(fold(word) in entries("outlet_words.txt") for word in text.split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(entries("name_particles.txt"))


@cache
def _labelled() -> re.Pattern[str]:
    authors, editors = any_phrase("author_labels.txt"), any_phrase("editor_labels.txt")
    return re.compile(rf"(?:(?P<author>{authors})|(?P<editor>{editors}))(?:\s?:\s?|\s+)", re.IGNORECASE)


@cache
def _editor_inside() -> re.Pattern[str]:
    return re.compile(rf"[\s,;]+{any_phrase('editor_labels.txt')}\s?:", re.IGNORECASE)
