"""Numerals in a line of words: what number stands at a token, and the words around it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_text
from knowledge.text.words import stem, stop_words

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from knowledge.types import Language

MOST_DIGITS = 24
"""A longer run of digits is no figure."""
LONGEST_PHRASE = 2
"""Words of a unit, a currency, a hedge."""
PERSON = "person"
"""The unit of people counted; of some kind of people it is `person:` and the stem of the word."""
BARE = ""
"""The unit of a number behind which no word tells what is counted."""

_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_UNTIL = re.compile(r"\s?[-–]\s?|\s(?:sampai|hingga)\s")
_PADDED = re.compile(r"0\d+")
"""A number with a nought before it is a label: RT 02."""
_AGE = re.compile(r"[1-9]\d")
_HALF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, a number in digits, or a sign of money or per cent."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens first..last; step: what its last stated digit counts, 0 where it is exact."""

    first: int
    last: int
    value: Decimal
    step: Decimal
    scale: Decimal
    in_words: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A text as tokens."""

    text: str
    language: Language
    tokens: tuple[Token, ...]

    def gap(self, at: int) -> str | None:
        """What stands between token `at` and the next; None where there is none."""
        return self.text[self.tokens[at].end : self.tokens[at + 1].start] if 0 <= at < len(self.tokens) - 1 else None

    def is_joined(self, at: int) -> bool:
        """Whether nothing but a space or a hyphen stands between token `at` and the next."""
        return self.gap(at) in {"", " ", "-", "\u00a0"}

    def words_after(self, at: int, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count and self.is_joined(at):
            at += 1
            found.append(self.tokens[at].text)
        return found

    def phrase_after(self, at: int, table: Container[str]) -> Phrase | None:
        """The longest phrase of `table` behind token `at`."""
        words = self.words_after(at, LONGEST_PHRASE)
        phrases = (Phrase(" ".join(words[:n]), n) for n in range(len(words), 0, -1))
        return next((phrase for phrase in phrases if phrase.text in table), None)

    def phrase_before(self, at: int, table: Container[str], free: int = 0) -> Phrase | None:
        """The longest phrase of `table` before token `at`; a full stop may follow it: "Rp. 500". free: where it may
        begin."""
        for n in range(min(LONGEST_PHRASE, at - free), 0, -1):
            first = self.tokens[at - n]
            written = self.text[first.start : self.tokens[at - 1].end]
            folded = re.sub(r"\W*[\s-]\W*", " ", written.lower())
            if folded in table and self.text[self.tokens[at - 1].end : self.tokens[at].start].strip() in {"", "."}:
                return Phrase(folded, n)
        return None

    def noun_after(self, at: int) -> str:
        """The stem of what is counted."""
        for word in self.words_after(at, 1):
            if self.gap(at) != "" and word.isalpha() and word not in stop_words(self.language):
                kind = stem(word, self.language)
                return f"{PERSON}:{kind}" if word in vocabulary().people else kind
        return BARE

    def is_no_figure(self, number: Number) -> bool:
        """Part of a name ("MV3", "Pasal 2"), an ordinal, part of a reference ("90/PUU", "(1)"), an age that stands
        behind a name ("Sari, 41,") or a time of day."""
        words = vocabulary()
        first, last = self.tokens[number.first], self.tokens[number.last]
        left, right = self.text[max(0, first.start - 1) : first.start], self.text[last.end : last.end + 1]
        glued = right.isalpha() and not self.phrase_after(number.last, words.glued)
        before = self.tokens[number.first - 1].text if number.first and self.is_joined(number.first - 1) else ""
        in_word = left.isalpha() and before not in words.currencies
        slashed = "/" in (left, right)
        alone = left + right == "()"
        timed = bool(self.phrase_after(number.last, words.times) or _HALF_DAY.match(self.text, last.end))
        padded = _PADDED.fullmatch(first.text) is not None
        named = self._is_labelled(number) or self._is_end_of_name(number)
        return glued or in_word or slashed or alone or timed or padded or named or self._is_age(number)

    def _is_labelled(self, number: Number) -> bool:
        """Whether the token before it says that it is a label: "Gate 4", "No. 7"; not "3 km 200", "di luar negeri 12
        orang"."""
        words, at = vocabulary(), number.first
        before = self.tokens[at - 1].text if at else ""
        is_label = before in words.labels and self.is_joined(at - 1)
        is_shortened = before in words.shortened and self.gap(at - 1) in {". ", "."}
        after_number = at > 1 and self.tokens[at - 2].text[0].isdecimal() and self.is_joined(at - 2)
        counts_people = not number.in_words and self._unit_after(number.last) == PERSON
        return (is_label or is_shortened) and not (before in words.units and after_number) and not counts_people

    def _unit_after(self, at: int) -> str | None:
        units = vocabulary().units
        phrase = self.phrase_after(at, units)
        return units[phrase.text][0] if phrase else None

    def _is_end_of_name(self, number: Number) -> bool:
        """ "SMA Harapan 1", "Delta Air 209": digits behind a word that has its capital from being a name, and before
        nothing that they count: "Golkar 8 kursi" counts seats."""
        at = number.first
        if number.in_words or at != number.last or not at or self.gap(at - 1) != " ":
            return False
        if self.phrase_before(at, vocabulary().currencies) or self._is_followed_by_word(number.last):
            return False
        word = self._written(at - 1)
        return word[:1].isupper() and ((word.isupper() and len(word) > 1) or self._is_inside_sentence(at - 1))

    def _is_age(self, number: Number) -> bool:
        """ "Sari, 41, says": a number of two digits between commas behind a name."""
        at = number.first
        if not at or at != number.last or not _AGE.fullmatch(self.tokens[at].text) or self.gap(at - 1) != ", ":
            return False
        return self._written(at - 1)[:1].isupper() and self.text[self.tokens[at].end :][:1] in {",", ")", ""}

    def _is_followed_by_word(self, at: int) -> bool:
        """Whether a word without a capital follows that may be counted, or a sign."""
        following = self.words_after(at, 1)
        if not following or following[0] in stop_words(self.language):
            return False
        return not self._written(at + 1)[:1].isupper() or self._unit_after(at) is not None

    def _is_inside_sentence(self, at: int) -> bool:
        return at > 0 and self.gap(at - 1) in {" ", ", "}

    def _written(self, at: int) -> str:
        return self.text[self.tokens[at].start : self.tokens[at].end]


