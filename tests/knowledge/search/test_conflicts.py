"""Two articles with different figures for the same thing, and pairs that only look like it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.answering.conflicts import Told, asked_units, contradict, names_in
from knowledge.search.questions.expecting import Expects
from knowledge.search.questions.question import understand
from knowledge.store import open_database, open_store
from knowledge.text.words import content_words, term
from knowledge.types import Span

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.types import Language

FLOOD = (("pengungsi", "evacuees"), ("banjir", "flood"))
DEAD = (("tewas", "died"), ("gempa", "quake"))
COST = (("biaya", "cost"), ("tanggul", "levee"))
STALLS = (("kios", "stalls"), ("terbakar", "burnt"))
OPENING = (("kereta", "railway"), ("dibuka", "opens"))
LENGTH = (("tanggul", "levee"), ("jebol", "broke"))
SHARE = (("kasus", "cases"), ("naik", "rose"))

Words = tuple[tuple[str, str], ...]


def told(language: Language, text: str, asked: Words, place: str = "Kota Wiru dan Kota Sagara") -> Told:
    """A passage of an article about `place`, with the words asked for that it has."""
    wanted = [term(pair[language == "en"], language) for pair in asked]
    found = [
        (wanted.index(term(word.text, language)), Span(word.start, word.end))
        for word in content_words(text, language)
        if term(word.text, language) in wanted
    ]
    return Told(text, language, tuple(found), names_in(f"Ada di {place}. {text}"))


@pytest.mark.parametrize(
    ("asked", "question", "one", "other", "differing"),
    [
        (
            FLOOD,
            "berapa pengungsi banjir?",
            ("id", "Banjir itu membuat 1.240 pengungsi tidur di GOR."),
            ("id", "Jumlah pengungsi banjir kini 1.180 orang."),
            ("1.240 pengungsi", "1.180 orang"),
        ),
        (
            DEAD,
            "berapa yang tewas akibat gempa?",
            ("id", "Sebanyak 12 orang tewas akibat gempa."),
            ("id", "Gempa itu membuat 15 orang tewas dan 40 orang luka."),
            ("12 orang", "15 orang"),
        ),
        (
            DEAD,
            "berapa yang tewas akibat gempa?",
            ("id", "Dua belas orang tewas akibat gempa."),
            ("en", "Fifteen people died in the quake, and 300 lost their homes."),
            ("Dua belas orang", "Fifteen people"),
        ),
        (
            COST,
            "berapa biaya tanggul?",
            ("id", "Biaya tanggul Rp1,2 miliar."),
            ("id", "Tanggul itu menelan biaya Rp1,5 miliar."),
            ("Rp1,2 miliar", "Rp1,5 miliar"),
        ),
        (
            COST,
            "how much does the levee cost?",
            ("en", "The levee will cost $2.4 million."),
            ("en", "A levee at a cost of $3.1 million is planned."),
            ("$2.4 million", "$3.1 million"),
        ),
        (
            LENGTH,
            "berapa meter tanggul yang jebol?",
            ("id", "Tanggul jebol sepanjang 40 meter."),
            ("id", "Tanggul yang jebol itu 35 meter panjangnya."),
            ("40 meter", "35 meter"),
        ),
        (
            STALLS,
            "how many stalls were burnt?",
            ("en", "About 120 stalls burnt down."),
            ("id", "Sebanyak 180 kios terbakar."),
            ("120 stalls", "180 kios"),
        ),
        (
            SHARE,
            "berapa persen kasus naik?",
            ("id", "Kasus naik 40 persen."),
            ("id", "Kasus naik 55%."),
            ("40 persen", "55%"),
        ),
        (
            OPENING,
            "kapan kereta dibuka?",
            ("id", "Kereta dibuka pada 2 Maret 2026."),
            ("en", "The railway opens on March 12."),
            ("2 Maret 2026", "March 12"),
        ),
    ],
)
def test_different_figures_contradict(
    asked: Words, question: str, one: tuple[Language, str], other: tuple[Language, str], differing: tuple[str, str]
) -> None:
    expects, units = understand(question).expects, asked_units(question)
    found = contradict(told(*one, asked), told(*other, asked), expects, units)
    assert found is not None
    assert (found[0].span.of(one[1]), found[1].span.of(other[1])) == differing
    back = contradict(told(*other, asked), told(*one, asked), expects, units)
    assert back == found[::-1]


@pytest.mark.parametrize(
    ("asked", "expects", "one", "other"),
    [
        # The same figure, written otherwise.
        (DEAD, Expects.NUMBER, ("id", "Sebanyak 12 orang tewas."), ("id", "Dua belas orang tewas.")),
        (DEAD, Expects.NUMBER, ("id", "Sebanyak 12 orang tewas."), ("en", "Twelve people died.")),
        (FLOOD, Expects.NUMBER, ("id", "Ada 1.240 pengungsi."), ("en", "There are 1,240 evacuees.")),
        (COST, Expects.MONEY, ("id", "Biaya tanggul Rp1,5 miliar."), ("id", "Biaya tanggul Rp1.500 juta.")),
        (SHARE, Expects.PERCENTAGE, ("id", "Kasus naik sekitar 40 persen."), ("id", "Kasus naik 40%.")),
        (FLOOD, Expects.NUMBER, ("id", "Ada 1,3 juta pengungsi."), ("id", "Ada 1.323.459 pengungsi.")),
        (DEAD, Expects.NUMBER, ("id", "Lebih dari 100 orang tewas."), ("id", "Sebanyak 112 orang tewas.")),
        (OPENING, Expects.DATE, ("id", "Kereta dibuka 2 Maret 2026."), ("en", "The railway opens on March 2.")),
        # Other things, other units.
        (DEAD, Expects.NUMBER, ("id", "Sebanyak 12 orang tewas."), ("id", "Sebanyak 15 rumah tewas.")),
        (COST, Expects.MONEY, ("id", "Biaya tanggul Rp6 triliun."), ("en", "The levee cost is $378 million.")),
        (LENGTH, Expects.NUMBER, ("id", "Tanggul jebol 40 meter."), ("id", "Tanggul jebol 3 jam.")),
        (SHARE, Expects.PERCENTAGE, ("id", "Kasus naik 40 persen."), ("id", "Kasus naik 2 poin persentase.")),
        # Not about the same.
        (DEAD, Expects.NUMBER, ("id", "Sebanyak 12 orang tewas."), ("id", "Sebanyak 40 orang luka.")),
        (DEAD, Expects.NUMBER, ("id", "Pada 2024 gempa: 12 orang tewas."), ("id", "Pada 2025 gempa: 15 orang tewas.")),
        # One of them tells the other's figure too.
        (
            FLOOD,
            Expects.NUMBER,
            ("id", "BPBD mencatat 1.240 pengungsi."),
            ("id", "Ada 1.180 pengungsi, bukan 1.240 orang seperti kata BPBD."),
        ),
        # No figure is asked for, or none is there.
        (DEAD, Expects.PERSON, ("id", "Sebanyak 12 orang tewas."), ("id", "Sebanyak 15 orang tewas.")),
        (DEAD, Expects.NUMBER, ("id", "Sebanyak 12 orang tewas."), ("id", "Banyak orang tewas.")),
    ],
)
def test_what_is_no_contradiction(
    asked: Words, expects: Expects, one: tuple[Language, str], other: tuple[Language, str]
) -> None:
    assert contradict(told(*one, asked), told(*other, asked), expects) is None
    assert contradict(told(*other, asked), told(*one, asked), expects) is None


def test_articles_that_name_nobody_in_common_tell_of_different_things() -> None:
    here = told("id", "Sebanyak 12 orang tewas.", DEAD)
    there = told("id", "Sebanyak 15 orang tewas.", DEAD, place="Kota Amparan dan Lembah Sawo")
    assert contradict(here, there, Expects.NUMBER) is None


def test_an_answer_tells_where_the_figures_differ(knowledge: Knowledge) -> None:
    answer = knowledge.ask("berapa kios yang hangus terbakar di Pasar Wiru?")
    (conflict,) = answer.conflicts
    shown = [answer.excerpts[i] for i in conflict.excerpts]
    figures = [span.of(e.text) for e, span in zip(shown, conflict.figures, strict=True)]
    assert sorted(figures) == ["120 kios", "138 kios"]
    assert len({e.citation.article_id for e in shown}) == 2


def test_the_contradicting_article_comes_second(tmp_path: Path) -> None:
    made = Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)
    text = "{title}\n\nBanjir di Muara Jati, Tirtasari, membuat {people} mengungsi ke Desa Kalirejo sejak Senin.\n"
    for title, people in (
        ("Banjir Muara Jati Meluas", "1.240 orang"),
        ("Banjir Muara Jati Hari Kedua", "1.240 warga"),
        ("Banjir Muara Jati dan Bantuan", "900 orang"),
    ):
        made.add(read_bytes(text.format(title=title, people=people).encode(), "article.txt"))
    answer = made.ask("berapa orang mengungsi akibat banjir Muara Jati?")
    first, second = answer.excerpts[:2]
    assert ("1.240" in first.text) != ("1.240" in second.text)
    assert (0, 1) in [conflict.excerpts for conflict in answer.conflicts]


def test_one_figure_in_two_articles_is_no_conflict(knowledge: Knowledge) -> None:
    assert knowledge.ask("berapa kerugian akibat kebakaran Pasar Wiru?").conflicts == ()


AGENCY = """{title}
Oleh: Dita Lesmana | {outlet} | Senin, 4 Mei 2026 09:10 WIB

