"""A page that changes is a new version in its collection, and only there; what was cited can still be shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Knowledge
from knowledge.reading import read_text
from knowledge.store import LIBRARY, open_database, open_store
from knowledge.store.protocol import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.types import Article

FLOOD = """Banjir Rendam Karangdowo
Oleh: Wulan Sari

Banjir merendam {count} rumah di Karangdowo sejak Senin malam.

"Airnya naik {speed}," kata Lurah Tatang Subrata.
"""


def version(count: int, url: str | None = "https://kabar.example/banjir", speed: str = "cepat") -> Article:
    article = read_text(FLOOD.format(count=count, speed=speed), url=url)
    return replace(article, url=url)


@pytest.fixture
def knowledge(tmp_path: Path) -> Iterator[Knowledge]:
    store = open_store(open_database(tmp_path / "k.sqlite3"))
    yield Knowledge(store, None, clock=lambda: 1_000.0)
    store.close()


def listed(knowledge: Knowledge, *scope: str) -> list[str]:
    return [row.id for row in knowledge.articles(scope=scope)]


def test_a_changed_page_takes_the_place_of_the_old_one(knowledge: Knowledge) -> None:
    old, new = version(12), version(40)
    assert knowledge.add(old).outcome is Outcome.NEW
    added = knowledge.add(new)
    assert (added.outcome, added.replaced) == (Outcome.UPDATED, (old.id,))
    assert listed(knowledge, LIBRARY) == [new.id]
    assert {e.citation.article_id for e in knowledge.ask("berapa rumah terendam?").excerpts} == {new.id}
    assert [q.article.id for q in knowledge.quotes()] == [new.id]
    assert knowledge.speakers()[0].quotes == 1


def test_what_was_cited_is_still_shown_and_told_to_be_old(knowledge: Knowledge) -> None:
    old, new = version(12), version(40)
    knowledge.add(old)
    knowledge.add(new)
    assert "12 rumah" in knowledge.article(old.id).text
    assert knowledge.newer_version(old.id) == new.id
    assert knowledge.newer_version(new.id) is None
    assert knowledge.article("https://kabar.example/banjir").id == new.id


def test_the_same_page_again_is_known(knowledge: Knowledge) -> None:
    knowledge.add(version(12))
    assert knowledge.add(version(12)).outcome is Outcome.KNOWN


def test_a_version_that_comes_back_is_current_again(knowledge: Knowledge) -> None:
    old, new = version(12), version(40)
    for article in (old, new, old):
        knowledge.add(article)
    assert listed(knowledge, LIBRARY) == [old.id]
    assert knowledge.newer_version(new.id) == old.id


def test_a_third_version_supersedes_both(knowledge: Knowledge) -> None:
    versions = [version(count) for count in (12, 40, 55)]
    for article in versions:
        knowledge.add(article)
    assert listed(knowledge, LIBRARY) == [versions[2].id]
    assert {knowledge.newer_version(v.id) for v in versions[:2]} == {versions[2].id}


def test_one_chats_update_changes_nothing_for_another(knowledge: Knowledge) -> None:
    old, new = version(12), version(40)
    knowledge.add(old, "telegram:1")
    knowledge.add(old, "telegram:2")
    knowledge.add(new, "telegram:1")
    assert listed(knowledge, "telegram:1") == [new.id]
    assert listed(knowledge, "telegram:2") == [old.id]
    assert knowledge.newer_version(old.id, scope=("telegram:2",)) is None
    assert knowledge.remove(new.id, "telegram:1")
    assert listed(knowledge, "telegram:2") == [old.id]


def test_without_an_address_nothing_is_a_version(knowledge: Knowledge) -> None:
    knowledge.add(version(12, url=None))
    assert knowledge.add(version(40, url=None)).outcome is Outcome.NEW
    assert len(listed(knowledge, LIBRARY)) == 2


def test_removing_one_removes_all_its_versions(knowledge: Knowledge) -> None:
    old, new = version(12), version(40)
    knowledge.add(old)
    knowledge.add(new)
    assert knowledge.remove(old.id)
    assert listed(knowledge, LIBRARY) == []
    assert knowledge.stored(old.id) is None
    assert knowledge.stored(new.id) is None


def test_an_update_is_no_news_where_the_page_was(knowledge: Knowledge) -> None:
    """A digest that has told of a page does not tell of its next version."""
    times = iter((100.0, 500.0))
    store = knowledge._store
    ticking = Knowledge(store, None, clock=lambda: next(times))
    ticking.add(version(12))
    ticking.add(version(40))
    assert store.added_between((LIBRARY,), 400.0, 600.0) == []
    assert [row.article_id for row in store.added_between((LIBRARY,), 50.0, 600.0)] == [version(40).id]


VARIANT = "http://m.kabar.example/banjir/amp?page=all&utm_source=x"
OTHER_STORY = """Pelabuhan Baru Dibuka
Oleh: Wulan Sari