def number_at(line: Line, at: int) -> Number | None:
    """The number that begins with the token `at`: digits, words, or digits and words ("1,5 juta")."""
    sum_ = _Sum(line.language)
    end = at
    while end < len(line.tokens) and (end == at or line.is_joined(end - 1)):
        if not sum_.take(line.tokens[end].text, line.words_after(end, 2)):
            break
        end += 1
    return sum_.number(at, end - 1) if end > at else None


@dataclass(slots=True)
class _Sum:
    """A number as its words come. total: what is scaled already; group: hundreds and tens; pending: what may be
    multiplied yet; place: the worth of the last decimal.
    """

    language: Language
    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    pending: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)
    place: Decimal = Decimal(0)
    is_open: bool = False
    in_words: bool = False

    def take(self, word: str, upcoming: list[str]) -> bool:
        """Whether `word` goes on with the number; `upcoming` are the words behind it."""
        taken = self._take_digits(word) if word[0].isdecimal() else self._take_word(word, upcoming)
        self.is_open |= taken
        return taken

    def number(self, first: int, last: int) -> Number:
        rest = self.group + self.pending
        is_round = bool(self.place) or (self.scale > 1 and not rest)
        step = (self.place or 1) * self.scale if is_round else Decimal(0)
        return Number(first, last, self.total + rest, step, self.scale, self.in_words)

    def _take_digits(self, word: str) -> bool:
        is_free = not (self.pending or self.group) and (self.scale > 1 or not self.is_open)
        read = _digits(word, self.language) if is_free else None
        if read is not None:
            self.pending, self.place = read
        return read is not None

    def _take_word(self, word: str, upcoming: list[str]) -> bool:
        known = vocabulary()
        if word in known.ones and not self.pending:
            self.pending, self.in_words = known.ones[word], True
        elif word in known.tens and not self.pending:
            self.group, self.in_words = self.group + known.tens[word], True
        elif word == "belas" and self.pending:
            self.pending += 10
        elif word in known.times_of and self.pending:
            self.group, self.pending = self.group + self.pending * known.times_of[word], Decimal(0)
        elif word in known.scales and (self.group or self.pending or word.startswith("se")):
            self._scale_by(known.scales[word])
        elif word in known.short_scales and self.pending and not self.in_words:
            self._scale_by(known.short_scales[word])
        elif word in {"a", "an"} and not self.is_open and _counts(upcoming[:1]):
            self.pending, self.in_words = Decimal(1), True
        elif word in {"setengah", "half"} and (self.is_open or _counts(upcoming)):
            self.pending, self.in_words = self.pending + Decimal("0.5"), True
        else:
            return self.in_words and _links(word, upcoming)
        return True

    def _scale_by(self, scale: Decimal) -> None:
        self.total += (self.group + self.pending or 1) * scale
        self.group = self.pending = Decimal(0)
        self.scale = scale


