"""Whole web pages as sites send them: their text, their sections and their quotes, and nothing else.

The pages and their texts (title, ## headings, paragraphs) are in tests/eval/pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.quotes import find_quotes
from knowledge.reading import read_bytes
from knowledge.types import QuoteKind

if TYPE_CHECKING:
    from knowledge.types import Article

PAGES = Path(__file__).parents[2] / "eval" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def read(name: str) -> Article:
    return read_bytes((PAGES / f"{name}.html").read_bytes(), f"{name}.html")


def as_written(article: Article) -> list[str]:
    """Title, headings and paragraphs as the texts beside the pages have them."""
    lines = [f"# {article.title}"]
    for section in article.sections:
        if section.heading:
            lines.append(f"## {section.heading}")
        lines += article.text[section.start : section.end].strip().split("\n\n")
    return lines


@pytest.mark.parametrize("name", NAMES)
def test_the_text_and_its_sections(name: str) -> None:
    expected = (PAGES / f"{name}.md").read_text("utf-8").strip().split("\n\n")
    assert as_written(read(name)) == expected


def test_there_are_pages() -> None:
    assert len(NAMES) == 15


@pytest.mark.parametrize(
    ("name", "byline", "published"),
    [
        ("amp", "Ratri Widowati", "2025-06-11T09:15:00+07:00"),
        ("baca-juga", "Yoga Prabowo", "2025-08-03T13:20:00+07:00"),
        ("divs", "Hasan Basri", None),
        ("live-blog", "Grete Lund", "2025-11-06T06:00:00+00:00"),
        ("next-data", "Tamsin Reyes", "2025-04-22T10:00:00+00:00"),
        ("no-metadata", None, None),
        ("windows-1252", "Élodie Marchant", "2025-05-14"),
    ],
)
def test_what_they_state(name: str, byline: str | None, published: str | None) -> None:
    article = read(name)
    assert (article.byline, article.published) == (byline, published)


QUOTES = {
    "amp": [
        "Pedagang pulang dengan perahu kosong",
        "Kalau malam orang lebih santai",
        "Yang penting ada penerangan",
    ],
    "baca-juga": [
        "Dulu orang bilang tanah ini sudah mati",
        "Kuncinya sabar",
        "Truk kami masih harus memutar",
    ],
    "captions": ["I could go faster, but my tea would not", "We have ordered new hinges"],
    "comments": ["The twelfth is a lake", "It costs a tenth of a lawsuit"],
    "divs": ["Novel baru dibaca", "Mereka takut ceritanya"],
    "halaman": ["Kami tidak mau tergesa-gesa", "Dulu habis kereta lewat"],
    "live-blog": ["Everybody is well", "We have the saws"],
    "minified": ["You can hear a pin drop", "A city that throws away its trams"],
    "next-data": ["My grandmother cut paper", "I have read every page"],
    "no-metadata": ["A machine does not hear", "They gave us ginger biscuits"],
    "paywall": ["A motor does not notice", "It runs four seconds fast"],
    "results": [],
    "table": ["My dogs decided it", "I am not angry at the dogs"],
    "wawancara": ["Buku boleh basah, asal jangan hilang"],
    "windows-1252": ["We paid for air", "Nobody on this street"],
}
"""How the direct quotations of each page begin, in order."""


@pytest.mark.parametrize("name", NAMES)
def test_their_quotes_and_no_others(name: str) -> None:
    article = read(name)
    found = find_quotes(article.text, article.language, article.sections)
    direct = [quote.text for quote in found if quote.kind is QuoteKind.DIRECT]
    assert len(direct) == len(QUOTES[name])
    assert all(quote.startswith(start) for quote, start in zip(direct, QUOTES[name], strict=True))
