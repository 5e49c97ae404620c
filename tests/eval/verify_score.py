"""How well claims are told apart: `python -m tests.eval.verify_score [FOLDER]`, the development data by default.

Each labelled quotation of four words or more is put as a claim, as it is and changed in one way at a time: an
ellipsis inside a sentence changes nothing, one from the middle of a sentence into another makes a new statement. Every
fifth article stays out of the library, and its quotations were said by nobody. Printed are what became of each kind
of claim, precision and recall of the verdicts, and how often exactly the changed words are told as the difference.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import Knowledge
from knowledge.search.words.wording import is_negation, tokens
from knowledge.store import open_database, open_store
from knowledge.types import Span, Verdict
from tests.eval.examples import bare_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from knowledge.types import Verification

FILES = ("gold_id_dev", "gold_en_dev", "pfsa_id_dev", "polnear_en_docs_dev", "polnear_en_dev")
MIN_WORDS = 4
HELD_OUT = 5
"""Of so many articles one is not indexed."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Claim:
    """text: what is claimed; right: the verdicts that are right; changed: the claimed words that differ."""

    kind: str
    text: str
    right: frozenset[Verdict]
    changed: tuple[str, ...] | None = None


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KUTIP_SHARED_DATA", "../shared/data"))
    rows = [row for name in FILES for row in read(folder / f"{name}.jsonl")]
    with tempfile.TemporaryDirectory() as place:
        knowledge = Knowledge(open_store(open_database(Path(place) / "k.sqlite3")), None)
        report([(claim, knowledge.verify(claim.text)) for claim in claims_in_library(knowledge, rows)])


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def claims_in_library(knowledge: Knowledge, rows: Sequence[dict[str, Any]]) -> list[Claim]:
    """Index four fifths of the articles; claims from all of them."""
    draw = random.Random(7)
    indexed = [row for i, row in enumerate(rows) if i % HELD_OUT]
    for row in indexed:
        knowledge.add(bare_article(row["id"], row["text"], row["language"]))
    quoted = [each for row in indexed for each in quotations(row)]
    said = [words for words, _ in quoted]
    unsaid = [words for row in rows[::HELD_OUT] for words, _ in quotations(row)]
    vocabulary = sorted({word for words in (*said, *unsaid) for word in words if len(word) >= MIN_WORDS})
    found = [claim for words, ends in quoted for claim in changed(words, ends, draw, vocabulary)]
    joined = [[*a[: len(a) // 2], *b[len(b) // 2 :]] for a, b in zip(said, said[7:], strict=False)]
    found += [Claim("halves of two", " ".join(w), frozenset({Verdict.ALTERED, Verdict.NOT_FOUND})) for w in joined]
    return found + [Claim("said elsewhere", " ".join(w), frozenset({Verdict.NOT_FOUND})) for w in unsaid]


def quotations(row: dict[str, Any]) -> Iterator[tuple[list[str], frozenset[int]]]:
    """The words of each, and the indices of those with which a sentence begins."""
    for quote in row["quotes"]:
        found = [t for span in quote["spans"] for t in tokens(row["text"], Span(*span))]
        between = [row["text"][a.span.end : b.span.start + 1] for a, b in pairwise(found)]
        begun = frozenset(
            i for i, text in enumerate(between, 1) if text[-1].isupper() and any(c in text for c in ".!?")
        )
        if quote["kind"] != "indirect" and len(found) >= MIN_WORDS:
            yield [t.text for t in found], begun


def changed(words: list[str], begun: frozenset[int], draw: random.Random, vocabulary: Sequence[str]) -> Iterator[Claim]:
    """The claims that are made of one quotation."""
    verbatim, altered = frozenset({Verdict.VERBATIM}), frozenset({Verdict.ALTERED})
    at = draw.randrange(len(words))
    yield Claim("as it is", " ".join(words), verbatim)
    yield Claim("case and marks", "«" + ", ".join(words).upper() + "!»", verbatim)
    start = draw.randrange(len(words) - MIN_WORDS + 1)
    yield Claim("part", " ".join(words[start : start + max(MIN_WORDS, len(words) // 2)]), verbatim)
    if len(words) >= 2 * MIN_WORDS:
        third = len(words) // 3
        if not any(is_negation(word.casefold()) for word in words[third:-third]):
            yield ellipsis(words, third, begun)
        gone = draw.randrange(2, len(words) - 3)
        yield Claim("two words left out", " ".join([*words[:gone], *words[gone + 2 :]]), altered)
        yield Claim(
            "two words swapped", " ".join([*words[:gone], words[gone + 1], words[gone], *words[gone + 2 :]]), altered
        )
    other = draw.choice([word for word in draw.sample(vocabulary, 5) if word.casefold() != words[at].casefold()])
    yield Claim("another word", " ".join([*words[:at], other, *words[at + 1 :]]), altered, (other,))
    third_changed = [draw.choice(vocabulary) if i % 4 == 1 else word for i, word in enumerate(words)]
    yield Claim("every fourth word another", " ".join(third_changed), altered)
    long = [i for i, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
    if long:
        at = draw.choice(long)
        wrong = misspelt(words[at], draw)
        yield Claim("a typo", " ".join([*words[:at], wrong, *words[at + 1 :]]), altered, (wrong,))
        wrongly = [misspelt(word, draw) if i in long else word for i, word in enumerate(words)]
        yield Claim("all long words misspelt", " ".join(wrongly), altered)
    inside = [i for i, word in enumerate(words) if is_negation(word.casefold()) and 0 < i < len(words) - 1]
    if inside:
        yield Claim("no negation", " ".join(word for i, word in enumerate(words) if i != inside[0]), altered, ())
    else:
        yield Claim("a negation more", " ".join([*words[:1], "tidak", *words[1:]]), altered, ("tidak",))
    numbers = [i for i, word in enumerate(words) if word.isdigit()]
    if numbers:
        at = draw.choice(numbers)
        figure = str(int(words[at]) + 1)
        yield Claim("another figure", " ".join([*words[:at], figure, *words[at + 1 :]]), altered, (figure,))


def ellipsis(words: list[str], third: int, begun: frozenset[int]) -> Claim:
    """Without the middle third: the same statement in one sentence, and between whole ones."""
    text = " ".join([*words[:third], "…", *words[-third:]])
    leaps = any(third <= i <= len(words) - third for i in begun)
    if leaps and not {third, len(words) - third} <= begun:
        return Claim("ellipsis over a full stop", text, frozenset({Verdict.ALTERED}))
    return Claim("ellipsis", text, frozenset({Verdict.VERBATIM}))


def misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + draw.choice(LETTERS) + word[at:],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    made = draw.choice(kinds)()
    return made if made != word else word + draw.choice(LETTERS)


def report(checked: Sequence[tuple[Claim, Verification]]) -> None:
    by_kind: dict[str, list[tuple[Claim, Verification]]] = defaultdict(list)
    for claim, found in checked:
        by_kind[claim.kind].append((claim, found))
    for kind, pairs in by_kind.items():
        verdicts = Counter(found.verdict for _, found in pairs)
        shares = "  ".join(f"{v.value} {verdicts[v] / len(pairs):.3f}" for v in Verdict)
        print(f"{kind:26} n={len(pairs):4}  right {accuracy(pairs):.3f}  {shares}  {told_exactly(pairs)}")
    for verdict in Verdict:
        precision, recall = figures(checked, verdict)
        print(f"{verdict.value:9} precision {precision:.4f}  recall {recall:.4f}")


def accuracy(checked: Sequence[tuple[Claim, Verification]]) -> float:
    return sum(found.verdict in claim.right for claim, found in checked) / max(1, len(checked))


def figures(checked: Iterable[tuple[Claim, Verification]], verdict: Verdict) -> tuple[float, float]:
    """Precision and recall of a verdict; claims for which two are right count where one of them is given."""
    given = [claim for claim, found in checked if found.verdict is verdict]
    due = [found for claim, found in checked if claim.right == {verdict}]
    precise = sum(verdict in claim.right for claim in given) / max(1, len(given))
    return precise, sum(found.verdict is verdict for found in due) / max(1, len(due))


def told_exactly(checked: Sequence[tuple[Claim, Verification]]) -> str:
    """The share of the altered ones whose one difference is the changed word."""
    altered = [(c, f) for c, f in checked if c.changed is not None and f.verdict is Verdict.ALTERED]
    exact = sum(tuple(d.claimed for d in found.differences if d.claimed) == claim.changed for claim, found in altered)
    return f"told exactly {exact / len(altered):.3f}" if altered else ""


if __name__ == "__main__":
    main()
