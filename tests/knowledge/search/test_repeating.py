"""What is repeated of a question: a part of what was typed."""

from __future__ import annotations

import pytest

from knowledge.search.questions.repeating import as_typed


@pytest.mark.parametrize(
    ("question", "topic", "without", "expected"),
    [
        (
            "Siapa bilang Pak Darto nggak setuju relokasi?",
            "Pak Darto setuju relokasi",
            (),
            "Pak Darto nggak setuju relokasi",
        ),
        ("kenapa kata Wati gak mau pindah", "mau pindah", ("Wati",), "gak mau pindah"),
        ("What did Reyes say about the teachers' pay?", "teachers pay", ("Reyes",), "the teachers' pay"),
        ("what did Reyes say about her brother’s boat", "brother's boat", ("Reyes",), "her brother’s boat"),
        ("what did Reyes say about the miners'?", "miners", ("Reyes",), "the miners'"),
        ("Who said that rates will not rise?", "rates rise", (), "rates will not rise"),
        ("Apa kata Wati soal Kinanti Ayu pensiun?", "Kinanti Ayu pensiun", ("Wati",), "Kinanti Ayu pensiun"),
        ("soal upah, apa kata Wati dan cuti?", "upah cuti", ("Wati",), "upah cuti"),
        ("apa kata wati soal “Pasar Baru” itu", "Pasar Baru", ("wati",), "Pasar Baru"),
        ('apa kata Wati soal "Pasar Baru" yang sepi', "Pasar Baru sepi", ("Wati",), "Pasar Baru yang sepi"),
        ("brp org yg ikut kata Wati", "orang ikut", ("Wati",), "org yg ikut"),
        ("Who said anything about the old harbour?", "anything old harbour", (), "the old harbour"),
        ("Siapa bilang sesuatu soal Pasar Baru?", "sesuatu Pasar Baru", (), "Pasar Baru"),
        ("What did the port union spokesman say?", "port union spokesman", (), "the port union spokesman"),
        ("dan kenapa?", "harga cabai", (), "harga cabai"),
        ("apa kata Wati?", None, ("Wati",), None),
    ],
)
def test_it_reads_as_it_was_typed(question: str, topic: str | None, without: tuple[str, ...], expected: str) -> None:
    assert as_typed(topic, question, without=without) == expected


def test_it_may_be_of_the_question_before() -> None:
    before = "Siapa bilang harga cabai tidak turun?"
    assert as_typed("harga cabai turun", "dan kapan?", before) == "harga cabai tidak turun"
