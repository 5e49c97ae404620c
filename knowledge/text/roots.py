"""Indonesian words -> their roots, for those whose roots are listed.

An affix looks like a part of many roots: a rule without a list takes "salah" (wrong) for "sa" with an ending, and
"tindakan" (deed, of "tindak") for "tinda". Which endings go with which beginning, and what a nasal does to the letter
behind it, is as the language's grammar has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLAIN = ("", "an", "kan", "i")
"""Endings of a word without a beginning."""
# "-in" is what "-kan" and "-i" are in a chat.
_VERB, _NOUN = ("", "kan", "i", "in"), ("", "an")
BEGINNINGS = {
    "me": _VERB,
    "di": _VERB,
    "ter": _VERB,
    "te": _VERB,
    "ber": ("", "an", "kan"),
    "be": ("", "an", "kan"),
    "pe": _NOUN,
    "per": _NOUN,
    "ke": ("an",),
    "se": ("",),
    "": PLAIN,
}
INNER = ("ber", "be", "per", "pe", "ter", "te", "ke", "se")
"""What may stand between a beginning and the root: "di-per-panjang"."""
NASALISED = ("me", "pe")
NASALS = {"m": ("bfvp", "p"), "n": ("dcjzts", "t"), "ny": ("", "s"), "ng": ("aiueoghkqx", "k"), "": ("lrmnwy", "")}
"""A nasal, the letters before which it stands, and those in whose place it does."""
CHAT_NASAL = "ng"
"""All that a chat leaves of "meng-": "ngajar", "ngecek"."""
SHORT_R = ("be", "pe", "te")
"""What "ber-", "per-" and "ter-" are before an r."""
CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun", "tah")
MOST_CLITICS = 2


def root(word: str) -> str | None:
    """The listed root of a folded word; None where it has none."""
    listed = _listed()
    for stripped in _without_clitics(word):
        if stripped in listed:
            return listed[stripped]
        if found := _parsed(stripped, listed):
            return found
    return None


@cache
def _listed() -> Mapping[str, str]:
    """A root for itself, and for a word whose root is not what it looks like."""
    lines = (line.split() for line in load_words("knowledge.text", "roots_id.txt"))
    return {word: words[0] for words in lines for word in words}


def _without_clitics(word: str) -> Iterator[str]:
    """The word, and without what is written together with it, longest first."""
    yield word
    for _ in range(MOST_CLITICS):
        clitic = next((c for c in CLITICS if word.endswith(c)), None)
        if clitic is None:
            return
        word = word.removesuffix(clitic)
        yield word


def _parsed(word: str, listed: Mapping[str, str]) -> str | None:
    """Of all ways to read it the one that restores no letter, has nothing inside, and the longest root."""
    read = [(r.is_kept, not r.inner, len(r.root), r.root) for r in _readings(word) if r.root in listed]
    return listed[max(read)[-1]] if read else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """root: what may be it; is_kept: with all its letters; inner: what stands before it behind a beginning."""

    root: str
    is_kept: bool = True
    inner: str = ""


def _readings(word: str) -> Iterator[_Reading]:
    for beginning, endings in BEGINNINGS.items():
        if word.startswith(beginning):
            rest = word[len(beginning) :]
            for ending in endings:
                if rest.endswith(ending) and (inside := rest[: len(rest) - len(ending)]):
                    yield from _of_inside(inside, beginning)


def _of_inside(inside: str, beginning: str) -> Iterator[_Reading]:
    if beginning in NASALISED:
        yield from _nasalised(inside)
    elif not beginning and inside.startswith(CHAT_NASAL):
        yield from (reading for reading in _nasalised(inside) if reading.is_kept)
    if beginning not in SHORT_R or inside.startswith("r") or beginning in NASALISED:
        yield _Reading(inside)
        if beginning:
            yield from _with_inner(inside)


def _nasalised(inside: str) -> Iterator[_Reading]:
    for nasal, (kept, lost) in NASALS.items():
        if not inside.startswith(nasal):
            continue
        rest = inside[len(nasal) :]
        if rest[:1] and rest[0] in kept:
            yield _Reading(rest)
            yield from _with_inner(rest)
        for letter in lost:
            yield _Reading(letter + rest, is_kept=False)
    if inside.startswith("nge"):
        yield _Reading(inside[3:])


def _with_inner(inside: str) -> Iterator[_Reading]:
    for inner in INNER:
        rest = inside.removeprefix(inner)
        if inside.startswith(inner) and (inner not in SHORT_R or rest.startswith("r")):
            yield _Reading(rest, inner=inner)
