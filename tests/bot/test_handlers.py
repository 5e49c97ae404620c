"""What a chat can do for itself: add, remove, configure, be forgotten, look around a quotation."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.handlers.articles import SHOWN
from bot.handlers.settings import find_time_zone
from bot.messages import Attachment, Bullets, Choices, Paragraph, Quotation, Reply, Request, Sources
from bot.router import HANDLERS, respond
from bot.throttle import BURST, LONGEST_WAIT, SECONDS_A_QUESTION, Throttle
from knowledge.errors import UnreadableDatabase
from knowledge.reading import read_bytes

if TYPE_CHECKING:
    from bot.services import Services

ARTICLE = """Harga Cabai di Pasar Lembang Turun Separuh
Oleh: Wulan Sari

Harga cabai rawit di Pasar Lembang turun menjadi Rp32.000 sekilo pada Rabu (8/10/2025).

"Panen raya datang bersamaan di tiga kecamatan," kata Bupati Tatang Subrata di pasar.

Pedagang berharap harga tidak turun lagi sampai akhir bulan depan.
"""
OTHER = ARTICLE.replace("Lembang", "Garut").replace("Tatang Subrata", "Dedi Kurnia")


def request(command: str, text: str = "", chat: str = "telegram:1", **more: object) -> Request:
    scope = ("library", chat)
    return Request(command, text, chat, f"{chat}:0:7", scope, **{"user": "telegram:7", "language": "en", **more})  # type: ignore[arg-type] # a test's shorthand


def say(services: Services, *args: object, **more: object) -> Reply:
    return asyncio.run(respond(request(*args, **more), services))  # type: ignore[arg-type] # as above


def words(reply: Reply) -> str:
    lines = []
    for block in reply.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.line)
        elif isinstance(block, Bullets):
            lines += block.items
    return "\n".join("".join(p if isinstance(p, str) else p.text for p in line) for line in lines)


def test_what_a_chat_adds_only_it_sees(own: Services) -> None:
    assert "Indexed: Harga Cabai" in words(say(own, "add", ARTICLE))
    assert say(own, "ask", "apa kata Tatang Subrata?").found
    assert not say(own, "ask", "apa kata Tatang Subrata?", "telegram:2").found
    assert "2 articles" in words(say(own, "articles"))
    assert "1 article " in words(say(own, "articles", "", "telegram:2"))
    assert "Already indexed" in words(say(own, "add", ARTICLE))
    assert "Indexed: " in words(say(own, "add", ARTICLE, "telegram:2"))


def test_adding_from_files_and_replies(own: Services) -> None:
    files = (Attachment("a.txt", ARTICLE.encode()), Attachment("b.txt", OTHER.encode()), Attachment("c.txt", b""))
    added = words(say(own, "add", attachments=files))
    assert added.count("Indexed: ") == 2
    assert "c.txt" in added
    third = ARTICLE.replace("Lembang", "Cimahi")
    assert "Indexed: " in words(say(own, "add", replied_text=third))
    assert not say(own, "add").found


def test_only_managers_add_until_it_is_opened(own: Services) -> None:
    member = {"may_manage": False, "private": False}
    assert "Only managers" in words(say(own, "add", ARTICLE, **member))
    assert "Only managers" in words(say(own, "settings", "add everyone", **member))
    assert "everyone" in words(say(own, "settings", "add everyone"))
    assert "Indexed" in words(say(own, "add", ARTICLE, **member))
    assert "Only managers" in words(say(own, "remove", "Harga Cabai", **member))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("language id", "bahasa: Indonesia"),
        ("language en", "language: English"),
        ("language auto", "language: follows the question"),
        ("timezone makassar", "Asia/Makassar"),
        ("timezone WIT", "Asia/Jayapura"),
        ("quiet 22-6", "22–06"),
        ("quiet 22:00 - 06:00", "22–06"),
        ("quiet off", "quiet hours: none"),
    ],
)
def test_settings_are_kept(own: Services, typed: str, shown: str) -> None:
    assert shown in words(say(own, "settings", typed))
    language = own.state.chat("telegram:1").language
    assert shown in words(say(own, "settings", language=language or "en"))


@pytest.mark.parametrize("typed", ["timezone nowhere", "quiet 25-3", "language klingon", "colour red", "add nobody"])
def test_a_setting_that_cannot_be_is_explained(own: Services, typed: str) -> None:
    before = own.state.chat("telegram:1")
    reply = say(own, "settings", typed)
    assert not reply.found
    assert typed.split()[-1] in words(reply) or "There are:" in words(reply)
    assert own.state.chat("telegram:1") == before


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ("Asia/Jakarta", "Asia/Jakarta"),
        ("jakarta", "Asia/Jakarta"),
        ("WITA", "Asia/Makassar"),
        ("new york", "America/New_York"),
        ("Atlantis", None),
    ],
)
def test_time_zones_by_city(given: str, zone: str | None) -> None:
    assert find_time_zone(given) == zone


def test_privacy_and_being_forgotten(own: Services) -> None:
    say(own, "add", ARTICLE)
    say(own, "settings", "add everyone")
    say(own, "ask", "apa kata Tatang Subrata?")
    kept = words(say(own, "privacy"))
    assert "articles added here (1)" in kept
    assert "posts by itself is kept for 60 days" in kept
    assert "they are kept for 3 days" in kept
    assert own.state.turn("telegram:1:0:7") is not None
    with own.state.keeping("telegram:1") as keep:
        button = keep(["ask", "apa kata Tatang?"])
    assert own.state.content_of(button) == ("ask", "apa kata Tatang?")
    assert "Forgotten: 1 articles" in words(say(own, "privacy", "forget"))
    assert own.state.turn("telegram:1:0:7") is None
    assert own.state.content_of(button) is None
    assert own.state.chat("telegram:1").who_adds == "managers"
    assert not say(own, "ask", "apa kata Tatang Subrata?").found
    assert say(own, "ask", "what did Sarandos say?").found


def test_a_member_forgets_only_the_own_conversation(own: Services) -> None:
    say(own, "add", ARTICLE)
    say(own, "ask", "apa kata Tatang Subrata?", may_manage=False)
    assert "Your conversation" in words(say(own, "privacy", "forget", may_manage=False))
    assert own.state.turn("telegram:1:0:7") is None
    assert say(own, "ask", "apa kata Tatang Subrata?").found


def test_choices_lead_to_more_to_context_and_to_the_source(services: Services) -> None:
    reply = say(services, "ask", "what did Sarandos say about Sora?", "telegram:9")
    choices = next(b for b in reply.blocks if isinstance(b, Choices)).choices
    assert {c.command for c in choices} == {"ask", "context", "source"}
    for choice in choices:
        followed = say(services, choice.command, choice.text, "telegram:9")
        assert followed.found, choice
    around = next(c for c in choices if c.command == "context")
    followed = say(services, around.command, around.text, "telegram:9")
    wide = next(b for b in followed.blocks if isinstance(b, Quotation)).excerpt
    assert "mulai masuk akal" in wide.text
    assert "Kami tidak khawatir" in wide.text
    assert any(isinstance(b, Sources) for b in followed.blocks)


def test_context_shows_nothing_of_other_chats(own: Services) -> None:
    say(own, "add", ARTICLE)
    reply = say(own, "ask", "apa kata Tatang Subrata?")
    around = next(c for b in reply.blocks if isinstance(b, Choices) for c in b.choices if c.command == "context")
    assert say(own, "context", around.text).found
    assert not say(own, "context", around.text, "telegram:2").found
    for broken in ("", "x", f"{around.text.split()[0]} 5", f"{around.text.split()[0]} 9 2", f"{around.text} 4"):
        assert not say(own, "context", broken).found


def test_a_bug_is_a_polite_line_and_a_traceback(
    own: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object, question: str, **__: object) -> None:
        raise RuntimeError(question)

    monkeypatch.setattr(type(own.knowledge), "ask", fail)
    reply = say(own, "ask", "very secret words")
    assert "Sorry, something broke" in words(reply)
    assert "RuntimeError" in caplog.text
    assert "in fail" in caplog.text
    assert "secret" not in caplog.text
    assert b'outcome="failed"' in own.metrics.page()


def test_help_names_every_command(own: Services) -> None:
    shown = words(say(own, "help")).split()
    assert [name for name in HANDLERS.keys() - {"context", "source", "start"} if f"/{name}" not in shown] == []


def test_an_unknown_command_points_to_help(own: Services) -> None:
    assert "/help" in words(say(own, "frobnicate"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("command", ["help", "start", "settings", "privacy", "articles", "verify", "remove", "add"])
def test_commands_speak_both_languages(own: Services, command: str, language: str) -> None:
    reply = say(own, command, language=language)
    assert reply.language == language
    assert words(reply)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_free_and_then_it_gets_slower() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.wait("a") for _ in range(BURST)] == [0.0] * BURST
    assert throttle.wait("a") == SECONDS_A_QUESTION
    assert throttle.wait("a") == 2 * SECONDS_A_QUESTION
    assert throttle.wait("b") == 0.0
    clock.now += 3600
    assert throttle.wait("a") == 0.0


def test_who_floods_is_told_when_to_come_back_and_not_punished_further() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = [throttle.wait("a") for _ in range(200)]
    refused = [w for w in waits if w > LONGEST_WAIT]
    assert refused
    assert len(set(refused)) == 1
    clock.now += refused[0] - LONGEST_WAIT
    assert throttle.wait("a") <= LONGEST_WAIT


def test_requests_are_counted(own: Services) -> None:
    say(own, "ask", "what did Sarandos say?")
    say(own, "ask", "resep rendang?")
    page = own.metrics.page().decode()
    assert 'kutip_requests_total{command="ask",outcome="answered",platform="telegram"} 1.0' in page
    assert 'kutip_requests_total{command="ask",outcome="not_found",platform="telegram"} 1.0' in page
    assert 'kutip_request_seconds_count{platform="telegram"} 2.0' in page


def test_an_unusable_database_is_a_failure_without_paths(own: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise UnreadableDatabase("/srv/kutip.sqlite3 has been locked")

    monkeypatch.setattr(type(own.knowledge), "ask", locked)
    assert "/srv" not in words(say(own, "ask", "apa kata Sarandos?"))
    assert b'outcome="failed"' in own.metrics.page()


def test_what_a_message_repeats_is_short(own: Services) -> None:
    assert len(words(say(own, "summary", replied_text="halo " * 500))) < 300


def test_quotes_are_shown_in_their_sentences(services: Services) -> None:
    reply = say(services, "quotes", "Sarandos")
    for quotation in (b for b in reply.blocks if isinstance(b, Quotation)):
        assert quotation.excerpt.text.count("'") != 1
        assert quotation.excerpt.matches


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("“Kami tidak khawatir tentang AI menggantikan kreativitas”", "said it, to the letter", True),
        ("tentang AI menggantikan kreativitas", "only part of a sentence", True),
        ("Kami sangat khawatir tentang AI menggantikan kreativitas", "Written tidak, claimed sangat", True),
        ("“mulai masuk akal” — Bryan Cranston", "It was not Bryan Cranston who said this, but Ted Sarandos", False),
        ("We are not worried about AI replacing creativity", "Closest in meaning:", False),
        ("Pendapatan kuartalan Netflix tumbuh 17% dari tahun ke tahun", "the article’s own words", False),
        ("mereka menggunakan AI generatif dalam rekaman akhir", "the article tells in its own words", False),
        ("semua sutradara akan dipecat tahun depan", "Nobody says this", False),
        ("Netflix tidak mengejar kebaruan demi kebaruan", "Close, but not to the letter", True),
        ("Kami khawatir tentang AI", "the claim reverses what Ted Sarandos said", True),
        ("khawatir tentang AI menggantikan kreativitas", "within a negative statement", True),
        ("Kami khawatir tentang AI — Bryan Cranston", "and Ted Sarandos said the opposite", False),
        ("Kami sepenuhnya mendukung ini — Bryan Cranston", "said something close to it", False),
        ("Kami yakin … AI menggantikan kreativitas", "leaps over: bahwa AI akan membantu", True),
        ("Dibutuhkan seniman hebat untuk membuat sesuatu yang hebat … Kami tidak khawatir", "joins two separate", True),
        ("Kami sepenuhnya mendukung [pemogokan dan] hal itu", "except for what stands in square brackets", True),
        ("Kami sepenuhnya mendukung [pemogokan dan] hal itu", "not said: [pemogokan dan]", True),
        ("[Netflix] sepenuhnya mendukung hal itu", "except for what stands in square brackets", True),
        ("hal itu kami sepenuhnya mendukung hal itu", "Written elsewhere, not at this place: hal itu", True),
        ("Pendapatan kuartalan Netflix tumbuh 27%", "the article writes something else", False),
        ("Netflix berencana menggunakan AI generatif sebagai tulang punggung", "writes the opposite", False),
        ("mereka menggunakan AI generatif dalam rekaman awal", "reports Netflix as saying is something else", False),
        ("kreativitas", "at least 2 words", False),
        ("…", "empty", False),
        ("kata " * 2_000, "too long", False),
    ],
)
def test_what_became_of_a_claim_is_said(services: Services, text: str, shown: str, found: bool) -> None:
    reply = say(services, "verify", text, "telegram:9")
    assert shown in words(reply)
    assert reply.found == found


@pytest.mark.parametrize("language", ["id", "en"])
def test_of_words_that_are_shown_none_is_called_never_said(services: Services, language: str) -> None:
    claim = "Kami yakin AI akan membantu kami bercerita lebih baik, lebih cepat dan dengan cara baru"
    reply = say(services, "verify", claim, "telegram:9", language=language)
    (quotation,) = [b for b in reply.blocks if isinstance(b, Quotation)]
    assert "yakin bahwa AI akan membantu" in quotation.excerpt.text
    never = services.catalogue(language).text("verify.claimed_only", claimed="")
    assert never not in words(reply)


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("id", "berapa kios yang terbakar di Pasar Garut?", "120 kios menurut Harian Sagara, 14 Oktober 2025"),
        ("en", "how many stalls burnt at Pasar Garut?", "138 kios according to Warta Selatan, 15 October 2025"),
    ],
)
def test_sources_that_differ_are_told_apart(own: Services, language: str, question: str, told: str) -> None:
    text = "Pasar Garut Terbakar\n\nSebanyak {kios} di Pasar Garut terbakar, kata Bupati Garut Dedi Kurnia.\n"
    for kios, outlet, day in (("120 kios", "Harian Sagara", 14), ("138 kios", "Warta Selatan", 15)):
        article = replace(read_bytes(text.format(kios=kios).encode(), "a.txt"), outlet=outlet)
        own.knowledge.add(replace(article, published=f"2025-10-{day}"))
    assert told in words(say(own, "ask", question, language=language))


def test_a_list_of_articles_says_how_many_are_left_out(own: Services) -> None:
    for n in range(SHOWN + 1):
        say(own, "add", ARTICLE.replace("Lembang", f"Desa{n}"))
    shown = words(say(own, "articles"))
    assert shown.startswith(f"{SHOWN + 2} articles indexed")
    assert shown.endswith("and 2 more")
    assert shown.count("\n") == SHOWN + 1


@pytest.mark.parametrize(("language", "said"), [("en", "1 quote, 1 section"), ("id", "1 kutipan, 1 bagian")])
def test_how_much_there_is_is_said_in_the_singular_too(own: Services, language: str, said: str) -> None:
    text = """Perahu Wisata Kembali Berlayar

