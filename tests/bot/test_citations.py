"""A source in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.catalogue import load_catalogue
from bot.citations import describe
from knowledge.excerpts import cut
from knowledge.reading import read_text
from knowledge.types import Language, Span

ARTICLE = read_text("Kapal Elang Tiba di Teluk\nOleh: Dita Lesmana\n\nKapal Elang tiba di Teluk Sari kemarin pagi.\n")


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "¶ 1 · juga di Pos Wiru, warta.example"), ("en", "¶ 1 · also in Pos Wiru, warta.example")],
)
def test_it_says_who_else_has_the_words(language: Language, said: str) -> None:
    citation = cut(ARTICLE, Span(0, 11)).citation
    copied = replace(citation, also=("Pos Wiru", "warta.example"))
    assert describe(copied, load_catalogue(language)).endswith(said)
    assert describe(citation, load_catalogue(language)).endswith("¶ 1")
