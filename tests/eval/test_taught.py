"""The articles and questions that the weights are fitted to fit together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from knowledge.evaluation.answers import read_questions
from knowledge.reading import read_file
from knowledge.text.normalise import squeeze

HERE = Path(__file__).parent / "taught"
TEXTS = {path.stem: squeeze(read_file(path).text) for path in sorted((HERE / "articles").iterdir())}
QUESTIONS = read_questions(HERE / "questions.jsonl")


def test_ids_are_unique_and_every_article_is_asked_about() -> None:
    assert [name for name, times in Counter(q.id for q in QUESTIONS).items() if times > 1] == []
    assert {q.article for q in QUESTIONS if q.article} == set(TEXTS)


def test_gold_sentences_stand_in_their_article_and_only_the_unanswerable_have_none() -> None:
    absent = [(q.id, s) for q in QUESTIONS for s in q.gold_sentences if squeeze(s) not in TEXTS[q.article or ""]]
    assert absent == []
    assert [q.id for q in QUESTIONS if (q.kind == "unanswerable") == bool(q.gold_sentences)] == []


def test_a_later_turn_follows_one_that_came_before() -> None:
    asked: set[str] = set()
    for question in QUESTIONS:
        assert question.after is None or question.after in asked, question.id
        asked.add(question.id)


def test_none_of_the_questions_is_of_those_that_figures_are_measured_on() -> None:
    measured = [HERE.parent / "questions.jsonl", HERE.parent / "held" / "questions.jsonl"]
    others = {q.question.lower() for path in measured for q in read_questions(path) if not q.after}
    assert [q.id for q in QUESTIONS if q.question.lower() in others and not q.after] == []
