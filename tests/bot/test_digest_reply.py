"""A digest as blocks for any chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.catalogue import load_catalogue
from bot.handlers.digest_reply import MOST_OTHERS, digest_reply
from bot.messages import Paragraph, Quotation, Sources, Strong
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
SINCE, UNTIL = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 5, tzinfo=UTC)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return Knowledge(open_store(open_database(tmp_path / "k.sqlite3")), None)


def add(knowledge: Knowledge, outlet: str, stalls: int) -> None:
    article = read_text(TEXT.format(outlet=outlet, stalls=stalls))
    knowledge.add(replace(article, outlet=outlet, published="2026-05-04T09:00:00+00:00", url=f"https://{outlet}/a"))


def lines(digest: Digest, language: Language = "en") -> list[str]:
    reply = digest_reply(digest, load_catalogue(language))
    shown = []
    for block in reply.blocks:
        match block:
            case Paragraph(line):
                shown.append("".join(part if isinstance(part, str) else part.text for part in line))
            case Quotation(excerpt, number, _):
                shown.append(f"{excerpt.text} [{number}]")
            case Sources(sources):
                shown += [f"[{s.number}] {s.citation.outlet} {s.citation.link}" for s in sources]
    return shown


def test_a_story_has_title_line_quote_sources_and_differences(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    add(knowledge, "warta.example", 138)
    digest = knowledge.digest(SINCE, UNTIL)
    title, line = digest.stories[0].title, digest.stories[0].points[0].text
    shown = lines(digest)
    assert shown[:3] == ["What is new, 4 May 2026 00:00 to 5 May 2026 00:00:", title, f"{line} [1]"]
    assert any("Pedagang tidak boleh" in each for each in shown)
    assert "Outlets give different figures:" in shown
    assert {each.split()[1] for each in shown if each.startswith("[")} == {"pos.example", "warta.example"}


def test_a_sentence_is_told_once_and_the_figures_that_differ_stand_out(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    add(knowledge, "warta.example", 138)
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


def test_titles_stand_out(knowledge: Knowledge) -> None:
    add(knowledge, "pos.example", 120)
    reply = digest_reply(knowledge.digest(SINCE, UNTIL), load_catalogue("id"))
    assert Paragraph((Strong("Pasar Wiru Terbakar, 120 Kios Hangus"),)) in reply.blocks
    assert reply.found


def test_every_outlet_is_named_and_the_first_are_linked(knowledge: Knowledge) -> None:
    outlets = [f"media{n}.example" for n in range(MOST_OTHERS + 4)]
    for outlet in outlets:
        add(knowledge, outlet, 120)
    shown = lines(knowledge.digest(SINCE, UNTIL))
    assert all(any(outlet in each for each in shown) for outlet in outlets)
    assert sum("#:~:text=" in each for each in shown) >= MOST_OTHERS + 1
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
