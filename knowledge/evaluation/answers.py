"""Scores answers to questions with known sentences.

Input: a folder of articles, and JSON lines `{id, lang, question, kind, article, gold_sentences, after}`; `after`
names the turn before. An excerpt is right when it contains a gold sentence or lies in one with at least half of its
characters. A question without gold sentences is unanswerable: right is to refuse it.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import BadExamples
from knowledge.reading import read_file
from knowledge.reading.datelines import find_dateline
from knowledge.text.normalise import squeeze
from knowledge.types import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from knowledge import Knowledge
    from knowledge.types import Answer, Turn

LEAST_SHARE = 0.5
"""Of a gold sentence, for an excerpt that lies in it."""
SUFFIXES = frozenset({".txt", ".md", ".html"})


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the input."""

    id: str
    lang: str
    question: str
    kind: str
    article: str | None
    gold_sentences: tuple[str, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its answer. rank: of the first right excerpt, counted from 1; None where none is right."""

    question: Question
    answer: Answer
    rank: int | None

    @property
    def answerable(self) -> bool:
        return bool(self.question.gold_sentences)

    @property
    def answered(self) -> bool:
        return self.answer.outcome is Outcome.ANSWERED

    @property
    def is_right(self) -> bool:
        """A right excerpt among the first three; of an unanswerable question, that it was refused."""
        return self.rank is not None and self.rank <= 3 if self.answerable else not self.answered


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates of 0 to 1; None where there was nothing to count.

    top1, top3: answerable questions with a right excerpt among the first so many; refused_wrongly: answerable
    ones that were refused; answered_wrongly, refused_rightly: of the unanswerable.
    """

    questions: int
    top1: float | None
    top3: float | None
    refused_wrongly: float | None
    answered_wrongly: float | None
    refused_rightly: float | None


def read_questions(path: Path) -> list[Question]:
    """Raises BadExamples where a line is no question."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = tuple(row.get("gold_sentences") or ())
            questions.append(
                Question(
                    id=row["id"],
                    lang=row["lang"],
                    question=row["question"],
                    kind=row["kind"],
                    article=row.get("article"),
                    gold_sentences=gold,
                    after=row.get("after"),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadExamples(f"{path}: line {number} is no question ({error}).") from error
    return questions


def add_articles(folder: Path, knowledge: Knowledge) -> None:
    """Index every article file of `folder`. Raises BadExamples where there is none."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    if not paths:
        raise BadExamples(f"{folder}: no article is in this folder ({', '.join(sorted(SUFFIXES))}).")
    for path in paths:
        knowledge.add(read_file(path))
    for _ in knowledge.encode():
        pass


def ask_all(questions: Iterable[Question], knowledge: Knowledge) -> Iterator[Judged]:
    """The answers in the order of the questions, each conversation kept together."""
    turns: dict[str, Turn | None] = {}
    for question in questions:
        before = turns.get(question.after) if question.after else None
        answer = knowledge.ask(question.question, after=before)
        turns[question.id] = answer.turn
        yield Judged(question, answer, _rank(answer, question.gold_sentences))


def score(questions: Sequence[Question], knowledge: Knowledge) -> tuple[dict[str, Any], list[Judged]]:
    """The figures as a JSON object, and each answer for a closer look."""
    started = time.perf_counter()
    judged = list(ask_all(questions, knowledge))
    seconds = time.perf_counter() - started
    return {
        **asdict(figures(judged)),
        "by_language": _by(judged, lambda j: j.question.lang),
        "by_kind": _by(judged, lambda j: j.question.kind),
        "questions_per_second": round(len(judged) / seconds, 1) if seconds else None,
    }, judged


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures of these answers."""
    answerable = [j for j in judged if j.answerable]
    unanswerable = [j for j in judged if not j.answerable]
    return Figures(
        questions=len(judged),
        top1=_rate(j.rank == 1 for j in answerable),
        top3=_rate(j.rank is not None and j.rank <= 3 for j in answerable),
        refused_wrongly=_rate(not j.answered for j in answerable),
        answered_wrongly=_rate(j.answered for j in unanswerable),
        refused_rightly=_rate(not j.answered for j in unanswerable),
    )


def _by(judged: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, Any]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    return {name: asdict(figures(group)) for name, group in sorted(groups.items())}


def _rate(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return round(sum(counted) / len(counted), 4) if counted else None


def _rank(answer: Answer, gold: Sequence[str]) -> int | None:
    for rank, excerpt in enumerate(answer.excerpts, start=1):
        if any(_is_right(squeeze(excerpt.text), squeeze(_as_read(sentence))) for sentence in gold):
            return rank
    return None


def _as_read(sentence: str) -> str:
    """Without a dateline, which is no part of an article's text: "LONDON - The deal" is "The deal" there."""
    dateline = find_dateline(sentence)
    return sentence[dateline.end :] if dateline else sentence


def _is_right(excerpt: str, sentence: str) -> bool:
    return sentence in excerpt or (excerpt in sentence and len(excerpt) >= LEAST_SHARE * len(sentence))
