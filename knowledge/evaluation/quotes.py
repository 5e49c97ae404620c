"""Scores quotations that were found against annotated ones.

Input: JSON lines `{id, language, text, quotes: [{kind, spans, speaker, role, cue, mention}]}`; offsets into `text`.

How is scored. Records are flattened to spans; which spans form one record is not scored. White space, punctuation
and quotation marks at both edges are trimmed before spans are compared. Two spans overlap when the characters they
share are at least `OVERLAP` of the characters they cover together. Each annotated span is matched with at most one
found span, the best one. Accuracies of full names and "together" count an annotated span that was not found as
wrong; accuracies of mentions, roles and cues are over those found, since spans have figures of their own.

Speakers. Data with `speaker` (the full name) is scored on it: exact means the same words in the same order, without
case, accents and punctuation; lenient means that they share a word of the name. Data without it is scored on
`mention`, the words on the page: right if mention or resolved speaker share a content word with it, and a pronoun
only if the mention found is that pronoun. Honorifics and function words are no content. Annotated spans
without speaker and mention are left out of accuracies, and so are those whose mention is a relative pronoun
("who") or a bare reporting verb, which name nobody.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import BadExamples
from knowledge.evaluation.matching import (
    Item,
    Row,
    content_of,
    found_items,
    gold_items,
    is_judgeable,
    match,
    share,
    shares,
    source_matches,
    words_of,
)
from knowledge.quotes import find_quotes
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.types import Language, Quote

OVERLAP = 0.8
"""Shared characters over covered characters from which two spans count as the same."""

_KINDS = ("direct", "partial", "indirect")
_MARKED = ("direct", "partial")


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and their harmonic mean; `gold` and `found` are numbers of spans."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@dataclass(frozen=True, slots=True)
class QuoteScores:
    """Figures of one data set.

    exact, overlap: by kind (the kind must agree), plus "marked" (direct and partial together, whichever of the two)
    and "all" (any kind). Accuracies lie between 0 and 1, None where the data says nothing of the kind:
    speaker: of direct quotes, full name exact; speaker_lenient: a word of the name shared; speaker_marked: as
    `speaker`, of direct and partial quotes; mention: source as on the page, of marked quotes; clitic: speakers of
    quotes whose cue ends in -nya; together: marked quotes whose span and whose speaker (or mention) are both right;
    role, cue: of all quotes found. paragraphs_per_second: on one core, the language given.
    """

    rows: int
    exact: dict[str, F1]
    overlap: dict[str, F1]
    speaker: float | None
    speaker_lenient: float | None
    speaker_marked: float | None
    speaker_all: float | None
    mention: float | None
    clitic: float | None
    together: float | None
    role: float | None
    cue: float | None
    paragraphs_per_second: float

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Confusion:
    """One error. kind: missed, spurious, bounds, kind, speaker, role or cue; context: the text around the place."""

    kind: str
    row: str
    context: str
    expected: str
    found: str

    def show(self) -> str:
        """The error in a few lines."""
        return f"{self.kind}  {self.row}\n  {self.context}\n  expected: {self.expected}\n  found:    {self.found}\n"


@dataclass(slots=True)
class _Tally:
    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.total += 1

    @property
    def rate(self) -> float | None:
        return self.right / self.total if self.total else None


def read_rows(path: Path) -> list[Row]:
    """The lines of a JSON lines file. Raises BadExamples, which names the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadExamples(f"{path} cannot be read as JSON lines ({type(error).__name__}).") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                rows.append({"quotes": [], **row, "id": row["id"], "text": row["text"]})
            except (ValueError, TypeError, KeyError) as error:
                raise BadExamples(f"{path}: line {number} is no article with quotes ({error}).") from error
    return rows


def predict(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """What is found in each row: `{id, quotes: [Quote…]}`, offsets into the given text."""
    return [{"id": row["id"], "quotes": [quote_to_dict(q) for q in _find(row)]} for row in rows]


def quote_to_dict(quote: Quote) -> dict[str, Any]:
    """A quote as plain values."""
    return {
        "kind": quote.kind.value,
        "spans": [[span.start, span.end] for span in quote.spans],
        "text": quote.text,
        "speaker": quote.speaker.name if quote.speaker else None,
        "role": quote.speaker.role if quote.speaker else None,
        "cue": quote.cue,
        "mention": quote.mention,
        "section": quote.section,
        "paragraph": quote.paragraph,
    }


def score(rows: Sequence[Row]) -> QuoteScores:
    """Find the quotes of every row and score them."""
    found, seconds = _timed(rows)
    pairs = [(gold_items(row), found_items(row, quotes), row) for row, quotes in zip(rows, found, strict=True)]
    paragraphs = sum(sum(1 for line in row["text"].splitlines() if line.strip()) for row in rows)
    exact, overlap = _spans(pairs)
    accuracies = _accuracies(pairs)
    return QuoteScores(
        rows=len(rows),
        exact=exact,
        overlap=overlap,
        paragraphs_per_second=round(paragraphs / seconds, 1) if seconds else 0.0,
        **accuracies,
    )


def confusions(rows: Iterable[Row]) -> list[Confusion]:
    """Every error as a value, in the order of the rows."""
    errors: list[Confusion] = []
    for row in rows:
        gold, found = gold_items(row), found_items(row, _find(row))
        errors.extend(_errors_of(row, gold, found))
    return errors


# Finding


def _find(row: Row) -> Sequence[Quote]:
    return find_quotes(row["text"], row.get("language"))


def _timed(rows: Sequence[Row]) -> tuple[list[Sequence[Quote]], float]:
    if rows:
        _find(rows[0])  # the lexicon is loaded once, before the clock starts
    start = time.process_time()
    found = [_find(row) for row in rows]
    return found, time.process_time() - start


# Spans


def _spans(pairs: Sequence[tuple[list[Item], list[Item], Row]]) -> tuple[dict[str, F1], dict[str, F1]]:
    exact: dict[str, F1] = {}
    overlap: dict[str, F1] = {}
    groups: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in _KINDS}
    groups |= {"marked": _MARKED, "all": _KINDS}
    for name, kinds in groups.items():
        chosen = [([i for i in g if i.kind in kinds], [i for i in f if i.kind in kinds]) for g, f, _ in pairs]
        exact[name] = _f1(chosen, 1.0)
        overlap[name] = _f1(chosen, OVERLAP)
    return exact, overlap


