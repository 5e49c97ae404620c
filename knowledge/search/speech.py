"""Who said what: quotes as excerpts of the sentences they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.excerpts import cut
from knowledge.text.words import words
from knowledge.types import QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.search.evidence import Evidence
    from knowledge.search.search import Request, Search
    from knowledge.store.protocol import PassageRow, QuoteRow
    from knowledge.types import Article, Excerpt

QUOTES_WEIGHED = 400
"""The newest quotes of a speaker that are weighed against a topic."""
MAX_WORDS = 90
"""An excerpt grows from its first quoted sentence up to this many words."""
WHOLE = 0.95
"""Coverage from which everything that is asked about is there: such quotes come first."""
_KIND_ORDER = {QuoteKind.DIRECT: 0, QuoteKind.PARTIAL: 1, QuoteKind.INDIRECT: 2}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quote with the passages it stands in."""

    row: QuoteRow
    article: Article
    passages: tuple[PassageRow, ...]

    @property
    def span(self) -> Span:
        """Whole sentences, from the first that is quoted, as far as an excerpt goes."""
        end = self.passages[0].span.end
        for passage in self.passages[1:]:
            span = Span(self.passages[0].span.start, passage.span.end)
            if sum(1 for _ in words(span.of(self.article.text))) > MAX_WORDS:
                break
            end = passage.span.end
        return Span(self.passages[0].span.start, end)


def utterances(search: Search, rows: Iterable[QuoteRow]) -> list[Utterance]:
    """`rows` with their passages, in their order."""
    passages: dict[str, list[PassageRow]] = {}
    found = []
    for row in rows:
        if row.article_id not in passages:
            passages[row.article_id] = search.library.store.passages_of(row.article_id)
        extent = row.quote.extent
        within = tuple(p for p in passages[row.article_id] if p.span.overlaps(extent))
        if within:
            found.append(Utterance(row, search.library.article(row.article_id), within))
    return found


def on_topic(search: Search, request: Request, said: Sequence[Utterance]) -> list[tuple[Utterance, Evidence]]:
    """The utterances that are about the topic of `request`, most relevant first."""
    languages = {p.seq: u.article.language for u in said for p in u.passages}
    by_passage = {e.passage: e for e in search.among(request, languages)}
    matching = []
    for utterance in said:
        evidence = max((by_passage[p.seq] for p in utterance.passages), key=lambda e: e.confidence)
        if evidence.is_enough:
            matching.append((utterance, evidence))
    return sorted(matching, key=lambda pair: (pair[1].features["covered"] < WHOLE, -pair[1].confidence))


def by_weight(said: Iterable[Utterance]) -> list[Utterance]:
    """The speaker's own words before reports of them; newest article first, then in reading order."""
    return sorted(said, key=lambda u: _KIND_ORDER[u.row.quote.kind])


def excerpts(
    search: Search, said: Iterable[Utterance], request: Request, scores: Iterable[float] = ()
) -> list[Excerpt]:
    """One excerpt for each stretch of sentences; quotes that share their sentences share it."""
    given = list(scores)
    made: dict[tuple[str, Span], Excerpt] = {}
    for i, utterance in enumerate(said):
        key = (utterance.article.id, utterance.span)
        if key in made or any(k[0] == key[0] and k[1].overlaps(key[1]) for k in made):
            continue
        made[key] = cut(
            utterance.article,
            utterance.span,
            speaker=utterance.row.quote.speaker,
            score=given[i] if given else 1.0 / (1 + i),
            matches=search.marks(request, utterance.article, utterance.span),
        )
    return list(made.values())
