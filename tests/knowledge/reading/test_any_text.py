"""Whatever comes in is read, or refused with a sentence; and what is read keeps its promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import BadSource
from knowledge.reading import read_bytes, read_text

if TYPE_CHECKING:
    from knowledge.types import Article

MEGABYTE = 1_000_000
PROSE = [
    "Warga",
    "desa",
    "air",
    "kata",
    "Budi",
    "said",
    "the",
    "Mayor",
    "21",
    "Oktober",
    "2025",
    "WIB",
    "-",
    "“ya”",
    ".",
]
HABITS = [
    "Baca juga:",
    "Foto:",
    "Oleh",
    "By",
    "ADVERTISEMENT",
    "(abc/xyz)",
    "KOMPAS.com",
    "Jakarta",
    "Jakarta -",
    "\u202e",
]
MARKUP = [
    "#",
    "##",
    "**tebal**",
    "[a](http://b.id)",
    ">",
    "* ",
    "1.",
    "---",
    "===",
    "<p>",
    "</p>",
    "<h2>",
    "&amp;",
    "`",
]
WORDS = st.sampled_from([*PROSE, *HABITS, *MARKUP])
ENDS = st.sampled_from(["\n", "\n\n", " ", ".\n", ". ", "\r\n", "?\n", ": "])
NEWSLIKE = st.lists(st.tuples(WORDS, ENDS), max_size=60).map(lambda parts: "".join(word + end for word, end in parts))
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "-"])
moderately = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def keeps_its_promises(article: Article) -> None:
    text = article.text
    assert article.title == " ".join(article.title.split())
    assert article.title
    assert text == text.strip()
    assert text
    paragraphs = text.split("\n\n")
    assert all(paragraph == " ".join(paragraph.split()) for paragraph in paragraphs)
    assert all(paragraphs)
    assert [section.start for section in article.sections[1:]] == [section.end for section in article.sections[:-1]]
    assert "".join(text[section.start : section.end] for section in article.sections) == text
    assert all(section.heading for section in article.sections[1:])
    text.encode("utf-8")


def read_or_refused(data: bytes, name: str) -> None:
    try:
        article = read_bytes(data, name)
    except BadSource as error:
        refusal = str(error)
    else:
        keeps_its_promises(article)
        return
    assert refusal.endswith(".")
    assert "\n" not in refusal


@given(st.binary(max_size=400), NAMES)
@moderately
def test_any_bytes(data: bytes, name: str) -> None:
    read_or_refused(data, name)


@given(NEWSLIKE, NAMES)
@moderately
def test_any_mix_of_what_articles_are_made_of(text: str, name: str) -> None:
    read_or_refused(text.encode(), name)


@given(st.text(st.characters(), max_size=300))
@moderately
def test_any_characters(text: str) -> None:
    try:
        article = read_text(text)
    except BadSource:
        return
    keeps_its_promises(article)


@given(st.lists(st.text("abc de", min_size=1, max_size=80), min_size=1, max_size=8))
@moderately
def test_every_word_of_plain_prose_is_kept(sentences: list[str]) -> None:
    paragraphs = [f"Kata {' '.join(sentence.split())} sudah dibaca." for sentence in sentences]
    article = read_text("Judul yang Tetap\n\n" + "\n\n".join(paragraphs))
    assert article.title == "Judul yang Tetap"
    assert article.text == "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        ".",
        "é",
        "“",
        "*",
        "[",
        "<",
        "&",
        "\u0301\u0316",
        "\u200d",
        "😀",
        "Baca juga: ",
        "a\n",
        "- a\n",
        "Aa",
    ],
)
def test_a_megabyte_of_one_thing_on_one_line(unit: str, name: str) -> None:
    text = "Judul Berita\n\nSatu kalimat yang wajar ada di sini. " + unit * (MEGABYTE // len(unit.encode()))
    read_or_refused(text.encode(), name)
