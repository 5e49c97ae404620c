"""/follow, /unfollow, /sources and /mute as a chat has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.following.begin import MOST_WATCHES
from bot.following.visit import FIRST_READ
from bot.handlers.follow import SHOWN
from bot.services import open_services
from bot.settings import Settings
from tests.bot.following.web import choices, page, rss, say, site, words
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services import Services


def titles(bot: Services, chat: str = "telegram:1") -> set[str]:
    return {row.title for row in bot.knowledge.articles(scope=(chat,))}


def test_following_a_feed_indexes_the_newest_only(web: Web, bot: Services) -> None:
    site(web, FIRST_READ + 5)
    reply = words(say(bot, "follow", web.url("/rss")))
    assert f"Now following Kabar ({web.url('/rss')})" in reply
    assert f"Its {FIRST_READ} newest articles are indexed:\nKabar Nomor {FIRST_READ + 5}\n" in reply
    assert "/sources 1 +election" in reply
    assert titles(bot) == {f"Kabar Nomor {n}" for n in range(6, FIRST_READ + 6)}
    assert titles(bot, "telegram:2") == set()


def test_following_it_twice_is_said(web: Web, bot: Services) -> None:
    site(web, 2)
    say(bot, "follow", web.url("/rss"))
    assert "Already followed: Kabar" in words(say(bot, "follow", web.url("/rss")))
    assert len(bot.following.sources("telegram:1")) == 1


def test_a_site_is_followed_by_the_feed_it_names(web: Web, bot: Services) -> None:
    site(web, 1)
    web.pages["/"] = Page(b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>')
    assert web.url("/rss") in words(say(bot, "follow", web.url("/")))


def test_a_site_is_followed_by_its_news_sitemap(web: Web, bot: Services) -> None:
    web.pages |= {
        "/": page("Halaman Depan"),
        "/robots.txt": Page(f"Sitemap: {web.url('/news.xml')}".encode(), content_type="text/plain"),
        "/news.xml": Page(f"<urlset><url><loc>{web.url('/2026/1')}</loc></url></urlset>".encode()),
        "/2026/1": page("Kabar Nomor 1"),
    }
    assert "Now following 127.0.0.1" in words(say(bot, "follow", web.url("/")))
    assert titles(bot) == {"Kabar Nomor 1"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "Follow a feed or a site with /follow kompas.com"),
        ("semua berita bola", "“semua berita bola” is not an address"),
        ("person:", "Who, or what topic?"),
        ("topic: " + "sawit " * 40, "Who, or what topic?"),
        ("ftp://kabar.test/rss", "only http and https"),
        ("http://10.0.0.1/rss", "not on the public internet"),
    ],
)
def test_what_cannot_be_followed_is_explained(bot: Services, text: str, shown: str) -> None:
    reply = say(bot, "follow", text)
    assert not reply.found
    assert shown in words(reply)
    assert bot.following.sources("telegram:1") == []


def test_a_bare_host_with_its_port_is_asked_for_https_first(web: Web, bot: Services) -> None:
    site(web, 1)
    bare = web.url("/rss").removeprefix("http://")
    assert f"Now following Kabar ({web.url('/rss')})" in words(say(bot, "follow", bare))
    assert "No longer followed: Kabar" in words(say(bot, "unfollow", bare))


@pytest.mark.parametrize("typed", ["127.0.0.2:8080/rss", "[::1]:8080/rss", "10.0.0.1:80", "localhost:8080"])
def test_a_bare_host_passes_the_same_guards(web: Web, tmp_path: Path, typed: str) -> None:
    with open_services(Settings(_env_file=None, database_url=str(tmp_path / "k.sqlite3"), encoder="none")) as guarded:
        reply = say(guarded, "follow", typed)
    assert f"https://{typed}: " in words(reply)
    assert "not on the public internet" in words(reply)
    assert web.connections == 0


def test_where_neither_answers_it_is_said_of_https(bot: Services) -> None:
    assert words(say(bot, "follow", "127.0.0.1:1")).startswith("https://127.0.0.1:1: 127.0.0.1 cannot be reached")


@pytest.mark.parametrize(
    ("count", "listed", "more"), [(3, 3, None), (SHOWN + 1, SHOWN + 1, None), (SHOWN + 2, SHOWN, "and 2 more")]
)
def test_a_heading_counts_what_is_listed_below_it(
    web: Web, bot: Services, count: int, listed: int, more: str | None
) -> None:
    site(web, count)
    _, heading, *lines = words(say(bot, "follow", web.url("/rss"))).split("\n")
    assert heading == f"Its {count} newest articles are indexed:"
    titles = [line for line in lines if line.startswith("Kabar Nomor")]
    assert len(titles) == listed
    assert [line for line in lines if line.startswith("and ")] == ([more] if more else [])


def test_an_article_names_no_feed(web: Web, bot: Services) -> None:
    web.pages["/2026/cabai"] = page("Harga Cabai")
    assert "names no feed and no sitemap" in words(say(bot, "follow", web.url("/2026/cabai")))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("typed", "kind"), [("person: ted sarandos", "person"), ("Orang: Ted Sarandos", "person")])
def test_following_a_person(bot: Services, typed: str, kind: str, language: str) -> None:
    reply = words(say(bot, "follow", typed, language=language))
    assert "Ted Sarandos" in reply
    assert "4" in reply
    (watch,) = bot.following.watches.of("telegram:1")
    assert watch.kind == kind


def test_who_was_never_quoted_and_topics_can_be_followed(bot: Services) -> None:
    assert "Nobody of that name has been quoted yet" in words(say(bot, "follow", "person: Siti Rahayu"))
    assert "new quote on kelapa sawit" in words(say(bot, "follow", "topik: kelapa  sawit"))
    assert "already" in words(say(bot, "follow", "topic: Kelapa Sawit"))
    shown = words(say(bot, "sources"))
    assert "1 what Siti Rahayu says" in shown
    assert "2 what is said on kelapa sawit" in shown
    assert "/mute" not in shown, "people and topics cannot be muted or filtered"
    assert "No more alerts on Siti Rahayu" in words(say(bot, "unfollow", "person: siti rahayu"))
    assert [watch.text for watch in bot.following.watches.of("telegram:1")] == ["kelapa sawit"]


def test_a_chat_watches_for_so_many(bot: Services) -> None:
    for n in range(MOST_WATCHES):
        bot.following.watches.add("telegram:1", "telegram:1", "topic", f"topik {n}")
    assert f"already follows {MOST_WATCHES}" in words(say(bot, "follow", "topic: satu lagi"))


def test_the_terminal_follows_feeds_for_everybody_and_is_told_nothing(web: Web, bot: Services) -> None:
    site(web, 1)
    assert "Now following" in words(say(bot, "follow", web.url("/rss"), "console"))
    assert "Kabar Nomor 1" in titles(bot, "library")
    assert "there is nobody to tell" in words(say(bot, "follow", "person: Ted Sarandos", "console"))
    assert "Nothing is followed here" in words(say(bot, "sources"))


def test_only_managers_follow_until_it_is_opened(web: Web, bot: Services) -> None:
    site(web, 1)
    member = {"may_manage": False, "private": False}
    for command in ("follow", "unfollow", "mute"):
        assert "Only managers" in words(say(bot, command, "1", **member))
    assert "Only managers" in words(say(bot, "sources", "1 +cabai", **member))
    say(bot, "settings", "add everyone")
    assert "Now following" in words(say(bot, "follow", web.url("/rss"), **member))
    assert "Kabar" in words(say(bot, "sources", **member))


@pytest.fixture
def three(web: Web, bot: Services) -> Services:
    """Follows `Kabar Lembang`, `Kabar Garut` and a person."""
    for n, name in enumerate(("Kabar Lembang", "Kabar Garut"), start=1):
        web.pages[f"/{n}/rss"] = rss([], title=name)
        say(bot, "follow", web.url(f"/{n}/rss"))
    say(bot, "follow", "person: Garut Pratama")
    return bot


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("1", ["Kabar Garut", "Garut Pratama"]),
        ("kabar lembang", ["Kabar Garut", "Garut Pratama"]),
        ("Lembang", ["Kabar Garut", "Garut Pratama"]),
        ("3", ["Kabar Lembang", "Kabar Garut"]),
        ("orang: garut pratama", ["Kabar Lembang", "Kabar Garut"]),
        ("Kabar", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
        ("garut", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
        ("4", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
        ("0", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
        ("Warta", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
        ("", ["Kabar Lembang", "Kabar Garut", "Garut Pratama"]),
    ],
)
def test_unfollowing(three: Services, typed: str, left: list[str]) -> None:
    reply = say(three, "unfollow", typed)
    shown = words(say(three, "sources"))
    assert [name for name in ("Kabar Lembang", "Kabar Garut", "Garut Pratama") if name in shown] == left
    assert reply.found == (len(left) == 2)


def test_by_the_address(web: Web, three: Services) -> None:
    assert "Kabar Lembang" in words(say(three, "unfollow", web.url("/1/rss/")))


def test_where_several_may_be_meant_they_are_offered(web: Web, three: Services) -> None:
    reply = say(three, "unfollow", "garut")
    assert choices(reply) == [("unfollow", web.url("/2/rss")), ("unfollow", "person: Garut Pratama")]
    assert choices(say(three, "mute", "kabar off")) == [
        ("mute", f"{web.url('/1/rss')} off"),
        ("mute", f"{web.url('/2/rss')} off"),
    ]
    command, text = choices(reply)[1]
    assert "No more alerts on Garut Pratama" in words(say(three, command, text))


def test_muting(three: Services) -> None:
    shown = words(say(three, "mute", "2"))
    assert "Kabar Garut is muted" in shown
    assert "Undo: /mute 2 off" in shown
    assert words(say(three, "sources")).count("muted") == 1
    assert "Kabar Garut is in digests and alerts again" in words(say(three, "mute", "kabar garut mati"))
    assert "muted" not in words(say(three, "sources")).partition("\n")[0]
    assert "only feeds can be muted" in words(say(three, "mute", "3"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1 +pemilu, kpk -gosip", "only with pemilu, kpk, without gosip"),
        ("lembang -gosip artis", "without gosip artis"),
        ("1 + banjir bandang", "only with banjir bandang"),
        ("1 -anti-korupsi", "without anti-korupsi"),
    ],
)
def test_choosing_by_words(three: Services, typed: str, shown: str) -> None:
    assert f"Kabar Lembang is filtered now: {shown}." in words(say(three, "sources", typed))
    assert shown in words(say(three, "sources"))
    assert "all its articles come in" in words(say(three, "sources", "1 all"))
    assert shown not in words(say(three, "sources"))


TOO_MANY = ",".join(f"kata{n}" for n in range(40))


@pytest.mark.parametrize("typed", ["1 pemilu", "+pemilu", "1 +", "1 -…", f"1 +{'x' * 90}", f"1 +{TOO_MANY}", "1"])
def test_words_that_do_not_go_are_explained(three: Services, typed: str) -> None:
    reply = say(three, "sources", typed)
    assert not reply.found
    assert "/sources 1 +election" in words(reply)


def test_a_forgotten_chat_follows_nothing(web: Web, three: Services) -> None:
    say(three, "follow", web.url("/1/rss"), "telegram:2")
    say(three, "privacy", "forget")
    assert three.following.sources("telegram:1") == []
    assert len(three.following.sources("telegram:2")) == 1
    assert three.following.feeds.next_at() is not None


def test_a_chat_that_moves_goes_on_following(three: Services) -> None:
    before = len(three.following.sources("telegram:1"))
    three.move_chat("telegram:1", "telegram:-100")
    assert three.following.sources("telegram:1") == []
    followed = three.following.sources("telegram:-100")
    assert len(followed) == before
    assert {source.place for source in followed} == {"telegram:-100"}


def test_notes_go_to_where_it_was_asked_for_also_after_a_move(web: Web, bot: Services) -> None:
    site(web, 1)
    say(bot, "follow", web.url("/rss"), place="telegram:1:45")
    say(bot, "follow", "person: Ted Sarandos", place="telegram:1:46")
    assert [source.place for source in bot.following.sources("telegram:1")] == ["telegram:1:45", "telegram:1:46"]
    bot.move_chat("telegram:1", "telegram:-100")
    assert [source.place for source in bot.following.sources("telegram:-100")] == [
        "telegram:-100:45",
        "telegram:-100:46",
    ]
