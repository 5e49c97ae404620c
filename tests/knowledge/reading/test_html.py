"""Web pages: what they state about themselves, the main text, and nothing of what stands around it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import BadSource
from knowledge.reading import read_bytes

if TYPE_CHECKING:
    from knowledge.types import Article

TITLE = "Observatory opens its dome to night walkers"
FIRST = "The observatory will open its dome to walkers on the first Friday of each month, its keepers said."
QUOTE = "“People should see how dark the sky is up here,” said Nomsa Dube, who runs the place."
LAST = "Places are limited to forty, and the path is unlit, so visitors are asked to bring red torches."
NAVIGATION = "<nav><ul>" + "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(30)) + "</ul></nav>"


def read(html: str) -> Article:
    return read_bytes(html.encode(), "page.html")


def page(head: str = "", main: str = f"<p>{FIRST}</p><h2>Red light only</h2><p>{LAST}</p>", around: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body>{around}<article><h1>{TITLE}</h1>{main}</article>"
        f"<script>var x = 'not text';</script></body></html>"
    )


def test_headings_and_paragraphs() -> None:
    article = read(page())
    assert article.title == TITLE
    assert [section.heading for section in article.sections] == [None, "Red light only"]
    assert article.text == f"{FIRST}\n\n{LAST}"


def test_a_long_page_keeps_its_structure_and_loses_what_stands_around_it() -> None:
    prose = "".join(f"<p>{FIRST} It is visit number {number}.</p>" for number in range(12))
    related = "<aside><h3>Related</h3><ul><li><a href='/z'>Comet seen twice</a></li></ul></aside>"
    main = f"{prose}<h2>Red light only</h2><blockquote><p>{QUOTE}</p></blockquote><p>{LAST}</p>{related}"
    article = read(page(main=main, around=NAVIGATION + "<footer>© 2025 All rights reserved</footer>"))
    assert [section.heading for section in article.sections] == [None, "Red light only"]
    assert article.text.endswith(f"{QUOTE}\n\n{LAST}")
    assert len(article.text.split("\n\n")) == 14
    assert not any(debris in article.text for debris in ("Section 3", "Comet", "©", "not text"))


def test_a_heading_right_below_another_heads_the_same_section() -> None:
    article = read(page(main=f"<p>{FIRST}</p><h2>What to bring</h2><h3>Red light only</h3><p>{LAST}</p>"))
    assert [section.heading for section in article.sections] == [None, "What to bring – Red light only"]


def test_a_bold_line_right_below_a_heading_is_text() -> None:
    bold = "<p><strong>Torches of the lower hut</strong></p>"
    article = read(page(main=f"<p>{FIRST}</p><h2>What to bring</h2>{bold}<p>{LAST}</p>"))
    assert [section.heading for section in article.sections] == [None, "What to bring"]
    assert article.text == f"{FIRST}\n\nTorches of the lower hut\n\n{LAST}"


def test_a_paragraph_in_large_type_is_no_heading() -> None:
    article = read(page(main=f"<p>{FIRST}</p><h3>{LAST} {LAST} {LAST}</h3><p>{QUOTE}</p>"))
    assert [section.heading for section in article.sections] == [None]
    assert article.text == f"{FIRST}\n\n{LAST} {LAST} {LAST}\n\n{QUOTE}"


@pytest.mark.parametrize(
    "plea",
    [
        "Get <a href='/m'>Domes Weekly</a> delivered to your door every month, ten issues for £9.",
        "Jane Doe writes about the night sky. Follow her on Twitter <a href='/t'>@janedoe</a>.",
        "<a href='/s'>Sign up here</a> for letters from the hill, which are sent on Fridays and cost nothing.",
        "Klik di sini untuk menerima kabar dari bukit setiap hari Jumat.",
    ],
)
def test_what_a_site_asks_of_its_readers_is_left_out(plea: str) -> None:
    prose = "".join(f"<p>{FIRST} It is visit number {number}.</p>" for number in range(8))
    assert read(page(main=f"{prose}<p>{plea}</p><p>{LAST}</p>")).text.endswith(f"number 7.\n\n{LAST}")


def test_captions_without_an_element_of_their_own_are_left_out() -> None:
    prose = "".join(f"<p>{FIRST} It is visit number {number}.</p>" for number in range(8))
    picture = "<div align='center'><img src='d.jpg' alt='The dome at dusk'><span>The dome at dusk</span></div>"
    credited = "<p><img src='e.jpg'><span style='display: block'>Walkers on the path. (Hill Herald/Desk)</span></p>"
    article = read(page(main=f"{prose}{picture}<p>{QUOTE}</p>{credited}<p>{LAST}</p>"))
    assert article.text.endswith(f"number 7.\n\n{QUOTE}\n\n{LAST}")


@pytest.mark.parametrize("name", ["comments", "sidebar", "menu", "story"])
def test_an_article_under_a_name_of_something_else_is_found(name: str) -> None:
    prose = [f"{FIRST} It is visit number {number}." for number in range(8)]
    body = f"<h1>{TITLE}</h1><div class='{name}'>{''.join(f'<p>{paragraph}</p>' for paragraph in prose)}</div>"
    article = read(f"<html><head><title>{TITLE}</title></head><body>{NAVIGATION}{body}</body></html>")
    assert article.text == "\n\n".join(prose)


def linked_data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


@pytest.mark.parametrize(
    ("head", "byline", "published"),
    [
        (
            linked_data(
                **{
                    "@type": "NewsArticle",
                    "author": {"name": "Jane Doe"},
                    "datePublished": "2025-03-04T05:06:07+07:00",
                }
            ),
            "Jane Doe",
            "2025-03-04T05:06:07+07:00",
        ),
        (
            linked_data(
                **{
                    "@graph": [
                        {"@type": "WebSite"},
                        {"@type": ["Article"], "author": [{"name": "Jane Doe"}, "A. Roe"]},
                    ]
                }
            ),
            "Jane Doe, A. Roe",
            None,
        ),
        (
            "<meta name='author' content='By Jane Doe'><meta name='date' content='2025-03-04'>",
            "Jane Doe",
            "2025-03-04",
        ),
        (
            "<meta property='article:published_time' content='2025-03-04T05:06:07Z'>",
            None,
            "2025-03-04T05:06:07+00:00",
        ),
        (
            "<script type='application/ld+json'>{broken</script><meta name='author' content='https://x.y/jane'>",
            None,
            None,
        ),
        (f"<script type='application/ld+json'>{'[' * 100_000}</script>", None, None),
    ],
    ids=["linked data", "a graph", "meta elements", "open graph", "broken", "too deep"],
)
def test_metadata(head: str, byline: str | None, published: str | None) -> None:
    article = read(page(head))
    assert (article.title, article.byline, article.published) == (TITLE, byline, published)


def test_a_byline_that_only_the_page_shows() -> None:
    article = read(page(main=f"<p>By Jane Doe</p><p>4 March 2025</p><p>{FIRST}</p><p>{LAST}</p>"))
    assert (article.byline, article.published) == ("Jane Doe", "2025-03-04")
    assert article.text == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE} - The Hill Herald</title>",
        f"<meta property='og:title' content='{TITLE} | The Hill Herald'><title>Something else</title>",
        f"<meta property='og:title' content='{TITLE}'>",
        "",
    ],
)
def test_titles(head: str) -> None:
    assert read(page(head)).title == TITLE


def test_a_logo_that_is_a_main_heading_is_no_title() -> None:
    head = f"<title>{TITLE} - The Hill Herald</title><meta property='og:site_name' content='The Hill Herald'>"
    assert read(page(head, around="<h1>The Hill Herald</h1>")).title == TITLE


@pytest.mark.parametrize(("others", "byline"), [("", "Jane Doe"), ("<a rel='author' href='/roe'>A. Roe</a>", None)])
def test_the_author_that_a_page_links_to(others: str, byline: str | None) -> None:
    main = f"<div class='by'><a rel='author' href='/jane'>Jane Doe</a></div><p>{FIRST}</p><p>{LAST}</p>"
    assert read(page(main=main, around=f"<nav>{others}</nav>")).byline == byline


def test_the_address_is_the_canonical_one() -> None:
    head = (
        "<link rel='canonical' href='https://example.org/dome'><meta property='og:url' content='https://example.org/x'>"
    )
    assert read(page(head)).url == "https://example.org/dome"
    assert read(page("<link rel='canonical' href='/dome'>")).url is None


def test_line_breaks_and_entities() -> None:
    article = read(page(main=f"<p>{FIRST}<br><br>{LAST} Tea &amp; soup, &quot;free&quot;&nbsp;too.</p>"))
    assert article.text == f'{FIRST}\n\n{LAST} Tea & soup, "free" too.'


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p>", "<!-- x -->", "<h1>Only a headline</h1>", "<script>x</script>", "< >"]
)
def test_pages_without_an_article_are_refused(html: str) -> None:
    with pytest.raises(BadSource):
        read(html)


@pytest.mark.parametrize("tag", ["span", "a", "b", "br", "td", "li", "table", "form", "script", "template"])
def test_a_fragment_of_any_element_is_read_or_refused(tag: str) -> None:
    try:
        article = read(f"<{tag}>{TITLE}<p>{FIRST}</p>{LAST}</{tag}>")
    except BadSource:
        return
    assert FIRST in article.text or LAST in article.text
