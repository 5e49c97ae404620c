"""How people misspell names: one slip of the hand or the ear at a time, every place of it that a word has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HEARD = (
    ("v", "f"), ("f", "v"), ("f", "p"), ("p", "f"), ("j", "y"), ("j", "dj"), ("y", "j"), ("oe", "u"), ("u", "oe"),
    ("kh", "h"), ("kh", "k"), ("h", "kh"), ("sy", "s"), ("s", "sy"), ("sh", "s"), ("s", "z"), ("z", "s"), ("i", "y"),
    ("y", "i"), ("ie", "i"), ("i", "ie"), ("ee", "i"), ("oo", "u"), ("th", "t"), ("t", "th"), ("d", "dh"),
    ("dh", "d"), ("ph", "f"), ("c", "k"), ("k", "c"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("ch", "c"), ("c", "ch"),
    ("w", "v"), ("ou", "u"), ("ea", "e"), ("au", "o"), ("ai", "e"),
)  # fmt: skip


def swapped(word: str) -> Iterator[str]:
    """Two letters in the wrong order."""
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1) if word[i] != word[i + 1])


def dropped(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(1, len(word)))


def doubled(word: str) -> Iterator[str]:
    return (word[:i] + word[i] + word[i:] for i in range(1, len(word)))


def undoubled(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == word[i - 1])


def beside(word: str) -> Iterator[str]:
    """A neighbouring key struck instead."""
    for i, letter in enumerate(word):
        row = next((r for r in _ROWS if letter in r), "")
        at = row.find(letter)
        yield from (word[:i] + row[k] + word[i + 1 :] for k in (at - 1, at + 1) if row and 0 <= k < len(row))


def heard(word: str) -> Iterator[str]:
    """Written as it sounds, or as it once was written."""
    for written, sound in _HEARD:
        at = word.find(written)
        while at >= 0:
            yield word[:at] + sound + word[at + len(written) :]
            at = word.find(written, at + 1)


def silent(word: str) -> Iterator[str]:
    """An h that is not heard."""
    return (word[:i] + word[i + 1 :] for i in range(1, len(word)) if word[i] == "h")


SLIPS: dict[str, Callable[[str], Iterator[str]]] = {
    slip.__name__: slip for slip in (swapped, dropped, doubled, undoubled, beside, heard, silent)
}
