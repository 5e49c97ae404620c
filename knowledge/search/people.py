"""Who is meant: indexed speakers found by full name, a part of it, a misspelling, or an office."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from knowledge.text.lexicon import load_words
from knowledge.text.normalise import fold
from knowledge.text.words import stop_words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from knowledge.store.protocol import SpeakerRow

MAX_WINDOW = 6
"""Words of a question that are tried as one name or office."""
MIN_FUZZY = 4
"""Letters; shorter words are one edit away from too many names."""
ONE_EDIT_UP_TO = 7
"""Letters of a name up to which one edit is a misspelling and two are another name (Yohana, Yohanes)."""

# Indonesian and Dutch-era spellings, and letters that are heard alike: Soeharto = Suharto, Yudhoyono =
# Yudoyono, Syarif = Sarif. Longer sequences first.
_SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("kh", "k"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("v", "f"), ("z", "s"), ("x", "ks"),
)  # fmt: skip

_TOGETHER = re.compile(r"\s+(?:dan|and|serta)\s+|\s*,\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """Speakers that a phrase may mean.

    left: words of the phrase that are asked about instead. stranger: a word beside the name belongs to
    another name ("Michael Whitcombe" where only Eleanor Whitcombe is known), so nobody here is meant.
    """

    speakers: tuple[SpeakerRow, ...]
    left: tuple[str, ...] = ()
    stranger: bool = False


class Directory:
    """The speakers that an asker may see, by the words of their names and offices.

    is_word: whether a word is known from the articles, so that "kiper Joko" is a goalkeeper and no Kiper.
    """

    def __init__(self, speakers: Iterable[SpeakerRow], is_word: Callable[[str], bool]) -> None:
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_office: dict[str, set[int]] = defaultdict(set)
        self._speakers = {speaker.seq: speaker for speaker in speakers}
        self._is_word = is_word
        self.everybody = tuple(sorted(self._speakers.values(), key=lambda s: (-s.quotes, s.name)))
        for speaker in self._speakers.values():
            for token in _tokens(speaker.name):
                self._by_name[token].add(speaker.seq)
            for token in {t for role in speaker.roles for t in _office_tokens(tuple(_tokens(role)))}:
                self._by_office[token].add(speaker.seq)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for token in self._by_name:
            self._by_sound[_sound(token)].add(token)
        self._meant: dict[str, frozenset[str]] = {}

    def find(self, phrase: Sequence[str]) -> Found | None:
        """The speakers that the longest part of `phrase` names; exact names before offices before typos."""
        tokens = [_bare(word) for word in phrase]
        for window in _windows(len(tokens)):
            part = [tokens[i] for i in window]
            if found := self._named(part):
                return self._found(found, window, phrase, tokens)
            if len(part) == len(tokens) and (found := self._in_office(part)):
                return Found(self._ranked(found), tuple(phrase[window.stop :]))
        return self._misspelt(phrase, tokens)

    def mentioned(self, phrase: Sequence[str]) -> tuple[tuple[SpeakerRow, ...], tuple[str, ...]]:
        """The speakers whose name stands among the words of `phrase`, and its other words."""
        found = self.find(phrase)
        if found is None or found.stranger:
            return (), tuple(phrase)
        names = {token for speaker in found.speakers for token in _tokens(speaker.name)}
        return found.speakers, tuple(word for word in phrase if not self._nearest(_bare(word)) & names)

    def describes(self, phrase: Sequence[str]) -> bool:
        """Whether `phrase` is made of words that articles use, as "bus drivers" is, and names nobody."""
        return all(self._is_word(_bare(word)) and not word[:1].isupper() for word in phrase)

    def known_as(self, name: str) -> tuple[SpeakerRow, ...]:
        """The speakers of exactly this name."""
        return self._ranked(self._named(_tokens(name)))

    def _named(self, tokens: Sequence[str]) -> set[int]:
        return _shared(self._by_name.get(token, set()) for token in tokens)

    def _in_office(self, tokens: Sequence[str]) -> set[int]:
        wanted = [t for t in _office_tokens(tuple(tokens)) if t not in stop_words("en")]
        if not any(token in _office_names() for token in wanted):
            return set()
        return _shared(self._by_office.get(t, set()) | self._by_name.get(t, set()) for t in wanted)

    def _misspelt(self, phrase: Sequence[str], tokens: Sequence[str]) -> Found | None:
        meant = [self._nearest(token) for token in tokens]
        for window in _windows(len(tokens)):
            if all(meant[i] for i in window):
                candidates = (set().union(*(self._by_name[name] for name in meant[i])) for i in window)
                if found := _shared(candidates):
                    return self._found(found, window, phrase, tokens)
        return None

    def _found(self, found: set[int], window: range, phrase: Sequence[str], tokens: Sequence[str]) -> Found:
        """The words before a name describe its bearer; those after it are what is asked about."""
        speakers = self._ranked(found)
        names = {token for speaker in speakers for token in _tokens(speaker.name)}
        after = window.stop
        while after < len(tokens) and self._nearest(tokens[after]) & names:
            after += 1
        beside = [i for i in (window.start - 1, after) if 0 <= i < len(tokens)]
        stranger = any(self._is_foreign(tokens[i], names, i < window.start and phrase[i].istitle()) for i in beside)
        return Found(speakers, tuple(phrase[after:]), stranger)

    def _is_foreign(self, token: str, names: set[str], capital: bool) -> bool:
        if self._nearest(token) & names or _is_office_word(token) or not token.isalpha():
            return False
        return token in self._by_name or capital or not self._is_word(token)

    def _nearest(self, token: str) -> frozenset[str]:
        """Words of names that `token` may have been meant for: the fewest edits, within its allowance."""
        if token not in self._meant:
            self._meant[token] = self._compare(token)
        return self._meant[token]

    def _compare(self, token: str) -> frozenset[str]:
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

    def _ranked(self, found: set[int]) -> tuple[SpeakerRow, ...]:
        return tuple(sorted((self._speakers[seq] for seq in found), key=lambda s: (-s.quotes, s.seq)))


def called(name: str, phrase: Sequence[str]) -> str:
    """Of several who speak together ("A dan B"), the one whom `phrase` names; else the whole name."""
    asked = {_bare(word) for word in phrase}
    parts = _TOGETHER.split(name)
    return next((part for part in parts if len(parts) > 1 and asked & set(_tokens(part))), name)


def _allowed_edits(token: str) -> int:
    return 1 if len(token) <= ONE_EDIT_UP_TO else 2


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
def _office_words() -> frozenset[str]:
    return frozenset(word for name in _offices() for word in name) | load_words("knowledge.search", "honorifics.txt")


@lru_cache(maxsize=4096)
def _is_office_word(token: str) -> bool:
    """Also where it is misspelt: bupti, comissioner."""
    return token in _office_words() or (
        len(token) > MIN_FUZZY
        and any(OSA.distance(token, word, score_cutoff=1) <= 1 for word in _office_words() if len(word) > MIN_FUZZY)
    )


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
