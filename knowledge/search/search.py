"""A search as one asker sees it: candidates for a text, weighed, in the collections of a scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.asked import asked_terms
from knowledge.search.evidence import Evidence, Surroundings, features
from knowledge.search.find import LANGUAGES
from knowledge.search.marks import holds, marked
from knowledge.text.normalise import fold
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.search.asked import AskedTerm
    from knowledge.search.encode import Encoder
    from knowledge.search.find import Candidate, Finder
    from knowledge.search.library import Library
    from knowledge.search.plan import Shown
    from knowledge.search.question import Expects
    from knowledge.store import Scope
    from knowledge.types import Article, Language, Span

WEIGHED = 10
"""Candidates that are weighed in full."""
REACH = 1_500
"""Characters around a passage that are taken for its paragraph where no line ends."""


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
        asked = {language: self.asked(request, language) for language in LANGUAGES}
        searched = {
            language: tuple(dict.fromkeys(form for term in terms for form in term.searched))
            for language, terms in asked.items()
        }
        candidates = self.finder.candidates(searched, request.language, self.scope, vector)
        return self._weigh(request, candidates[:WEIGHED])

    def among(self, request: Request, passages: Mapping[int, Language], *, by_speaker: bool) -> list[Evidence]:
        """The given passages, most relevant first; `by_speaker`: they are words of the one asked about."""
        vector = self.encoder.query(request.text) if self.encoder else None
        candidates = self.finder.given(passages, request.language, self.scope, vector)
        return self._weigh(request, candidates, by_speaker=by_speaker)

    def follow(self, request: Request, shown: Shown) -> list[Evidence]:
        """The passages of the articles that were shown, for a question that leans on that."""
        articles = dict.fromkeys(article_id for article_id, _ in shown)
        passages: dict[int, Language] = {}
        for article_id in articles:
            language = self.library.article(article_id).language
            passages |= dict.fromkeys((p.seq for p in self.library.store.passages_of(article_id)), language)
        vector = self.encoder.query(request.text) if self.encoder else None
        candidates = self.finder.given(passages, request.language, self.scope, vector)
        return self._weigh(request, candidates, shown=shown)

    def _weigh(
        self,
        request: Request,
        candidates: Sequence[Candidate],
        *,
        by_speaker: bool = False,
        shown: Shown = (),
    ) -> list[Evidence]:
        rows = self.library.store.passages(c.passage for c in candidates)
        asked = {language: self.asked(request, language) for language in {c.language for c in candidates}}
        weighed = []
        for candidate in candidates:
            if row := rows.get(candidate.passage):
                article = self.library.article(row.article_id)
                expected = _expected(request, article, row.span)
                around = self._around(article, row.span, by_speaker)
                values = features(candidate, asked[article.language], around, expected, by_speaker)
                if shown:
                    values["beside"] = _beside(article, row.span, shown)
                weighed.append(Evidence(candidate, article, row.span, values, by_speaker, bool(shown)))
        return sorted(weighed, key=lambda e: -e.confidence)

    def asked(self, request: Request, language: Language) -> tuple[AskedTerm, ...]:
        """The words of the topic as they are looked for in passages of `language`."""
        return asked_terms(request.text, request.topic, request.language, language, self.library)

    def mentions(self, article: Article, name: str) -> bool:
        """Whether every word of a name stands in the article."""
        return all(fold(word.text) in self.library.folded(article.id) for word in words(name))

    def marks(self, request: Request, article: Article, span: Span) -> tuple[Span, ...]:
        """What to mark in an excerpt that answers."""
        forms = {form for t in self.asked(request, article.language) for form in t.searched}
        return marked(forms, request.expects, article, span)

    def _around(self, article: Article, span: Span, by_speaker: bool) -> Surroundings:
        """A reader of the passage sees title and heading, who speaks, and the sentences beside it.

        What an article is about says nothing on what somebody in it spoke of.
        """
        library = self.library
        headings = [s.heading for s in article.sections if s.heading and s.start <= span.start < s.end]
        quoted = [q for q in article.quotes if any(s.overlaps(span) for s in q.spans)]
        seen = " ".join(
            [*([] if by_speaker else [article.title]), *headings, *(q.speaker.name for q in quoted if q.speaker)]
        )
        paragraph = _paragraph(article.text, span.start)
        before = _paragraph(article.text, max(0, paragraph[0] - len("\n\n")))
        return Surroundings(
            here=library.terms(article.id, span.start, span.end),
            beside=library.terms(article.id, *paragraph),
            near=library.terms(article.id, *before) | frozenset(terms(seen, article.language)),
            article=library.folded(article.id),
        )


def _paragraph(text: str, position: int) -> tuple[int, int]:
    """Bounds of the paragraph at `position`, of an endless one of the part around it."""
    start = text.rfind("\n", max(0, position - REACH), position) + 1 or max(0, position - REACH)
    end = text.find("\n", position, position + REACH)
    return start, end if end >= 0 else min(len(text), position + REACH)


def _beside(article: Article, span: Span, shown: Shown) -> float:
    """1 for the paragraph of what was shown, a half for the next, a third for the one after that."""
    own = [s for article_id, s in shown if article_id == article.id]
    gaps = [article.text.count("\n\n", min(s.start, span.start), max(s.start, span.start)) for s in own]
    return max((1.0 / (1 + gap) for gap in gaps), default=0.0)


def _expected(request: Request, article: Article, span: Span) -> float:
    """1 where the passage has what is asked for, a half where its paragraph has, -1 where neither has."""
    if request.expects is None:
        return 0.0
    if holds(request.expects, span.of(article.text)):
        return 1.0
    return 0.5 if holds(request.expects, article.text[slice(*_paragraph(article.text, span.start))]) else -1.0
