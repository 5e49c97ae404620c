"""The articles and questions of each set beside the corpus fit together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge.evaluation.answers import Question, read_questions
from knowledge.reading import read_file
from knowledge.text.normalise import squeeze

HERE = Path(__file__).parent
SETS = ("held", "newcomers", "strangers", "taught")


def questions_of(name: str) -> list[Question]:
    return list(read_questions(HERE / name / "questions.jsonl"))


def files_of(name: str) -> list[Path]:
    return sorted((HERE / name / "articles").iterdir())


def texts_of(name: str) -> list[str]:
    """Titles and bodies."""
    articles = [read_file(path) for path in files_of(name)]
    return [squeeze(text) for article in articles for text in (article.title, article.text)]


@pytest.mark.parametrize("name", SETS)
def test_ids_are_unique_and_every_article_is_asked_about(name: str) -> None:
    questions = questions_of(name)
    assert [name for name, times in Counter(q.id for q in questions).items() if times > 1] == []
    assert {q.article for q in questions if q.article} == {path.stem for path in files_of(name)}


@pytest.mark.parametrize("name", sorted(set(SETS) - {"held"}))  # some of the held ones have the dateline that is cut
def test_gold_sentences_stand_in_an_article_and_only_the_unanswerable_have_none(name: str) -> None:
    everything = "\n".join(texts_of(name))
    questions = questions_of(name)
    assert [(q.id, s) for q in questions for s in q.gold_sentences if squeeze(s) not in everything] == []
    assert [q.id for q in questions if (q.kind == "unanswerable") == bool(q.gold_sentences)] == []


@pytest.mark.parametrize("name", SETS)
def test_a_later_turn_follows_one_that_came_before(name: str) -> None:
    asked: set[str] = set()
    for question in questions_of(name):
        assert question.after is None or question.after in asked, question.id
        asked.add(question.id)


def test_no_question_that_weights_are_fitted_to_is_one_that_figures_are_measured_on() -> None:
    measured = [HERE / "questions.jsonl", *(HERE / name / "questions.jsonl" for name in SETS if name != "taught")]
    others = {q.question.lower() for path in measured for q in read_questions(path) if not q.after}
    assert [q.id for q in questions_of("taught") if q.question.lower() in others and not q.after] == []
