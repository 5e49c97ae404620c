"""What quotations look like, in both languages: the tables phenomena_id.txt and phenomena_en.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.quotes import find_quotes
from tests.knowledge.quotes.table import Case, read_cases

if TYPE_CHECKING:
    from knowledge.types import Language

CASES = [(language, case) for language in ("id", "en") for case in read_cases(language)]


@pytest.mark.parametrize(("language", "case"), CASES, ids=[f"{language}: {case.text[:60]}" for language, case in CASES])
def test_phenomenon(language: Language, case: Case) -> None:
    found = find_quotes(case.text, language)
    if not any(expected.kind == "indirect" for expected in case.quotes) and case.quotes:
        found = tuple(quote for quote in found if quote.kind.value != "indirect")
    assert len(found) == len(case.quotes), [quote.text for quote in found]
    assert [expected.differs(quote) for expected, quote in zip(case.quotes, found, strict=True)] == [[]] * len(found)


def test_every_phenomenon_has_cases_in_both_languages() -> None:
    assert len(CASES) >= 90
    for language in ("id", "en"):
        sections = {case.section.split()[0] for case in read_cases(language)}
        assert sections == {str(number) for number in range(1, 33)}
