"""Who said what: quotes as excerpts of the sentences they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.excerpts import cut
from knowledge.quotes.lexicon import load_lexicon
from knowledge.search.finding.blocks import paragraph
from knowledge.search.weighing.windows import whole_quotations_in
from knowledge.text.leaning import leans
from knowledge.text.normalise import fold
from knowledge.text.sentences import sentences
from knowledge.text.words import terms, words
from knowledge.types import QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from knowledge.search.finding.request import Request
    from knowledge.search.search import Search
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.store.protocol import PassageRow, QuoteRow
    from knowledge.types import Article, Excerpt, Language, Quote

UNSURE = frozenset({"root.wide", "quoting"})
"""Uses of words that report nothing by themselves: "lanjut", "terang", "echo"."""
QUOTATION_MARKS = re.compile('["“”„«»]')
FIRM = re.compile(r"\w+ & [^\W\d_a-z]\w*")
"""Two names that make one: "Kestrel & Vane" is no person called Kestrel."""
QUOTES_WEIGHED = 100
"""The newest quotes of a speaker that are weighed against a topic whatever their words; of older ones those near it."""
MAX_WORDS = 90
"""An excerpt grows from its first quoted sentence up to this many words."""
WHOLE = 0.95
"""Coverage from which everything that is asked about is there: such quotes come first."""
_KIND_ORDER = {QuoteKind.DIRECT: 0, QuoteKind.PARTIAL: 1, QuoteKind.INDIRECT: 2}


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quote with the passages it stands in. led: what is shown before them, since they lean on it."""

    id: str
    quote: Quote
    article: Article
    passages: tuple[PassageRow, ...]
    led: Span | None = None

    @property
    def span(self) -> Span:
        """Whole sentences, from the first that is quoted, as far as an excerpt goes, and whole quotations."""
        start, end = (self.led or self.passages[0].span).start, self.passages[0].span.end
        for passage in self.passages[1:]:
            span = Span(start, passage.span.end)
            if sum(1 for _ in words(span.of(self.article.text))) > MAX_WORDS:
                break
            end = passage.span.end
        return whole_quotations_in(self.article.text, Span(start, end))


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Some quotes of an article, at least one, by their ids."""

    article: Article
    quotes: Mapping[str, Quote]

    @property
    def span(self) -> Span:
        """From the first of them to the last."""
        extents = [quote.extent for quote in self.quotes.values()]
        return Span(min(e.start for e in extents), max(e.end for e in extents))

    def utterances(self, passages: Sequence[PassageRow]) -> Iterator[Utterance]:
        """Of those that stand in one of `passages`."""
        for quote_id, quote in self.quotes.items():
            extent = quote.extent
            within = tuple(p for p in passages if p.span.overlaps(extent))
            if within:
                yield Utterance(quote_id, quote, self.article, within)


def quotes_to_weigh(
    search: Search, request: Request, speakers: Sequence[int] | None, articles: Collection[str] | None = None
) -> list[QuoteRow]:
    """Quotes that may be on a topic: of the articles, or else the newest ones of the speakers, and all near to it."""
    store, scope = search.library.store, search.scope
    if articles is not None:
        return store.quotes(scope, speakers=speakers, articles=articles)
    newest = store.quotes(scope, speakers=speakers, limit=QUOTES_WEIGHED) if speakers is not None else []
    if speakers is not None and len(newest) < QUOTES_WEIGHED:
        return newest
    near = store.quotes(scope, speakers=speakers, articles=search.near(request))
    return list(dict.fromkeys([*newest, *near]))


def utterances(search: Search, rows: Sequence[QuoteRow]) -> list[Utterance]:
    """The quotes of `rows` with their passages, in their order."""
    of_article: dict[str, list[QuoteRow]] = defaultdict(list)
    for row in rows:
        of_article[row.article_id].append(row)
    quoted = [_quoted(search.library.article(article_id), of_it) for article_id, of_it in of_article.items()]
    passages = search.library.store.passages_within([(each.article.id, each.span) for each in quoted])
    found = {u.id: u for each, around in zip(quoted, passages, strict=True) for u in each.utterances(around)}
    return [found[row.id] for row in rows if row.id in found]


def _quoted(article: Article, rows: Iterable[QuoteRow]) -> _Quoted:
    return _Quoted(article, {row.id: article.quotes[row.ordinal - 1] for row in rows})


def on_topic(search: Search, request: Request, said: Sequence[Utterance]) -> list[tuple[Utterance, Evidence]]:
    """The utterances that are about the topic of `request`, most relevant first."""
    passages = [passage for utterance in said for passage in utterance.passages]
    by_passage = {e.passage: e for e in search.enough_among(request, passages)}
    if not by_passage:
        return []
    matching = []
    for utterance in said:
        evidence = max((by_passage[p.seq] for p in utterance.passages), key=lambda e: e.confidence)
        if evidence.is_enough:
            matching.append((utterance, evidence))
    return sorted(matching, key=lambda pair: (pair[1].features["covered"] < WHOLE, -pair[1].confidence))


def led(search: Search, request: Request, utterance: Utterance) -> Utterance:
    """With the sentence before it, where that has the matter and the quote no word of it: "This promise I wrote down
    myself" says little without the promise.
    """
    article, quoted = utterance.article, utterance.passages[0].span
    asked = search.asked(request, article.language)
    around = sentences(article.text, paragraph(article.text, quoted.start))
    before = next((s for s in reversed(list(around)) if s.end <= quoted.start), None)
    if before is None or any(t.presence(passage.terms) for t in asked for passage in utterance.passages):
        return utterance
    told = frozenset(terms(before.of(article.text), article.language))
    return replace(utterance, led=before) if any(t.presence(told) for t in asked) else utterance


def by_weight(said: Iterable[Utterance]) -> list[Utterance]:
    """The speaker's own words before reports of them; newest article first, then in reading order."""
    return sorted(said, key=lambda u: _KIND_ORDER[u.quote.kind])


