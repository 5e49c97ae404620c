"""Did anyone say this? A claimed quotation compared, word by word, with what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.excerpts import cut, quoted_in
from knowledge.search.finding.request import Request
from knowledge.search.questions.question import MAX_QUESTION
from knowledge.search.verifying.leads import leads
from knowledge.search.verifying.matching import Match, match, nearness, shared
from knowledge.search.verifying.voices import prose, voices
from knowledge.search.words.wording import tokens
from knowledge.text.normalise import fold, squeeze
from knowledge.types import Basis, QuoteKind, Span, Verdict, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.search.search import Search
    from knowledge.search.verifying.voices import Voice
    from knowledge.search.weighing.evidence import Evidence
    from knowledge.search.words.wording import Token
    from knowledge.store.protocol import SpeakerRow
    from knowledge.types import Excerpt, Language, Speaker

COMPARED = 40
"""Voices whose words a claim is laid against: those that use most of its words."""
FINALISTS = 4
"""Of these, how many are compared in full."""
READ = 5
"""Articles whose own text is read where nobody is quoted with the claim."""
LEAST_SHARED = 0.2
"""Share of the claim's words that a voice must use at all."""
MUCH_NEARER = 0.15
"""By how much nearer another's words are, so that the named speaker's are not what is meant."""
NEAR_IN_MEANING = 0.09
"""Cosine above what just any passage would have, from which a passage is shown as near to a claim in meaning.
Of twenty claims that nobody made, one came nearer to a passage of this library and of one of fourteen articles."""
LONGEST_SHOWN = 2_500
"""Characters of an excerpt; where an ellipsis leaps farther, the first part is shown."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The one whom a claim names as its speaker; no rows: nobody of this name is quoted in scope."""

    name: str
    rows: Sequence[SpeakerRow] = ()

    def is_by(self, speaker: Speaker | None) -> bool:
        return speaker is not None and _identity(speaker.name) in {_identity(row.name) for row in self.rows}


def verify(search: Search, claim: str, language: Language, whose: Whose | None = None) -> Verification:
    """Compare `claim` with the quotes in scope; with `whose`, only that speaker's words count as said."""
    claimed = list(tokens(claim))
    articles = leads(search, claim)
    heard = _voices(search, articles)
    found: list[Evidence] = []
    best = _nearest(claimed, heard, whose)
    if not (best and best.is_exact):
        found = search.find(Request(claim[:MAX_QUESTION], claim[:MAX_QUESTION], language))
        others = [a for a in dict.fromkeys(e.article.id for e in found) if a not in articles]
        heard += _voices(search, others)
        articles += others
        best = _nearest(claimed, heard, whose) if others else best
    made = _said(search, best, whose) if best and best.is_near else _unsaid(search, claimed, articles, found, whose)
    similarity = made.similarity or (best.similarity if best else 0.0)
    return replace(made, claim=claim, similarity=similarity, claimed_of=whose.name if whose else None)


def _voices(search: Search, articles: Iterable[str]) -> list[Voice]:
    return [voice for article_id in articles for voice in voices(search.library.article(article_id))]


def _nearest(claimed: Sequence[Token], heard: Sequence[Voice], whose: Whose | None) -> Match | None:
    """The best match; the named speaker's, unless another's words are much nearer."""
    best = _best(claimed, heard)
    if whose is None or best is None or whose.is_by(best.voice.speaker):
        return best
    own = _best(claimed, [voice for voice in heard if whose.is_by(voice.speaker)])
    return own if own and own.is_near and own.similarity >= best.similarity - MUCH_NEARER else best


def _best(claimed: Sequence[Token], heard: Sequence[Voice]) -> Match | None:
    """The match with most in common; of several the one whose speaker is known, then the first."""
    if not claimed:
        return None
    promising = sorted(((shared(claimed, v), -i) for i, v in enumerate(heard)), reverse=True)[:COMPARED]
    near = sorted(((nearness(claimed, heard[-i]), i) for share, i in promising if share >= LEAST_SHARED), reverse=True)
    matches = [m for _, i in near[:FINALISTS] if (m := match(claimed, heard[-i]))]
    return max(matches, key=lambda m: (m.similarity, m.voice.speaker is not None), default=None)


def _said(search: Search, best: Match, whose: Whose | None) -> Verification:
    of_another = whose is not None and not whose.is_by(best.voice.speaker)
    verdict = Verdict.VERBATIM if best.is_exact else Verdict.ALTERED
    made = _compared(search, best, Verdict.NOT_FOUND if of_another else verdict, Basis.QUOTED, best.voice.speaker)
    return replace(made, wrong_speaker=of_another)


def _compared(search: Search, found: Match, verdict: Verdict, basis: Basis, speaker: Speaker | None) -> Verification:
    return Verification(
        claim="",
        verdict=verdict,
        similarity=found.similarity,
        excerpt=_excerpt(search, found, speaker),
        differences=found.differences,
        basis=basis,
        cut_short=found.cut_short,
        cut_negation=found.cut_negation,
        reverses=found.reverses,
        bracketed=found.bracketed,
    )


def _unsaid(
    search: Search, claimed: Sequence[Token], articles: Sequence[str], found: Sequence[Evidence], whose: Whose | None
) -> Verification:
    """Nobody is quoted with this: the article's own text, if that is where it is from, or what lies near."""
    texts = (prose(search.library.article(article_id)) for article_id in articles[:READ])
    written = _best(claimed, [text for text in texts if text.words])
    if written and written.is_near:
        told = _reported_by(written)
        return _compared(search, written, Verdict.NOT_FOUND, Basis.REPORTED if told else Basis.PROSE, told)
    near = _closest_in_meaning(found, whose)
    return Verification("", Verdict.NOT_FOUND, 0.0, near, (), basis=Basis.MEANING if near else None)


def _reported_by(written: Match) -> Speaker | None:
    """Whose speech the article reports there, in words of its own."""
    extent = Span(written.spans[0].start, written.spans[-1].end)
    reports = [q for q in written.voice.article.quotes if q.kind is QuoteKind.INDIRECT and q.extent.overlaps(extent)]
    mostly = [q for q in reports if q.speaker and 2 * q.extent.overlap(extent) >= len(extent)]
    return mostly[0].speaker if mostly else None


def _closest_in_meaning(found: Sequence[Evidence], whose: Whose | None) -> Excerpt | None:
    """What somebody says, at best the one named, that comes near in other words or in the other language."""
    near = [e for e in found if e.is_enough or e.features["lift"] >= NEAR_IN_MEANING]
    spoken = [(e, quoted_in(e.article, e.span, share=0.0)) for e in near]
    named = [(e, speaker) for e, speaker in spoken if whose and whose.is_by(speaker)]
    for evidence, speaker in (*named, *spoken):
        if speaker:
            return cut(evidence.article, evidence.span, speaker=speaker, score=evidence.confidence)
    return None


def _excerpt(search: Search, found: Match, speaker: Speaker | None) -> Excerpt:
    """The whole sentences that hold the words, which are marked."""
    article = found.voice.article
    span = _sentences(search, article.id, found.spans)
    if len(span) > LONGEST_SHOWN:
        span = _sentences(search, article.id, found.spans[:1])
    return cut(article, span, speaker=speaker, score=found.similarity, matches=found.spans)


def _sentences(search: Search, article_id: str, spans: Sequence[Span]) -> Span:
    within = [p.span for p in search.library.store.passages_of(article_id) if any(p.span.overlaps(s) for s in spans)]
    return Span(min(s.start for s in within), max(s.end for s in within))


def _identity(name: str) -> str:
    return squeeze(fold(name))
