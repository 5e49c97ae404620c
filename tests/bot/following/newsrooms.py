"""Thirty-odd newsrooms of an invented country over a week, each with its own way of being on the web."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.bot.following.web import START
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOUR, DAY = 3600.0, 86_400.0
WEEK = 7 * DAY
LISTED = 20
"""Entries that a list has room for."""

PLACES = ("Waringin", "Tirtasari", "Kalibendo", "Palawa", "Sapudara", "Karangrejeng", "Lirasari", "Tanalili", "Sirapan")
SUBJECTS = {
    "id": (
        "Harga Cabai",
        "Jembatan Gantung",
        "Pasar Ikan",
        "Sekolah Baru",
        "Irigasi Sawah",
        "Kereta Pagi",
        "Air Bersih",
    ),
    "en": ("Chilli Prices", "The Rope Bridge", "The Fish Market", "A New School", "Rice Canals", "The Early Train"),
}
PROSE = {
    "id": """<p>Warga {place} membicarakan {subject} sejak Senin pagi, ketika laporan nomor {n} tiba di balai desa.</p>
<p>“Laporan nomor {n} tentang {subject} sudah kami baca sampai selesai,” kata {speaker} kepada wartawan di {place}.</p>
<p>Rapat berikutnya diadakan pekan depan di {place}, dan hasilnya akan ditempel di papan pengumuman. {extra}</p>""",
    "en": """<p>People in {place} have talked about {subject} since Monday morning, when report number {n} came in.</p>
