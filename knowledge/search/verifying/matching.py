"""A claim compared with what one voice said: how much is the same, what differs, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from knowledge.search.verifying.alignment import WHOLE, align, least_cost
from knowledge.search.verifying.voices import stretches
from knowledge.search.words.wording import is_negation, tokens
from knowledge.text.words import stop_words
from knowledge.types import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.search.verifying.alignment import Op, Step
    from knowledge.search.verifying.voices import Voice
    from knowledge.search.words.wording import Token
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
"""What stands in a difference for words that an ellipsis stands for, or would have to."""
WITH_NEGATION = 4
"""Words of a difference, at most, that turn the sense round if one of them is a negation ("tidak lagi", "will never");
in a longer one a whole statement is missing or added."""
CUT_OFF = 3
"""Words before a claim among which a negation is that it cuts off: "tidak khawatir tentang | AI menggantikan …"."""
_CLAUSE_END = re.compile(r"[,;:()—–]")


@dataclass(frozen=True, slots=True)
class Match:
    """similarity: 0 to 1, of the words; 1 where nothing differs, and only there.

    spans: where the words stand in the article; cut_short: the sentence goes on before or after them.
    reverses: a negation is dropped or added. cut_negation: the one that stands in the sentence right before its words,
    and turns them round. bracketed: the editor's words in the claim, in square brackets, that nobody said.
    """

    voice: Voice
    similarity: float
    telling: float
    differences: tuple[Difference, ...]
    spans: tuple[Span, ...]
    cut_short: bool
    reverses: bool
    cut_negation: str | None
    bracketed: tuple[str, ...]

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
    return 1 - least_cost(claimed, voice.words) / (WHOLE * len(claimed))


def match(claimed: Sequence[Token], voice: Voice) -> Match | None:
    """The claim laid against the words of `voice`; None where no word stands for one that was said."""
    steps = align(claimed, voice.words)
    agreeing = [i for i, s in enumerate(steps) if s.said is not None and s.claimed is not None and s.cost < WHOLE]
    if not agreeing:
        return None
    steps = _asides_left_whole(voice, claimed, _within_the_sentence(voice, steps, agreeing))
    added = list(_added(voice, claimed, steps))
    steps = _with_additions_counted(steps, added)
    kept = [s.said for s in steps if s.said is not None and s.claimed is not None]
    passed_over = tuple(_passed_over(voice, claimed, steps))
    differences = (*_differences(voice, claimed, steps), *passed_over)
    compared = max(sum(s.claimed is not None for s in steps), sum(s.said is not None for s in steps))
    cost = sum(s.cost for s in steps) / WHOLE + len(passed_over)
    similarity = round(max(0.0, 1 - cost / (compared + len(passed_over))), 4)
    return Match(
        voice,
        min(similarity, MOST_ALTERED) if differences else 1.0,
        _telling_in_common(claimed, steps, stop_words(voice.article.language)),
        differences,
        stretches(voice, kept),
        _is_cut_short(voice, kept),
        _turns_round(differences),
        next(iter(_negations_before(voice, kept[0], CUT_OFF)), None),
        tuple(" ".join(claimed[i].text for i in each.words) for each in added),
    )


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


@dataclass(frozen=True, slots=True)
class _Addition:
    """Words of the claim in square brackets that are not those that were said; is_fair: an editor may put them."""

    words: tuple[int, ...]
    is_fair: bool


def _added(voice: Voice, claimed: Sequence[Token], steps: Sequence[Step]) -> Iterator[_Addition]:
    """A fair editor puts in brackets whom a pronoun means, in its place, or a name that the article has, or puts it
    otherwise than the writer's brackets do; whatever else is put there adds to what was said.
    """
    paired = [(s.claimed, s.said) for s in steps if s.claimed is not None]
    for in_square, run in groupby(enumerate(paired), key=lambda each: claimed[each[1][0]].in_square):
        places, there = zip(*run, strict=True)
        unsaid = [(i, j) for i, j in there if j is None or claimed[i].key != voice.words[j].key]
        if in_square and unsaid:
            stands_for = [voice.words[j] for _, j in unsaid if j is not None]
            replaces = any(w.is_pronoun for w in stands_for) or _left_out_aside(voice, paired, places[-1] + 1)
            names = not stands_for and _are_names([claimed[i] for i, _ in unsaid], voice)
            yield _Addition(tuple(i for i, _ in there), names or (replaces and len(unsaid) == len(there)))


def _left_out_aside(voice: Voice, paired: Sequence[tuple[int, int | None]], at: int) -> bool:
    """Whether what the writer put in brackets before the claimed word `at` is not in the claim."""
    after = next((said for _, said in paired[at:] if said is not None), 0)
    return after > 0 and voice.words[after - 1].is_aside and all(said != after - 1 for _, said in paired)


def _are_names(added: Sequence[Token], voice: Voice) -> bool:
    there = {token.text for token in tokens(voice.article.text)}
    return all(token.text[:1].isupper() and token.text in there for token in added)


def _with_additions_counted(steps: Iterable[Step], added: Iterable[_Addition]) -> list[Step]:
    """With what an editor may not add as words too many."""
    unfair = {i for each in added if not each.is_fair for i in each.words}
    return [replace(s, cost=WHOLE) if s.claimed in unfair and s.op != "equal" else s for s in steps]


def _telling_in_common(claimed: Sequence[Token], steps: Iterable[Step], light: frozenset[str]) -> float:
    telling = sum(token.key not in light for token in claimed)
    met = (s.claimed for s in steps if s.claimed is not None and s.said is not None and s.cost < WHOLE)
    return sum(claimed[i].key not in light for i in met) / telling if telling else 0.0


def _differences(voice: Voice, claimed: Sequence[Token], steps: Iterable[Step]) -> Iterator[Difference]:
    """Words side by side that differ in the same way are one difference; those in brackets are one of their own."""
    alike = groupby(steps, key=lambda s: (_op(s), s.claimed is not None and claimed[s.claimed].in_square))
    for (op, _), run in alike:
        if op != "equal":
            there = list(run)
            said = " ".join(voice.words[s.said].text for s in there if s.said is not None)
            yield Difference(op, said, " ".join(claimed[s.claimed].text for s in there if s.claimed is not None))


def _op(step: Step) -> Op:
    return step.op if step.cost else "equal"


def _passed_over(voice: Voice, claimed: Sequence[Token], steps: Iterable[Step]) -> Iterator[Difference]:
    """What an ellipsis may not leave out, and where one had to stand.

    A fair editor leaves words out inside a sentence, but not its negation; and whole sentences of an utterance, where
    what stands before the ellipsis ends one and what follows begins one. He does not join a part of a sentence to
    another one, nor two utterances: that makes a statement that nobody made.
    """
    paired = [(s.said, s.claimed) for s in steps if s.said is not None and s.claimed is not None]
    for (before, _), (after, claim) in pairwise(paired):
        leaps_to_another = any(before < seam <= after for seam in voice.seams)
        if not claimed[claim].after_gap:
            if leaps_to_another:
                yield Difference("delete", LEFT_OUT, "")
        elif voice.same_sentence(before, after):
            between = voice.words[before + 1 : after]
            yield from (Difference("delete", w.text, "") for w in between if is_negation(w.key))
        elif (halved := _halved(voice, before, after)) or leaps_to_another:
            yield Difference("replace", halved or LEFT_OUT, LEFT_OUT)
            yield from (Difference("delete", each, "") for each in _negations_before(voice, after))


def _halved(voice: Voice, before: int, after: int) -> str:
    """The rest of the sentence that an ellipsis leaves, and the beginning of the one that it enters."""
    rest = takewhile(lambda i: voice.same_sentence(before, i), range(before + 1, len(voice.words)))
    begun = takewhile(lambda i: voice.same_sentence(i, after), range(after - 1, -1, -1))
    parts = (" ".join(voice.words[i].text for i in part) for part in (list(rest), list(begun)[::-1]))
    return f" {LEFT_OUT} ".join(part for part in parts if part)


def _negations_before(voice: Voice, at: int, most: int | None = None) -> list[str]:
    """Those of the clause before the word `at`, or of `most` words of it; the nearest first."""
    found = []
    for i in range(at - 1, -1 if most is None else max(-1, at - 1 - most), -1):
        between = voice.article.text[voice.words[i].span.end : voice.words[i + 1].span.start]
        if not voice.same_sentence(i, at) or _CLAUSE_END.search(between):
            break
        if is_negation(voice.words[i].key):
            found.append(voice.words[i].text)
    return found


def _turns_round(differences: Sequence[Difference]) -> bool:
    """Whether a negation is dropped or added; one that only stands elsewhere is not."""
    negations = 0
    for difference in differences:
        said, claimed = (list(tokens(text)) for text in (difference.said, difference.claimed))
        if max(len(said), len(claimed)) <= WITH_NEGATION:
            negations += sum(is_negation(t.key) for t in said) - sum(is_negation(t.key) for t in claimed)
    return negations != 0


def _is_cut_short(voice: Voice, kept: Sequence[int]) -> bool:
    first, last = kept[0], kept[-1]
    before = first > 0 and voice.same_sentence(first - 1, first)
    return before or (last + 1 < len(voice.words) and voice.same_sentence(last, last + 1))