Perahu wisata di Danau Renung kembali berlayar mulai akhir pekan ini setelah dua bulan berhenti.

"Cuaca di danau sudah membaik," kata Rusdi Hamid di dermaga.
"""
    assert f"\n{said}. " in words(say(own, "add", text, language=language))
    assert said in words(say(own, "source", "Perahu Wisata", language=language)).split("\n")


CONTRACT = """Klub Voli Wanaraja Perpanjang Kontrak Kapten

Kapten tim itu, Marisol Vega, menandatangani kontrak baru di Wanaraja untuk dua musim lagi.

"Kami lega pemain muda tidak pergi ke klub lain," kata pelatih Rudi Hartawan di Wanaraja.
"""


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("id", "Apa kata Vega soal kontraknya?", "Tidak ada ucapan Vega dalam berita yang terindeks."),
        ("en", "Apa kata Vega soal kontrak?", "The indexed articles do not quote Vega."),
    ],
)
def test_of_somebody_who_is_not_quoted_that_is_said(own: Services, language: str, question: str, told: str) -> None:
    say(own, "add", CONTRACT)
    reply = say(own, "ask", question, language=language)
    assert words(reply).startswith(told)
    quoted = [block.excerpt.text for block in reply.blocks if isinstance(block, Quotation)]
    assert "Marisol Vega" in quoted[0]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Apa kata Hartawan soal pemain muda gak pergi?", "“pemain muda gak pergi”"),
        ("Apa kata Hartawan soal Pemain Muda?", "“Pemain Muda”"),
        ("What did Hartawan say about the Pemain Muda?", "“the Pemain Muda”"),
    ],
)
def test_a_topic_is_repeated_as_it_was_typed(own: Services, question: str, topic: str) -> None:
    say(own, "add", CONTRACT)
    assert topic in words(say(own, "ask", question))
