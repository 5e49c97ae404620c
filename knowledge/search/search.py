"""A search as one asker sees it: candidates for a text, weighed, in the collections of a scope."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.search.finding.blocks import Block, paragraph, paragraph_before, terms_in
from knowledge.search.questions.expecting import Expects
from knowledge.search.telling.coverage import SPOKEN, TOLD, Surroundings, coverage
from knowledge.search.telling.degrees import lacks_degree
from knowledge.search.telling.marks import marked
from knowledge.search.telling.naming import misses
from knowledge.search.telling.pending import is_pending
from knowledge.search.telling.untold import HAPPENINGS, main_clause, untold
from knowledge.search.weighing import features
from knowledge.search.weighing.evidence import Evidence, may_be_enough
from knowledge.search.weighing.windows import Paragraph, Sentence
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import LANGUAGES, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.search.finding.find import Candidate, Finder
    from knowledge.search.finding.library import Library
    from knowledge.search.finding.request import Request
    from knowledge.search.meaning.encode import Encoder
    from knowledge.search.questions.plan import Shown
    from knowledge.store import Scope
    from knowledge.store.protocol import PassageRow
    from knowledge.types import Article, Language

WEIGHED = 8
"""Paragraphs that are weighed in full."""
READ_AROUND = 24
"""Paragraphs of the article that has the best one that are weighed beside them: most articles are shorter."""
DOUBTFUL = (0.02, 0.8)
"""The confidence of the best paragraph for which its article is read on: what has less is about something else, what
has more hardly ever gives way. Of 2,741 questions of seven sets 28 gain the right excerpt by it, four lose it."""
TOLD_TOGETHER = frozenset({Expects.REASON, Expects.COUNT})
"""Kinds of answers that stand by what happened; when and where it did may be told further on."""
FOREMOST = 3
"""Paragraphs, of all that are about the matter, among which somebody's words on it should be."""


