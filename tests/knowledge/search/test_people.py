"""Who is meant by a name as people type it: every speaker of the test corpus, misspelt in every way."""

from __future__ import annotations

import random
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.evaluation.answers import SUFFIXES
from knowledge.reading import read_file
from knowledge.search.questions.people import Directory
from knowledge.search.words.slips import slips
from knowledge.store import open_database, open_store
from knowledge.store.protocol import LIBRARY, SpeakerRow
from knowledge.types import SpeakerKind
from tests.knowledge.search.misspellings import SLIPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from knowledge.search.questions.people import Found

CORPUS = Path(__file__).parents[2] / "eval" / "corpus"
ABSENT = Path(__file__).with_name("absent_names.txt").read_text(encoding="utf-8").splitlines()
REPAIRED = 0.97
MISTAKEN = 0.02
TRIES = 2
ALONE = 5
"""Letters of a name that is known by itself, whatever slip."""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    knowledge = Knowledge(open_store(open_database(tmp_path_factory.mktemp("people") / "library.sqlite3")), None)
    for path in sorted(p for p in CORPUS.iterdir() if p.suffix in SUFFIXES):
        knowledge.add(read_file(path))
    return knowledge.search((LIBRARY,)).library.directory((LIBRARY,))


def test_misspelt_names_are_known(directory: Directory) -> None:
    tried = list(_misspelt(directory))
    unknown = [typed for typed, name in tried if not _means(directory.find(typed.split()), name)]
    assert len(tried) > 3_000
    assert len(unknown) <= (1 - REPAIRED) * len(tried), unknown[:20]


OFFICES = (
    ("Andi Wirawan", "Kasat Reskrim Polres Banyuraga"),
    ("Budi Santosa", "Kalaksa BPBD Purwalingga"),
    ("Doni Pratama", "Wakil Wali Kota Sulanggi"),
    ("Fajar Hadi", "Kabid Humas Polda Kertanegara"),
    ("Hari Wijaya", "Ketua Suporter Persegara"),
    ("Indra Jaya", "Kepala Dinas Kesehatan Purwalingga"),
    ("Maya Indah", "Kepala Kejaksaan Negeri Banyuraga"),
    ("Omar Said", "Gubernur Bank Indonesia"),
    ("Wira Kusuma", "Wakil Menteri Kesehatan"),
    ("Xena Lim", "Pj Bupati Sadawa"),
    ("Yara Flint", "Det Ch Insp"),
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("head of detectives", "Andi Wirawan"),
        ("DCI Flint", "Yara Flint"),
        ("kasatreskrim banyuraga", "Andi Wirawan"),
        ("kepala bpbd", "Budi Santosa"),
        ("disaster agency chief", "Budi Santosa"),
        ("wawalkot", "Doni Pratama"),
        ("police spokesperson", "Fajar Hadi"),
        ("fan leader", "Hari Wijaya"),
        ("kadinkes", "Indra Jaya"),
        ("kajari", "Maya Indah"),
        ("central bank governor", "Omar Said"),
        ("deputy health minister", "Wira Kusuma"),
        ("acting regent", "Xena Lim"),
    ],
)
def test_an_office_goes_by_its_other_names(typed: str, name: str) -> None:
    rows = (SpeakerRow(seq, who, SpeakerKind.PERSON, (role,), 1) for seq, (who, role) in enumerate(OFFICES))
    found = Directory(rows, lambda _: True).find(typed.split())
    assert found is not None
    assert [speaker.name for speaker in found.speakers] == [name]


def test_names_of_nobody_stay_unknown(directory: Directory) -> None:
    tried = [typed for name in ABSENT for typed in (name, name.lower())]
    mistaken = [typed for typed in tried if (found := directory.find(typed.split())) and not found.stranger]
    assert len(tried) > 600
    assert len(mistaken) <= MISTAKEN * len(tried), mistaken


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hestie pramudija", "Hesti Pramudya"),
        ("pramoedya", "Hesti Pramudya"),
        ("moira fenwck", "Moira Fenwick"),
        ("mayra fenwick", None),
        ("rud vos", "Ruud Vos"),
        ("ruud voss", "Ruud Vos"),
        ("damkr suria", "Surya"),
        ("suria damkar", "Surya"),
        ("syria", None),
        ("surat", None),
        ("divres", None),
        ("drivers", None),
        ("hesta pramudya", None),
    ],
)
def test_a_slip_is_mended_and_another_name_is_not(typed: str, name: str | None) -> None:
    found = _small().find(typed.split())
    known = None if found is None or found.stranger else found.speakers[0].name
    assert known == name


