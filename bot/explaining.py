"""What went wrong, and the way out, in the words of a chat's language."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from bot.messages import Code
from knowledge.errors import BadQuestion, BadSource, TooFewWords

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Line
    from knowledge.errors import UnknownArticle
    from knowledge.problems import Problem

LONGEST_NAMED = 60
"""Characters of a reference that a message repeats."""
LONGEST_ADDRESS = 200
"""Characters of an address or file name."""


def explain(error: BadSource | BadQuestion | UnknownArticle, catalogue: Catalogue) -> Line:
    """For the one who asked."""
    if isinstance(error, BadSource):
        return (told(error.problem, catalogue),)
    if isinstance(error, TooFewWords):
        example = Code(catalogue.text("verify.example"))
        return catalogue.line("verify.too_few_words", least=error.limit, example=example)
    if isinstance(error, BadQuestion):
        key = "error.long_question" if error.length else "error.empty_question"
        example = Code(catalogue.text("help.example_said"))
        return catalogue.line(key, length=error.length, limit=error.limit, example=example)
    if error.reference is None:
        return catalogue.line("articles.none")
    reference = shorten(error.reference, LONGEST_NAMED, placeholder="…")
    return catalogue.line("error.unknown_article", reference=reference, command=Code("/articles"))


def told(problem: Problem, catalogue: Catalogue) -> str:
    """What is wrong with a source, in a sentence."""
    values = {name: _shown(name, value, catalogue) for name, value in problem.values.items()}
    if problem.because:
        values["because"] = told(problem.because, catalogue).removesuffix(".")
    return catalogue.text(f"problem.{problem.kind.name.lower()}", **values)


def _shown(name: str, value: str | int, catalogue: Catalogue) -> str:
    if isinstance(value, int):
        return catalogue.duration(value) if name == "seconds" else catalogue.number(value)
    if name == "name" and not value:
        return catalogue.text("problem.pasted")
    return value if len(value) <= LONGEST_ADDRESS else f"{value[:LONGEST_ADDRESS]}…"
