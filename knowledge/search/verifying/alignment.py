"""A claim laid against what was said, word by word, so that as little as can be differs.

The distance is that of Levenshtein over words, except that what was said before and after costs nothing, nor
what a claim leaves out with an ellipsis, that a misspelt word is nearer than another one, and that words left out
side by side cost less than as many that nobody said: who repeats a sentence shortens it sooner than he adds to it.
It is reckoned a row at a time (a claimed word against everything that was said), in whole numbers, so that ties are
ties: of what costs the same, most words agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from knowledge.search.words.wording import Token

WHOLE = 100
"""What a word costs that is missing, added or another one."""
LEFT_OUT_TOO = 40
"""What a word costs that is missing beside another one. From 60 on, "yakin AI akan membantu kami" of the test's table
is laid against the end of what was said, as five words too many."""
_SCALE = 1 << 20
"""A hundredth of a word is reckoned as this much and an agreeing word as minus one, which only decides ties."""
MISSPELT_FROM = 0.7
"""Share of letters in common from which a word is a misspelling of another."""
LEAST_MISSPELT = 20
"""What a misspelt word costs at least."""
MIN_MISSPELT = 5
"""Letters of the longer one of two such words; shorter words are one letter away from too many others."""
_OPENED = (WHOLE - LEFT_OUT_TOO) * _SCALE
"""What the first of several missing words costs more than the others."""
Op = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment; said, claimed: index of the word there, None where there is none.

    An insertion is claimed only, a deletion said only. cost: in hundredths of a word; a
    word in brackets may stand for one, be added or be missing at none.
    """

    op: Op
    said: int | None
    claimed: int | None
    cost: int


@dataclass(frozen=True, slots=True)
class _Costs:
    """replace[claimed, said]; insert, delete: of one word of either side.

    alone, beside: what the first so many said words cost that are missing, each by itself or each beside another.
    """

    replace: NDArray[np.int64]
    insert: NDArray[np.int64]
    delete: NDArray[np.int64]
    alone: NDArray[np.int64]
    beside: NDArray[np.int64]

    def missing(self, start: int, end: int) -> int:
        """What the said words from `start` to `end` cost that are missing side by side."""
        alone = self.alone[end] - self.alone[start]
        return int(min(alone, self.beside[end] - self.beside[start] + _OPENED))

    def missing_at(self, at: int, start: int) -> int:
        """The part in it of the word `at`, in hundredths of a word."""
        return _hundredths(self.missing(start, at + 1) - self.missing(start, at))


def align(claimed: Sequence[Token], said: Sequence[Token]) -> list[Step]:
    """The steps of the best alignment, in order; neither side may be empty.

    A bracketed word of the claim may stand for a pronoun ("[Netflix]" for "we").
    """
    costs = _costs(claimed, said)
    raw, rows = _fill(claimed, costs)
    return _trace(claimed, costs, raw, rows)


def least_cost(claimed: Sequence[Token], said: Sequence[Token]) -> int:
    """The cost of the best alignment, in hundredths of a word."""
    _, rows = _fill(claimed, _costs(claimed, said))
    return _hundredths(int(rows[-1].min()))


def _costs(claimed: Sequence[Token], said: Sequence[Token]) -> _Costs:
    claimed_keys, said_keys = list({t.key: 0 for t in claimed}), list({t.key: 0 for t in said})
    between = _between(claimed_keys, said_keys, {t.key for t in (*claimed, *said) if t.is_guarded})
    numbers = ({key: i for i, key in enumerate(claimed_keys)}, {key: i for i, key in enumerate(said_keys)})
    replace = between[np.ix_([numbers[0][t.key] for t in claimed], [numbers[1][t.key] for t in said])]
    stands_for = np.array([t.is_pronoun for t in said])
    bracketed = np.array([t.in_square and not t.is_guarded for t in claimed])
    replace[np.ix_(bracketed, stands_for)] = 0
    aside = np.array([t.is_aside and not t.is_guarded for t in said])
    delete = np.where(aside, 0, WHOLE * _SCALE)
    guarded = np.array([t.is_guarded for t in said])
    beside = np.where(guarded, delete, np.minimum(delete, LEFT_OUT_TOO * _SCALE))
    return _Costs(
        replace * _SCALE - (replace == 0),
        np.where(bracketed, 0, WHOLE * _SCALE),
        delete,
        _up_to(delete),
        _up_to(beside),
    )


