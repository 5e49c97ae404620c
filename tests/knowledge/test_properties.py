"""What holds for any text whatever, from reading it to answering from it."""

from __future__ import annotations

import contextlib
import itertools
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.errors import BadQuestion, BadSource
from knowledge.excerpts import cut, fragment
from knowledge.knowledge import with_quotes
from knowledge.reading import read_bytes, read_text
from knowledge.search.finding.passages import split
from knowledge.store import open_database, open_store
from knowledge.text.sentences import sentences
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.types import Article

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = (
    *("kata", "Rina", "ujarnya", "“Harga", "”", "naik,", "'", "said", '"', "Budi", "Santoso", "menurut", "dia", "he"),
    *("mengatakan", "bahwa", ":", ".", "?", "!", "…", "—", "(", ")", "\u200f", "\x00", "🙂", "é", "1.234,5", "CEO"),
    *("https://x.example/a", "Tbk.", "Baca", "juga", "ADVERTISEMENT", "ﷺ"),
)
WORDS = st.sampled_from(PIECES)
LINES = st.lists(WORDS, max_size=30).map(" ".join)
NEWSLIKE = st.lists(LINES, min_size=1, max_size=12).map("\n".join)
ANY_TEXT = st.one_of(NEWSLIKE, st.text(max_size=400))


def read(text: str) -> Article | None:
    """The article, or None where the text is refused as the person who pasted it can mend."""
    try:
        return with_quotes(read_text(text))
    except BadSource:
        return None


@FEW
@given(ANY_TEXT)
def test_spans_of_an_article_slice_to_its_text(text: str) -> None:
    article = read(text)
    if article is None:
        return
    assert "".join(article.text[s.start : s.end] for s in article.sections) == article.text
    for quote in article.quotes:
        assert quote.spans
        assert list(quote.spans) == sorted(quote.spans)
        assert " ".join(span.of(article.text) for span in quote.spans) == quote.text
        assert all(span.of(article.text).strip() for span in quote.spans)


@FEW
@given(ANY_TEXT)
def test_sentences_and_passages_cover_the_text_in_order(text: str) -> None:
    for spans in (list(sentences(text)), list(split(text))):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        covered = "".join(span.of(text) for span in spans)
        assert "".join(covered.split()) == "".join(text.split())


@FEW
@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadSource):
        assert read_bytes(data, "any.txt").text


@FEW
@given(NEWSLIKE, st.data())
def test_an_excerpt_is_a_slice(text: str, data: st.DataObject) -> None:
    article = read(text)
    if article is None:
        return
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    excerpt = cut(article, Span(start, end), matches=[Span(start, end)])
    assert excerpt.text == article.text[start:end]
    assert excerpt.matches == (Span(0, end - start),)
    assert excerpt.citation.paragraph >= 1


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 10_000)])
def test_nothing_else_can_be_cut(span: Span) -> None:
    article = read("Judul Artikel Ini\n\nKalimat pertama yang cukup panjang untuk dibaca orang.")
    assert article is not None
    with pytest.raises(ValueError, match="is no part of article"):
        cut(article, span)


@FEW
@given(st.text(max_size=200))
def test_a_text_fragment_is_one_url_component(text: str) -> None:
    assert all(c.isascii() and (c.isalnum() or c in "%._~,") for c in fragment(text))


HOSTILE = {
    "one letter": "a",
    "quotation marks": '"',
    "apostrophes": "' ",
    "capital words": "Budi ",
    "cues": "kata dia ",
    "digits": "12.3",
    "full stops": ". ",
    "no space": "ab.",
    "right to left": "שלום ",
    "emoji": "🙂",
    "nested brackets": "([",
    "line breaks": "a\n",
    "commas and names": "kata Budi, ",
    "titles": "Dr. ",
    "openings": "Namun, ",
    "descriptions": "One fan, Ann Lee, had flown in. ",
}
GROWTH = 8
"""How much longer the long text is; a quadratic reading takes the square of it."""
MOST_GROWTH = 3 * GROWTH
LEAST_SECONDS = 0.05
"""What is shorter is more noise than reading."""


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_is_read_or_refused_in_linear_time(piece: str) -> None:
    short, long = (_processor_seconds(piece, size) for size in (1_000_000 // GROWTH, 1_000_000))
    assert long < MOST_GROWTH * max(short, LEAST_SECONDS)


def _processor_seconds(piece: str, size: int) -> float:
    """Of the processor, and beside another size: neither a slow machine nor a busy one changes what is compared."""
    started = time.process_time()
    read("Judul Artikel\n\n" + piece * (size // len(piece)))
    return time.process_time() - started


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    database = open_database(tmp_path_factory.mktemp("properties") / "kutip.sqlite3")
    opened = Knowledge(open_store(database), None)
    opened.add_bundled()
    yield opened
    database.close()


@FEW
@given(ANY_TEXT)
def test_any_question_is_answered_or_refused(knowledge: Knowledge, text: str) -> None:
    try:
        answer = knowledge.ask(text)
    except BadQuestion:
        return
    for excerpt in (*answer.excerpts, *answer.related):
        article = knowledge.article(excerpt.citation.article_id)
        assert excerpt.text == excerpt.span.of(article.text)
        assert all(match.end <= len(excerpt.text) for match in excerpt.matches)


@FEW
@given(ANY_TEXT)
def test_adding_twice_adds_once(knowledge: Knowledge, text: str) -> None:
    article = read(text)
    if article is None:
        return
    knowledge.add(article, "chat")
    assert not knowledge.add(article, "chat").is_new
    assert knowledge.remove(article.id, "chat")
