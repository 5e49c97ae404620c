"""What anybody wrote arrives as text, on pages that Discord takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.discord.markdown import escape, link, neutral
from bot.discord.render import render
from bot.messages import (
    Block,
    Bullets,
    Choice,
    Choices,
    Code,
    Heading,
    Inline,
    Paragraph,
    Quotation,
    Reply,
    Source,
    Sources,
    Strong,
    Struck,
)
from knowledge.types import Citation, Excerpt, Span

LIMIT = 2000
CATALOGUE = load_catalogue("en")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
DIRECTION = "\u2068\u2069"
HOSTILE = [
    "<b>bold</b> & <i>italic</i>",
    "*one* **two** ***three*** _four_ __five__",
    "`code` ```block``` ~~gone~~ ||spoiler||",
    "@everyone and @here, <@123456789012345678>, <@!1>, <@&2>, <#3>, <t:1700000000:R>, </ask:4>, <:smile:5>",
    "[click](http://evil.example) ](http://evil.example) [a][b] ![image](https://evil.example/x.png)",
    "https://evil.example/path_with_underscores?a=*b* discord.gg/abc discord.com/invite/abc",
    "# heading\n## two\n### three\n-# small\n> quote\n>>> all of it\n- list\n* list\n1. list\n  - deeper",
    "back\\slash \\* \\\\ at the end \\",
    "smile :smile: at 10:30:45 :+1:",
    "zero\u200bwidth \u200d joiner \ufeff mark \u2060 word",
    "\u202eright to left override\u202c \u2067isolate\u2069 \u2069\u2069 loose ends \u202b embedding",
    "\u0645\u0631\u062d\u0628\u0627 Sarandos \u05e9\u05dc\u05d5\u05dd",
    "tabs\tand\x00nulls\x07and\x1bbells\r\nand\u2028separators\x85",
    "lone \ud83d surrogate and a pair 😀👨‍👩‍👧",
]

words = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_~|`<>[]()@#-\\:/. \n1éא\u202e\u2069😀\u200d\u0301"),
        st.characters(exclude_characters="…"),
    ),
    max_size=300,
)


def citation(title: str = "A title", link: str | None = "https://news.example/a#:~:text=x", **rest) -> Citation:
    known = {"byline": None, "outlet": "Example", "published": "2025-10-21", "section": None, "paragraph": 2}
    url = link.partition("#")[0] if link else None
    return Citation(article_id="0" * 12, title=title, url=url, link=link, **(known | rest))


def quotation(text: str, number: int = 1, matches: tuple[Span, ...] = (), said: tuple[Inline, ...] = ()) -> Quotation:
    excerpt = Excerpt(text, Span(0, len(text)), citation(), matches=matches)
    return Quotation(excerpt, number, said)


def pages(*blocks: Block) -> tuple[str, ...]:
    return render(Reply("en", blocks), CATALOGUE).pages


def shown(markdown: str) -> str:
    """What a reader sees of Markdown whose only live marks are bold."""
    bare = re.sub(r"(?<!\\)\*\*", "", markdown.replace("\\\\", "\x1a"))
    return ESCAPED.sub(r"\1", bare).replace("\x1a", "\\").translate(dict.fromkeys(map(ord, DIRECTION)))


def live_marks(markdown: str) -> list[str]:
    """What Discord would take for markup."""
    bare = ESCAPED.sub("x", markdown)
    return re.findall(r"(?m)[*_~|`<\[\]@]|://|^\s*(?:>|#|-[ #]|\d+\. )|:[^\s:]{1,64}:|discord\.gg/", bare)


def quoted_text(pages_of_one_quotation: tuple[str, ...]) -> str:
    text = ""
    for page in pages_of_one_quotation:
        lines = [line[2:] for line in page.split("\n") if line.startswith("> ")]
        text += "\n".join(lines).removesuffix(r" \[1\]").removesuffix(" …").removeprefix("… ")
    return shown(text)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_text(text):
    written = escape(neutral(text))
    assert live_marks(written) == []
    assert shown(written) == neutral(text).translate(dict.fromkeys(map(ord, DIRECTION)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_wherever_it_stands(text):
    flat = squeezed(neutral(text))
    page = "\n".join(
        pages(
            Paragraph((text, Strong(text), Struck(text))),
            Bullets(((text,),)),
            quotation(text, said=(Strong(text),)),
            Sources((Source(1, citation(title=text, byline=text, section=text)),)),
            Heading(text, None),
            Sources((Source(1, citation(link=None), text),), brief=True),
        )
    )
    seen = squeezed(shown(page))
    assert seen.count(flat) >= 6
    assert not re.search(r"(?<!\\)(@|<(?!https://news\.example))", page)
    for line in page.split("\n"):
        assert line.count("\u2068") == line.count("\u2069")


@given(words)
def test_any_text_comes_back_from_its_escapes(text):
    plain = neutral(text)
    written = escape(plain)
    assert live_marks(written) == []
    assert ESCAPED.sub(r"\1", written) == plain


@settings(deadline=None)
@given(words.filter(str.strip), st.integers(1, 30), st.lists(st.integers(0, 9000), max_size=6))
def test_any_quotation_fits_its_pages_and_is_whole(text, times, cuts):
    long = " ".join([text] * times)
    ends = sorted({min(cut, len(long)) for cut in cuts})
    matches = tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b)
    made = pages(quotation(long, matches=matches), Sources((Source(1, citation()),)))
    assert all(0 < len(page) <= LIMIT for page in made)
    assert all(page.endswith("¶ 2") for page in made)
    assert squeezed(quoted_text(made)) == squeezed(neutral(long).translate(dict.fromkeys(map(ord, DIRECTION))))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=12))
def test_any_reply_fits_its_pages(rows):
    blocks: list[Block] = [Paragraph((Strong(a), b, Code(c))) for a, b, c in rows]
    blocks += [Bullets(tuple((Struck(a), b) for a, b, _ in rows))]
    blocks += [quotation(a or "x", n, said=(Strong(b),)) for n, (a, b, _) in enumerate(rows, 1)]
    sources = (Source(n, citation(title=c, byline=b)) for n, (_, b, c) in enumerate(rows, 1))
    brief = (Source(n, citation(title=c), b) for n, (a, b, c) in enumerate(rows, 1))
    made = pages(
        *blocks,
        Sources(tuple(sources)),
        *(block for a, b, c in rows for block in (Heading(a, b), quotation(c or "x", 1))),
        Sources(tuple(brief), brief=True),
    )
    assert all(0 < len(page) <= LIMIT for page in made)


def test_a_heading_leads_to_its_article_and_brief_sources_share_a_line():
    said = Excerpt("It opens.", Span(0, 9), citation())
    sources = (Source(1, citation(), "Kabar, 1 March"), Source(2, citation(link=None), "Pos_1"))
    (page,) = pages(
        Heading("Harbour *opens*", "https://x.example/a"),
        Quotation(said, None),
        Quotation(said, 1, ("Rina",)),
        Sources(sources, brief=True),
        Heading("Next", None),
    )
    assert page.split("\n") == [
        r"**[Harbour \*opens\*](<https://x.example/a>)**",
        "> It opens.",
        "",
        "> It opens.",
        r"> — Rina \[1\]",
        r"-# \[1\] [Kabar, 1 March](<https://news.example/a#:~:text=x>) · \[2\] Pos\_1",
        "",
        "**Next**",
    ]


def test_sources_that_nothing_quotes_come_after_those_that_are_quoted():
    (page,) = pages(quotation("a", 1), Sources(tuple(Source(n, citation(f"Title {n}")) for n in (1, 2, 3))))
    assert re.findall(r"Title (\d)", page) == ["1", "2", "3"]


def test_a_page_has_the_sources_of_its_own_quotations():
    long = "word " * 150
    quotes = [quotation(f"{long}{n}", n) for n in (1, 2, 3, 4)]
    made = pages(
        Paragraph(("Heading",)), *quotes, Sources(tuple(Source(n, citation(f"Title {n}")) for n in range(1, 5)))
    )
    assert len(made) == 2
    for page, numbers in zip(made, [(1, 2), (3, 4)], strict=True):
        for n in range(1, 5):
            assert (f"[Title {n}]" in page) == (n in numbers)
            assert page.count(rf"\[{n}\]") == (2 if n in numbers else 0)


def test_a_heading_goes_with_what_it_leads_to():
    made = pages(
        Paragraph(("a " * 900,)), Paragraph(("Heading",)), quotation("b " * 200), Sources((Source(1, citation()),))
    )
    assert ["Heading" in page for page in made] == [False, True]


def test_a_long_quotation_is_cut_between_words():
    text = " ".join(f"word{n}" for n in range(1000))
    made = pages(quotation(text))
    assert len(made) > 3
    assert all(page.endswith(r" … \[1\]") for page in made[:-1])
    assert all(page.startswith("> … ") for page in made[1:])
    assert quoted_text(made).replace(" ", "").count("word") == 1000
    assert {w for page in made for w in page.split() if w.startswith("word")} == set(text.split())


def test_matches_are_bold_line_by_line():
    (page,) = pages(quotation("One two\n\nthree four", matches=(Span(4, 7), Span(7, 14), Span(15, 19))))
    assert page == "> One **two**\n> \n> **three** **four** \\[1\\]"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/a_b", "https://x.example/a_b"),
        ("https://x.example/a (b)", "https://x.example/a%20%28b%29"),
        ("https://x.example/a>b)c", "https://x.example/a%3Eb%29c"),
        ("https://x.example/\\]#:~:text=apa%20kata,-x", "https://x.example/%5C%5D#:~:text=apa%20kata,-x"),
        ("javascript:alert(1)", None),
        ("discord://-/channels", None),
    ],
)
def test_links_hold_any_address(address, written):
    assert link("title", address) == (f"[title](<{written}>)" if written else None)


@pytest.mark.parametrize(
    ("title", "label"), [("[VIDEO] Banjir", r"\[VIDEO\] Banjir"), ("Banjir ] di", ") di"), ("a [ b", "a ( b")]
)
def test_brackets_in_a_title_leave_the_link_whole(title, label):
    (page,) = pages(Sources((Source(1, citation(title)),)))
    assert f"{label}](<https://news.example/a#:~:text=x>)" in page


def test_an_endless_address_gives_way():
    (short,) = pages(Sources((Source(1, citation(link="https://x.example/a#:~:text=" + "x" * 3000)),)))
    assert "(<https://x.example/a>)" in short
    (none,) = pages(Sources((Source(1, citation(link="https://x.example/" + "a" * 3000)),)))
    assert "x.example" not in none
    assert "A title" in none


def test_a_reply_of_buttons_alone_is_still_a_message():
    rendered = render(Reply("en", (Choices((Choice("More", "ask", "more"),)),)), CATALOGUE)
    assert [bool(page.strip()) for page in rendered.pages] == [True]
    assert [c.label for c in rendered.choices] == ["More"]


def test_a_megabyte_on_one_line_comes_through():
    for line in ("a" * 10**6, " " * 10**6 + "x", "*" * 10**6, ":" * 10**6, "1" * 10**6, "] (" * 300_000):
        escape(line)
    made = pages(quotation("word " * 200_000))
    assert "".join(made).count("word") == 200_000
