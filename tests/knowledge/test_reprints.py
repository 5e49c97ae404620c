"""Which articles are one text, edited, and which other news in the same words; the pairs are in `tests/eval/copies`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.reprints import is_edition, is_reprint
from tests.eval.copied_pairs import Pair, figures, labelled, strangers

FRESH = [pair for pair in labelled() if pair.half == "fresh"]
FRESH_RECALL = 4 / 6
"""Of pairs that were written after the thresholds were chosen: what is missed is kept twice."""


def test_of_fresh_pairs_none_is_merged_that_is_other_news_and_most_copies_are_found() -> None:
    found = figures(FRESH, is_reprint)
    assert found.merged == ()
    assert found.recall >= FRESH_RECALL


@pytest.mark.parametrize("pair", [p for p in labelled() if p.half != "fresh"], ids=lambda pair: pair.name)
def test_copies_are_told_from_other_news(pair: Pair) -> None:
    assert is_reprint(pair.one, pair.other) is pair.same
    assert is_reprint(pair.other, pair.one) is pair.same


@pytest.mark.parametrize("pair", [pair for pair in labelled() if not pair.same], ids=lambda pair: pair.name)
def test_other_news_takes_no_articles_place(pair: Pair) -> None:
    undated = replace(pair.one, published=None), replace(pair.other, published=None)
    assert not is_edition(pair.one, pair.other)
    assert not is_edition(*undated)
    assert not is_reprint(*undated)


@pytest.mark.parametrize(
    "pair", [p for p in labelled() if p.kind == "update" and p.half != "fresh"], ids=lambda pair: pair.name
)
def test_an_update_takes_the_place_of_what_it_updates(pair: Pair) -> None:
    assert is_edition(pair.one, pair.other)


def test_reports_of_one_event_are_no_copies() -> None:
    assert [(a.title, b.title) for a, b in strangers() if is_reprint(a, b) or is_edition(a, b)] == []


PAIR = next(pair for pair in labelled() if pair.same)


@pytest.mark.parametrize(
    ("one", "other", "edition", "reprint"),
    [
        ("2026-09-03", "2026-09-03", True, True),
        ("2026-09-03T06:00", "2026-09-03", True, True),
        ("2026-09-03T23:50", "2026-09-04T00:40", True, True),
        ("2026-09-03T23:50+07:00", "2026-09-04T00:40", False, True),
        ("2026-09-03", "2026-09-04", False, True),
        ("2026-09-03T06:00", "2026-09-04T05:00", False, True),
        ("2026-09-03", "2026-09-06", False, False),
        ("2025-09-03", "2026-09-03", False, False),
        (None, "2026-09-03", True, True),
        ("pada suatu hari", "2026-09-03", True, True),
    ],
)
def test_the_same_words_on_another_day(one: str | None, other: str, edition: bool, reprint: bool) -> None:
    """An outlet that has them again the next day has other news; another outlet may be late."""
    dated = replace(PAIR.one, published=one), replace(PAIR.other, published=other)
    assert is_edition(*dated) is edition
    assert is_reprint(*dated) is reprint


def test_under_quite_another_title_it_is_another_article() -> None:
    """Of a press office that says the same of two things."""
    titled = replace(PAIR.one, title="Bupati Hadiri Panen Raya"), replace(PAIR.one, title="Sidang Tambak Ditunda")
    assert not is_edition(*titled)


def test_a_page_of_several_articles_takes_no_ones_place() -> None:
    others = [pair.one.text for pair in labelled() if pair.one.language == "id"]
    page = replace(PAIR.one, text="\n\n".join(dict.fromkeys([PAIR.one.text, *others])))
    assert not is_edition(PAIR.one, page)


def test_of_a_few_words_nothing_is_said() -> None:
    short = replace(PAIR.one, text="Kapal itu bersandar pada Senin pagi di Pelabuhan Teluk Lampa.")
    assert not is_reprint(short, short)
