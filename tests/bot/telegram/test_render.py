"""Replies as Telegram's HTML: what arrives, what is escaped, where it is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.messages import (
    Bullets,
    Choice,
    Choices,
    Code,
    Heading,
    Paragraph,
    Quotation,
    Reply,
    Source,
    Sources,
    Strong,
    Struck,
)
from bot.telegram.render import Page, render
from knowledge.types import Citation, Excerpt, Span
from tests.telegram_server.entities import find_entities
from tests.telegram_server.markup import parse_html, units

CATALOGUE = load_catalogue("en")
CITATION = Citation(
    "0" * 12, "Harbour opens", "Rina", "Kabar", "2026-03-01", "https://kabar.example/a", None, "Ports", 2
)
HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script> &lt;",
    "*stars* _lines_ `ticks` ~waves~ ||bars||",
    "@everyone @here @durov mail@kabar.example",
    "[click](http://evil.example) ](http://evil.example)",
    '"quotes" \'single\' <a href="x">',
    "</blockquote></b></a>",
    "zero\u200bwidth \u2060joined \ufeffmark",
    "\u202egnirts desrever\u202c and \u2066isolated\u2069 and \u200fright",
    "السعر ١٢٣ ريال",
    "👩‍👩‍👧‍👦 and 𝕏 and e\u0301",
    "null\x00bell\x07lone\ud800end",
]


def excerpt(text: str, *matches: tuple[int, int], **citation: str | None) -> Excerpt:
    marked = tuple(Span(*m) for m in matches)
    return Excerpt(text, Span(0, len(text)), replace(CITATION, **citation), "Rina Wati", "mayor", matches=marked)


def quoting(text: str, *matches: tuple[int, int], **citation: str | None) -> Reply:
    said = excerpt(text, *matches, **citation)
    name = (Strong("Rina Wati"), ", mayor")
    return Reply("en", (Paragraph(("She said:",)), Quotation(said, 1, name), Sources((Source(1, said.citation),))))


def arrived(page: Page) -> tuple[str, list[tuple[str, str]]]:
    """The text of a page and its entities with their characters, as Telegram's server sees them."""
    text, entities = parse_html(page.html)
    encoded = text.encode("utf-16-le")
    found = find_entities(text, entities)
    assert units(text) <= 4096
    assert len(entities) < 100
    return text, [
        (e["type"], encoded[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le", "replace"))
        for e in found
    ]


def sendable(text: str) -> str:
    """What of `text` Telegram itself lets through."""
    return parse_html(text.replace("\ud800", "\ufffd").replace("&", "&amp;").replace("<", "&lt;"))[0]


def test_a_quotation_its_speaker_its_source() -> None:
    reply = quoting("The harbour opens in May.", (4, 11), link="https://kabar.example/a#:~:text=The")
    (page,) = render(reply, CATALOGUE)
    text, entities = arrived(page)
    assert text.startswith("She said:\nThe harbour opens in May.\n— Rina Wati, mayor [1]")
    assert "[1] Harbour opens · Rina · Kabar · 1 March 2026 · Ports, ¶ 2" in text
    assert ("blockquote", "The harbour opens in May.") in entities
    assert ("bold", "harbour") in entities
    assert ("bold", "Rina Wati") in entities
    assert ("text_link", "Harbour opens") in entities
    assert 'href="https://kabar.example/a#:~:text=The"' in page.html


def test_every_kind_of_words() -> None:
    line = ("plain ", Strong("strong"), " ", Struck("struck"), " ", Code("/code"))
    (page,) = render(Reply("en", (Paragraph(line), Bullets((line,)))), CATALOGUE)
    text, entities = arrived(page)
    assert text == "plain strong struck /code\n• plain strong struck /code"
    assert entities.count(("bold", "strong")) == entities.count(("strikethrough", "struck")) == 2
    assert entities.count(("code", "/code")) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_an_excerpt_arrives_as_text(text: str) -> None:
    (page,) = render(quoting(text), CATALOGUE)
    shown, entities = arrived(page)
    assert sendable(text) in shown
    kinds = [kind for kind, _ in entities]
    assert "mention" not in kinds
    assert kinds.count("blockquote") == 1
    assert kinds.count("text_link") == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_so_do_titles_names_and_what_people_write(text: str) -> None:
    said = replace(excerpt("Yes.", title=text, byline=text, section=text), speaker=text)
    blocks = (
        Paragraph((text, Strong(text), Struck(text), Code(text))),
        Quotation(said, 1, (Strong(text),)),
        Bullets(((text,),)),
        Sources((Source(1, said.citation),)),
        Heading(text, text),
        Sources((Source(1, said.citation, text),), brief=True),
        Choices((Choice(text, "ask", text),)),
    )
    (page,) = render(Reply("en", blocks), CATALOGUE)
    shown, entities = arrived(page)
    assert not [e for e in entities if e[0] == "mention"]
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\u200f\u2060\ufeff\x00")
    assert ("blockquote", "Yes.") in entities


def test_marks_of_direction_stand_in_lines_of_the_excerpt_alone() -> None:
    text = "\u2067\u202eturned around"
    (page,) = render(quoting(text), CATALOGUE)
    lines = arrived(page)[0].split("\n")
    assert [line for line in lines if "\u2067" in line] == ["\u2067turned around"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "tg://user?id=1", "http://[broken", "https://local", ""])
def test_only_web_pages_are_linked(link: str) -> None:
    (page,) = render(quoting("Yes.", link=link), CATALOGUE)
    assert "text_link" not in [kind for kind, _ in arrived(page)[1]]


def test_a_link_is_escaped() -> None:
    (page,) = render(quoting("Yes.", link='https://kabar.example/?a=1&b="2"\'><b>'), CATALOGUE)
    _, entities = parse_html(page.html)
    assert [e["url"] for e in entities if e["type"] == "text_link"] == ['https://kabar.example/?a=1&b="2"\'><b>']


def test_long_quotations_are_folded() -> None:
    long = "The harbour opens in May. " * 30
    assert "expandable_blockquote" in [kind for kind, _ in arrived(render(quoting(long), CATALOGUE)[0])[1]]


def test_a_reply_of_many_quotations_is_paged_and_each_page_has_its_sources() -> None:
    said = [excerpt(f"Sentence {n}. " + "The harbour opens in May. " * 20, paragraph=n) for n in range(1, 30)]
    blocks = [
        *(Quotation(e, n) for n, e in enumerate(said, start=1)),
        Sources(tuple(Source(n, e.citation) for n, e in enumerate(said, start=1))),
    ]
    pages = render(Reply("en", tuple(blocks)), CATALOGUE)
    assert len(pages) > 3
    seen: list[int] = []
    for page in pages:
        text, entities = arrived(page)
        shown = [n for n in range(1, 30) if f"Sentence {n}." in text]
        assert shown == [n for n in range(1, 30) if f"\n[{n}] Harbour opens" in text]
        assert len([e for e in entities if "blockquote" in e[0]]) == len(shown)
        seen += shown
    assert seen == list(range(1, 30))


def test_a_quotation_longer_than_a_page_is_cut_between_words() -> None:
    words = [f"word{n}" for n in range(2000)]
    pages = render(quoting(" ".join(words), (0, 5000)), CATALOGUE)
    shown: list[str] = []
    for i, page in enumerate(pages):
        text, entities = arrived(page)
        quoted = next(characters for kind, characters in entities if "blockquote" in kind)
        assert quoted.startswith("… ") == (i > 0)
        assert quoted.endswith(" …") == (i < len(pages) - 1)
        assert "— Rina Wati, mayor [1]" in text
        assert "\n[1] Harbour opens" in text
        shown += quoted.removeprefix("… ").removesuffix(" …").split()
    assert shown == words


def test_sources_that_nothing_quotes_are_listed() -> None:
    (page,) = render(Reply("en", (Sources((Source(1, CITATION), Source(2, CITATION))),)), CATALOGUE)
    assert arrived(page)[0].count("Harbour opens") == 2
    assert "\n\n" not in arrived(page)[0]


def test_a_heading_leads_to_its_article_and_brief_sources_share_a_line() -> None:
    linked = replace(CITATION, link="https://kabar.example/a#:~:text=The")
    sources = (Source(1, linked, "Kabar, 1 March"), Source(2, CITATION, "Warta"), Source(3, CITATION, "Pos"))
    blocks = (
        Heading("Harbour opens", "https://kabar.example/a"),
        Quotation(excerpt("The harbour opens in May."), None),
        Quotation(excerpt("We waited long."), 1, ("Rina",)),
        Sources(sources, brief=True),
        Heading("Next", None),
    )
    (page,) = render(Reply("en", blocks), CATALOGUE)
    text, entities = arrived(page)
    lines = ["Harbour opens", "The harbour opens in May.", "We waited long.", "— Rina [1]"]
    assert text.split("\n") == [*lines, "[1] Kabar, 1 March · [2] Warta · [3] Pos", "", "Next"]
    assert [words for kind, words in entities if kind == "text_link"] == ["Harbour opens", "Kabar, 1 March"]
    assert [words for kind, words in entities if kind == "bold"] == ["Harbour opens", "Next"]


def test_a_heading_goes_with_what_it_leads_to() -> None:
    long = Quotation(excerpt("The harbour opens in May. " * 150), 1)
    after = Quotation(excerpt("We waited long for the harbour. " * 20), None)
    blocks = (long, Sources((Source(1, CITATION),)), Heading("Next", None), after)
    pages = [arrived(page)[0] for page in render(Reply("en", blocks), CATALOGUE)]
    assert ["Next" in page for page in pages] == [False, True]
    assert pages[1].startswith("Next\nWe waited long")


def test_buttons_without_a_label_or_with_a_bad_address_are_left_out() -> None:
    choices = (
        Choice("More", "ask", "x"),
        Choice("\u200b ", "ask", "x"),
        Choice("Open", "", "", "javascript:x"),
        Choice("Page", "", "", "https://kabar.example"),
    )
    (page,) = render(Reply("en", (Paragraph(("Hello",)), Choices(choices))), CATALOGUE)
    assert [c.label for c in page.choices] == ["More", "Page"]


def test_names_that_could_ping_are_spelt_as_code_and_counted() -> None:
    pings = " ".join(f"@name{n}" for n in range(400))
    blocks = (
        Paragraph((pings,)),
        *quoting(pings, title=pings, byline=pings).blocks,
        Bullets(((pings,),)),
    )
    codes = 0
    for page in render(Reply("en", blocks), CATALOGUE):
        codes += [kind for kind, _ in arrived(page)[1]].count("code")
    assert codes > 3 * 400


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\n\n"])
def test_a_reply_of_nothing_is_still_a_message(text: str) -> None:
    for page in render(Reply("en", (Paragraph((text,)),)), CATALOGUE):
        assert arrived(page)[0]


CHARACTERS = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("<>&\"'@_*`[]() \n\t\u200b\u202e\u2067\u2069\ufeff😀👩‍"),
    ),
    max_size=300,
)
LONG = st.builds(lambda text, times: text * times, CHARACTERS, st.sampled_from([1, 1, 3, 40, 200]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LONG, st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=150), CHARACTERS)
def test_any_text_becomes_messages_that_telegram_takes(text: str, spans: list[tuple[int, int]], other: str) -> None:
    matches = sorted((min(s), max(s)) for s in spans if max(s) <= len(text))
    said = replace(excerpt(text, *matches, title=other, section=other, link=other), speaker=other)
    attributed = (Strong(other), ", ", other)
    blocks = (
        Paragraph((text, Strong(other))),
        Quotation(said, 1, attributed),
        Quotation(said, 2),
        Bullets(((other,), (Code(text),))),
        Sources((Source(1, said.citation), Source(2, said.citation))),
        Heading(text, other),
        Quotation(said, None),
        Quotation(said, 1, attributed),
        Sources((Source(1, said.citation, text), Source(2, said.citation, other)), brief=True),
        Heading(other, "https://kabar.example"),
    )
    for page in render(Reply("id", blocks), CATALOGUE):
        shown, entities = arrived(page)
        assert shown
        assert not [e for e in entities if e[0] == "mention"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcé😀", min_size=1, max_size=60), min_size=1, max_size=3000))
def test_no_word_is_lost_or_cut(words: list[str]) -> None:
    shown: list[str] = []
    for page in render(quoting(" ".join(words)), CATALOGUE):
        quoted = next(characters for kind, characters in arrived(page)[1] if "blockquote" in kind)
        shown += [word for word in quoted.split() if word != "…"]
    assert shown == words
