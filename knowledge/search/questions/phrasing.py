"""The data file of how questions are put, as sets of word tuples."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from knowledge.data_files import load_table
from knowledge.text.words import stop_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Phrases = frozenset[tuple[str, ...]]
LONGEST = 3
"""Words of a phrase."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """See `data/questions.toml` for what each set holds. All words are folded; the first fields are put together
    from several of its lists.
    """

    reporting: Mapping[str, Phrases]
    strict: Phrases
    spoken: Phrases
    telling: Phrases
    ignored: frozenset[str]
    light: frozenset[str]
    expects: Mapping[str, Phrases]
    prepositions: frozenset[str] = field(metadata={"at": "topic.prepositions"})
    name_links: frozenset[str] = field(metadata={"at": "saying.name_links"})
    noun_verbs: frozenset[str] = field(metadata={"at": "saying.noun_verbs"})
    word_nouns: frozenset[str] = field(metadata={"at": "saying.word_nouns"})
    question_words: frozenset[str] = field(metadata={"at": "question.words"})
    openers: Phrases = field(metadata={"at": "follow_up.openers"})
    more: Phrases = field(metadata={"at": "follow_up.more"})
    pronouns: Phrases = field(metadata={"at": "follow_up.pronouns"})
    one: frozenset[str] = field(metadata={"at": "follow_up.one"})
    pointers: Phrases = field(metadata={"at": "follow_up.pointers"})
    who: Phrases = field(metadata={"at": "who.words"})
    verify: Phrases = field(metadata={"at": "verify.words"})
    conjunctions: frozenset[str] = field(metadata={"at": "verify.conjunctions"})
    summary: Phrases = field(metadata={"at": "summary.words"})
    summary_fillers: frozenset[str] = field(metadata={"at": "summary.fillers"})
    counted: frozenset[str] = field(metadata={"at": "counted.nouns"})
    before_counted: frozenset[str] = field(metadata={"at": "counted.between"})
    number_of: Phrases = field(metadata={"at": "counted.of"})
    amounts: frozenset[str] = field(metadata={"at": "amounts.nouns"})
    amounts_en: frozenset[str] = field(metadata={"at": "amounts.en"})
    paid: frozenset[str] = field(metadata={"at": "amounts.paid"})
    any_sum: frozenset[str] = field(metadata={"at": "amounts.any_sum"})
    called_so: frozenset[str] = field(metadata={"at": "amounts.called_so"})
    cost: frozenset[str] = field(metadata={"at": "amounts.cost"})
    what_does: Phrases = field(metadata={"at": "amounts.what_does"})
    opining: frozenset[str] = field(metadata={"at": "focus.opining"})
    any_doer: frozenset[str] = field(metadata={"at": "focus.any_doer"})
    called: frozenset[str] = field(metadata={"at": "focus.called"})
    called_en: frozenset[str] = field(metadata={"at": "focus.called_en"})
    besides_names: frozenset[str] = field(metadata={"at": "focus.besides_names"})
    which: frozenset[str] = field(metadata={"at": "focus.which"})
    which_behind: frozenset[str] = field(metadata={"at": "focus.which_behind"})
    be: frozenset[str] = field(metadata={"at": "focus.be"})
    do: frozenset[str] = field(metadata={"at": "focus.do"})
    owners: frozenset[str] = field(metadata={"at": "focus.owners"})
    how_many: frozenset[str] = field(metadata={"at": "focus.how_many"})
    before_how_many: frozenset[str] = field(metadata={"at": "focus.before_how_many"})
    now: frozenset[str] = field(metadata={"at": "focus.now"})
    dating: frozenset[str] = field(metadata={"at": "focus.dating"})
    before_noun: frozenset[str] = field(metadata={"at": "focus.before_noun"})
    named: frozenset[str] = field(metadata={"at": "focus.named"})
    happening: frozenset[str] = field(metadata={"at": "focus.happening"})
    subordinating: frozenset[str] = field(metadata={"at": "focus.subordinating"})
    naming: frozenset[str] = field(metadata={"at": "name.naming"})
    likening: frozenset[str] = field(metadata={"at": "name.likening"})
    relative: frozenset[str] = field(metadata={"at": "name.relative"})
    before_places: frozenset[str] = field(metadata={"at": "name.before_places"})
    auxiliaries: frozenset[str] = field(metadata={"at": "name.auxiliaries"})
    before_mana: frozenset[str] = field(metadata={"at": "where.before_mana"})
    before_which: frozenset[str] = field(metadata={"at": "where.before_which"})

    def is_summary_filler(self, word: str) -> bool:
        return (word,) in self.summary or word in self.summary_fillers

    def is_content(self, word: str) -> bool:
        """Whether a word of a question may tell of its topic."""
        return not (word in self.ignored or word in stop_words("id") or word in stop_words("en"))


@cache
def phrasing() -> Phrasing:
    """Read once."""
    table = load_table("knowledge.search.questions", "questions.toml")
    saying, listed = table["saying"], dict(_listed(table))
    return Phrasing(
        reporting={
            "before": _phrases(saying["before"]),
            "after": _phrases(saying["after"]) | _linked(saying["nouns"], saying),
            "possessed": _phrases(saying["nouns"]),
        },
        strict=_phrases(saying["strict"]) | _linked(saying["strict_nouns"], saying),
        spoken=_phrases(saying["spoken"] + saying["nouns"]),
        telling=_phrases(saying["telling"]) | _linked(saying["telling"], saying),
        ignored=listed["question_words"] | listed["prepositions"] | frozenset(table["fillers"]["words"]),
        light=frozenset(table["light"]["id"] + table["light"]["en"]),
        expects={kind: _phrases(words) for kind, words in table["expects"].items()},
        **listed,
    )


def _listed(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each field that has a place of its own in the data file, `section.key`, with what is there."""
    for each in fields(Phrasing):
        if each.metadata:
            section, _, key = each.metadata["at"].partition(".")
            entries = table[section][key]
            yield each.name, _phrases(entries) if each.type == "Phrases" else frozenset(entries)


def has(folded: Sequence[str], phrases: Collection[tuple[str, ...]]) -> bool:
    """Whether one of `phrases` is among the words of a question."""
    return longest(folded, phrases) > 0


def longest(folded: Sequence[str], phrases: Collection[tuple[str, ...]]) -> int:
    """Words of the longest of `phrases` that is there; 0 where none is."""
    return max((n for n in range(1, LONGEST + 1) if _has_of_length(folded, phrases, n)), default=0)


def _has_of_length(folded: Sequence[str], phrases: Collection[tuple[str, ...]], length: int) -> bool:
    return any(tuple(folded[i : i + length]) in phrases for i in range(len(folded) - length + 1))


def _linked(nouns: Iterable[str], saying: Mapping[str, Sequence[str]]) -> Phrases:
    """Each noun of speech with each word that leads on to the speaker."""
    return _phrases(f"{noun} {link}" for noun in nouns for link in saying["noun_links"])


def _phrases(entries: Iterable[str]) -> Phrases:
    return frozenset(tuple(entry.split()) for entry in entries)
