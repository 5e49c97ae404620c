"""The project's own articles and questions fit together: what the figures are measured on can be trusted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ARTICLES = sorted((HERE / "corpus").iterdir())

LEAST_OF_KIND = {
    "said": 10,
    "speaker-only": 10,
    "fact-number": 10,
    "fact-money": 10,
    "fact-date": 10,
    "fact-place": 10,
    "fact-person": 10,
    "reason": 10,
    "yes-no": 10,
    "cross": 40,
    "followup": 25,
    "typo": 20,
    "colloquial": 12,
    "unanswerable": 35,
}
ENGLISH_ARTICLES = {
    "coastal-railway",
    "ferry-sapudara",
    "goose-pub",
    "hospital-school",
    "kirana-concert",
    "northlight-results",
    "rubber-wire",
    "school-phones",
    "sirapan-geothermal",
    "tallowmere-deal",
}
WORDS_OF_ARTICLE = range(300, 601)
MOST_GOLD = 3
"""Sentences that answer; all that somebody says may be more."""
WORDS_OF_PASSAGE = range(35, 71)


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def body_paragraphs(article: Path) -> list[str]:
    """The paragraphs below the title, white space squeezed."""
    _title, *rest = article.read_text(encoding="utf-8").splitlines()
    return [squeezed(line) for line in rest if line.strip()]


PARAGRAPHS = {article.stem: body_paragraphs(article) for article in ARTICLES}
QUESTIONS = read_lines("questions.jsonl")
PASSAGES = read_lines("parallel.jsonl")


def answerable() -> list[dict[str, Any]]:
    return [question for question in QUESTIONS if question["gold_sentences"]]


def is_whole_sentence(sentence: str, paragraph: str) -> bool:
    """Whether `sentence` starts where a sentence may, and ends with an end mark."""
    before, _, after = paragraph.partition(sentence)
    starts = not before or before.rstrip("\"'”’) ").endswith((".", "!", "?"))
    ends = sentence.rstrip("\"'”’)").endswith((".", "!", "?")) and (not after or after.startswith(" "))
    return starts and ends


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_an_article_is_of_ordinary_length(article: Path) -> None:
    assert len(article.read_text(encoding="utf-8").split()) in WORDS_OF_ARTICLE


@pytest.mark.parametrize("rows", [QUESTIONS, PASSAGES], ids=["questions", "passages"])
def test_ids_are_unique(rows: list[dict[str, Any]]) -> None:
    assert [name for name, times in Counter(row["id"] for row in rows).items() if times > 1] == []


def test_questions_are_unique_unless_they_follow_another() -> None:
    openers = Counter(question["question"].lower() for question in QUESTIONS if not question["after"])
    assert [words for words, times in openers.items() if times > 1] == []


def test_every_question_has_the_fields_of_the_format() -> None:
    fields = {"id", "lang", "question", "kind", "article", "gold_sentences", "after"}
    assert [row["id"] for row in QUESTIONS if set(row) != fields] == []
    assert {row["lang"] for row in QUESTIONS} == {"id", "en", "mixed"}
    assert {row["kind"] for row in QUESTIONS} == set(LEAST_OF_KIND)


def test_there_are_enough_questions_of_every_kind() -> None:
    found = Counter(question["kind"] for question in QUESTIONS)
    assert {kind: found[kind] for kind, least in LEAST_OF_KIND.items() if found[kind] < least} == {}


def test_every_article_exists_and_is_asked_about() -> None:
    assert {question["article"] for question in QUESTIONS} - {None} == set(PARAGRAPHS)
    assert all(question["article"] for question in answerable())


def test_gold_sentences_are_whole_sentences_of_their_article() -> None:
    wrong = [
        (question["id"], sentence)
        for question in answerable()
        for sentence in question["gold_sentences"]
        if not any(
            sentence in paragraph and is_whole_sentence(sentence, paragraph)
            for paragraph in PARAGRAPHS[question["article"]]
        )
    ]
    assert wrong == []


def test_only_the_unanswerable_have_no_gold_sentence() -> None:
    for question in QUESTIONS:
        number = len(question["gold_sentences"])
        most = len(PARAGRAPHS[question["article"]]) if question["kind"] == "speaker-only" else MOST_GOLD
        assert number == 0 if question["kind"] == "unanswerable" else 1 <= number <= most, question["id"]


def test_a_later_turn_follows_one_that_came_before() -> None:
    asked: set[str] = set()
    for question in QUESTIONS:
        assert question["after"] is None or question["after"] in asked, question["id"]
        assert question["after"] or question["kind"] != "followup", question["id"]
        asked.add(question["id"])


def test_a_cross_question_is_not_in_the_language_of_its_article() -> None:
    for question in QUESTIONS:
        if question["kind"] == "cross":
            language = "en" if question["article"] in ENGLISH_ARTICLES else "id"
            assert question["lang"] != language, question["id"]


def test_parallel_passages_are_short_and_asked_about_in_both_languages() -> None:
    for passage in PASSAGES:
        assert set(passage) == {"id", "lang", "text", "questions"}
        assert len(passage["text"].split()) in WORDS_OF_PASSAGE, passage["id"]
        assert sorted(question["lang"] for question in passage["questions"]) == ["en", "id"], passage["id"]


def test_half_of_the_parallel_passages_are_in_each_language() -> None:
    assert Counter(passage["lang"] for passage in PASSAGES) == {"id": 66, "en": 66}
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)
