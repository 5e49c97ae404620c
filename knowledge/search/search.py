"""A search as one asker sees it: candidates for a text, weighed, in the collections of a scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.evidence import Evidence, Passage, coverage
from knowledge.search.find import query_terms
from knowledge.search.marks import holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.encode import Encoder
    from knowledge.search.find import Candidate, Finder
    from knowledge.search.library import Library
    from knowledge.search.question import Expects
    from knowledge.store import Scope
    from knowledge.types import Article, Language, Span

WEIGHED = 40
"""Candidates that are weighed in full."""
NEARBY = 300
"""Characters before a passage in which a term still counts for it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is searched for: the whole text for meaning, its topic words for coverage."""

    text: str
    topic: str
    language: Language
    expects: Expects | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Finds and weighs passages in `scope`."""

    library: Library
    finder: Finder
    encoder: Encoder | None
    scope: Scope

    def find(self, request: Request) -> list[Evidence]:
        """Passages that may answer, most relevant first."""
        vector = self.encoder.query(request.text) if self.encoder else None
        candidates = self.finder.candidates(request.text, request.language, self.scope, vector)
        return self._weigh(request, candidates[:WEIGHED])

    def among(
        self, request: Request, passages: Mapping[int, Language], *, by_speaker: bool
    ) -> list[Evidence]:
        """The given passages, most relevant first; `by_speaker`: they are words of the one asked about."""
        vector = self.encoder.query(request.text) if self.encoder else None
        candidates = self.finder.given(passages, request.language, self.scope, vector)
        return self._weigh(request, candidates, by_speaker=by_speaker)

    def _weigh(
        self, request: Request, candidates: Sequence[Candidate], *, by_speaker: bool = False
    ) -> list[Evidence]:
        rows = self.library.store.passages(c.passage for c in candidates)
        rarity = {
            language: self.library.rarity(
                t for group in query_terms(request.topic, request.language, language) for t in group
            )
            for language in {c.language for c in candidates}
        }
        weighed = []
        for candidate in candidates:
            if row := rows.get(candidate.passage):
                article = self.library.article(row.article_id)
                passage = Passage(article, row.span, around(article, row.span))
                covered = coverage(request.topic, request.language, passage, rarity[article.language])
                expected = holds(request.expects, passage.text)
                weighed.append(Evidence(candidate, article, row.span, covered, expected, by_speaker))
        return sorted(weighed, key=lambda e: -e.confidence)


def around(article: Article, span: Span) -> str:
    """What a reader of the passage has just read: title, heading, speakers, the sentences before."""
    headings = [s.heading for s in article.sections if s.heading and s.start <= span.start < s.end]
    quoted = [q for q in article.quotes if any(s.overlaps(span) for s in q.spans)]
    speakers = [q.speaker.name for q in quoted if q.speaker]
    before = article.text[max(0, span.start - NEARBY) : span.start]
    return " ".join([article.title, *headings, *speakers, before])