@dataclass(frozen=True, slots=True)
class Search:
    """Finds and weighs passages in `scope`."""

    library: Library
    finder: Finder
    encoder: Encoder | None
    scope: Scope

    def find(self, request: Request, within: Collection[str] = ()) -> list[Evidence]:
        """Paragraphs that may answer, most relevant first; only of the articles `within`, where any are given."""
        self.library.renew()
        vector = self._vector(request)
        asked = self._all_asked(request)
        candidates = self._candidates(request, asked, vector)
        if within:
            inside = {p.seq for article_id in within for p in self.library.store.passages_of(article_id)}
            candidates = [c for c in candidates if c.passage in inside]
        blocks = self._blocks(candidates, vector)
        found = _ranked(self._told(request, block, asked[block.article.language]) for block in blocks)
        if not found or not DOUBTFUL[0] <= found[0].confidence <= DOUBTFUL[1]:
            return found
        more = self._around_best(found[0], blocks, candidates, vector)
        return _ranked([*found, *(self._told(request, block, asked[block.article.language]) for block in more)])

    def _around_best(
        self,
        best: Evidence,
        blocks: Sequence[Block],
        candidates: Sequence[Candidate],
        vector: NDArray[np.float32] | None,
    ) -> list[Block]:
        """The paragraphs nearest to the best one in its article, but for those among `blocks`: an article that is about
        the matter may answer in words that the question has not.
        """
        article = best.article
        read = {block.span for block in blocks if block.article.id == article.id}
        passages = self.library.store.passages_of(article.id)
        others = {paragraph(article.text, passage.span.start) for passage in passages} - read
        nearest = sorted(others, key=lambda span: (abs(span.start - best.span.start), span.start))[:READ_AROUND]
        return self._completed([(article.id, span) for span in nearest], candidates, vector)

    def follow(self, request: Request, shown: Shown) -> list[Evidence]:
        """The paragraphs of the articles that were shown, for a question that leans on that."""
        vector = self._vector(request)
        articles = self.library.articles(article_id for article_id, _ in shown).values()
        passages = {p.seq: a.language for a in articles for p in self.library.store.passages_of(a.id)}
        candidates = self.finder.given(passages, request.language, self.scope, vector)
        blocks = self._blocks(candidates, vector, most=len(candidates)) if candidates else []
        asked = {language: self.asked(request, language) for language in {a.language for a in articles}}
        return _ranked(self._told(request, block, asked[block.article.language], shown) for block in blocks)

    def among(self, request: Request, passages: Iterable[PassageRow]) -> list[Evidence]:
        """The given passages, words of the one asked about, most relevant first."""
        return self._beside_told(request, self._said_in(request, self._given(request, passages)))

    def enough_among(self, request: Request, passages: Iterable[PassageRow]) -> list[Evidence]:
        """The same where some of them may be enough, else none. Whether they may is asked before they are weighed, and
        again before it is looked for what is told elsewhere.
        """
        given = self._given(request, passages)
        if not any(may_be_enough(_mode("said", candidate), features.nearness([candidate])) for candidate, _ in given):
            return []
        said = self._said_in(request, given)
        return self._beside_told(request, said) if any(e.may_be_enough for e in said) else []

    def _given(self, request: Request, passages: Iterable[PassageRow]) -> list[tuple[Candidate, PassageRow]]:
        rows = {row.seq: row for row in passages}
        languages = {seq: self.library.article(row.article_id).language for seq, row in rows.items()}
        candidates = self.finder.given(languages, request.language, self.scope, self._vector(request))
        return [(candidate, rows[candidate.passage]) for candidate in candidates]

    def _said_in(self, request: Request, given: Sequence[tuple[Candidate, PassageRow]]) -> list[Evidence]:
        asked = {language: self.asked(request, language) for language in {c.language for c, _ in given}}
        there = self._with_paragraphs_before(row for _, row in given)
        return [
            self._said(request, candidate, row, asked[candidate.language], there[row.article_id])
            for candidate, row in given
        ]

    def _beside_told(self, request: Request, said: Iterable[Evidence]) -> list[Evidence]:
        """Most relevant first, now that it is known which paragraphs tell of the matter."""
        told = self.find(request)[:FOREMOST]
        return _ranked(replace(e, features={**e.features, **features.told_beside(e, told)}) for e in said)

    def near(self, request: Request) -> frozenset[str]:
        """The articles with the passages nearest to a topic, not weighed yet: at most a pool of each language."""
        self.library.renew()
        candidates = self._candidates(request, self._all_asked(request), self._vector(request))
        places = self.library.store.places_of(c.passage for c in candidates)
        return frozenset(article_id for article_id, _ in places.values())

    def asked(self, request: Request, language: Language) -> tuple[AskedTerm, ...]:
        """The words of the topic as they are looked for in passages of `language`."""
        return self.library.asked(request.text, request.topic, request.language, language)

    def _all_asked(self, request: Request) -> dict[Language, tuple[AskedTerm, ...]]:
        spoken = self.library.languages(self.scope)
        return {language: self.asked(request, language) for language in LANGUAGES if language in spoken}

    def _candidates(
        self,
        request: Request,
        asked: Mapping[Language, Sequence[AskedTerm]],
        vector: NDArray[np.float32] | None,
    ) -> list[Candidate]:
        searched = {
            language: tuple(dict.fromkeys(form for term in terms for form in term.searched))
            for language, terms in asked.items()
        }
        return self.finder.candidates(searched, request.language, self.scope, vector)

    def sees(self, article_id: str) -> bool:
        """Whether the article is in scope, in whatever version."""
        return self.library.store.article_id_of(article_id, None, self.scope) == article_id

    def mentions(self, article: Article, name: str) -> bool:
        """Whether every word of a name stands in the article."""
        return all(fold(word.text) in self.library.folded(article.id) for word in words(name))

    def marks(self, request: Request, article: Article, span: Span) -> tuple[Span, ...]:
        """What to mark in an excerpt that answers."""
        forms = {form for t in self.asked(request, article.language) for form in t.searched}
        return marked(forms, request.expects, article, span)

    # -- weighing --------------------------------------------------------------------------------

    def _told(self, request: Request, block: Block, asked: Sequence[AskedTerm], shown: Shown = ()) -> Evidence:
        article = block.article
        found = [row.terms for row, _ in block.passages]
        sentences = tuple(
            _sentence(article, row, candidate, terms_here, asked)
            for (row, candidate), terms_here in zip(block.passages, found, strict=True)
        )
        there = frozenset().union(*found)
        here = features.here(sentences, asked)
        values = {
            **features.nearness([s.candidate for s in sentences]),
            **features.expected(request, asked, sentences, block.span.of(article.text)),
            **coverage(asked, self._around(article, block.span, there, there, block.before, by_speaker=False), TOLD),
            "here": max(here),
            "pending": float(is_pending(request, [s.text for s in sentences], here)),
        }
        values["hole"] = features.hole(values)
        if shown:
            values["untold"] = self._untold(request, article, asked)
        else:
            values["untold"] = self._untold_near(request, article, block.span, asked)
        values["missed"] = float(misses(request, asked, block))
        values["degree"] = float(lacks_degree(request.text, block.span.of(article.text)))
        if shown:
            values["beside"] = features.beside(article, block.span, shown)
        best = max(sentences, key=lambda s: s.candidate.cosine or s.candidate.words)
        return Evidence(
            mode=_mode("follow", best.candidate) if shown else _mode_of_told(best.candidate),
            passage=best.candidate.passage,
            article=article,
            paragraph=Paragraph(article.text, sentences, asked, request),
            features=values,
        )

    def _said(
        self,
        request: Request,
        candidate: Candidate,
        row: PassageRow,
        asked: Sequence[AskedTerm],
        rows: Sequence[PassageRow],
    ) -> Evidence:
        """`rows` are those of the article; what is told beside it is not known yet."""
        article = self.library.article(row.article_id)
        beside = terms_in(paragraph(article.text, row.span.start), rows)
        before = terms_in(paragraph_before(article.text, row.span.start), rows)
        around = self._around(article, row.span, row.terms, beside, before, by_speaker=True)
        sentence = _sentence(article, row, candidate, row.terms, asked)
        values = {
            **features.nearness([candidate]),
            **coverage(asked, around, SPOKEN),
            "here": features.here([sentence], asked)[0],
            "agreed": 0.0,
        }
        values["hole"] = features.hole(values)
        values["untold"] = self._untold_near(request, article, paragraph(article.text, row.span.start), asked)
        values["elsewhere"] = 0.0
        said = Paragraph(article.text, (sentence,), asked, request)
        return Evidence(_mode("said", candidate), candidate.passage, article, said, values)

    def _untold(self, request: Request, article: Article, asked: Sequence[AskedTerm]) -> float:
        """1 where the article has no word for what happened, or for a thing, that is asked about."""
        folded = self.library.folded(article.id)
        return float(untold(request.text, request.language, _names_in(asked), folded, article.language))

    def _untold_near(self, request: Request, article: Article, span: Span, asked: Sequence[AskedTerm]) -> float:
        """The same; and why or to how many it happened is told where it is told what did."""
        if self._untold(request, article, asked):
            return 1.0
        if request.expects not in TOLD_TOGETHER:
            return 0.0
        seen = fold(" ".join([article.title, *_headings_over(article, span), span.of(article.text)]))
        asks = main_clause(request.text)
        return float(untold(asks, request.language, _names_in(asked), seen, article.language, [HAPPENINGS]))

    def _around(
        self,
        article: Article,
        span: Span,
        here: frozenset[str],
        beside: frozenset[str],
        before: frozenset[str],
        *,
        by_speaker: bool,
    ) -> Surroundings:
        """A reader of `span` sees title and heading, who speaks, and the paragraph before it. A heading that asks is as
        good as said in the answer below it.

        What an article is about says nothing on what somebody in it spoke of.
        """
        library = self.library
        headings = _headings_over(article, span)
        put = frozenset().union(*(library.heading_terms(h, article.language) for h in headings if h.endswith("?")))
        quoted = (q.speaker.name for q in article.quotes if q.speaker and any(s.overlaps(span) for s in q.spans))
        title = library.heading_terms(article.title, article.language)
        seen = frozenset().union(*(library.heading_terms(each, article.language) for each in (*headings, *quoted)))
        return Surroundings(
            here=here,
            beside=beside | put if put else beside,
            near=before | seen | (frozenset() if by_speaker else title),
            title=title,
            article=library.folded(article.id),
        )

    # -- paragraphs ------------------------------------------------------------------------------

    def _blocks(
        self, candidates: Sequence[Candidate], vector: NDArray[np.float32] | None, most: int = WEIGHED
    ) -> list[Block]:
        """The paragraphs of the first candidates, each with all its passages."""
        bounds: dict[tuple[str, Span], None] = {}
        for article, span in self._places(candidates[: max(most, len(LANGUAGES) * most * 2)], most):
            bounds[article.id, paragraph(article.text, span.start)] = None
            if len(bounds) == most:
                break
        return self._completed(bounds, candidates, vector)

    def _places(self, candidates: Sequence[Candidate], at_once: int) -> Iterator[tuple[Article, Span]]:
        """Where those of the candidates stand that are still there, read as they are needed."""
        for first in range(0, len(candidates), at_once):
            numbers = [candidate.passage for candidate in candidates[first : first + at_once]]
            found = self.library.store.places_of(numbers)
            places = [found[number] for number in numbers if number in found]
            articles = self.library.articles(article_id for article_id, _ in places)
            yield from ((articles[article_id], span) for article_id, span in places if article_id in articles)

    def _with_paragraphs_before(self, rows: Iterable[PassageRow]) -> dict[str, list[PassageRow]]:
        """For each article of `rows`, the passages from the paragraph before the first to the end of the last's."""
        of_article: dict[str, list[Span]] = defaultdict(list)
        for row in rows:
            of_article[row.article_id].append(row.span)
        stretches = []
        for article_id, spans in of_article.items():
            text = self.library.article(article_id).text
            start = paragraph_before(text, min(span.start for span in spans)).start
            end = paragraph(text, max(span.start for span in spans)).end
            stretches.append((article_id, Span(start, max(start, end))))
        return dict(zip(of_article, self.library.store.passages_within(stretches), strict=True))

    def _completed(
        self,
        bounds: Iterable[tuple[str, Span]],
        candidates: Sequence[Candidate],
        vector: NDArray[np.float32] | None,
    ) -> list[Block]:
        """The paragraphs at `bounds` with their passages, of which some may be no candidates yet."""
        places = [(self.library.article(article_id), span) for article_id, span in bounds]
        befores = [paragraph_before(article.text, span.start) for article, span in places]
        stretches = [(a.id, Span(before.start, span.end)) for (a, span), before in zip(places, befores, strict=True)]
        passages = self.library.store.passages_within(stretches)
        read = [(*place, before, rows) for place, before, rows in zip(places, befores, passages, strict=True)]
        inside = {p.seq: article.language for article, span, _, rows in read for p in rows if span.contains(p.span)}
        known = self.finder.completed(inside, candidates, vector)
        blocks = (
            Block(
                article, span, tuple((p, known[p.seq]) for p in rows if span.contains(p.span)), terms_in(before, rows)
            )
            for article, span, before, rows in read
        )
        return [block for block in blocks if block.passages]

    def _vector(self, request: Request) -> NDArray[np.float32] | None:
        return self.encoder.query(request.text) if self.encoder else None


def _sentence(
    article: Article, row: PassageRow, candidate: Candidate, there: frozenset[str], asked: Sequence[AskedTerm]
) -> Sentence:
    return Sentence(row.span, candidate, row.span.of(article.text), tuple(t.presence(there) for t in asked))


def _headings_over(article: Article, span: Span) -> list[str]:
    return [s.heading for s in article.sections if s.heading and s.start <= span.start < s.end]


def _names_in(asked: Iterable[AskedTerm]) -> frozenset[str]:
    return frozenset(word for t in asked if t.is_name for word in t.written)


def _ranked(found: Iterable[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda e: -e.confidence)


def _mode(name: str, candidate: Candidate) -> str:
    return name if candidate.cosine is not None else f"{name}_words"


def _mode_of_told(candidate: Candidate) -> str:
    """What is asked in another language has fewer of its words there, and a lower cosine, where it is answered."""
    return "told_across" if candidate.across and candidate.cosine is not None else _mode("told", candidate)
