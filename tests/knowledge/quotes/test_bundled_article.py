"""The article that ships with the product: its quotations are known exactly."""

from __future__ import annotations

from importlib.resources import files

import pytest

from knowledge.quotes import find_quotes
from knowledge.types import Quote, QuoteKind, SpeakerKind


@pytest.fixture(scope="module")
def text() -> str:
    return files("knowledge").joinpath("data", "netflix-ai-generatif.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quotes(text: str) -> tuple[Quote, ...]:
    return find_quotes(text)


def test_quotes_in_marks_are_exact(quotes: tuple[Quote, ...]) -> None:
    found = [
        (q.kind.value, q.speaker.name if q.speaker else None, q.cue, q.mention, len(q.spans), q.text[:28])
        for q in quotes
        if q.kind is not QuoteKind.INDIRECT
    ]
    assert found == [
        ("partial", "Netflix", "menyatakan", "Netflix", 1, "sangat siap untuk memanfaatk"),
        ("direct", "Ted Sarandos", "kata", "Ted Sarandos", 2, "Dibutuhkan seniman hebat unt"),
        ("direct", "Ted Sarandos", "kata", "Sarandos", 2, "Kami yakin bahwa AI akan mem"),
        ("partial", "Ted Sarandos", "mengatakan", "dia", 1, "mulai masuk akal"),
        ("direct", "Ted Sarandos", "katanya", "-nya", 1, "Kami tidak khawatir tentang "),
    ]


def test_the_role_is_known_wherever_he_speaks(quotes: tuple[Quote, ...]) -> None:
    roles = {q.speaker.role for q in quotes if q.speaker and q.speaker.name == "Ted Sarandos"}
    assert roles == {"CEO Netflix"}


def test_reported_clauses_are_found(quotes: tuple[Quote, ...]) -> None:
    indirect = {q.cue: q for q in quotes if q.kind is QuoteKind.INDIRECT}
    urged = indirect["mendesak"]
    assert urged.speaker is not None
    assert urged.speaker.kind is SpeakerKind.GROUP
    assert urged.speaker.name == "SAG-AFTRA dan Bryan Cranston"
    assert urged.text.startswith("OpenAI untuk menerapkan pembatas")
    told = indirect["mengatakan"]
    assert told.speaker is not None
    assert told.speaker.name == "Netflix"
    assert told.speaker.kind is SpeakerKind.ORGANISATION
    assert "The Eternaut" in told.text


def test_text_is_the_spans_of_the_article(text: str, quotes: tuple[Quote, ...]) -> None:
    assert [q.text for q in quotes] == [" ".join(span.of(text) for span in q.spans) for q in quotes]
