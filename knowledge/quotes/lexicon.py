"""The word lists of one language, loaded once: cues by use, and the words that shape a mention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.data_files import load_lines

if TYPE_CHECKING:
    from knowledge.types import Language

_NO_WORDS: frozenset[str] = frozenset()
_FORMS = ("base", "present", "past", "past", "gerund")


@dataclass(frozen=True, slots=True)
class Cue:
    """How one form of a reporting word is used.

    uses: names of the sections of the cue file it stands in; form: base, present, past or gerund (English);
    clitic: ends in -nya, so it carries its speaker; rest: the words after the first one of a phrase.
    """

    uses: frozenset[str]
    form: str = "base"
    clitic: bool = False
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    language: Language
    cues: dict[str, tuple[Cue, ...]]
    lists: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of the list `name`; none where the language has no such list."""
        return self.lists.get(name, _NO_WORDS)

    def any_of(self, *names: str) -> frozenset[str]:
        """The words of several lists; made once."""
        return _union(self.language, names)


@cache
def _union(language: Language, names: tuple[str, ...]) -> frozenset[str]:
    lexicon = load_lexicon(language)
    return frozenset().union(*(lexicon[name] for name in names))


@cache
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of `language`, from the data files beside this module."""
    cue_sections = _read_sections(f"cues_{language}.txt")
    words = _read_sections(f"words_{language}.txt")
    for name, entries in (_read_sections("words_any.txt") | _read_sections("given_names.txt")).items():
        words.setdefault(name, []).extend(entries)
    uses: dict[tuple[str, str], set[str]] = {}
    for section, entries in cue_sections.items():
        if section in _PLAIN:
            words[f"cue.{section}"] = entries
            continue
        for entry in entries:
            for form, written in _inflect(entry, language, section):
                uses.setdefault((written, form), set()).add(section)
    lists = {name: frozenset(entry.replace("_", " ") for entry in entries) for name, entries in words.items()}
    return Lexicon(language, _index(uses), lists)


@cache
def contractions_of(language: Language) -> dict[str, tuple[str, ...]]:
    """Short words for offices, and the words they stand for."""
    pairs = (entry.partition("=") for entry in load_lexicon(language)["contraction"])
    return {short: tuple(full.split()) for short, _, full in pairs}


# Sections of the cue files that are no cues themselves.
_PLAIN = frozenset({"text", "manner", "that", "purpose", "negation", "adverb", "how"})

# Sections whose Indonesian words take -nya.
_TAKES_CLITIC = frozenset({"root", "root.wide", "according", "passive"})


def _read_sections(name: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in load_lines("knowledge.quotes", name):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        else:
            current.extend(line.split())
    return sections


def _inflect(entry: str, language: Language, section: str) -> list[tuple[str, str]]:
    if language == "id":
        forms = [("base", entry)]
        if section in _TAKES_CLITIC:
            forms.append(("clitic", entry + "nya"))
        return forms
    if "/" in entry:
        return list(zip(_FORMS, entry.split("/"), strict=True))
    if section == "according":
        return [("base", entry)]
    stem = entry.removesuffix("e")
    if entry.endswith("y") and entry[-2] not in "aeiou":
        return [
            ("base", entry),
            ("present", entry[:-1] + "ies"),
            ("past", entry[:-1] + "ied"),
            ("gerund", entry + "ing"),
        ]
    present = entry + ("es" if entry.endswith(("s", "sh", "ch", "x")) else "s")
    return [("base", entry), ("present", present), ("past", stem + "ed"), ("gerund", stem + "ing")]


def _index(uses: dict[tuple[str, str], set[str]]) -> dict[str, tuple[Cue, ...]]:
    """Cues by their first word, the longer phrases first."""
    found: dict[str, list[Cue]] = {}
    for (written, form), sections in uses.items():
        first, *rest = written.split("_")
        cue = Cue(frozenset(sections), form if form != "clitic" else "base", form == "clitic", tuple(rest))
        found.setdefault(first, []).append(cue)
    return {first: tuple(sorted(cues, key=lambda c: -len(c.rest))) for first, cues in found.items()}
