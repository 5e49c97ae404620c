"""The packed term index against BM25 written down plainly."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.postings import (
    CONTEXT_WEIGHT,
    LEAST_RARITY,
    LENGTH_SHARE,
    RUN,
    SATURATION,
    Corpus,
    Postings,
    best_first,
    entries,
    in_body,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Passages = dict[int, tuple[list[str], list[str]]]

words = st.lists(st.sampled_from("abcde"), max_size=6)
numbers = st.integers(1, 2 * RUN + 1)
libraries = st.dictionaries(numbers, st.tuples(words.filter(bool), words), min_size=1, max_size=30)


def plain_bm25(term: str, number: int, passages: Passages) -> float:
    body, context = passages[number]
    holding = sum(term in b or term in c for b, c in passages.values())
    mean = sum(len(b) + len(c) for b, c in passages.values()) / len(passages)
    rarity = max(math.log((len(passages) - holding + 0.5) / (holding + 0.5)), LEAST_RARITY)
    times = body.count(term) + CONTEXT_WEIGHT * context.count(term)
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * (len(body) + len(context)) / mean)
    return rarity * times * (SATURATION + 1) / (times + damping)


def packed(passages: Passages) -> dict[str, bytes]:
    made = entries((n, *passages[n]) for n in sorted(passages))
    found = {term: b"".join(made[key] for key in sorted(made) if key[0] == term) for term, _ in made}
    return {term: found.get(term, b"") for term in "abcde"}


def corpus_of(passages: Passages) -> Corpus:
    return Corpus(len(passages), sum(len(body) + len(context) for body, context in passages.values()))


def found(passages: Passages, alternatives: Sequence[Sequence[str]]) -> dict[int, float]:
    terms = {term: Postings.of(held) for term, held in packed(passages).items()}
    best = best_first([[terms[term] for term in alternative] for alternative in alternatives], corpus_of(passages))
    assert sorted(best.scores.tolist(), reverse=True) == best.scores.tolist()
    return dict(zip(best.passages.tolist(), best.scores.tolist(), strict=True))


@given(libraries, st.sampled_from([list(combinations("abc", 2)), [("a",), ("d",)], [("a", "b", "c")], [("e", "e")]]))
def test_scores_are_those_of_bm25_summed_over_the_alternatives(
    passages: Passages, alternatives: list[tuple[str, ...]]
) -> None:
    expected: dict[int, float] = {}
    for number, (body, context) in passages.items():
        held = [a for a in alternatives if all(term in body or term in context for term in a)]
        if held:
            expected[number] = sum(plain_bm25(term, number, passages) for a in held for term in a)
    assert found(passages, alternatives) == pytest.approx(expected)


@given(libraries, libraries)
def test_what_is_taken_out_leaves_the_rest(kept: Passages, gone: Passages) -> None:
    gone = {number: each for number, each in gone.items() if number not in kept}
    both, rest, removed = packed(kept | gone), packed(kept), packed(gone)
    assert {term: without(held, removed[term]) for term, held in both.items()} == rest
    assert {term: in_body(held) for term, held in rest.items()} == {
        term: sum(term in body for body, _ in kept.values()) for term in "abcde"
    }


def test_a_word_repeated_beyond_count_is_still_one_entry() -> None:
    (held,) = entries([(1, ["a"] * 100_000, [])]).values()
    assert in_body(held) == 1
    assert list(found({1: (["a"] * 100_000, [])}, [("a",)])) == [1]