def _up_to(costs: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(costs)]).astype(np.int64)


def _between(claimed: Sequence[str], said: Sequence[str], guarded: Collection[str]) -> NDArray[np.int64]:
    """What it costs that a word stands for another one."""
    alike = cdist(claimed, said, scorer=OSA.normalized_similarity, score_cutoff=MISSPELT_FROM)
    costs: NDArray[np.int64] = np.maximum(np.rint(WHOLE * (1 - alike)), LEAST_MISSPELT).astype(np.int64)
    costs[alike < MISSPELT_FROM] = WHOLE
    lengths = np.maximum(np.array([len(k) for k in claimed])[:, None], np.array([len(k) for k in said])[None, :])
    costs[lengths < MIN_MISSPELT] = WHOLE
    costs[[key in guarded for key in claimed], :] = WHOLE
    costs[:, [key in guarded for key in said]] = WHOLE
    costs[np.array(claimed)[:, None] == np.array(said)[None, :]] = 0
    return costs


def _fill(claimed: Sequence[Token], costs: _Costs) -> tuple[list[NDArray[np.int64]], list[NDArray[np.int64]]]:
    """Row i: what the first i claimed words cost at least, by where in the said words they end.

    The second list has an ellipsis after them taken into account.
    """
    raw, rows = [], []
    row = np.zeros(len(costs.alone), np.int64)
    for i, token in enumerate(claimed):
        raw.append(row)
        rows.append(np.minimum.accumulate(row) if token.after_gap else row)
        step = rows[-1] + costs.insert[i]
        step[1:] = np.minimum(step[1:], rows[-1][:-1] + costs.replace[i])
        alone = np.minimum.accumulate(step - costs.alone) + costs.alone
        beside = np.minimum.accumulate(step - costs.beside) + costs.beside + _OPENED
        row = np.minimum(alone, beside).astype(np.int64)
    return [*raw, row], [*rows, row]


def _trace(
    claimed: Sequence[Token], costs: _Costs, raw: Sequence[NDArray[np.int64]], rows: Sequence[NDArray[np.int64]]
) -> list[Step]:
    """Back from the cheapest end. Of what costs the same, a word for a word is told before a word too many."""
    i, j = len(claimed), _end(costs, rows)
    steps: list[Step] = []
    while i:
        if i < len(claimed) and claimed[i].after_gap and (not steps or steps[-1].claimed == i):
            j = int(np.flatnonzero(raw[i][: j + 1] == rows[i][j])[-1])
            while j and not costs.delete[j - 1] and raw[i][j] == raw[i][j - 1]:
                j -= 1  # the ellipsis stands for a writer's aside too
        here, before = int(raw[i][j]), rows[i - 1]
        start = _missing_from(here, before, costs, i, j)
        steps += [Step("delete", k, None, costs.missing_at(k, start)) for k in reversed(range(start, j))]
        here, j = here - costs.missing(start, j), start
        if j and here == before[j - 1] + costs.replace[i - 1, j - 1]:
            i, j, cost = i - 1, j - 1, _hundredths(int(costs.replace[i - 1, j - 1]))
            steps.append(Step("replace" if cost else "equal", j, i, cost))
        else:
            i -= 1
            steps.append(Step("insert", None, i, _hundredths(int(costs.insert[i]))))
    return steps[::-1]


def _missing_from(here: int, before: NDArray[np.int64], costs: _Costs, i: int, j: int) -> int:
    """From which said word on the words up to `j` are missing from the claim after its word `i`; `j` where none is."""
    for start in range(j, -1, -1):
        cost = here - costs.missing(start, j)
        if (start and cost == before[start - 1] + costs.replace[i - 1, start - 1]) or (
            cost == before[start] + costs.insert[i - 1]
        ):
            return start
    raise AssertionError("a cost that no step explains")


def _hundredths(reckoned: int) -> int:
    return -(-reckoned // _SCALE)


def _end(costs: _Costs, rows: Sequence[NDArray[np.int64]]) -> int:
    """Where the claim ends: the first place of the least cost at which its last word stands for one that was said."""
    ends = np.flatnonzero(rows[-1] == rows[-1].min())
    paired = ends[ends > 0]
    paired = paired[rows[-1][paired] == rows[-2][paired - 1] + costs.replace[-1, paired - 1]]
    return int(paired[0]) if len(paired) else int(ends[0])