@pytest.mark.parametrize("typed", ["Surya Damkar", "damkar Surya", "kepala damkar Surya", "kpala damkar Surja"])
def test_a_word_of_the_office_is_no_other_name(typed: str) -> None:
    found = _small().find(typed.split())
    assert found is not None
    assert (found.speakers[0].name, found.stranger) == ("Surya", False)


@pytest.mark.parametrize("typed", ["Surya Hakim", "Moira Bishop", "Hesti Jaksa"])
def test_an_office_behind_a_name_may_be_a_surname(typed: str) -> None:
    found = _small().find(typed.split())
    assert found is None or found.stranger


@pytest.mark.parametrize(
    ("written", "meant", "most"),
    [("soeharto", "suharto", 0.5), ("syarief", "sarif", 0.5), ("khofifah", "kofifah", 1), ("sutrano", "sutarno", 1)],
)
def test_what_sounds_alike_is_near(written: str, meant: str, most: float) -> None:
    assert 0 < slips(written, meant, most) <= most


@pytest.mark.parametrize(
    ("one", "other"), [("sumarno", "sutarno"), ("agus", "bagus"), ("yanto", "yanti"), ("putra", "putri")]
)
def test_another_name_is_far(one: str, other: str) -> None:
    assert slips(one, other, inf) >= 2
    assert slips(other, one, inf) >= 2


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("bos koperasi nelayan", "Wage Rianto"),
        ("head of the fishermen's cooperative", "Wage Rianto"),
        ("eks kepala dinas kehutanan", "Ilma Sari"),
        ("forestry chief", "Ilma Sari"),
        ("bos koperasi petani", None),
        ("the mining chief", None),
    ],
)
def test_an_office_is_known_by_other_words_and_in_the_other_language(phrase: str, name: str | None) -> None:
    rows = [
        SpeakerRow(1, "Wage Rianto", SpeakerKind.PERSON, ("Ketua koperasi nelayan",), 1),
        SpeakerRow(2, "Ilma Sari", SpeakerKind.PERSON, ("Mantan Kepala Dinas Kehutanan",), 1),
    ]
    words = [word for word in phrase.split() if word not in ("of", "the")]
    found = Directory(rows, lambda _: True).find(words)
    assert (found.speakers[0].name if found else None) == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("bupati", None),
        ("wakil bupati", "Tamrin Laode"),
        ("deputy regent", "Tamrin Laode"),
        ("presiden", None),
        ("president director", "Gita Wardhani"),
        ("menteri", "Wage Rianto"),
    ],
)
def test_a_deputy_does_not_hold_the_office_and_a_minister_of_something_does(phrase: str, name: str | None) -> None:
    rows = [
        SpeakerRow(1, "Tamrin Laode", SpeakerKind.PERSON, ("Wakil Bupati Sarege",), 1),
        SpeakerRow(2, "Gita Wardhani", SpeakerKind.PERSON, ("Presiden Direktur PT Layar Husada",), 1),
        SpeakerRow(3, "Wage Rianto", SpeakerKind.PERSON, ("Menteri Perhubungan",), 1),
    ]
    found = Directory(rows, lambda _: True).find(phrase.split())
    assert (found.speakers[0].name if found else None) == name


def test_an_office_that_somebody_is_quoted_as_is_its_holders_as_well() -> None:
    rows = [
        SpeakerRow(1, "jaksa", SpeakerKind.UNNAMED, (), 1),
        SpeakerRow(2, "Ilma Sari", SpeakerKind.PERSON, ("jaksa penuntut umum",), 2),
        SpeakerRow(3, "Jaksa Perdana", SpeakerKind.PERSON, (), 1),
    ]
    found = Directory(rows[:2], lambda _: True).find(["jaksa"])
    assert found is not None
    assert {speaker.name for speaker in found.speakers} == {"jaksa", "Ilma Sari"}
    named = Directory(rows[1:], lambda _: True).find(["jaksa", "perdana"])
    assert named is not None
    assert [speaker.name for speaker in named.speakers] == ["Jaksa Perdana"]


