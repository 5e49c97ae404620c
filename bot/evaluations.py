"""`kutip eval`: the project's own figures, or what was found for others to score."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.json_output import answer_json
from knowledge import Knowledge
from knowledge.errors import BadExamples
from knowledge.evaluation import answers, quotes
from knowledge.search.meaning.encode import open_encoder
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.settings import Settings
    from knowledge.evaluation.answers import Judged


def evaluation_lines(arguments: Namespace, settings: Settings) -> Iterator[str]:
    """JSON lines; with `--errors` lines for people come after the figures. Raises BadExamples."""
    wanted = {"quotes": 1, "answers": 2}[arguments.kind]
    if len(arguments.files) != wanted:
        raise BadExamples(f"eval {arguments.kind} takes {'FILE' if wanted == 1 else 'ARTICLES and QUESTIONS'}.")
    paths = [Path(file) for file in arguments.files]
    for path in paths:
        if not path.exists():
            raise BadExamples(f"{path}: there is no such file or folder.")
    if arguments.kind == "quotes":
        yield from _quotes(paths[0], arguments)
    else:
        yield from _answers(paths[0], paths[1], arguments, settings)


def _quotes(path: Path, arguments: Namespace) -> Iterator[str]:
    rows = quotes.read_rows(path)
    if arguments.predictions:
        yield from (_dump(found) for found in quotes.predict(rows))
        return
    yield _dump(quotes.score(rows).to_dict())
    if arguments.errors:
        for error in quotes.confusions(rows):
            yield f"\n{error.kind}  {error.row}\n  {error.context}"
            yield f"  expected: {error.expected}\n  found:    {error.found}"


def _answers(folder: Path, questions: Path, arguments: Namespace, settings: Settings) -> Iterator[str]:
    asked = answers.read_questions(questions)
    with tempfile.TemporaryDirectory() as place:
        database = open_database(Path(place) / "evaluation.sqlite3")
        try:
            knowledge = Knowledge(open_store(database), open_encoder(settings.encoder))
            answers.add_articles(folder, knowledge)
            if arguments.predictions:
                for judged in answers.ask_all(asked, knowledge):
                    yield _dump({"id": judged.question.id, "answer": answer_json(judged.answer)})
                return
            figures, judgements = answers.score(asked, knowledge)
            yield _dump(figures)
            if arguments.errors:
                yield from (_describe(judged) for judged in judgements if not judged.is_right)
        finally:
            database.close()


def _describe(judged: Judged) -> str:
    question, answer = judged.question, judged.answer
    shown = [*(f"  found    {e.text}" for e in answer.excerpts), *(f"  related  {e.text}" for e in answer.related)]
    expected = [f"  expected {sentence}" for sentence in question.gold_sentences] or ["  expected nothing"]
    return "\n".join([f"\n{question.kind}  {question.id}\n  {question.question}", *expected, *shown])


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
