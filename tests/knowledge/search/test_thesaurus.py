"""Questions in other words than the article's: synonyms, phrases, abbreviations, within a language and across."""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.words.thesaurus import LONGEST, NARROWER, forms_of, has_all_words, is_phrase, narrower_forms_of
from knowledge.store import open_database, open_store
from knowledge.text.words import terms, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.types import Language

MOST_CONCEPTS = 6
"""Of one term; more would make it a synonym of everything. *Kendaraan* has the most, one for each kind of vehicle."""
NEGATIONS = frozenset({"tidak", "tak", "tanpa", "bukan", "belum", "not", "no", "without"})

FOUNDRY = """Pabrik Besi Lodaya Nyaris Bangkrut
Oleh: Rini Astari | Kabar Lodaya | Rabu, 3 Juni 2026 10:00 WIB

Pabrik besi tertua di Lodaya nyaris bangkrut setelah dua pelanggan besarnya pergi.

Sebanyak 64 buruh terkena PHK pada bulan Mei. Pesangon mereka belum dibayar.

Mantan bendahara pabrik kabur ke luar negeri dan masuk daftar pencarian orang sejak April.

Korban luka dalam kecelakaan tungku masih dirawat di ruang gawat darurat.
"""


@pytest.fixture(scope="module")
def foundry(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("thesaurus") / "library.sqlite3"
    made = Knowledge(open_store(open_database(path)), None)
    made.add(read_bytes(FOUNDRY.encode(), "foundry.txt"))
    return made


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("apa benar pabrik besi Lodaya hampir gulung tikar?", "nyaris bangkrut"),
        ("is the Lodaya iron factory insolvent?", "nyaris bangkrut"),
        ("berapa karyawan yang dipecat?", "64 buruh"),
        ("how many workers did the iron factory lay off?", "64 buruh"),
        ("bendahara pabrik besi yang buron itu sejak kapan?", "kabur ke luar negeri"),
        ("korban kecelakaan tungku di IGD gimana?", "gawat darurat"),
    ],
)
def test_other_words_for_the_same_thing(foundry: Knowledge, question: str, words: str) -> None:
    answer = foundry.ask(question)
    assert words in (answer.excerpts or answer.related)[0].text


@pytest.mark.parametrize(
    ("entry", "spoken", "language", "form"),
    [
        ("bangkrut", "id", "id", "gulung tikar"),
        ("gulung tikar", "id", "en", "bankrupt"),
        ("bankruptcy", "en", "id", "bangkrut"),
        ("upah", "id", "en", "salary"),
    ],
)
def test_a_concept_is_met_from_each_of_its_words(entry: str, spoken: Language, language: Language, form: str) -> None:
    own = tuple(terms(entry, spoken))
    assert is_phrase(own, spoken)
    assert " ".join(terms(form, language)) in forms_of(own, entry, spoken, language)


def test_a_phrase_that_stop_words_hold_together_is_not_met_by_its_one_word() -> None:
    assert "run" not in forms_of(("buron",), "buron", "id", "en")


def test_a_line_that_may_lack_words_says_nothing_by_its_absence() -> None:
    assert has_all_words(("gaji",), "gaji", "id")
    assert forms_of(("derek",), "derek", "id", "en")
    assert not has_all_words(("derek",), "derek", "id")


def test_a_narrower_word_tells_of_the_concept_and_asks_for_its_own() -> None:
    assert "pasukan" in narrower_forms_of(("tentara",), "tentara", "id", "id")
    currency = tuple(terms("mata uang", "id"))
    assert "dolar" in narrower_forms_of(currency, "mata uang", "id", "id")
    assert "dolar" not in forms_of(currency, "mata uang", "id", "id")
    assert forms_of(("dolar",), "dolar", "id", "id") == ()


def test_a_loose_word_rules_nothing_out() -> None:
    assert forms_of(("face",), "face", "en", "id")
    assert not has_all_words(("face",), "face", "en")
    assert not has_all_words(("profesi",), "profesi", "id")


def _listed() -> Iterator[tuple[str, Language, list[str]]]:
    """Each side of each line of the lists, with the line: the language and the entries."""
    folder = files("knowledge.search.words").joinpath("data")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("thesaurus.txt", "synonyms.txt")]
    for line in "\n".join(texts).splitlines():
        if line and not line.startswith("#"):
            indonesian, english = line.split("|")
            yield line, "id", [entry.strip() for entry in indonesian.split(",")]
            yield line, "en", [entry.strip() for entry in english.split(",")]


def test_no_side_of_a_line_is_empty_and_each_entry_has_one_to_three_words_that_tell() -> None:
    wrong = [
        (line, entry)
        for line, language, entries in _listed()
        for entry in entries
        if not 1 <= len(terms(entry, language)) <= LONGEST
    ]
    assert wrong == []


def test_no_line_says_the_same_stem_twice() -> None:
    twice = [
        (line, stems)
        for line, language, entries in _listed()
        for stems, times in Counter(tuple(terms(entry, language)) for entry in entries).items()
        if times > 1
    ]
    assert twice == []


def test_no_entry_is_met_by_the_word_that_it_negates() -> None:
    wrong = [
        (line, entry)
        for line, language, entries in _listed()
        for entry in entries
        if len(terms(entry, language)) == 1 and NEGATIONS & {word.text for word in words(entry)}
    ]
    assert wrong == []


def test_no_word_belongs_to_many_concepts() -> None:
    lines: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line, language, entries in _listed():
        for entry in (e for e in entries if not e.startswith(NARROWER)):
            lines[language, *terms(entry, language)].add(line)
    assert {stems: found for stems, found in lines.items() if len(found) > MOST_CONCEPTS} == {}


@pytest.mark.parametrize(
    ("word", "spoken", "form", "other"),
    [
        ("pendiri", "id", "pelopor", "bangun"),
        ("founder", "en", "pioneer", "erect"),
        ("mendirikan", "id", "bangun", "pelopor"),
    ],
)
def test_the_very_word_is_met_before_others_of_its_stem(word: str, spoken: Language, form: str, other: str) -> None:
    forms = forms_of(tuple(terms(word, spoken)), word, spoken, spoken)
    assert terms(form, spoken)[0] in forms
    assert terms(other, spoken)[0] not in forms


def test_a_phrase_is_looked_up_by_its_words_where_it_goes_by_no_other_word(tmp_path: Path) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "kutip.sqlite3")), None)
    text = (
        b"Kereta Wisata Lembah Suwu Dibuka\nOleh: Dita Lesmana\n\nJalur sepanjang 9 kilometer itu mengangkut teh.\n\n"
        b"Harga satu tiket kereta Rp40.000 untuk sekali jalan, kata pengelola di Stasiun Suwu, Sabtu."
    )
    knowledge.add(read_bytes(text, "suwu.txt"))
    assert "Rp40.000" in knowledge.ask("harga tiket kereta berapa?").excerpts[0].text