def _counts(words: list[str]) -> bool:
    """Whether a word of scale comes: "a hundred", "half a million"."""
    known = vocabulary()
    return any(word in known.times_of or word in known.scales for word in words)


def _links(word: str, upcoming: list[str]) -> bool:
    """ "one hundred and four", "two and a half", "half a million"."""
    known = vocabulary()
    if word == "a":
        return upcoming[:1] == ["half"] or _counts(upcoming[:1])
    counts_on = bool(upcoming) and (upcoming[0] in known.ones or upcoming[0] in known.tens)
    return word == "and" and (upcoming == ["a", "half"] or counts_on)


def upper_end(line: Line, number: Number) -> Number | None:
    """The number behind a dash or "sampai" that ends a range which `number` begins."""
    gap = _UNTIL.match(line.text, line.tokens[number.last].end)
    after = number.last + (2 if gap and gap.group().strip().isalpha() else 1)
    if gap is None or after >= len(line.tokens) or line.tokens[after].start != gap.end():
        return None
    return number_at(line, after)


def _digits(written: str, language: Language) -> tuple[Decimal, Decimal] | None:
    """The value and the worth of the last decimal, 0 without decimals; in the other language's way if need be."""
    if len(written) > MOST_DIGITS:
        return None
    ways = (".", ","), (",", ".")
    for thousands, point in ways if language == "id" else ways[::-1]:
        whole, _, decimals = written.partition(point)
        if not (whole.isdecimal() or _GROUPED[thousands].fullmatch(whole)) or not (decimals or "0").isdecimal():
            continue
        value = Decimal(f"{whole.replace(thousands, '')}.{decimals or 0}")
        return value, Decimal(1).scaleb(-len(decimals)) if decimals else Decimal(0)
    return None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tables of `data/numbers.toml`. signs: currencies that stand before their number; glued: what may stand
    behind digits without a space; articles: words for one that are articles as well.
    """

    ones: Mapping[str, Decimal]
    tens: Mapping[str, Decimal]
    times_of: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    short_scales: Mapping[str, Decimal]
    money_scales: Mapping[str, Mapping[str, Decimal]]
    currencies: Mapping[str, str]
    signs: frozenset[str]
    percent: Mapping[str, str]
    units: Mapping[str, tuple[str, Decimal]]
    bounds: Mapping[str, tuple[Decimal, Decimal]]
    labels: frozenset[str]
    shortened: frozenset[str]
    times: frozenset[str]
    people: frozenset[str]
    glued: frozenset[str]
    articles: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read once."""
    data = tomllib.loads(load_text("knowledge.text", "numbers.toml"), parse_float=Decimal)
    money = {language: _decimals(table) for language, table in data["money_scales"].items()}
    glued = {*data["units"], *data["short_scales"], *data["percent"], *money["id"], *money["en"], *data["currency"]}
    return Vocabulary(
        ones=_decimals(data["ones"]),
        tens=_decimals(data["tens"]),
        times_of=_decimals(data["times"]),
        scales=_decimals(data["scales"]),
        short_scales=_decimals(data["short_scales"]),
        money_scales=money,
        currencies=data["currency"],
        signs=frozenset(data["signs"]["words"]),
        percent=data["percent"],
        units={word: (unit, Decimal(factor)) for word, (unit, factor) in data["units"].items()},
        bounds={word: (Decimal(below), Decimal(above)) for word, (below, above) in data["bounds"].items()},
        labels=frozenset(data["labels"]["words"]),
        shortened=frozenset(data["labels"]["shortened"]),
        times=frozenset(data["labels"]["times"]),
        people=frozenset(data["people"]["words"]),
        glued=frozenset(glued),
        articles=frozenset(word for word, value in data["ones"].items() if value == 1),
    )


def _decimals(table: Mapping[str, int]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in table.items()}
