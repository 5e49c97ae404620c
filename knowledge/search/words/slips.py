"""How far a word is from one that it may be a misspelling of, in slips of the hand and the ear.

A key beside the right one, two letters in the wrong order, one too many or too few are a slip each; what sounds
the same, or was so written once (Soeharto, Suharto), is half of one. Another letter than these is two, as is
another first letter or last vowel: that is another name (Sumarno and Sutarno, Agus and Bagus, Yanto and Yanti).
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf

from rapidfuzz.distance import OSA

SAME_SOUND = 0.5
SLIP = 1.0
OTHER = 2.0
"""More than a slip: what makes another name of a short one."""

# Indonesian and Dutch-era spellings, and letters that are heard alike: Soeharto = Suharto, Yudhoyono =
# Yudoyono, Syarif = Sarif. Longer sequences first.
_SOUNDS = (
    ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("y", "i"), ("oe", "u"), ("ou", "u"), ("oo", "u"),
    ("au", "o"), ("ai", "e"), ("ei", "e"), ("ea", "e"), ("ee", "i"), ("ie", "i"), ("sh", "s"), ("kh", "h"),
    ("dh", "d"), ("th", "t"), ("ph", "f"), ("ch", "k"), ("ck", "k"), ("q", "k"), ("c", "k"), ("v", "f"),
    ("p", "f"), ("z", "s"), ("x", "ks"), ("j", "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1")
_LAST_EY = re.compile(r"ey\Z")
_SILENT_H = re.compile(r"(?<=[aiueo])h(?=[aiueo])")
_VOWELS = frozenset("aiueo")
_JAVANESE = frozenset("ao")
"""Two spellings of one vowel: Santosa, Santoso."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    pair for row in _ROWS for i in range(len(row) - 1) for pair in (row[i : i + 2], row[i + 1] + row[i])
)
_ALIKE = _BESIDE | {
    "ao",
    "oa",
    "ei",
    "ie",
    "ou",
    "uo",
    "iy",
    "yi",
    "jy",
    "yj",
    "ck",
    "kc",
    "vw",
    "wv",
    "pf",
    "fp",
    "sz",
    "zs",
    "hk",
    "kh",
}


def slips(written: str, meant: str, most: float) -> float:
    """Of two folded words; without end where they are more than `most`, of which most pairs are soon."""
    if written == meant:
        return 0.0
    by_hand = _edits(written, meant, most)
    return min(by_hand, SAME_SOUND + _edits(sound(written), sound(meant), min(by_hand, most) - SAME_SOUND))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """As it is heard, roughly: words that are heard alike are the same."""
    word = _LAST_EY.sub("i", _SILENT_H.sub("", word))
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def _edits(one: str, other: str, most: float) -> float:
    """The cheapest way from one to the other: optimal string alignment, with a price for each kind of edit."""
    cheapest_edit = SAME_SOUND if _DOUBLE.search(one) or _DOUBLE.search(other) else SLIP
    if most < 0 or cheapest_edit * OSA.distance(one, other) > most:
        return inf
    before: list[float] = []
    above = [OTHER * j for j in range(len(other) + 1)]
    for i in range(1, len(one) + 1):
        row = [OTHER * i]
        for j in range(1, len(other) + 1):
            cheapest = min(
                above[j] + _missing(one, i),
                row[j - 1] + _missing(other, j),
                above[j - 1] + _instead(one, i, other, j),
            )
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2] != one[i - 1] + one[i - 2]:
                cheapest = min(cheapest, before[j - 2] + SLIP)
            row.append(cheapest)
        if min(row) > most and min(above) + SLIP > most:  # the rest leads on from here, or by turned letters from above
            return inf
        before, above = above, row
    return above[-1]


def _missing(word: str, i: int) -> float:
    """That the i-th letter of `word`, counted from 1, is not in the other."""
    if i > 1 and word[i - 1] == word[i - 2]:
        return SAME_SOUND
    return SLIP if i > 1 else OTHER


def _instead(one: str, i: int, other: str, j: int) -> float:
    a, b = one[i - 1], other[j - 1]
    if a == b:
        return 0.0
    if i == len(one) and j == len(other) and a in _VOWELS and b in _VOWELS and {a, b} != _JAVANESE:
        return OTHER
    return SLIP if a + b in _ALIKE else OTHER
