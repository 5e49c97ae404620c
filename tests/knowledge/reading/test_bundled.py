"""The article that ships with the product, as it was pasted."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from knowledge.reading import read_bytes

if TYPE_CHECKING:
    from knowledge.types import Article

NAME = "netflix-ai-generatif.txt"


@pytest.fixture(scope="module")
def article() -> Article:
    return read_bytes(files("knowledge").joinpath("data", NAME).read_bytes(), NAME)


def test_its_head(article: Article) -> None:
    assert article.title == "Netflix Fokus pada AI Generatif di Tengah Perdebatan Industri Hiburan"
    assert article.byline == "Arief H Purnomo"
    assert article.dek is not None
    assert article.dek.startswith("Netflix memanfaatkan AI generatif")
    assert (article.published, article.language, article.url) == (None, "id", None)


def test_its_body(article: Article) -> None:
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("Industri hiburan saat ini")
    assert paragraphs[-1].endswith("di bawah perkiraan perusahaan.")
    assert "Baca juga" not in article.text
    assert "Ditulis oleh" not in article.text


def test_its_sections(article: Article) -> None:
    assert [section.heading for section in article.sections] == [
        None,
        "AI Generatif dalam Produksi Film",
        "Kontroversi dan Dampak AI di Industri Hiburan",
    ]
    second = article.sections[1]
    assert article.text[second.start : second.end].startswith("'Kami yakin bahwa AI akan membantu kami")
