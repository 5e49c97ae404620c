"""Did anyone say this? A claimed quotation aligned, word by word, with what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from knowledge.excerpts import cut, quoted_in
from knowledge.search import speech
from knowledge.search.search import Request
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import Difference, Span, Verdict, Verification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.evidence import Evidence
    from knowledge.search.search import Search
    from knowledge.search.speech import Utterance
    from knowledge.store.protocol import SpeakerRow
    from knowledge.types import Excerpt, Language

ALTERED_FROM = 0.6
"""Share of the words in common from which a claim is a changed form of what was said."""
COMPARED = 60
"""Quotes that are aligned word by word, those with the most similar letters."""
_ELLIPSIS = re.compile(r"…|\.{3,}|\[\s*\]")
_OPERATIONS: dict[tuple[bool, bool], Literal["replace", "insert", "delete"]] = {
    (True, True): "replace",
    (False, True): "insert",
    (True, False): "delete",
}


@dataclass(frozen=True, slots=True)
class _Alignment:
    utterance: Utterance
    similarity: float
    said: tuple[str, ...]
    claimed: tuple[str, ...]
    where: Span

    @property
    def differences(self) -> tuple[Difference, ...]:
        said, claimed = [fold(w) for w in self.said], [fold(w) for w in self.claimed]
        found = []
        for op in Levenshtein.opcodes(said, claimed):
            left = " ".join(self.said[op.src_start : op.src_end])
            right = " ".join(self.claimed[op.dest_start : op.dest_end])
            if op.tag != "equal":
                found.append(Difference(_OPERATIONS[left != "", right != ""], left, right))
        return tuple(found)


def verify(
    search: Search,
    claim: str,
    language: Language,
    speakers: Sequence[SpeakerRow] = (),
    unknown: str | None = None,
) -> Verification:
    """Compare `claim` with the quotes in scope; with `speakers`, only their words count as said."""
    found = search.find(Request(text=claim, topic=claim, language=language))
    best = _nearest(search, claim, found)
    if best is None or best.similarity < ALTERED_FROM:
        similarity = best.similarity if best else 0.0
        return Verification(claim, Verdict.NOT_FOUND, similarity, _closest_in_meaning(found), ())
    asked_of_another = unknown is not None or (
        bool(speakers) and best.utterance.row.speaker_seq not in {s.seq for s in speakers}
    )
    verdict = Verdict.ALTERED if best.differences else Verdict.VERBATIM
    excerpt = cut(
        best.utterance.article,
        best.utterance.span,
        speaker=best.utterance.row.quote.speaker,
        score=best.similarity,
        matches=[best.where],
    )
    if asked_of_another:
        verdict = Verdict.NOT_FOUND
    return Verification(claim, verdict, best.similarity, excerpt, best.differences, wrong_speaker=asked_of_another)


def _nearest(search: Search, claim: str, found: Sequence[Evidence]) -> _Alignment | None:
    """The quote, or the part of one, that shares most words with the claim."""
    article_ids = dict.fromkeys(e.article.id for e in found)
    rows = [row for a in article_ids for row in search.library.store.quotes(search.scope, article_id=a)]
    alike = sorted(rows, key=lambda r: -fuzz.partial_ratio(fold(claim), fold(r.quote.text)))[:COMPARED]
    aligned = (_align_parts(claim, utterance) for utterance in speech.utterances(search, alike))
    return max((a for a in aligned if a), key=lambda a: a.similarity, default=None)


def _closest_in_meaning(found: Sequence[Evidence]) -> Excerpt | None:
    """What somebody says that comes near the claim in other words or in the other language."""
    for evidence in found:
        speaker = quoted_in(evidence.article, evidence.span, share=0.0)
        if evidence.is_enough and speaker:
            return cut(evidence.article, evidence.span, speaker=speaker, score=evidence.confidence)
    return None


def _align_parts(claim: str, utterance: Utterance) -> _Alignment | None:
    """Words left out where the claim has an ellipsis are no difference, if the rest is there in its order."""
    whole = _align(claim, utterance)
    parts = [part for part in _ELLIPSIS.split(claim) if any(words(part))]
    if whole is None or len(parts) < 2:
        return whole
    aligned = [_align(part, utterance) for part in parts]
    kept = [a for a in aligned if a and not a.differences]
    in_order = all(a.where.end <= b.where.start for a, b in pairwise(kept))
    if len(kept) < len(parts) or not in_order:
        return whole
    said = tuple(word for a in kept for word in a.said)
    return _Alignment(utterance, 1.0, said, said, Span(kept[0].where.start, kept[-1].where.end))


def _align(claim: str, utterance: Utterance) -> _Alignment | None:
    """The run of said words that is nearest to the claimed words."""
    text = utterance.article.text
    said = [w for span in utterance.row.quote.spans for w in _words_of(text, span)]
    claimed = [w.text for w in words(claim)]
    if not said or not claimed:
        return None
    folded_said, folded_claim = [fold(text[s.start : s.end]) for s in said], [fold(w) for w in claimed]
    start, end = _best_run(folded_said, folded_claim)
    similarity = Levenshtein.normalized_similarity(folded_said[start:end], folded_claim)
    return _Alignment(
        utterance,
        round(similarity, 4),
        tuple(s.of(text) for s in said[start:end]),
        tuple(claimed),
        Span(said[start].start, said[end - 1].end),
    )


def _best_run(said: Sequence[str], claimed: Sequence[str]) -> tuple[int, int]:
    """Bounds of the words of `said` that the claim renders: from the first to the last that agree."""
    blocks = [b for b in Levenshtein.editops(said, claimed).as_matching_blocks() if b.size]
    if not blocks:
        return 0, len(said)
    before, after = blocks[0].b, len(claimed) - blocks[-1].b - blocks[-1].size
    start = max(0, blocks[0].a - before)
    end = min(len(said), blocks[-1].a + blocks[-1].size + after)
    return start, end


def _words_of(text: str, span: Span) -> list[Span]:
    return [Span(w.start, w.end).shifted(span.start) for w in words(span.of(text))]
