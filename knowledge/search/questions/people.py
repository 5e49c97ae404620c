"""Who is meant: indexed speakers found by full name, a part of it, a misspelling, or an office."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.questions.offices import (
    is_honorific,
    is_kin,
    is_office,
    is_office_word,
    is_post,
    office_tokens,
    stand_for,
    tokens_of_role,
    wanted_tokens,
)
from knowledge.search.words.glossary import is_listed
from knowledge.search.words.slips import SAME_SOUND, SLIP, slips, sound
from knowledge.text.normalise import fold
from knowledge.text.words import stop_words, term, words
from knowledge.types import LANGUAGES, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from knowledge.store.protocol import SpeakerRow

MAX_WINDOW = 6
"""Words of a question that are tried as one name or office."""
MIN_FUZZY = 4
"""Letters; shorter words are a slip away from too many names."""
MIN_FUZZY_TOGETHER = 3
"""Letters, where other words of the same name are beside it."""
ONE_SLIP_UP_TO = 7
"""Letters of a name up to which one slip is a misspelling and two are another name (Yohana, Yohanes)."""
MOST_SLIPS = 2
NAMELESS = frozenset({SpeakerKind.GROUP, SpeakerKind.UNNAMED})
"""Kinds of speakers whose names are words, of which other words are no misspellings: drivers are no divers."""

_TOGETHER = re.compile(r"\s+(?:dan|and|serta)\s+|\s*,\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """Speakers that a phrase may mean.

    left: words of the phrase that are asked about instead. stranger: a word beside the name belongs to
    another name ("Michael Whitcombe" where only Eleanor Whitcombe is known), so nobody here is meant.
    doubtful: the phrase calls them something that no article does ("the losing coach"). posted: that is an office and
    may be another's ("pelatih Barasa"). owners: it is another's, or somebody of theirs is meant ("istri Karsinah").
    in_office: says what they are, and no name: "the organiser".
    """

    speakers: tuple[SpeakerRow, ...]
    left: tuple[str, ...] = ()
    stranger: bool = False
    doubtful: bool = False
    posted: bool = False
    owners: bool = False
    in_office: bool = False


class Directory:
    """The speakers that an asker may see, by the words of their names and offices.

    is_word: whether a word is known from the articles, so that "kiper Joko" is a goalkeeper and no Kiper.
    before: what was known before a change; whoever is as before is not taken apart again, which is most of the work.
    """

    def __init__(
        self, speakers: Iterable[SpeakerRow], is_word: Callable[[str], bool], before: Directory | None = None
    ) -> None:
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_office: dict[str, set[int]] = defaultdict(set)
        self._speakers = {speaker.seq: speaker for speaker in speakers}
        taken_apart = {s.seq: (before and before._parts_of(s)) or _parts(s) for s in self._speakers.values()}
        self._words_of = {seq: name for seq, (name, _) in taken_apart.items()}
        self._offices_of = {seq: offices for seq, (_, offices) in taken_apart.items()}
        self._is_word = is_word
        self.everybody = tuple(sorted(self._speakers.values(), key=lambda s: (-s.quotes, s.name)))
        for speaker in self._speakers.values():
            for token in self._words_of[speaker.seq]:
                self._by_name[token].add(speaker.seq)
            for token in self._offices_of[speaker.seq]:
                self._by_office[token].add(speaker.seq)
        named = {speaker.seq for speaker in self.everybody if speaker.kind not in NAMELESS}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._names = frozenset(token for token, bearers in self._by_name.items() if bearers & named)
        for token in self._names:
            heard = sound(token)
            self._by_sound[heard].append(token)
            if heard != token:
                self._by_sound[token].append(token)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for heard in self._by_sound:
            self._by_length[len(heard)].append(heard)
        self._near: dict[str, Mapping[str, float]] = {}

    def _parts_of(self, speaker: SpeakerRow) -> tuple[frozenset[str], frozenset[str]] | None:
        """As they were taken apart here; None where the name or the offices were others."""
        known = self._speakers.get(speaker.seq)
        if known is None or (known.name, known.roles) != (speaker.name, speaker.roles):
            return None
        return self._words_of[speaker.seq], self._offices_of[speaker.seq]

    def find(self, phrase: Sequence[str]) -> Found | None:
        """The speakers that the longest part of `phrase` names; exact names before offices before typos."""
        strangers: list[Found] = []
        for found in self._candidates(phrase):
            if not found.stranger:
                return found
            strangers.append(found)
        return strangers[0] if strangers else None

    def _candidates(self, phrase: Sequence[str]) -> Iterator[Found]:
        tokens = [_bare(word) for word in phrase]
        for window in _windows(len(tokens)):
            part = [tokens[i] for i in window]
            if found := self._named(part):
                yield self._found(self._with_office(found, part, tokens), window, phrase, tokens)
            elif len(part) == len(tokens) and (found := self._in_office(part) or self._of_house(part)):
                yield Found(self._ranked(found), in_office=True)
            elif len(part) > 1 and (found := self._misspelt(part)):
                yield self._found(found, window, phrase, tokens)
        for i, token in enumerate(tokens):
            if not _is_ordinary(phrase[i], token) and (found := self._misspelt([token])):
                yield self._found(found, range(i, i + 1), phrase, tokens)

    def mentioned(self, phrase: Sequence[str]) -> tuple[tuple[SpeakerRow, ...], tuple[str, ...]]:
        """The speakers whose name stands among the words of `phrase`, and its other words."""
        found = self.find(phrase)
        if found is None or found.stranger:
            return (), tuple(phrase)
        names = self._names_of(found.speakers)
        return found.speakers, tuple(word for word in phrase if not self._is_of(_bare(word), names))

    def describes(self, phrase: Sequence[str]) -> bool:
        """Whether `phrase` is made of words that articles use, as "bus drivers" is, and names nobody."""
        return all(self._is_word(_bare(word)) and not word[:1].isupper() for word in phrase)

    def known_as(self, name: str) -> tuple[SpeakerRow, ...]:
        """The speakers of exactly this name."""
        return self._ranked(self._named(tokens_of(name)))

    def _named(self, tokens: Sequence[str]) -> set[int]:
        return _shared(self._by_name.get(token, set()) for token in tokens)

    def _with_office(self, found: set[int], part: Sequence[str], tokens: Sequence[str]) -> set[int]:
        """With those who hold the office, where somebody is quoted as nothing else: "the prosecutor"."""
        nameless = all(self._speakers[seq].kind in NAMELESS for seq in found)
        return found | self._in_office(part) if nameless and len(part) == len(tokens) else found

    def _in_office(self, tokens: Sequence[str]) -> set[int]:
        wanted = [token for token in wanted_tokens(tokens) if token not in stop_words("en")]
        if not any(map(is_office, wanted)):
            return set()
        return _shared(self._bear(token) for token in wanted)

    def _of_house(self, tokens: Sequence[str]) -> set[int]:
        """Those whose office has all of several words: "(orang) BPBD Wiru" of its head."""
        return _shared(self._by_office.get(token, set()) for token in tokens) if len(tokens) > 1 else set()

    def _bear(self, token: str) -> set[int]:
        """Those who have it in an office or a name."""
        held = (self._by_office.get(other, set()) for other in stand_for(token))
        return set().union(self._by_name.get(token, set()), *held)

    def _misspelt(self, tokens: Sequence[str]) -> set[int]:
        """Those of whose names all of `tokens` are misspellings, with the fewest slips; some may be spelt right."""
        shortest = MIN_FUZZY if len(tokens) == 1 else MIN_FUZZY_TOGETHER
        slips_of: list[dict[int, float]] = []
        for token in tokens:
            of_token: dict[int, float] = {}
            for name, count in self._meant(token, shortest).items():
                for seq in self._by_name[name]:
                    of_token[seq] = min(count, of_token.get(seq, count))
            slips_of.append(of_token)
        total = {seq: sum(each[seq] for each in slips_of) for seq in _shared(set(each) for each in slips_of)}
        fewest = min(total.values(), default=0.0)
        return {seq for seq, count in total.items() if count == fewest}

    def _found(self, found: set[int], window: range, phrase: Sequence[str], tokens: Sequence[str]) -> Found:
        """The words before a name describe its bearer; those after it are what is asked about."""
        speakers = self._ranked(found)
        names = self._names_of(speakers)
        after = window.stop
        while after < len(tokens) and self._is_of(tokens[after], names):
            after += 1
        beside = [i for i in (window.start - 1, after) if 0 <= i < len(tokens)]
        stranger = any(
            not self._holds(found, tokens[i]) and self._is_foreign(phrase[i], tokens[i], names, i < window.start)
            for i in beside
        )
        before = [token for token in tokens[: window.start] if not is_honorific(token)]
        unheld = [token for token in before if not self._holds(found, token)]
        posted = any(map(is_post, unheld[-1:]))
        belongs = any(is_post(token) and not self._holds(found, token) for token in tokens[after:])
        owners = belongs or any(map(is_kin, unheld[-1:])) or (posted and self._are_no_officials(found))
        return Found(speakers, tuple(phrase[after:]), stranger, bool(unheld), posted, owners)

    def _are_no_officials(self, found: set[int]) -> bool:
        """Whether it is known what they are, and it is no office. Who holds one may be called by another by mistake
        ("Gubernur Raditya"), and of whom nothing is known it may be true.
        """
        roles = [role for seq in found for role in self._speakers[seq].roles]
        return bool(roles) and not any(is_office(token) for role in roles for token in office_tokens(tokens_of(role)))

    def _names_of(self, speakers: Iterable[SpeakerRow]) -> frozenset[str]:
        """The words of all their names."""
        return frozenset().union(*(self._words_of[speaker.seq] for speaker in speakers))

    def _holds(self, found: set[int], token: str) -> bool:
        """Whether it is a word of the office of one of them, perhaps misspelt: "Sutarno BPBD"."""
        if any(self._by_office.get(t, set()) & found for t in office_tokens((token,))):
            return True
        held = {t for seq in found for role in self._speakers[seq].roles for t in tokens_of(role)}
        return any(min(len(t), len(token)) >= MIN_FUZZY and slips(token, t, SLIP) <= SLIP for t in held)

    def _is_foreign(self, word: str, token: str, names: frozenset[str], before: bool) -> bool:
        """Whether a word before or after a name belongs to the name of somebody else."""
        if self._is_of(token, names) or not token.isalpha():
            return False
        if is_office_word(token) or is_kin(token):
            return word.istitle() and not before
        return token in self._names or (before and word.istitle()) or not self._is_word(token)

    def _is_of(self, token: str, names: frozenset[str]) -> bool:
        return token in names or not names.isdisjoint(self._meant(token, MIN_FUZZY_TOGETHER))

    def _meant(self, token: str, shortest: int) -> Mapping[str, float]:
        """Words of names of at least so many letters that `token` may be a misspelling of, with its slips."""
        if token not in self._near:
            self._near[token] = self._compare(token)
        near = self._near[token]
        return {name: count for name, count in near.items() if count <= _allowed_slips(token, name, shortest)}

    def _compare(self, token: str) -> Mapping[str, float]:
        near = {token: 0.0} if token in self._by_name else {}
        if len(token) < MIN_FUZZY_TOGETHER - 1 or not token.isalpha():
            return near
        edits = 1 if len(token) <= ONE_SLIP_UP_TO else MOST_SLIPS
        for form in {token, sound(token)}:
            lengths = range(len(form) - edits, len(form) + edits + 1)
            as_long = list(chain.from_iterable(self._by_length.get(length, ()) for length in lengths))
            likely = process.extract(form, as_long, scorer=OSA.distance, score_cutoff=edits, limit=None)
            near |= {name: slips(token, name, MOST_SLIPS) for heard, _, _ in likely for name in self._by_sound[heard]}
        return near

    def _ranked(self, found: set[int]) -> tuple[SpeakerRow, ...]:
        return tuple(sorted((self._speakers[seq] for seq in found), key=lambda s: (-s.quotes, s.seq)))


def called(name: str, phrase: Sequence[str]) -> str:
    """Of several who speak together ("A dan B"), the one whom `phrase` names; else the whole name."""
    asked = {_bare(word) for word in phrase}
    parts = _TOGETHER.split(name)
    return next((part for part in parts if len(parts) > 1 and asked & set(tokens_of(part))), name)


def _allowed_slips(token: str, name: str, shortest: int) -> float:
    if token == name or len(name) < shortest or len(token) < shortest - 1:
        return 0.0
    if min(len(token), len(name)) > ONE_SLIP_UP_TO:
        return MOST_SLIPS
    return SLIP if shortest == MIN_FUZZY else SLIP + SAME_SOUND


def _windows(count: int) -> Iterator[range]:
    for length in range(min(count, MAX_WINDOW), 0, -1):
        for start in range(count - length + 1):
            yield range(start, start + length)


def _shared(sets: Iterable[set[int]]) -> set[int]:
    found: set[int] | None = None
    for members in sets:
        found = set(members) if found is None else found & members
    return found or set()


def tokens_of(name: str) -> list[str]:
    """The folded words of a name or an office."""
    return [_bare(word.text) for word in words(name)]


def _parts(speaker: SpeakerRow) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the name, and what the offices are found by."""
    offices = frozenset(t for role in speaker.roles for t in tokens_of_role(tokens_of(role)))
    return frozenset(tokens_of(speaker.name)), offices


def _is_ordinary(word: str, token: str) -> bool:
    """Whether it is written and listed as a word, which is no misspelling of a name: "depan" is no Dean."""
    return word.islower() and any(is_listed(term(token, spoken), spoken) for spoken in LANGUAGES)


def _bare(word: str) -> str:
    """Folded, without `'s` or the Indonesian `-nya` of "bosnya"."""
    folded = fold(word).partition("'")[0]
    return folded.removesuffix("nya") if len(folded) > 6 else folded
