"""The pure rules: words as typed and as looked for, and how long to wait."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.following import intervals
from bot.following.begin import read_addresses, read_watch
from bot.following.types import Words
from bot.following.words import allows, read_words
from knowledge.reading import read_text
from knowledge.text.normalise import fold

INDONESIAN = read_text("Pemilu Serentak Digelar\n\nWarga memilih presiden; para pemilih antre.\n\nKPK mengawasi dana.")
ENGLISH = replace(
    read_text("Elections Held\n\nVoters chose a president on Monday.\n\nThe anti-corruption agency watched."),
    language="en",
)


@pytest.mark.parametrize(
    ("typed", "allowed", "denied"),
    [
        ("+pemilu,kpk -gosip", ("pemilu", "kpk"), ("gosip",)),
        ("-gosip +pemilu", ("pemilu",), ("gosip",)),
        ("+pemilu +kpk", ("pemilu", "kpk"), ()),
        ("+ pemilu presiden , kpk", ("pemilu presiden", "kpk"), ()),
        ("−gosip", (), ("gosip",)),
        ("–gosip", (), ("gosip",)),
        ("-anti-korupsi", (), ("anti-korupsi",)),
        ("+KPK, kpk", ("kpk",), ()),
        ("all", (), ()),
        (" Semua ", (), ()),
    ],
)
def test_words_as_typed(typed: str, allowed: tuple[str, ...], denied: tuple[str, ...]) -> None:
    assert read_words(typed) == Words(allowed, denied)


@pytest.mark.parametrize("typed", ["", "pemilu", "pemilu +kpk", "+", "+,", "+!?", "all +kpk"])
def test_what_are_no_words(typed: str) -> None:
    assert read_words(typed) is None


@given(st.text(max_size=80))
def test_anything_may_be_typed(typed: str) -> None:
    read = read_words(typed)
    if read is not None:
        allows(read, INDONESIAN)
        assert read == Words() or read.allowed or read.denied


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12), min_size=1, max_size=8), st.data())
def test_words_come_back_as_they_were_given(given_: list[str], data: st.DataObject) -> None:
    each = list({fold(word): word for word in given_}.values())
    cut = data.draw(st.integers(0, len(each)))
    typed = f"{'+' if cut else ''}{', '.join(each[:cut])}{' -' if cut < len(each) else ''}{', '.join(each[cut:])}"
    assert read_words(typed.strip()) == Words(tuple(each[:cut]), tuple(each[cut:]))


@pytest.mark.parametrize(
    ("words", "indonesian", "english"),
    [
        (Words(), True, True),
        (Words(("pemilu",)), True, False),
        (Words(("PILIH",)), True, False),
        (Words(("memilih",)), True, False),
        (Words(("lih",)), False, False),
        (Words(("election",)), False, True),
        (Words(("voting", "president")), False, True),
        (Words(("memilih presiden",)), True, False),
        (Words(("presiden memilih",)), False, False),
        (Words(("kpk", "election")), True, True),
        (Words((), ("kpk",)), False, True),
        (Words(("pemilu",), ("presiden",)), False, False),
        (Words((), ("anti-corruption",)), True, False),
        (Words(("serentak",)), True, False),
    ],
)
def test_which_articles_are_taken(words: Words, indonesian: bool, english: bool) -> None:
    assert (allows(words, INDONESIAN), allows(words, ENGLISH)) == (indonesian, english)


@pytest.mark.parametrize(
    ("typed", "watched"),
    [
        ("person: Ted Sarandos", ("person", "Ted Sarandos")),
        ("ORANG :  Ted   Sarandos", ("person", "Ted Sarandos")),
        ("tokoh:Sari", ("person", "Sari")),
        ("topik: harga cabai: naik", ("topic", "harga cabai: naik")),
        ("topic:", ("topic", "")),
        ("kompas.com", None),
        ("https://person.test/x", None),
    ],
)
def test_watches_as_typed(typed: str, watched: tuple[str, str] | None) -> None:
    assert read_watch(typed) == watched


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("kompas.com", ("https://kompas.com", "http://kompas.com")),
        ("<https://kompas.com/tren>", ("https://kompas.com/tren",)),
        ("http://127.0.0.1:80/rss", ("http://127.0.0.1:80/rss",)),
        ("kabar.test:8080/rss?x=1", ("https://kabar.test:8080/rss?x=1", "http://kabar.test:8080/rss?x=1")),
        ("127.0.0.1:8080/rss", ("https://127.0.0.1:8080/rss", "http://127.0.0.1:8080/rss")),
        ("intranet:8080", ("https://intranet:8080", "http://intranet:8080")),
        ("[2001:db8::1]:80/a", ("https://[2001:db8::1]:80/a", "http://[2001:db8::1]:80/a")),
        ("harga cabai", ()),
        ("kompas", ()),
        ("kompas:", ()),
        ("3", ()),
        ("1.5", ()),
        ("10:30", ()),
    ],
)
def test_addresses_as_typed(typed: str, addresses: tuple[str, ...]) -> None:
    assert read_addresses(typed) == addresses


PAUSES = st.floats(intervals.SHORTEST, intervals.LONGEST)
STATED = st.none() | st.floats(0, 1e9)


@given(PAUSES, st.lists(st.booleans(), max_size=30))
def test_pauses_stay_within_bounds(pause: float, looks: list[bool]) -> None:
    for has_news in looks:
        later = intervals.next_pause(pause, has_news)
        assert intervals.SHORTEST <= later <= intervals.LONGEST
        assert later <= pause if has_news else later >= pause
        pause = later


@given(PAUSES, STATED, STATED, st.integers())
def test_what_is_asked_for_is_honoured_within_bounds(
    pause: float, rest: float | None, max_age: float | None, seed: int
) -> None:
    wait = intervals.until_next_look(pause, rest, max_age, Random(seed))
    asked = max(pause, rest or 0.0, min(max_age or 0.0, intervals.LONGEST_CACHED))
    assert wait >= 0.89 * min(asked, intervals.LONGEST)
    assert wait <= 1.11 * intervals.LONGEST


@given(st.integers(1, 10_000), st.floats(0, 1e12), st.integers())
def test_retries_come_ever_later_and_never_too_late(failures: int, asked: float, seed: int) -> None:
    wait = intervals.until_retry(failures, asked, Random(seed))
    assert min(asked, intervals.LONGEST_ASKED) <= wait
    assert 0.89 * intervals.FIRST_RETRY <= wait <= max(1.11 * intervals.LONGEST_RETRY, intervals.LONGEST_ASKED)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_the_older_a_page_the_rarer_it_is_read_again(first_at: float, age: float) -> None:
    assert intervals.reread_at(first_at, first_at + age) >= first_at + age + max(intervals.REREAD, age) - 1e-6
