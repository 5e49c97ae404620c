"""Chat spellings to words: `brp org` -> `berapa orang`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_lines
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE_NASAL = re.compile(r"n[^aiueo]|ny|m[bp]|n[aiueo]")
_TWICE = re.compile(r"([a-z]{3,})2(nya|an)?")
"""A word that is said twice: `anak2`, `gara2nya`."""
_LAST_E = re.compile(r"e([bcdfghjklmnpqrstvwxyz]{0,2})\Z")


def spelt_out(word: str) -> str:
    """The word that `word` is a chat spelling of; itself where it is none."""
    folded = fold(word)
    twice = _TWICE.fullmatch(folded)
    if twice:
        return spelt_out(twice[1]) + (twice[2] or "")
    return _spellings().get(folded, word)


@cache
def _spellings() -> Mapping[str, str]:
    lines = [line.partition("\t") for line in load_lines("knowledge.text", "slang.tsv")]
    return {short: long for short, _, long in lines}


def formal_spellings(word: str) -> tuple[str, ...]:
    """What a colloquial Indonesian form may be in writing: `dirumahin` -> dirumahkan, `ketanem` -> tertanam.

    The rules are those of Jakarta speech: -in for -kan and -i, ke- for ter-, a bare nasal for me-, nge- before a root,
    e for a in the last syllable. Not every result is a word.
    """
    folded = fold(word)
    forms = [folded.removesuffix("in") + ending for ending in ("kan", "i") if folded.endswith("in")] or [folded]
    if folded.startswith("ke"):
        forms += ["ter" + form[2:] for form in forms]
    if folded.startswith("nge"):
        forms += [prefix + form[3:] for form in forms if form.startswith("nge") for prefix in ("me", "")]
    if folded[:3] in {"ngr", "ngl"}:
        forms += ["mengk" + form[2:] for form in forms]
    if _BARE_NASAL.match(folded):
        forms += ["me" + form for form in forms]
    forms += [_LAST_E.sub(r"a\1", form) for form in forms]
    return tuple(dict.fromkeys(form for form in forms if form != folded))