Banjir di Muara Jati, Tirtasari, membuat {people} orang mengungsi ke Desa Kalirejo sejak Senin, kata Camat Endang \
Rahayu. Air datang dari tanggul Kali Pelus yang jebol di Dusun Sawahan.

Dapur umum didirikan di halaman masjid dan dijaga oleh para relawan dari tiga kecamatan. Pemerintah kabupaten mengirim \
perahu karet, selimut, dan obat-obatan, sementara sekolah di sepanjang sungai diliburkan sampai air surut.
"""


def test_two_prints_of_one_text_are_one_source(tmp_path: Path) -> None:
    """Of which one has the figure that the agency has corrected since."""
    made = Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)
    for title, people, outlet in (
        ("Banjir Muara Jati Meluas", "1.240", "Suara Wiru"),
        ("Muara Jati Terendam, Warga Mengungsi", "900", "Warta Selatan"),
    ):
        text = AGENCY.format(title=title, people=people, outlet=outlet)
        made.add(read_bytes(text.encode(), "article.txt"))
    answer = made.ask("berapa orang mengungsi akibat banjir Muara Jati?")
    assert answer.excerpts
    assert answer.conflicts == ()


def test_what_two_outlets_print_is_shown_once_with_both(tmp_path: Path) -> None:
    made = Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)
    for title, outlet in (("Banjir Muara Jati Meluas", "Suara Wiru"), ("Warga Mengungsi", "Warta Selatan")):
        article = read_bytes(AGENCY.format(title=title, people="1.240", outlet=outlet).encode(), "article.txt")
        made.add(replace(article, outlet=outlet))
    (shown,) = made.ask("berapa orang mengungsi akibat banjir Muara Jati?").excerpts
    assert {shown.citation.outlet, *shown.citation.also} == {"Suara Wiru", "Warta Selatan"}


def test_the_number_of_a_school_is_no_rival_figure() -> None:
    one = told("id", "Sebanyak 12 orang tewas akibat gempa.", DEAD)
    other = told("id", "Korban gempa yang tewas disemayamkan di SMP Negeri 5.", DEAD)
    assert contradict(one, other, Expects.NUMBER) is None


def test_a_figure_is_near_to_what_is_counted_and_not_to_the_place() -> None:
    asked = (("tewas", "died"), ("wiru", "wiru"))
    text = "Sedikitnya 15 orang tewas, kata pejabat kota itu, setelah hujan tiga hari di Wiru merendam 40 rumah warga."
    figure = told("id", text, asked).figure(Expects.NUMBER)
    assert figure is not None
    assert figure.span.of(text) == "15 orang"


def test_what_is_told_of_one_place_is_not_the_same_thing_for_that() -> None:
    asked = (("tewas", "died"), ("gempa", "quake"), ("wiru", "wiru"))
    one = told("id", "Sebanyak 15 orang tewas akibat gempa di Wiru.", asked)
    other = told("id", "Sebanyak 412 orang tidur di tenda di lapangan Wiru.", asked)
    assert contradict(one, other, Expects.NUMBER) is None