Kapal pertama bersandar di dermaga baru Teluk Lampa pada Rabu siang.

"Bongkar muat kini lebih singkat," kata Kepala Pelabuhan Hasan Bisri.
"""


def test_the_same_article_at_a_variant_of_its_address_is_one(knowledge: Knowledge) -> None:
    first, again = version(12), version(12, VARIANT)
    knowledge.add(first)
    added = knowledge.add(again)
    assert (added.outcome, added.replaced) == (Outcome.UPDATED, (first.id,))
    assert listed(knowledge, LIBRARY) == [again.id]
    assert knowledge.article(VARIANT).url == VARIANT
    for address in ("https://kabar.example/banjir", "https://www.kabar.example/banjir?single=1"):
        assert knowledge.article(address).id == again.id


def test_of_two_addresses_neither_takes_the_others_place_again(knowledge: Knowledge) -> None:
    """Two feeds that list them are read in turn."""
    first, again, changed = version(12), version(12, VARIANT), version(40)
    knowledge.add(first)
    knowledge.add(again)
    assert knowledge.add(first).outcome is Outcome.KNOWN
    assert listed(knowledge, LIBRARY) == [again.id]
    assert knowledge.add(changed).replaced == (again.id,)
    assert knowledge.add(again).outcome is Outcome.KNOWN
    assert listed(knowledge, LIBRARY) == [changed.id]


def test_another_story_at_what_looks_like_a_variant_stays(knowledge: Knowledge) -> None:
    """On some sites the same number is another article on the host for telephones."""
    first = version(12)
    other = replace(read_text(OTHER_STORY, url=VARIANT), url=VARIANT)
    knowledge.add(first)
    assert knowledge.add(other).outcome is Outcome.NEW
    assert set(listed(knowledge, LIBRARY)) == {first.id, other.id}
    assert knowledge.article("https://kabar.example/banjir").id == first.id
    assert knowledge.article(VARIANT).id == other.id


def test_the_whole_of_an_article_takes_the_place_of_its_first_page(knowledge: Knowledge) -> None:
    first = version(12)
    rest = "\nWarga mengungsi ke balai desa, dan dapur umum dibuka di tiga tempat sejak Selasa pagi.\n"
    whole = read_text((FLOOD + rest).format(count=12, speed="cepat").replace("Banjir Rendam", "Banjir Besar Rendam"))
    whole = replace(whole, url="https://kabar.example/banjir?page=all")
    knowledge.add(first)
    assert knowledge.add(whole).replaced == (first.id,)


HOSPITAL = """Rumah Sakit Lampa Tambah {beds} Tempat Tidur
Oleh: Wulan Sari

Rumah Sakit Umum Teluk Lampa menambah {beds} tempat tidur di bangsal anak mulai pekan ini karena jumlah pasien demam \
berdarah terus naik sejak awal musim hujan.

"Kami tidak ingin ada anak yang tidur di lorong," kata direktur rumah sakit itu, Hasan Bisri, kepada wartawan di \
Lampa. Bangsal baru memakai bekas gudang obat yang dibersihkan selama dua minggu.

