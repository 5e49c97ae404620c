"""A digest as blocks for any chat."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from bot.catalogue import load_catalogue
from bot.console.render import render as render_console
from bot.discord.render import render as render_discord
from bot.handlers.digest_reply import MOST_OTHERS, digest_reply
from bot.messages import Heading, Paragraph, Quotation, Sources, Strong
from bot.telegram.render import render as render_telegram
from knowledge import Knowledge
from knowledge.reading import read_text
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.types import Digest, Language

TEXT = """Pasar Wiru Terbakar, {stalls} Kios Hangus

Kebakaran di Pasar Wiru pada Minggu malam menghanguskan deretan kios; {stalls} kios terbakar, kata petugas pasar.

"Pedagang tidak boleh menunggu berbulan-bulan," kata Wali Kota Wiru Hesti Pramudya di lokasi kebakaran.

Kabar ini ditulis oleh {outlet} dari Pasar Wiru.
"""
OWN_TEXT = """Api Lahap {stalls} Kios di Pasar Wiru

Sebanyak {stalls} kios terbakar di Pasar Wiru pada Minggu malam setelah api muncul dari blok ikan.

Wali Kota Wiru Hesti Pramudya datang ke lokasi kebakaran dan menjanjikan pasar sementara bagi para pedagang.

Reporter {outlet} melihat petugas masih menyiram puing hingga Senin pagi.
"""
"""By an outlet with a reporter of its own; prints of one text do not differ."""
SINCE, UNTIL = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)


def add(knowledge: Knowledge, outlet: str, stalls: int, text: str = TEXT) -> None:
    article = read_text(text.format(outlet=outlet, stalls=stalls))
    knowledge.add(replace(article, outlet=outlet, published="2026-05-04T09:00:00+00:00", url=f"https://{outlet}/a"))


def lines(digest: Digest, language: Language = "en") -> list[str]:
    reply = digest_reply(digest, load_catalogue(language))
    shown = []
    for block in reply.blocks:
        match block:
            case Paragraph(line):
                shown.append("".join(part if isinstance(part, str) else part.text for part in line))
            case Heading(text, link):
                shown.append(f"{text} {link}")
            case Quotation(excerpt, number, _):
                shown.append(f"{excerpt.text} [{number}]" if number else excerpt.text)
            case Sources(sources, brief=True):
                shown.append(" · ".join(f"[{s.number}] {s.name} {s.citation.link}" for s in sources))
    return shown


def test_a_story_has_title_line_quote_sources_and_differences(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    add(knowledge, "warta.example", 138, OWN_TEXT)
    digest = knowledge.digest(SINCE, UNTIL)
    title, (line,) = digest.stories[0].title, digest.stories[0].points
    heading, first, told, *rest = lines(digest)
    assert heading == "What is new, 4 May 2026 00:00 to 5 May 2026 00:00:"
    assert first == f"{title} {line.citation.link}", "the title leads to the line"
    assert told == line.text
    assert any("Pedagang tidak boleh" in each for each in rest)
    assert "Outlets give different figures:" in rest
    *_, sources = rest
    assert {each.split()[1] for each in sources.split(" · ")} == {"pos.example,", "warta.example,"}
    assert "#:~:text=" in sources


def test_a_sentence_is_told_once_and_the_figures_that_differ_stand_out(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    add(knowledge, "warta.example", 138, OWN_TEXT)
    blocks = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("en")).blocks
    shown = [block.excerpt for block in blocks if isinstance(block, Quotation)]
    marked = [span.of(excerpt.text) for excerpt in shown for span in excerpt.matches]
    assert {"120", "138"} <= {figure.split()[0] for figure in marked}
    assert len({(e.citation.article_id, e.span) for e in shown}) == len(shown)


def test_only_a_quote_says_who_speaks(knowledge: Knowledge) -> None:
    """The line that tells what happened names its source itself: "…, kata petugas pasar"."""
    add(knowledge, "pos.example", 120)
    blocks = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("en")).blocks
    line, quote = (block for block in blocks if isinstance(block, Quotation))
    assert line.excerpt.speaker is not None
    assert line.attribution == ()
    assert Strong("Hesti Pramudya") in quote.attribution


def test_figures_that_differ_stand_with_their_outlets(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    add(knowledge, "warta.example", 138, OWN_TEXT)
    blocks = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("en")).blocks
    after = blocks[[isinstance(b, Paragraph) and "figures" in str(b.line) for b in blocks].index(True) + 1 :]
    assert {b.attribution for b in after if isinstance(b, Quotation)} <= {("pos.example",), ("warta.example",)}


def test_titles_stand_out(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    reply = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("id"))
    (heading,) = (block for block in reply.blocks if isinstance(block, Heading))
    assert heading.text == "Pasar Wiru Terbakar, 120 Kios Hangus"
    assert reply.found


def test_a_digest_is_short_on_every_platform(knowledge: Knowledge) -> None:
    """Title, line, quote with its speaker, outlets: one line each, whatever the number of outlets."""
    outlets = ["pos.example", "warta.example", "kabar.example"]
    for outlet in outlets:
        add(knowledge, outlet, 120)
    reply, catalogue = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("id")), load_catalogue("id")
    (page,) = render_telegram(reply, catalogue)
    heading, *story = page.html.split("\n")
    assert heading.startswith("Yang baru")
    assert [bool(line) for line in story] == [False, True, True, True, True, True]
    assert story[1].startswith('<a href="https://')
    assert "<b>Pasar Wiru Terbakar" in story[1]
    assert all(outlet in story[-1] for outlet in outlets)
    (written,) = render_discord(reply, catalogue).pages
    heading, *story = written.split("\n")
    assert [line[:2] for line in story if line] == ["**", "> ", "> ", "> ", "-#"]
    assert story[1].startswith("**[Pasar Wiru Terbakar, 120 Kios Hangus](<https://")
    assert all(outlet in story[-1] for outlet in outlets)
    screen = Console(file=io.StringIO(), width=1000)
    for renderable in render_console(reply, catalogue, show_links=False):
        screen.print(renderable)
    *_, last = screen.file.getvalue().splitlines()  # type: ignore[attr-defined] # a StringIO
    assert all(outlet in last for outlet in outlets)


def test_a_source_that_nothing_leads_to_is_named_by_its_title(knowledge: Knowledge) -> None:
    for outlet, stalls in (("pos.example", 120), ("warta.example", 138)):
        article = read_text(TEXT.format(outlet=outlet, stalls=stalls))
        knowledge.add(replace(article, outlet=outlet, published="2026-05-04T09:00:00+00:00"))
    digest = knowledge.digest(SINCE, UNTIL)
    lead, other = digest.stories[0].articles
    sources = lines(digest)[-1]
    assert f"{lead.outlet}, 4 May" in sources, "its title stands above"
    assert lead.title not in sources
    assert f"{other.title} ({other.outlet}), 4 May" in sources


def test_every_outlet_is_named_and_the_first_are_linked(knowledge: Knowledge) -> None:
    outlets = [f"media{n}.example" for n in range(MOST_OTHERS + 4)]
    for outlet in outlets:
        add(knowledge, outlet, 120)
    shown = lines(knowledge.digest(SINCE, UNTIL))
    assert all(any(outlet in each for each in shown) for outlet in outlets)
    assert shown[-2].count("https://") >= MOST_OTHERS + 1
    assert shown[-1].startswith("also in ")


@pytest.mark.parametrize(("language", "said"), [("en", "1 of 2 stories"), ("id", "1 dari 2 berita")])
def test_how_many_more_there_are(knowledge: Knowledge, language: Language, said: str) -> None:
    add(knowledge, "pos.example", 120)
    other = read_text(
        "Kapal Elang Tiba di Teluk\n\nKapal Elang tiba di Teluk Sari kemarin pagi setelah sepekan berlayar.\n"
    )
    knowledge.add(replace(other, published="2026-05-04T10:00:00+00:00"))
    assert said in lines(knowledge.digest(SINCE, UNTIL, most=1), language)[-1]
    assert not any(said in each for each in lines(knowledge.digest(SINCE, UNTIL), language))


def test_nothing_is_found_where_nothing_is_new(knowledge: Knowledge) -> None:
    assert not digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("en")).found
