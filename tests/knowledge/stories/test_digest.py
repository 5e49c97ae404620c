"""What is new in a period, put together by event: through `Knowledge`, by words alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.reading import read_text
from knowledge.store import LIBRARY, open_database, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.store.database import Database
    from knowledge.types import Article, Digest, Language

FIRE = """Pabrik Kerupuk Randusari Terbakar, Dua Pekerja Luka
Oleh: Wening Asih | Harian Randu | {date}

Pabrik kerupuk milik Haji Tamrin di Desa Randusari terbakar pada Senin malam. Dua pekerja luka bakar dan dirawat di \
RSUD Gayam.

"Api muncul dari penggorengan besar," kata Kepala Desa Randusari, Mulyono Hadi, di lokasi.

Empat mobil pemadam dikerahkan dari Gayam. Kerugian ditaksir Rp2 miliar.
"""
FIRE_AGAIN = """Kerugian Kebakaran Pabrik Kerupuk Haji Tamrin Capai Rp3 Miliar
Oleh: Bagus Laksono | Pos Gayam | {date}

Pemilik pabrik kerupuk di Randusari, Haji Tamrin, menaksir kerugian Rp3 miliar akibat kebakaran Senin malam. Mesin \
penggorengan dan gudang bahan habis dilalap api.

"Saya mulai lagi dari wajan kecil," ujar Tamrin di depan puing pabriknya.

Kepala Desa Randusari Mulyono Hadi membuka dapur umum bagi 40 pekerja.
"""
FIRE_ENGLISH = """Cracker factory burns down in Randusari
By Edda Quist | Island Monitor | {date}

A cracker factory in the village of Randusari burned down on Monday night, and two workers were taken to hospital with \
burns.

The village head, Mulyono Hadi, said that the fire had started at a large fryer. Four fire engines came from Gayam.

The owner, Haji Tamrin, said that he would start again with a small pan.
"""
FERRY = """Harbour Ferry Kittiwake Returns After Refit
By Owen Tasker | Allard Gazette | {date}

The ferry Kittiwake returned to Allard Sound on Tuesday after a refit that took nine months.

"She is quieter than my dishwasher," said her captain, Jonas Feld.