Dinas kesehatan mencatat kasus terbanyak di Kecamatan Gerah dan Kecamatan Suwuk, dua daerah yang sering tergenang. \
Warga diminta menguras bak mandi dan menutup tempayan. {more}
"""


def hospital(url: str, more: str = "", *, beds: int = 40, published: str | None = "2026-11-02") -> Article:
    return replace(read_text(HOSPITAL.format(beds=beds, more=more), url=url), published=published)


SITE = "https://kabar.example"


def test_the_same_article_at_another_address_of_a_site_is_one(knowledge: Knowledge) -> None:
    first = hospital(f"{SITE}/daerah/1-rumah-sakit")
    again = hospital(f"{SITE}/kesehatan/2-rumah-sakit-lampa", "Petugas berkeliling tiap Jumat.")
    knowledge.add(first)
    added = knowledge.add(again)
    assert (added.outcome, added.replaced) == (Outcome.UPDATED, (first.id,))
    assert listed(knowledge, LIBRARY) == [again.id]
    assert knowledge.article(f"{SITE}/daerah/1-rumah-sakit").id == again.id
    assert knowledge.article(first.id).id == first.id
    assert knowledge.add(first).outcome is Outcome.KNOWN
    assert listed(knowledge, LIBRARY) == [again.id]
    assert knowledge.remove(first.id)
    assert listed(knowledge, LIBRARY) == []


@pytest.mark.parametrize(
    "other",
    [
        hospital("https://lain.example/1-rumah-sakit"),
        hospital("https://blog.kabar.example/1-rumah-sakit"),
        hospital(f"{SITE}/2", published="2026-11-03"),
        hospital(f"{SITE}/2", " ".join(f"Kamar nomor {n} dipakai oleh perawat dari Desa {n * 7}." for n in range(20))),
    ],
    ids=["another outlet", "another desk", "the next day", "mostly other text"],
)
def test_another_outlets_or_days_article_stays(knowledge: Knowledge, other: Article) -> None:
    first = hospital(f"{SITE}/1-rumah-sakit")
    knowledge.add(first)
    assert knowledge.add(other).outcome is Outcome.NEW
    assert set(listed(knowledge, LIBRARY)) == {first.id, other.id}


def test_what_one_chat_has_is_no_version_for_another(knowledge: Knowledge) -> None:
    first, again = hospital(f"{SITE}/1"), hospital(f"{SITE}/2")
    knowledge.add(first, "telegram:1")
    assert knowledge.add(again, "telegram:2").outcome is Outcome.NEW
    assert listed(knowledge, "telegram:1") == [first.id]
    knowledge.move_collection("telegram:1", "telegram:2")
    assert listed(knowledge, "telegram:2") == [again.id]
    assert knowledge.newer_version(first.id, scope=("telegram:2",)) == again.id


def test_daily_reports_that_share_most_words_all_stay(knowledge: Knowledge) -> None:
    for day in range(2, 7):
        knowledge.add(
            hospital(f"{SITE}/{day}", f"Pasien kini {day} orang.", beds=20 + day, published=f"2026-11-0{day}")
        )
    assert len(listed(knowledge, LIBRARY)) == 5


PAGES = {
    "a": ["https://kabar.example/a", "http://m.kabar.example/a/"],
    "b": ["https://kabar.example/b", "https://kabar.example/b?page=all"],
}
COLLECTIONS = ["library", "telegram:1", "telegram:2"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "remove", "move"]),
        st.sampled_from(COLLECTIONS),
        st.sampled_from(list(PAGES)),
        st.integers(1, 3),
        st.integers(0, 1),
    ),
    max_size=12,
)


@dataclass
class Oracle:
    """current: of each collection and page the version; held: all versions that each collection has had of it.

    stored: when each article was stored, while anybody has it; addresses: where each is.
    """

    current: dict[tuple[str, str], str] = field(default_factory=dict)
    held: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str | None] = field(default_factory=dict)
    count: int = 0

    def add(self, collection: str, page: str, article: Article) -> None:
        self.count += 1
        self.addresses[article.id] = article.url
        if not any(article.id in versions for versions in self.held.values()):
            self.stored[article.id] = self.count
        held = self.held.setdefault((collection, page), set())
        if article.id in held and self.addresses[self.current[collection, page]] != article.url:
            return
        self.current[collection, page] = article.id
        held.add(article.id)

    def remove(self, collection: str, page: str) -> None:
        self.current.pop((collection, page), None)
        self.held.pop((collection, page), None)

    def move(self, old: str, new: str) -> None:
        for page in PAGES:
            both = [self.current[c, page] for c in (old, new) if (c, page) in self.current]
            if (old, page) in self.held:
                self.held.setdefault((new, page), set()).update(self.held[old, page])
                self.current[new, page] = max(both, key=lambda article: self.stored[article])
                self.remove(old, page)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_any_sequence(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, int, int]]) -> None:
    store = open_store(open_database(tmp_path_factory.mktemp("versions") / "k.sqlite3"))
    knowledge, oracle = Knowledge(store, None), Oracle()
    for what, collection, page, number, variant in steps:
        article = version(10 * number, PAGES[page][variant])
        if what == "add":
            knowledge.add(article, collection)
            oracle.add(collection, page, article)
        elif what == "remove":
            known = oracle.current.get((collection, page))
            assert knowledge.remove(known or article.id, collection) is (known is not None)
            oracle.remove(collection, page)
        elif collection != COLLECTIONS[number - 1]:
            knowledge.move_collection(collection, COLLECTIONS[number - 1])
            oracle.move(collection, COLLECTIONS[number - 1])
    for collection in COLLECTIONS:
        wanted = {article for (where, _), article in oracle.current.items() if where == collection}
        assert set(listed(knowledge, collection)) == wanted
        found = knowledge.ask("berapa rumah di Karangdowo terendam banjir?", scope=(collection,))
        assert {e.citation.article_id for e in (*found.excerpts, *found.related)} <= wanted
        for (where, _), versions in oracle.held.items():
            if where == collection:
                assert all(knowledge.article(each, scope=(collection,)).id == each for each in versions)
    store.close()
