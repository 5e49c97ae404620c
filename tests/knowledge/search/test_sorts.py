"""Which of a sort is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.telling.sorts import lacks_sort


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Ia diusung partai apa?", "Ia mendaftar ke KPU pada Senin bersama wakilnya."),
        ("partai politik mana yang menolak?", "Sebagian anggota dewan menolak usul itu."),
        ("which political party is she from", "She has sat on the council since 2019."),
        ("sekolah mana yang diliburkan", "Kegiatan dihentikan sampai pekan depan."),
        ("korban dirawat di rumah sakit mana?", "Korban dibawa dengan ambulans pada malam hari."),
        ("what colour is the new bus", "The bus has 40 seats and runs every hour."),
        ("warnanya apa", "Bus itu punya 40 kursi."),
        ("di kelurahan mana saja operasi pasarnya", "Operasi pasar digelar di 12 kelurahan mulai Senin."),
        ("which villages were cut off", "Several villages were cut off by the slide."),
        ("which branches will close", "About 30 smaller branches will close next year."),
        ("cabang mana yang tutup", "Sebanyak 30 cabang ditutup."),
        ("ditahan di rutan mana", "Ia divonis lima tahun penjara."),
    ],
)
def test_a_text_without_any_of_the_sort_lacks_it(question: str, text: str) -> None:
    assert lacks_sort(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Ia diusung partai apa?", "Ia diusung PKB dan Golkar."),
        ("partai apa yang mengusungnya", "The Democratic Party backed him."),
        ("which political party is she from", "Ia berasal dari Partai Rakyat Pesisir."),
        ("sekolah mana yang diliburkan", "SMPN 3 diliburkan sampai pekan depan."),
        ("korban dirawat di rumah sakit mana?", "Ia dirawat di RSUD Wonokitri."),
        ("di kelurahan mana operasi pasarnya", "Operasi pasar digelar di dua kelurahan, yakni Sukarame dan Manisjaya."),
        ("which villages were cut off", "Two villages, Hill End and Wray, were cut off."),
        ("which hospital took them in", "Both were taken to the infirmary."),
        ("what colour is the new bus", "Bus itu dicat hijau."),
        ("direktur rumah sakit bilang apa?", "“Kami menyesal,” ujarnya."),
        ("what did the party say?", "“No,” said its leader."),
        ("kapan sekolah dibuka?", "Pada Senin."),
    ],
)
def test_a_text_that_has_one_or_a_question_for_something_else(question: str, text: str) -> None:
    assert not lacks_sort(question, text)


@given(st.sampled_from(["partai apa", "which villages", "siapa"]), st.text(max_size=200))
def test_any_text_can_be_asked(question: str, text: str) -> None:
    assert lacks_sort(question, text) in {True, False}