def test_a_person_called_what_nobody_is_called_is_doubtful() -> None:
    directory = Directory([SpeakerRow(1, "Coach Darso", SpeakerKind.PERSON, ("Pelatih",), 1)], lambda _: True)
    called, doubted = directory.find(["coach", "darso"]), directory.find(["losing", "coach"])
    assert called is not None
    assert doubted is not None
    assert (called.doubtful, doubted.doubtful) == (False, True)


def _small() -> Directory:
    rows = [
        SpeakerRow(1, "Hesti Pramudya", SpeakerKind.PERSON, ("Wali Kota Wiru",), 3),
        SpeakerRow(2, "Moira Fenwick", SpeakerKind.PERSON, ("Captain",), 2),
        SpeakerRow(3, "Surya", SpeakerKind.PERSON, ("Kepala Damkar",), 1),
        SpeakerRow(4, "Divers", SpeakerKind.GROUP, (), 1),
        SpeakerRow(5, "Ruud Vos", SpeakerKind.PERSON, (), 1),
        SpeakerRow(6, "Damkar Wiru", SpeakerKind.ORGANISATION, (), 1),
    ]
    return Directory(rows, lambda _: False)


def _misspelt(directory: Directory) -> Iterator[tuple[str, str]]:
    """What is typed, and who is meant: first name, last name or both misspelt, and the last name by itself."""
    chance = random.Random(20260511)
    for speaker in directory.everybody:
        parts = [part.lower() for part in speaker.name.split() if part.isalpha()]
        if speaker.kind is not SpeakerKind.PERSON or not _means(directory.find(parts), speaker.name):
            continue
        for slip in SLIPS.values():
            for _ in range(TRIES):
                yield from _slipped(directory, speaker, parts, slip, chance)


def _slipped(
    directory: Directory,
    speaker: SpeakerRow,
    parts: Sequence[str],
    slip: Callable[[str], Iterator[str]],
    chance: random.Random,
) -> Iterator[tuple[str, str]]:
    first, last = list(slip(parts[0])), list(slip(parts[-1]))
    if len(parts) > 1 and first:
        yield " ".join([chance.choice(first), *parts[1:]]), speaker.name
    if len(parts) > 1 and last:
        yield " ".join([*parts[:-1], chance.choice(last)]), speaker.name
    if len(parts) > 1 and first and last:
        yield " ".join([chance.choice(first), *parts[1:-1], chance.choice(last)]), speaker.name
    if len(parts[-1]) >= ALONE and last and _means(directory.find(parts[-1:]), speaker.name):
        alone = chance.choice(last)
        if not directory.known_as(alone):
            yield alone, speaker.name


def _means(found: Found | None, name: str) -> bool:
    return found is not None and not found.stranger and name in {speaker.name for speaker in found.speakers}


def test_who_is_as_before_is_known_as_before_and_who_is_not_is_known_anew() -> None:
    before = [
        SpeakerRow(1, "Wage Rianto", SpeakerKind.PERSON, ("Ketua koperasi nelayan",), 1),
        SpeakerRow(2, "Ilma Sari", SpeakerKind.PERSON, ("Kepala Dinas Kehutanan",), 1),
        SpeakerRow(3, "Petra Vance", SpeakerKind.PERSON, (), 1),
    ]
    after = [before[0], replace(before[1], roles=("Menteri Pertanian",)), replace(before[2], seq=4, name="Tatang Tua")]
    renewed = Directory(after, lambda _: False, Directory(before, lambda _: False))

    def found(phrase: str) -> str | None:
        who = renewed.find(phrase.split())
        return who.speakers[0].name if who else None

    assert found("wage rianto") == "Wage Rianto"
    assert found("ketua koperasi nelayan") == "Wage Rianto"
    assert found("menteri pertanian") == "Ilma Sari"
    assert found("kepala dinas kehutanan") is None
    assert found("petra vance") is None
    assert found("tatang") == "Tatang Tua"