def _f1(chosen: Sequence[tuple[list[Item], list[Item]]], least: float) -> F1:
    right = gold = found = 0
    for expected, items in chosen:
        gold += len(expected)
        found += len(items)
        right += len(match(expected, items, least))
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return F1(
        round(precision, 4),
        round(recall, 4),
        round(2 * precision * recall / both, 4) if both else 0.0,
        gold,
        found,
    )


# Speakers


def _accuracies(pairs: Sequence[tuple[list[Item], list[Item], Row]]) -> dict[str, float | None]:
    names = (
        "speaker",
        "speaker_lenient",
        "speaker_marked",
        "speaker_all",
        "mention",
        "clitic",
        "together",
        "role",
        "cue",
    )
    tallies = {name: _Tally() for name in names}
    for gold, found, row in pairs:
        language: Language = row.get("language", "id")
        matched = match(gold, found, 0.5)
        for index, item in enumerate(gold):
            other = found[matched[index]] if index in matched else None
            _tally(tallies, item, other, language)
    return {name: None if t.rate is None else round(t.rate, 4) for name, t in tallies.items()}


def _tally(tallies: Mapping[str, _Tally], gold: Item, found: Item | None, language: Language) -> None:
    marked = gold.kind in _MARKED
    right = found is not None and source_matches(gold, found, language)
    if gold.speaker is not None:
        tallies["speaker_all"].add(right)
        if marked:
            tallies["speaker_marked"].add(right)
        if gold.kind == "direct":
            tallies["speaker"].add(right)
            shared = found is not None and shares(
                content_of(gold.speaker, language), content_of(found.speaker, language)
            )
            tallies["speaker_lenient"].add(shared)
    elif gold.mention is None or not marked or not is_judgeable(gold.mention, language):
        return
    elif found is not None:
        tallies["mention"].add(right)
    if marked:
        same = found is not None and (found.start, found.end) == (gold.start, gold.end)
        tallies["together"].add(same and right)
        if found is not None and gold.cue and fold(gold.cue).endswith("nya"):
            tallies["clitic"].add(right)
    if found is not None and gold.speaker is not None:
        tallies["role"].add(words_of(gold.role) == words_of(found.role))
        tallies["cue"].add(words_of(gold.cue) == words_of(found.cue))


# Errors


def _errors_of(row: Row, gold: list[Item], found: list[Item]) -> Iterable[Confusion]:
    text, name = row["text"], str(row["id"])
    language: Language = row.get("language", "id")
    matched = match(gold, found, 0.3)
    for index, item in enumerate(gold):
        if index not in matched:
            yield Confusion("missed " + item.kind, name, _context(text, item), _shown(text, item), "")
            continue
        other = found[matched[index]]
        if (item.start, item.end) != (other.start, other.end) and (
            item.kind in _MARKED or share(item, other) < OVERLAP
        ):
            yield Confusion("bounds " + item.kind, name, _context(text, item), _shown(text, item), _shown(text, other))
        if item.kind != other.kind:
            yield Confusion(f"kind {item.kind}", name, _context(text, item), item.kind, other.kind)
        if (item.speaker or item.mention) and not source_matches(item, other, language):
            expected = f"{item.speaker or ''} [{item.mention}]"
            yield Confusion(
                "speaker " + item.kind,
                name,
                _context(text, item),
                expected,
                f"{other.speaker} [{other.mention}]",
            )
        elif item.speaker and words_of(item.role) != words_of(other.role):
            yield Confusion("role", name, _context(text, item), str(item.role), str(other.role))
    for index in sorted(set(range(len(found))) - set(matched.values())):
        item = found[index]
        yield Confusion(
            "spurious " + item.kind, name, _context(text, item), "", f"{_shown(text, item)} [{item.mention}]"
        )


def _context(text: str, item: Item, before: int = 100, after: int = 80) -> str:
    left, right = text[max(0, item.start - before) : item.start], text[item.end : item.end + after]
    return f"{left}⟦{_shown(text, item)}⟧{right}".replace("\n", "⏎")


def _shown(text: str, item: Item, width: int = 120) -> str:
    inner = text[item.start : item.end]
    return inner if len(inner) <= width else f"{inner[: width // 2]} … {inner[-width // 2 :]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m knowledge.evaluation.quotes FILE [--errors | --predictions]`"""
    parser = argparse.ArgumentParser(description="Score quotations against annotated data.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every error instead of the figures")
    parser.add_argument("--predictions", action="store_true", help="print what is found, a line an input")
    options = parser.parse_args(arguments)
    rows = read_rows(options.file)
    if options.predictions:
        for line in predict(rows):
            print(json.dumps(line, ensure_ascii=False))
    elif options.errors:
        for error in confusions(rows):
            print(error.show())
    else:
        print(json.dumps(score(rows).to_dict(), indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