Tickets cost the same as before, and a cabin for bicycles was added.
"""
DAY = datetime(2026, 5, 5, tzinfo=UTC)
SLOW_START = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Clock:
    """Stands still until it is set."""

    now: datetime = DAY

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "k.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def knowledge(database: Database, clock: Clock) -> Knowledge:
    return Knowledge(open_store(database), None, clock)


def article(text: str, published: str | None = "2026-05-05") -> Article:
    return replace(read_text(text.format(date="5 Mei 2026")), published=published)


def titles(digest: Digest) -> list[list[str]]:
    return [[a.title.split()[0] for a in story.articles] for story in digest.stories]


def day(number: int, zone: ZoneInfo | None = None) -> datetime:
    return datetime(2026, 5, number, tzinfo=zone or UTC)


def test_one_event_is_one_story_across_outlets_and_languages(knowledge: Knowledge) -> None:
    knowledge.add(article(FIRE, "2026-05-05T06:00:00+00:00"))
    knowledge.add(article(FERRY, "2026-05-05T12:00:00+00:00"))
    knowledge.add(article(FIRE_AGAIN, "2026-05-05T09:00:00+00:00"))
    knowledge.add(article(FIRE_ENGLISH, "2026-05-05T07:00:00+00:00"))
    digest = knowledge.digest(day(5), day(6))
    assert titles(digest) == [["Kerugian", "Cracker", "Pabrik"], ["Harbour"]]
    assert digest.total == 2
    fire = digest.stories[0]
    assert fire.title == "Kerugian Kebakaran Pabrik Kerupuk Haji Tamrin Capai Rp3 Miliar"
    assert [point.text for point in fire.points] == [
        "Pemilik pabrik kerupuk di Randusari, Haji Tamrin, menaksir kerugian Rp3 miliar akibat kebakaran Senin malam."
    ]
    (said,) = fire.quotes
    assert said.quote.speaker is not None
    assert said.excerpt.speaker == said.quote.speaker.name
    assert said.quote.text in said.excerpt.text
    (difference,) = fire.disagreements
    shown = [span.of(e.text) for e, span in zip(difference.excerpts, difference.figures, strict=True)]
    assert shown == ["Rp3 miliar", "Rp2 miliar"]


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        (None, "Kerugian", "Pemilik pabrik"),
        ("id", "Kerugian", "Pemilik pabrik"),
        ("en", "Cracker", "A cracker factory in the village of Randusari burned down"),
    ],
)
def test_a_story_is_told_by_its_newest_article_in_the_readers_language(
    knowledge: Knowledge, language: Language | None, title: str, line: str
) -> None:
    knowledge.add(article(FIRE, "2026-05-05T06:00:00+00:00"))
    knowledge.add(article(FIRE_AGAIN, "2026-05-05T09:00:00+00:00"))
    knowledge.add(article(FIRE_ENGLISH, "2026-05-05T07:00:00+00:00"))
    digest = knowledge.digest(day(5), day(6), language=language)
    assert titles(digest) == [["Kerugian", "Cracker", "Pabrik"]], "all are listed, newest first"
    (fire,) = digest.stories
    assert fire.title.startswith(title)
    assert fire.points[0].text.startswith(line)
    assert all(quote.excerpt.span != fire.points[0].span for quote in fire.quotes)


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Saya mulai lagi dari wajan kecil"), ("en", "It started at the large fryer")]
)
def test_so_is_what_was_said(knowledge: Knowledge, language: Language, said: str) -> None:
    quoting = FIRE_ENGLISH.replace("The owner,", '"It started at the large fryer," said Mulyono Hadi.\n\nThe owner,')
    knowledge.add(article(FIRE_AGAIN, "2026-05-05T09:00:00+00:00"))
    knowledge.add(article(quoting, "2026-05-05T07:00:00+00:00"))
    (fire,) = knowledge.digest(day(5), day(6), language=language).stories
    (quote,) = fire.quotes
    assert said in quote.excerpt.text


def test_a_story_that_nobody_tells_in_that_language_is_told_all_the_same(knowledge: Knowledge) -> None:
    knowledge.add(article(FERRY))
    (ferry,) = knowledge.digest(day(5), day(6), language="id").stories
    assert ferry.title == "Harbour Ferry Kittiwake Returns After Refit"


def test_what_is_shown_stands_in_the_articles(knowledge: Knowledge) -> None:
    for text in (FIRE, FIRE_AGAIN, FIRE_ENGLISH, FERRY):
        knowledge.add(article(text))
    digest = knowledge.digest(day(5), day(6))
    shown = [
        excerpt
        for story in digest.stories
        for excerpt in (
            *story.points,
            *(said.excerpt for said in story.quotes),
            *(e for each in story.disagreements for e in each.excerpts),
        )
    ]
    assert len(shown) > 4
    for excerpt in shown:
        assert excerpt.text == excerpt.span.of(knowledge.article(excerpt.citation.article_id).text)


@pytest.mark.parametrize(
    ("published", "since", "until", "is_new"),
    [
        ("2026-05-05T10:00:00+00:00", day(5), day(6), True),
        ("2026-05-05T00:00:00+00:00", day(5), day(6), True),
        ("2026-05-06T00:00:00+00:00", day(5), day(6), False),
        ("2026-05-06T02:00:00+07:00", day(5), day(6), True),
        ("2026-05-04T20:00:00-05:00", day(5), day(6), True),
        # A day, or a time without a zone, is of the zone that is asked in.
        ("2026-05-05", day(5), day(6), True),
        ("2026-05-05", day(5, ZoneInfo("Asia/Jakarta")), day(6, ZoneInfo("Asia/Jakarta")), True),
        ("2026-05-05", day(6, ZoneInfo("Asia/Jakarta")), day(7, ZoneInfo("Asia/Jakarta")), False),
        ("2026-05-05T23:30:00", day(5), day(6), True),
        # Without a date, or with one that is none, when it was added: at the beginning of the fifth.
        (None, day(5), day(6), True),
        (None, day(4), day(5), False),
        ("last Tuesday", day(5), day(6), False),
    ],
)
def test_by_date_of_publication(
    knowledge: Knowledge, published: str | None, since: datetime, until: datetime, is_new: bool
) -> None:
    knowledge.add(article(FERRY, published))
    assert len(knowledge.digest(since, until).stories) == is_new


@pytest.mark.parametrize(
    ("published", "is_new"),
    [
        ("2026-05-05", True),
        ("2026-05-02", True),
        (None, True),
        ("2026-05-01", False),
        ("2019-05-05", False),
    ],
)
def test_what_comes_in_late_is_new_unless_it_is_old(knowledge: Knowledge, published: str | None, is_new: bool) -> None:
    knowledge.add(article(FERRY, published))
    assert len(knowledge.digest(day(5), day(6), by="indexed").stories) == is_new


def test_each_chat_has_what_is_new_to_it(knowledge: Knowledge, clock: Clock) -> None:
    fire, ferry = article(FIRE), article(FERRY)
    knowledge.add(fire, "telegram:1")
    clock.now = DAY + timedelta(days=1)
    knowledge.add(ferry, "telegram:2")
    knowledge.add(fire, LIBRARY)
    first, second = (LIBRARY, "telegram:1"), (LIBRARY, "telegram:2")
    assert titles(knowledge.digest(day(5), day(6), scope=first, by="indexed")) == [["Pabrik"]]
    # It had the article already, so that the library's copy is no news.
    assert titles(knowledge.digest(day(6), day(7), scope=first, by="indexed")) == []
    assert sorted(titles(knowledge.digest(day(6), day(7), scope=second, by="indexed"))) == [["Harbour"], ["Pabrik"]]
    assert titles(knowledge.digest(day(5), day(6), scope=second, by="indexed")) == []


def test_muted_articles_are_left_out(knowledge: Knowledge) -> None:
    fire, ferry = article(FIRE), article(FERRY)
    knowledge.add(fire)
    knowledge.add(ferry)
    assert titles(knowledge.digest(day(5), day(6), leave_out={fire.id})) == [["Harbour"]]


def test_the_first_stories_are_told_and_all_are_counted(knowledge: Knowledge) -> None:
    knowledge.add(article(FIRE))
    knowledge.add(article(FERRY, "2026-05-05T12:00:00+00:00"))
    digest = knowledge.digest(day(5), day(6), most=1)
    assert (titles(digest), digest.total) == ([["Harbour"]], 2)


def test_the_most_covered_come_first_then_the_newest(knowledge: Knowledge) -> None:
    knowledge.add(article(FERRY, "2026-05-05T23:00:00+00:00"))
    knowledge.add(article(FIRE, "2026-05-05T01:00:00+00:00"))
    assert titles(knowledge.digest(day(5), day(6))) == [["Harbour"], ["Pabrik"]]
    knowledge.add(article(FIRE_AGAIN, "2026-05-05T02:00:00+00:00"))
    assert titles(knowledge.digest(day(5), day(6))) == [["Kerugian", "Pabrik"], ["Harbour"]]


def test_reprints_are_one_story_with_all_who_have_it_and_do_not_differ(knowledge: Knowledge) -> None:
    """Also of a print that begins with other words, and one that has a figure which was set right since."""
    shared = (
        FIRE.partition("\n\n")[2] + "\nPolisi masih memeriksa tiga pekerja yang menjaga penggorengan pada malam itu.\n"
    )
    for n, (outlet, text) in enumerate(
        [
            ("Harian Randu", shared),
            ("Pos Gayam", f"Malam itu seisi desa terbangun. {shared}"),
            ("Warta Laut", shared.replace("Dua pekerja luka", "Tiga pekerja luka").replace("Rp2 miliar", "Rp3 miliar")),
        ]
    ):
        made = read_text(f"Judul {outlet}\n\n{text}", url=f"https://{n}.example/a")
        knowledge.add(replace(made, title=f"Judul {outlet}", outlet=outlet, published="2026-05-05"))
    (story,) = knowledge.digest(DAY, DAY + timedelta(days=1)).stories
    assert {each.outlet for each in story.articles} == {"Harian Randu", "Pos Gayam", "Warta Laut"}
    assert story.disagreements == ()


def test_the_same_event_a_fortnight_later_is_another_story(knowledge: Knowledge) -> None:
    knowledge.add(article(FIRE, "2026-05-05"))
    knowledge.add(article(FIRE_AGAIN, "2026-05-19"))
    assert len(knowledge.digest(day(1), day(30)).stories) == 2


def test_nothing_is_new_in_an_empty_store_and_at_the_ends_of_time(knowledge: Knowledge) -> None:
    ends = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert knowledge.digest(*ends).stories == ()
    knowledge.add(article(FIRE))
    assert titles(knowledge.digest(*ends)) == [["Pabrik"]]


NAMES = ("Wiru", "Allard", "Gayam", "Sorong Lama", "Kestrel", "Tamrin", "Petra")
VERBS = ("terbakar", "diresmikan", "reopened", "collapsed", "kebanjiran", "menang")


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Article]:
    """A few short articles of four days, of one event or several."""
    made = []
    for n in range(draw(st.integers(1, 9))):
        place, what = draw(st.sampled_from(NAMES)), draw(st.sampled_from(VERBS))
        text = f"{place} {what} lagi nomor {n}\n\nDi {place}, kata Wali Kota {place}, pasar {what} pada hari ke-{n}.\n"
        moment = DAY + timedelta(hours=draw(st.integers(0, 95)))
        made.append(replace(read_text(text), published=moment.isoformat()))
    return made


@SLOW_START
@given(newsrooms(), st.randoms(use_true_random=False), st.integers(0, 96))
def test_every_article_is_in_one_story_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, written: list[Article], order: object, hours: int
) -> None:
    shuffled = list(written)
    order.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    first, second = (_stocked(tmp_path_factory, articles) for articles in (written, shuffled))
    end, middle = DAY + timedelta(days=4), DAY + timedelta(hours=hours)
    whole = first.digest(DAY, end)
    assert _held(whole) == Counter({a.id: 1 for a in written})
    assert _groups(whole) == _groups(second.digest(DAY, end))
    halves = first.digest(DAY, middle), first.digest(middle, end)
    assert _held(halves[0]) + _held(halves[1]) == _held(whole)
    assert whole.total == len(whole.stories)


def _stocked(folders: pytest.TempPathFactory, articles: list[Article]) -> Knowledge:
    made = Knowledge(open_store(open_database(folders.mktemp("digest") / "k.sqlite3")), None)
    for each in articles:
        made.add(each)
    return made


def _held(digest: Digest) -> Counter[str]:
    return Counter(a.id for story in digest.stories for a in story.articles)


def _groups(digest: Digest) -> list[list[str]]:
    return [[a.id for a in story.articles] for story in digest.stories]