<p>“We have read report number {n} about {subject} to the very end,” {speaker} told journalists in {place}.</p>
<p>The next meeting is held in {place} next week, and its outcome will be put up on the notice board. {extra}</p>""",
}
CORRECTION = {"id": "Koreksi: rapat itu dimajukan sehari.", "en": "Correction: the meeting was moved forward a day."}
WATCHED = "Ratna Wulandari"


@dataclass(frozen=True)
class Story:
    """An article that appears at `at`, and is corrected at `corrected_at`."""

    n: int
    url: str
    title: str
    at: float
    language: str
    speaker: str
    place: str
    subject: str
    corrected_at: float | None = None

    def changed_at(self, now: float) -> float:
        return self.corrected_at if self.corrected_at is not None and self.corrected_at <= now else self.at

    def page(self, now: float) -> Page:
        extra = CORRECTION[self.language] if self.changed_at(now) > self.at else ""
        told = PROSE[self.language].format(
            place=self.place, subject=self.subject.lower(), n=self.n, speaker=self.speaker, extra=extra
        )
        html = (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{self.title}</title></head><body><article><h1>{self.title}</h1>{told}</article></body></html>"
        )
        return Page(html.encode())


Fault = Callable[[float, Page], Page | None]
"""At a moment, in place of an answer: another one, or None for the usual."""


@dataclass
class Newsroom:
    """kind: of its list, at `path` and `new_path`; validator: by which it can be asked whether it has changed."""

    host: str
    kind: str
    stories: list[Story]
    path: str = "/rss"
    validator: str | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    robots: str = ""
    repeats_from: float | None = None
    new_path: str | None = None

    @property
    def feed(self) -> str:
        return f"{self.host}{self.path}"

    def out(self, now: float) -> list[Story]:
        return [story for story in self.stories if story.at <= now]

    def answer(self, path: str, headers: Mapping[str, str], now: float) -> Page:
        page = self._usual(path, headers, now)
        fault = self.faults.get(path) or self.faults.get("*")
        return (fault(now, page) if fault else None) or page

    def _usual(self, path: str, headers: Mapping[str, str], now: float) -> Page:
        if path in (self.path, self.new_path):
            return self._list(headers, now)
        if path == "/robots.txt":
            return Page(self.robots.encode(), 200 if self.robots else 404, content_type="text/plain")
        story = next((s for s in self.out(now) if urlsplit(s.url).path == path), None)
        return story.page(now) if story else Page(b"no such page", 404)

    def _list(self, headers: Mapping[str, str], now: float) -> Page:
        listed = sorted(self.out(now), key=lambda s: -s.changed_at(now))[:LISTED]
        if self.repeats_from is not None and now >= self.repeats_from:
            listed += [s for s in self.out(now)[:LISTED] if s not in listed]
        changed = max((s.changed_at(now) for s in listed), default=START)
        etag, moment = f'"{changed:.0f}-{len(listed)}"', _http(changed)
        if self.validator == "etag" and headers.get("if-none-match") == etag:
            return Page(status=304)
        if self.validator == "last-modified" and headers.get("if-modified-since") == moment:
            return Page(status=304)
        page = LISTS[self.kind](listed, self.host, now)
        if self.validator == "etag":
            page.headers["ETag"] = etag
        if self.validator == "last-modified":
            page.headers["Last-Modified"] = moment
        return page


@dataclass
class Country(Web):
    """All newsrooms on one port, told apart by the Host header."""

    newsrooms: dict[str, Newsroom] = field(default_factory=dict)
    clock: Callable[[], float] = time.time
    requests: list[tuple[str, Mapping[str, str], int]] = field(default_factory=list)
    """Host and path, headers, status of the answer."""

    def reply(self, path: str, headers: Mapping[str, str]) -> Page:
        host = headers["host"].partition(":")[0]
        page = self.newsrooms[host].answer(path, headers, self.clock())
        self.requests.append((f"{host}{path}", headers, page.status))
        return page

    def url_of(self, newsroom: Newsroom) -> str:
        return f"http://{newsroom.host}:{self.port}{newsroom.path}"

    def urls_of(self, newsroom: Newsroom) -> list[str]:
        """Its list, wherever it is or was."""
        return [f"http://{newsroom.host}:{self.port}{path}" for path in (newsroom.path, newsroom.new_path) if path]

    def asked_for(self) -> Counter[str]:
        return Counter(address for address, _, _ in self.requests)


# -- lists -----------------------------------------------------------------------------------------


def _rss(stories: Sequence[Story], host: str, now: float) -> Page:
    items = "".join(
        f"<item><title>{s.title}</title><link>{s.url}</link><guid>{s.url}</guid>"
        f"<pubDate>{_http(s.changed_at(now))}</pubDate></item>"
        for s in stories
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
    return Page(text.encode(), content_type="application/rss+xml")


def _atom(stories: Sequence[Story], host: str, now: float) -> Page:
    entries = "".join(
        f'<entry><title>{s.title}</title><link href="{s.url}"/><id>{s.url}</id><published>{_iso(s.at)}</published>'
        f"<updated>{_iso(s.changed_at(now))}</updated></entry>"
        for s in stories
    )
    text = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{host}</title>{entries}</feed>'
    return Page(text.encode(), content_type="application/atom+xml")


def _sitemap(stories: Sequence[Story], _: str, now: float) -> Page:
    urls = "".join(f"<url><loc>{s.url}</loc><lastmod>{_iso(s.changed_at(now))}</lastmod></url>" for s in stories)
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Page(text.encode(), content_type="application/xml")


LISTS = {"rss": _rss, "atom": _atom, "sitemap": _sitemap}


def _http(at: float) -> str:
    return format_datetime(datetime.fromtimestamp(at, UTC), usegmt=True)


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


# -- what goes wrong -------------------------------------------------------------------------------


def failing(status: int, start: float, end: float, **headers: str) -> Fault:
    """From `start` to `end`, seconds after START."""

    def fault(now: float, _: Page) -> Page | None:
        return Page(status=status, headers=headers) if start <= now - START < end else None

    return fault


def moved(to: str, start: float, status: int = 301) -> Fault:
    return failing(status, start, 1e12, Location=to)


def slow(_: float, page: Page) -> Page:
    """In two pieces, with a pause between."""
    whole = page.body
    assert isinstance(whole, bytes)

    def pieces() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        time.sleep(0.05)
        yield whole[len(whole) // 2 :]

    return Page(pieces(), page.status, dict(page.headers), page.content_type)


def cut_off_once(after: float) -> Fault:
    """The first list after that, of those that have something new, breaks off before its newest entries."""
    done: list[float] = []

    def fault(now: float, page: Page) -> Page | None:
        if done or now - START < after or page.status != 200 or not isinstance(page.body, bytes):
            return None
        done.append(now)
        return Page(page.body[: len(page.body) // 3], 200, dict(page.headers), page.content_type)

    return fault


def refused_at_first(stories: Sequence[Story], seconds: float) -> dict[str, Fault]:
    """Each page fails for so long after it has appeared."""
    return {urlsplit(s.url).path: failing(500, s.at - START, s.at - START + seconds) for s in stories}


# -- the country -----------------------------------------------------------------------------------

TROUBLED = (
    *("broken", "badevening", "busy", "moved", "gone", "slow", "cutoff"),
    *("twice", "corrects", "repeats", "premium", "late", "mirror", "mirrored"),
)
"""Newsrooms with something to them; the others only publish."""


def make_newsrooms(port: int, count: int = 33, articles: int = 1_000) -> dict[str, Newsroom]:
    """So many newsrooms, which publish so many articles in the week, and a dozen each in the days before it."""
    each = -(-articles // count)
    made = {}
    for index in range(count):
        name = TROUBLED[index] if index < len(TROUBLED) else f"kabar{index}"
        host = f"{name}.test"
        kind = ("rss", "atom", "sitemap", "rss")[index % 4]
        validator = ("etag", "last-modified", None)[index % 3]
        stories = list(_stories(index, host, port, each, corrects=name == "corrects", premium=name == "premium"))
        made[host] = Newsroom(host, kind, stories, validator=validator)
    _make_trouble(made, port)
    return made


def _stories(index: int, host: str, port: int, count: int, *, corrects: bool, premium: bool) -> Iterator[Story]:
    language = "id" if index % 2 else "en"
    before = 12
    for i in range(-before, count):
        n = 1000 * (index + 1) + i + before
        at = START + (i + 0.5) * (WEEK / count) if i >= 0 else START + i * 5 * HOUR
        subject, place = SUBJECTS[language][n % len(SUBJECTS[language])], PLACES[n % len(PLACES)]
        folder = "premium" if premium and i % 4 == 0 else "2026"
        joined = "di" if language == "id" else "in"
        yield Story(
            n=n,
            url=f"http://{host}:{port}/{folder}/{n}",
            title=f"{subject} {joined} {place} {n}",
            at=at,
            language=language,
            speaker=WATCHED if i >= 0 and n % 25 == 0 else f"Bupati {place} Tatang Subrata",
            place=place,
            subject=subject,
            corrected_at=at + 5 * HOUR if corrects and i % 3 == 0 else None,
        )


def _make_trouble(made: dict[str, Newsroom], port: int) -> None:
    made["broken.test"].faults["/rss"] = failing(500, 2.0 * DAY, 3.2 * DAY)
    made["badevening.test"].faults["*"] = failing(503, 1.5 * DAY, 1.5 * DAY + 2 * HOUR)
    made["busy.test"].faults["/rss"] = failing(429, 2.5 * DAY, 2.5 * DAY + 1.5 * HOUR, **{"Retry-After": "5400"})
    made["moved.test"].new_path = "/new/rss.xml"
    made["moved.test"].faults["/rss"] = moved("/new/rss.xml", 3 * DAY)
    made["gone.test"].faults["/rss"] = failing(410, 4 * DAY, 1e12)
    made["slow.test"].faults["*"] = slow
    made["cutoff.test"].faults["/rss"] = cut_off_once(2 * DAY)
    made["repeats.test"].repeats_from = START + 3 * DAY
    made["premium.test"].robots = "User-agent: *\nDisallow: /premium/\n"
    made["late.test"].faults |= refused_at_first(made["late.test"].stories, HOUR)
    made["mirror.test"].stories = made["mirrored.test"].stories
    made["mirror.test"].faults["/rss"] = moved(f"http://mirrored.test:{port}/rss", 2.2 * DAY, 308)
    made["twice.test"].kind = "rss"
    twice = made["twice.test"]
    made["terkini.test"] = Newsroom("terkini.test", "rss", twice.stories, path="/terkini.xml")
