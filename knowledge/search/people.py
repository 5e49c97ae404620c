"""Who is meant: indexed speakers found by full name, a part of it, a misspelling, or an office."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.text.normalise import fold
from knowledge.text.words import stop_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.store.protocol import SpeakerRow

MAX_WINDOW = 6
"""Words of a question that are tried as one name or office."""
MIN_FUZZY = 4
"""Letters; shorter words are one edit away from too many names."""

# Indonesian and Dutch-era spellings, and letters that are heard alike: Soeharto = Suharto, Yudhoyono =
# Yudoyono, Syarif = Sarif. Longer sequences first.
_SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("kh", "k"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("v", "f"), ("z", "s"), ("x", "ks"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Speakers that a phrase may mean, and the positions of its words that named them."""

    speakers: tuple[SpeakerRow, ...]
    used: frozenset[int]


class Directory:
    """The speakers that an asker may see, by the words of their names and offices."""

    def __init__(self, speakers: Iterable[SpeakerRow]) -> None:
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_office: dict[str, set[int]] = defaultdict(set)
        self._speakers = {speaker.seq: speaker for speaker in speakers}
        for speaker in self._speakers.values():
            name = _tokens(speaker.name)
            for token in name:
                self._by_name[token].add(speaker.seq)
            for token in {t for role in speaker.roles for t in _office_tokens(tuple(_tokens(role)))}:
                self._by_office[token].add(speaker.seq)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for token in self._by_name:
            self._by_sound[_sound(token)].add(token)

    def find(self, phrase: Sequence[str], *, fuzzy: bool = True, offices: bool = True) -> Found | None:
        """The speakers that the longest part of `phrase` names; exact names before offices before typos."""
        tokens = [_bare(word) for word in phrase]
        for window in _windows(len(tokens)):
            part = [tokens[i] for i in window]
            found = self._named(part) or (self._in_office(part) if offices else set())
            if found:
                return self._result(found, window)
        return self._misspelt(tokens) if fuzzy else None

    def _named(self, tokens: Sequence[str]) -> set[int]:
        return _shared(self._by_name.get(token, set()) for token in tokens)

    def _in_office(self, tokens: Sequence[str]) -> set[int]:
        wanted = [t for t in _office_tokens(tuple(tokens)) if t not in stop_words("en")]
        if not any(token in _office_names() for token in wanted):
            return set()
        return _shared(self._by_office.get(t, set()) | self._by_name.get(t, set()) for t in wanted)

    def _misspelt(self, tokens: Sequence[str]) -> Found | None:
        corrected = {i: self._nearest(token) for i, token in enumerate(tokens)}
        for window in _windows(len(tokens)):
            if all(corrected[i] for i in window):
                found = _shared(set().union(*(self._by_name[name] for name in corrected[i])) for i in window)
                if found:
                    return self._result(found, window)
        return None

    @lru_cache(maxsize=4096)  # noqa: B019 - a directory lives as long as the index does not change
    def _nearest(self, token: str) -> frozenset[str]:
        """Words of names that `token` may have been meant for: the fewest edits, within its allowance."""
        if token in self._by_name:
            return frozenset([token])
        if len(token) < MIN_FUZZY or not token.isalpha():
            return frozenset()
        sound, allowed = _sound(token), _allowed_edits(token)
        best: dict[int, set[str]] = defaultdict(set)
        for other, names in self._by_sound.items():
            edits = OSA.distance(sound, other, score_cutoff=allowed)
            if edits <= allowed and len(other) >= MIN_FUZZY:
                best[edits] |= names
        return frozenset(best[min(best)]) if best else frozenset()

    def _result(self, found: set[int], window: range) -> Found:
        speakers = sorted((self._speakers[seq] for seq in found), key=lambda s: (-s.quotes, s.seq))
        return Found(tuple(speakers), frozenset(window))


def _allowed_edits(token: str) -> int:
    return 1 if len(token) <= 5 else 2 if len(token) <= 9 else 3


def _windows(count: int) -> Iterator[range]:
    for length in range(min(count, MAX_WINDOW), 0, -1):
        for start in range(count - length + 1):
            yield range(start, start + length)


def _shared(sets: Iterable[set[int]]) -> set[int]:
    found: set[int] | None = None
    for members in sets:
        found = set(members) if found is None else found & members
    return found or set()


def _tokens(name: str) -> list[str]:
    return [_bare(word.text) for word in words(name)]


def _bare(word: str) -> str:
    """Folded, without `'s` or the Indonesian `-nya` of "bosnya"."""
    folded = fold(word).partition("'")[0]
    return folded.removesuffix("nya") if len(folded) > 6 else folded


@cache
def _offices() -> dict[tuple[str, ...], str]:
    raw = files("knowledge.search").joinpath("data", "offices.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(raw)["groups"]
    return {tuple(name.split()): f"={group[0]}" for group in groups for name in group}


@cache
def _office_names() -> frozenset[str]:
    return frozenset(_offices().values())


@lru_cache(maxsize=4096)
def _office_tokens(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens with the words of an office replaced by its one name: direktur utama -> =ceo."""
    replaced: list[str] = []
    i = 0
    while i < len(tokens):
        length = next((n for n in (3, 2, 1) if tokens[i : i + n] in _offices()), 0)
        replaced.append(_offices()[tokens[i : i + length]] if length else tokens[i])
        i += length or 1
    return tuple(replaced)


@lru_cache(maxsize=65536)
def _sound(token: str) -> str:
    for written, heard in _SOUNDS:
        token = token.replace(written, heard)
    return "".join(c for i, c in enumerate(token) if i == 0 or c != token[i - 1])
