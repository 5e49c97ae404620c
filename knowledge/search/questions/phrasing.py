"""The data file of how questions are put, as sets of word tuples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """See `data/questions.toml` for what each set holds. All words are folded."""

    reporting: Mapping[str, Phrases]
    strict: Phrases
    prepositions: frozenset[str]
    name_links: frozenset[str]
    noun_verbs: frozenset[str]
    spoken: Phrases
    telling: Phrases
    word_nouns: frozenset[str]
    question_words: frozenset[str]
    openers: Phrases
    more: Phrases
    pronouns: Phrases
    one: frozenset[str]
    pointers: Phrases
    who: Phrases
    verify: Phrases
    conjunctions: frozenset[str]
    summary: Phrases
    summary_fillers: frozenset[str]
    ignored: frozenset[str]
    light: frozenset[str]
    expects: Mapping[str, Phrases]
    counted: frozenset[str]
    before_counted: frozenset[str]
    number_of: Phrases
    amounts: frozenset[str]
    amounts_en: frozenset[str]
    paid: frozenset[str]
    any_sum: frozenset[str]
    called_so: frozenset[str]
    cost: frozenset[str]
    what_does: Phrases
    opining: frozenset[str]
    any_doer: frozenset[str]
    called: frozenset[str]
    called_en: frozenset[str]
    besides_names: frozenset[str]
    which: frozenset[str]
    which_behind: frozenset[str]
    be: frozenset[str]
    do: frozenset[str]
    owners: frozenset[str]
    how_many: frozenset[str]
    before_how_many: frozenset[str]
    now: frozenset[str]
    dating: frozenset[str]
    before_noun: frozenset[str]
    named: frozenset[str]
    happening: frozenset[str]
    subordinating: frozenset[str]
    naming: frozenset[str]
    likening: frozenset[str]
    relative: frozenset[str]
    before_places: frozenset[str]
    auxiliaries: frozenset[str]
    before_mana: frozenset[str]
    before_which: frozenset[str]

    def is_summary_filler(self, word: str) -> bool:
        return (word,) in self.summary or word in self.summary_fillers


@cache
def phrasing() -> Phrasing:
    """Read once."""
    table = load_table("knowledge.search.questions", "questions.toml")
    expects = {kind: _phrases(words) for kind, words in table["expects"].items()}
    question_words = frozenset(table["question"]["words"])
    saying = table["saying"]
    prepositions = frozenset(table["topic"]["prepositions"])
    focus = table["focus"]
    naming = table["name"]
    return Phrasing(
        reporting={
            "before": _phrases(saying["before"]),
            "after": _phrases(saying["after"]) | _linked(saying["nouns"], saying),
            "possessed": _phrases(saying["nouns"]),
        },
        strict=_phrases(saying["strict"]) | _linked(saying["strict_nouns"], saying),
        prepositions=prepositions,
        name_links=frozenset(saying["name_links"]),
        noun_verbs=frozenset(saying["noun_verbs"]),
        spoken=_phrases(saying["spoken"] + saying["nouns"]),
        telling=_phrases(saying["telling"]) | _linked(saying["telling"], saying),
        word_nouns=frozenset(saying["word_nouns"]),
        question_words=question_words,
        openers=_phrases(table["follow_up"]["openers"]),
        more=_phrases(table["follow_up"]["more"]),
        pronouns=_phrases(table["follow_up"]["pronouns"]),
        one=frozenset(table["follow_up"]["one"]),
        pointers=_phrases(table["follow_up"]["pointers"]),
        who=_phrases(table["who"]["words"]),
        verify=_phrases(table["verify"]["words"]),
        conjunctions=frozenset(table["verify"]["conjunctions"]),
        summary=_phrases(table["summary"]["words"]),
        summary_fillers=frozenset(table["summary"]["fillers"]),
        ignored=question_words | prepositions | frozenset(table["fillers"]["words"]),
        light=frozenset(table["light"]["id"] + table["light"]["en"]),
        expects=expects,
        counted=frozenset(table["counted"]["nouns"]),
        before_counted=frozenset(table["counted"]["between"]),
        number_of=_phrases(table["counted"]["of"]),
        amounts=frozenset(table["amounts"]["nouns"]),
        amounts_en=frozenset(table["amounts"]["en"]),
        paid=frozenset(table["amounts"]["paid"]),
        any_sum=frozenset(table["amounts"]["any_sum"]),
        called_so=frozenset(table["amounts"]["called_so"]),
        cost=frozenset(table["amounts"]["cost"]),
        what_does=_phrases(table["amounts"]["what_does"]),
        opining=frozenset(focus["opining"]),
        any_doer=frozenset(focus["any_doer"]),
        called=frozenset(focus["called"]),
        called_en=frozenset(focus["called_en"]),
        besides_names=frozenset(focus["besides_names"]),
        which=frozenset(focus["which"]),
        which_behind=frozenset(focus["which_behind"]),
        be=frozenset(focus["be"]),
        do=frozenset(focus["do"]),
        owners=frozenset(focus["owners"]),
        how_many=frozenset(focus["how_many"]),
        before_how_many=frozenset(focus["before_how_many"]),
        now=frozenset(focus["now"]),
        dating=frozenset(focus["dating"]),
        before_noun=frozenset(focus["before_noun"]),
        named=frozenset(focus["named"]),
        happening=frozenset(focus["happening"]),
        subordinating=frozenset(focus["subordinating"]),
        naming=frozenset(naming["naming"]),
        likening=frozenset(naming["likening"]),
        relative=frozenset(naming["relative"]),
        before_places=frozenset(naming["before_places"]),
        auxiliaries=frozenset(naming["auxiliaries"]),
        before_mana=frozenset(table["where"]["before_mana"]),
        before_which=frozenset(table["where"]["before_which"]),
    )


def _linked(nouns: Iterable[str], saying: Mapping[str, Sequence[str]]) -> Phrases:
    """Each noun of speech with each word that leads on to the speaker."""
    return _phrases(f"{noun} {link}" for noun in nouns for link in saying["noun_links"])


def _phrases(entries: Iterable[str]) -> Phrases:
    return frozenset(tuple(entry.split()) for entry in entries)
