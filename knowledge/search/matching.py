"""A claim compared with what one voice said: how much is the same, what differs, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from knowledge.search.alignment import WHOLE, align, least_cost
from knowledge.search.voices import stretches
from knowledge.search.wording import is_negation
from knowledge.text.words import stop_words
from knowledge.types import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.search.alignment import Op, Step
    from knowledge.search.voices import Voice
    from knowledge.search.wording import Token
    from knowledge.types import Span

ALTERED_FROM = 0.6
"""Share of the words in common from which a claim is a changed form of what was said."""
SURE_FROM = 0.8
"""The same where hardly any of its telling words are: a function word more or less is in common by chance."""
TELLING_IN_COMMON = 0.3
"""Share of the claim's telling words that is more than hardly any."""
MOST_ALTERED = 0.9999
"""The similarity of a claim in which anything differs, at most."""
LEFT_OUT = "…"
"""What stands in a difference for words that an ellipsis would have to stand for."""


@dataclass(frozen=True, slots=True)
class Match:
    """similarity: 0 to 1, of the words; 1 where nothing differs, and only there.

    spans: where the words stand in the article; cut_short: the sentence goes on before or after them.
    """

    voice: Voice
    similarity: float
    telling: float
    differences: tuple[Difference, ...]
    spans: tuple[Span, ...]
    cut_short: bool

    @property
    def is_exact(self) -> bool:
        return not self.differences

    @property
    def is_near(self) -> bool:
        """Whether the claim is what was said, or a changed form of it."""
        least = ALTERED_FROM if self.telling >= TELLING_IN_COMMON else SURE_FROM
        return self.is_exact or self.similarity >= least


def shared(claimed: Sequence[Token], voice: Voice) -> float:
    """The share of the claimed words that the voice uses at all: a quick look before `match`."""
    there = {word.key for word in voice.words}
    return sum(word.key in there for word in claimed) / len(claimed)


def nearness(claimed: Sequence[Token], voice: Voice) -> float:
    """The share of the claimed words that the best alignment has in common: quicker than `match`."""
    return 1 - least_cost(claimed, voice.words, _light(voice)) / (WHOLE * len(claimed))


def match(claimed: Sequence[Token], voice: Voice) -> Match | None:
    """The claim laid against the words of `voice`; None where no word stands for one that was said."""
    light = _light(voice)
    steps = align(claimed, voice.words, light)
    agreeing = [i for i, s in enumerate(steps) if s.said is not None and s.claimed is not None and s.cost < WHOLE]
    if not agreeing:
        return None
    steps = _asides_left_whole(voice, claimed, _within_the_sentence(voice, steps, agreeing))
    kept = [s.said for s in steps if s.said is not None and s.claimed is not None]
    passed_over = tuple(_passed_over(voice, claimed, steps))
    differences = (*_differences(voice, claimed, steps), *passed_over)
    compared = max(sum(s.claimed is not None for s in steps), sum(s.said is not None for s in steps))
    cost = sum(s.cost for s in steps) / WHOLE + len(passed_over)
    similarity = round(max(0.0, 1 - cost / (compared + len(passed_over))), 4)
    return Match(
        voice,
        min(similarity, MOST_ALTERED) if differences else 1.0,
        _telling_in_common(claimed, steps, light),
        differences,
        stretches(voice, kept),
        _is_cut_short(voice, kept),
    )


def _light(voice: Voice) -> frozenset[str]:
    return stop_words(voice.article.language)


def _within_the_sentence(voice: Voice, steps: Sequence[Step], agreeing: Sequence[int]) -> list[Step]:
    """A first or last word of the claim is no other form of one that stands in the sentence before or after."""
    first, last = agreeing[0], agreeing[-1]
    before = (_detached(voice, step, steps[first]) for step in steps[:first])
    after = (_detached(voice, step, steps[last]) for step in steps[last + 1 :])
    return [*(s for s in before if s), *steps[first : last + 1], *(s for s in after if s)]


def _detached(voice: Voice, step: Step, beside: Step) -> Step | None:
    if step.said is None or beside.said is None:
        return step
    if voice.same_sentence(min(step.said, beside.said), max(step.said, beside.said)):
        return step
    return replace(step, op="insert", said=None) if step.claimed is not None else None


def _asides_left_whole(voice: Voice, claimed: Sequence[Token], steps: Sequence[Step]) -> list[Step]:
    """What the writer put in brackets may be left out, or replaced by other brackets, but not the half of it."""
    kept = {s.said for s in steps if s.claimed is not None and not claimed[s.claimed].in_square}
    halved: set[int] = set()
    for is_aside, run in groupby(range(len(voice.words)), key=lambda i: voice.words[i].is_aside):
        inside = set(run)
        if is_aside and inside & kept:
            halved |= inside
    return [replace(s, cost=WHOLE) if s.op == "delete" and s.said in halved else s for s in steps]


def _telling_in_common(claimed: Sequence[Token], steps: Iterable[Step], light: frozenset[str]) -> float:
    telling = sum(token.key not in light for token in claimed)
    met = (s.claimed for s in steps if s.claimed is not None and s.said is not None and s.cost < WHOLE)
    return sum(claimed[i].key not in light for i in met) / telling if telling else 0.0


def _differences(voice: Voice, claimed: Sequence[Token], steps: Iterable[Step]) -> Iterator[Difference]:
    """Words side by side that differ in the same way are one difference."""
    for op, run in groupby(steps, key=_op):
        if op != "equal":
            there = list(run)
            said = " ".join(voice.words[s.said].text for s in there if s.said is not None)
            yield Difference(op, said, " ".join(claimed[s.claimed].text for s in there if s.claimed is not None))


def _op(step: Step) -> Op:
    return step.op if step.cost else "equal"


def _passed_over(voice: Voice, claimed: Sequence[Token], steps: Iterable[Step]) -> Iterator[Difference]:
    """What an ellipsis may not leave out, a negation inside the sentence, and where one had to stand."""
    paired = [(s.said, s.claimed) for s in steps if s.said is not None and s.claimed is not None]
    for (before, _), (after, claim) in pairwise(paired):
        if claimed[claim].after_gap:
            if voice.same_sentence(before, after):
                between = voice.words[before + 1 : after]
                yield from (Difference("delete", w.text, "") for w in between if is_negation(w.key))
        elif any(before < seam <= after for seam in voice.seams):
            yield Difference("delete", LEFT_OUT, "")


def _is_cut_short(voice: Voice, kept: Sequence[int]) -> bool:
    first, last = kept[0], kept[-1]
    before = first > 0 and voice.same_sentence(first - 1, first)
    return before or (last + 1 < len(voice.words) and voice.same_sentence(last, last + 1))
