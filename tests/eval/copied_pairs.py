"""How well copies are told from other news: `python -m tests.eval.copied_pairs`.

The pairs of `copies/`, which are labelled, and any two articles of `stories/` and `corpus/` in one language: nobody
there copied another, though many report one event.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.reading import read_file, read_text
from knowledge.reprints import is_edition, is_reprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from knowledge.reprints import Dated
    from knowledge.types import Article

HERE = Path(__file__).parent
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Pair:
    """same: whether both are one text, edited."""

    name: str
    kind: str
    half: str
    same: bool
    one: Article
    other: Article


@dataclass(frozen=True, slots=True)
class Figures:
    """missed, merged: names of the pairs that are wrong."""

    precision: float
    recall: float
    missed: tuple[str, ...]
    merged: tuple[str, ...]


@cache
def labelled() -> tuple[Pair, ...]:
    articles, pairs = (tomllib.loads((HERE / "copies" / f"{name}.toml").read_text()) for name in ("articles", "pairs"))
    return tuple(_pair(row, articles[row["of"]], n) for n, row in enumerate(pairs["pair"], start=1))


def strangers() -> Iterator[tuple[Article, Article]]:
    """Each two articles of the other collections in one language."""
    paths = [*sorted((HERE / "stories" / "articles").iterdir()), *sorted((HERE / "corpus").iterdir())]
    articles = [read_file(path) for path in paths]
    yield from ((a, b) for a, b in combinations(articles, 2) if a.language == b.language)


def figures(pairs: Iterable[Pair], judge: Callable[[Dated, Dated], bool]) -> Figures:
    judged = [(pair, judge(pair.one, pair.other)) for pair in pairs]
    right = sum(found and pair.same for pair, found in judged)
    missed = tuple(pair.name for pair, found in judged if pair.same and not found)
    merged = tuple(pair.name for pair, found in judged if found and not pair.same)
    return Figures(right / (right + len(merged) or 1), right / (right + len(missed) or 1), missed, merged)


def _pair(row: dict[str, Any], source: dict[str, str], number: int) -> Pair:
    name = f"{number} {row['of']} {row['kind']}"
    paragraphs = source["text"].strip().split(PARAGRAPH)
    order = row.get("order", range(1, row.get("keep", len(paragraphs)) + 1))
    text = PARAGRAPH.join(paragraphs[n - 1] for n in order)
    for old, new in row["edits"]:
        assert text.count(old) == 1, f"{name}: {old}"
        text = text.replace(old, new)
    one = _article(source["title"], source["text"].strip(), source["published"])
    other = _article(row.get("title", source["title"]), text.strip(), row.get("published", source["published"]))
    return Pair(name, row["kind"], row["half"], row["same"], one, other)


def _article(title: str, text: str, published: str) -> Article:
    """The text as it is: what reading would take out of it is part of what is judged."""
    return replace(read_text(f"{title}{PARAGRAPH}{text}"), title=title, text=text, published=published)


def main() -> None:
    for half in ("fit", "held", "fresh"):
        pairs = [pair for pair in labelled() if pair.half == half]
        found = figures(pairs, is_reprint)
        print(f"{half}: {len(pairs)} pairs, precision {found.precision:.3f}, recall {found.recall:.3f}")
        print("".join(f"  missed {name}\n" for name in found.missed) + "".join(f"  merged {n}\n" for n in found.merged))
    others = list(strangers())
    print(
        f"of {len(others)} others {sum(is_reprint(a, b) or is_edition(a, b) for a, b in others)} are taken for copies"
    )


if __name__ == "__main__":
    main()
