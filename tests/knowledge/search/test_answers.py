"""Questions of every kind to a small library: what is answered, by whom, and what is refused."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.errors import BadQuestion
from knowledge.reading import read_bytes
from knowledge.types import Intent, Outcome
from tests.knowledge.search.conftest import FERRY, library

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge import Knowledge


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("apa kata Hesti Pramudya?", "Hesti Pramudya"),
        ("what did Hesti say?", "Hesti Pramudya"),
        ("hesty pramudia bilang apa soal pedagang", "Hesti Pramudya"),
        ("what did Moira Fenwik say about the gulls?", "Moira Fenwick"),
        ("apa kata Fenwick soal kapal lama?", "Moira Fenwick"),
        ("what did the mayor of Wiru say about the traders?", "Hesti Pramudya"),
    ],
)
def test_a_speaker_is_found_by_name_office_or_misspelling(knowledge: Knowledge, question: str, speaker: str) -> None:
    answer = knowledge.ask(question)
    assert (answer.outcome, answer.speaker) == (Outcome.ANSWERED, speaker)
    assert answer.excerpts[0].speaker == speaker


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("berapa kerugian akibat kebakaran Pasar Wiru?", "Rp14 miliar"),
        ("how much does a ferry ticket cost?", "$6.50"),
        ("how long does the crossing take?", "forty minutes"),
        ("brp harga tiket kapal feri kestrel?", "$6.50"),
        ("what caused the market fire in Wiru?", "korsleting listrik"),
        ("knp pasar wiru kebakar?", "korsleting listrik"),
    ],
)
def test_a_fact_is_found_in_both_languages(knowledge: Knowledge, question: str, words: str) -> None:
    answer = knowledge.ask(question)
    assert answer.outcome is Outcome.ANSWERED, question
    assert any(words in excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    "question",
    [
        "resep soto ayam dong",
        "who painted the Mona Lisa?",
        "apa kata Soekarno soal pasar?",
        "what did Moira Fenwick say about elections?",
        "what did Angela Fenwick say?",
        "jadwal kereta ke Surabaya besok",
        "how old is Moira Fenwick?",
        "berapa umur Hesti Pramudya?",
    ],
)
def test_what_no_article_tells_is_refused(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.ask(question)
    assert (answer.outcome, answer.excerpts) == (Outcome.NOT_FOUND, ())


def test_different_figures_are_both_shown_with_their_sources(knowledge: Knowledge) -> None:
    answer = knowledge.ask("berapa kios yang hangus terbakar di Pasar Wiru?")
    shown = " ".join(excerpt.text for excerpt in answer.excerpts)
    assert "120 kios" in shown
    assert "138 kios" in shown
    assert len({excerpt.citation.article_id for excerpt in answer.excerpts}) > 1


def test_the_figure_asked_for_is_marked(knowledge: Knowledge) -> None:
    excerpt = knowledge.ask("how much does a ferry ticket cost?").excerpts[0]
    assert any("6.50" in match.of(excerpt.text) for match in excerpt.matches)


def test_a_follow_up_keeps_speaker_and_article(knowledge: Knowledge) -> None:
    first = knowledge.ask("apa kata Hesti Pramudya soal pedagang?")
    roof = knowledge.ask("dan soal atapnya?", after=first.turn)
    assert "baja ringan" in roof.excerpts[0].text
    who = knowledge.ask("siapa yang bilang itu?", after=roof.turn)
    assert who.excerpts[0].speaker == "Hesti Pramudya"


def test_a_follow_up_about_a_fact_stays_in_the_article(knowledge: Knowledge) -> None:
    first = knowledge.ask("when did the ferry Kestrel begin carrying passengers?")
    price = knowledge.ask("and how much is a ticket?", after=first.turn)
    assert any("$6.50" in excerpt.text for excerpt in price.excerpts)


def test_more_of_a_speaker_is_something_not_shown_yet(knowledge: Knowledge) -> None:
    first = knowledge.ask("apa kata Hesti Pramudya soal pedagang?")
    more = knowledge.ask("apa lagi katanya?", after=first.turn)
    assert not {(e.citation.article_id, e.span) for e in more.excerpts} & set(first.turn.shown if first.turn else ())


WORKSHOP = """Bengkel Perahu Kayu di Teluk Senang Tutup

Bengkel perahu terakhir di Teluk Senang tutup pada Sabtu. Pemiliknya pindah ke Kota Ranau.

Keputusan itu disesalkan anggota dewan Petrus Wamafma, yang dulu belajar menggergaji di sana. Jaraknya tiga rumah dari \
rumah orang tuanya. "Siapa yang akan menambal perahu kami sekarang," kata Petrus.
"""


def test_he_is_who_is_quoted_beside_what_was_shown(tmp_path: Path) -> None:
    knowledge = library(tmp_path / "workshop.sqlite3")
    knowledge.add(read_bytes(WORKSHOP.encode(), "workshop.txt"))
    for _ in knowledge.encode():
        pass
    who = knowledge.ask("anggota dewan mana yang menyesalkan bengkel perahu tutup?")
    assert who.excerpts[0].speaker is None
    assert "Petrus Wamafma" in who.excerpts[0].text
    said = knowledge.ask("dia bilang apa?", after=who.turn)
    assert (said.outcome, said.excerpts[0].speaker) == (Outcome.ANSWERED, "Petrus Wamafma")


def test_a_pronoun_without_anyone_before_asks_back(knowledge: Knowledge) -> None:
    assert knowledge.ask("apa kata dia?").needs_speaker


def test_a_chat_sees_nothing_of_another(knowledge: Knowledge) -> None:
    secret = FERRY.replace("Kestrel", "Dunlin").replace("Fenwick", "Harcourt").replace("Allard", "Quill")
    knowledge.add(read_bytes(secret.encode(), "secret.txt"), "chat of others")
    for _ in knowledge.encode():
        pass
    assert knowledge.ask("what did Moira Harcourt say?").outcome is Outcome.NOT_FOUND
    inside = knowledge.ask("what did Moira Harcourt say?", scope=("chat of others",))
    assert inside.speaker == "Moira Harcourt"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120) | st.text("apa kata dia soal ?\"'siapa 123", max_size=60))
@example("\"'a 0")  # marks of two kinds, of which one is closed by nothing
def test_any_text_is_answered_or_refused_and_every_excerpt_is_of_an_article(
    knowledge: Knowledge, question: str
) -> None:
    try:
        answer = knowledge.ask(question)
    except BadQuestion:
        return
    for excerpt in (*answer.excerpts, *answer.related):
        article = knowledge.article(excerpt.citation.article_id)
        assert excerpt.text == excerpt.span.of(article.text)
        assert all(0 <= m.start < m.end <= len(excerpt.text) for m in excerpt.matches)
    assert (answer.outcome is Outcome.ANSWERED) == bool(answer.excerpts) or answer.intent is Intent.VERIFY


@pytest.mark.parametrize("text", ["ﷺ " * 1000, "a\0b", "\ud800 apa", "apa " + "x" * 900])
def test_what_harms_encoders_is_survived(knowledge: Knowledge, text: str) -> None:
    with contextlib.suppress(BadQuestion):
        knowledge.ask(text)