def excerpts(said: Iterable[Utterance], scores: Iterable[float] = ()) -> list[Excerpt]:
    """One excerpt for each stretch of sentences; quotes that share their sentences share it."""
    given = list(scores)
    made: dict[tuple[str, Span], Excerpt] = {}
    for i, utterance in enumerate(said):
        shown = [span for article_id, span in made if article_id == utterance.article.id]
        if utterance.led and any(span.overlaps(utterance.led) for span in shown):
            utterance = replace(utterance, led=None)
        if any(span.overlaps(utterance.span) for span in shown):
            continue
        made[utterance.article.id, utterance.span] = cut(
            utterance.article,
            utterance.span,
            speaker=utterance.quote.speaker,
            score=given[i] if given else 1.0 / (1 + i),
        )
    return list(made.values())


def may_have_said(article: Article, around: Span, called: Collection[str]) -> bool:
    """Whether the text of `around` may report words of somebody who is `called` so, folded: not what others say of him
    or her, nor where it names a namesake, or a firm of that name.
    """
    text = list(around.of(article.text))
    for span in _of_others(article, around, frozenset(called)):
        first, last = max(span.start, around.start), min(span.end, around.end)
        text[first - around.start : last - around.start] = " " * (last - first)
    return may_report("".join(text), article.language, called)


def _of_others(article: Article, around: Span, called: frozenset[str]) -> Iterator[Span]:
    """In `around`, the words of other speakers, and the names of others that have a word of those of the `called`."""
    text = around.of(article.text)
    for quote in article.quotes:
        if quote.speaker and _is_another(quote.speaker.name, called):
            yield from (span for span in quote.spans if span.overlaps(around))
    namesakes = {q.speaker.name for q in article.quotes if q.speaker and _is_another(q.speaker.name, called)}
    named = (re.finditer(re.escape(name), text) for name in namesakes if not called.isdisjoint(_folded_in(name)))
    firms = (match for match in FIRM.finditer(text) if _is_another(match.group(), called))
    yield from (Span(*match.span()).shifted(around.start) for match in chain(chain.from_iterable(named), firms))


def _is_another(name: str, called: frozenset[str]) -> bool:
    own = _folded_in(name)
    return bool(called) and not (own <= called or called <= own)


def _folded_in(text: str) -> frozenset[str]:
    return frozenset(fold(word.text) for word in words(text))


def may_report(text: str, language: Language, called: Collection[str] = ()) -> bool:
    """Whether `text` has a word that reports, or quotation marks; by one of those that somebody is `called`, or in a
    sentence behind it that leans on it, where any are given.
    """
    if not called:
        return _reports(text, language)
    named = {fold(word.text) for name in called for word in words(name)}
    told = [span.of(text) for span in sentences(text)]
    is_about = False
    for sentence in told:
        has_name = not named.isdisjoint(fold(word.text) for word in words(sentence))
        is_about = has_name or (is_about and _goes_on(sentence))
        if is_about and _reports(sentence, language):
            return True
    return False


def _goes_on(sentence: str) -> bool:
    return bool(QUOTATION_MARKS.match(sentence)) or leans(sentence, [])


def _reports(text: str, language: Language) -> bool:
    cues = load_lexicon(language).cues
    used = (cue for word in words(text) for cue in cues.get(fold(word.text), ()))
    return bool(QUOTATION_MARKS.search(text)) or any(cue.uses - UNSURE and cue.form != "gerund" for cue in used)
