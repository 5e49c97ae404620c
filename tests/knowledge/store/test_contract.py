"""One suite for every store: what `Store` promises, whatever keeps it."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import OtherModel, OutdatedDatabase
from knowledge.knowledge import with_quotes
from knowledge.reading import read_text
from knowledge.search.finding.passages import index_article
from knowledge.store import LIBRARY, IndexedArticle, Store, open_database, open_store
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HARVEST = """Panen Raya di Lembang
Oleh: Wulan Sari

Panen raya cabai berlangsung di tiga kecamatan sejak pekan lalu.

"Harga turun separuh," kata Bupati Tatang Subrata di Pasar Lembang.
"""
STRIKE = """Dockers Walk Out in Port Ellery
By Nora Quill

Dock workers in Port Ellery walked out on Monday over unpaid overtime.

"We will stand here until the ledger is right," said the union leader, Petra Vance.
"""

Opener = "Callable[[], Store]"


@pytest.fixture(params=["sqlite"])
def opener(tmp_path: Path) -> Iterator[Opener]:
    """Opens the same store again and again, as several processes would."""
    opened = []

    def open_again() -> Store:
        store = open_store(open_database(tmp_path / "store.sqlite3"))
        opened.append(store)
        return store

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()


def indexed(text: str) -> IndexedArticle:
    return index_article(with_quotes(read_text(text)))


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    put = indexed(HARVEST)
    assert store.add(put, LIBRARY).is_new
    assert store.articles_by_id([put.article.id]) == {put.article.id: put.article}
    assert store.articles_by_id(["unknown"]) == {}


def test_adding_twice_adds_once(store: Store) -> None:
    assert store.add(indexed(HARVEST), LIBRARY).is_new
    assert not store.add(indexed(HARVEST), LIBRARY).is_new
    assert len(store.articles((LIBRARY,))) == 1
    assert len(store.speakers((LIBRARY,))) == 1


def test_a_failure_in_the_middle_leaves_nothing(store: Store) -> None:
    put = indexed(HARVEST)
    broken = replace(put, passages=(*put.passages, None))  # type: ignore[arg-type] # a bug, made on purpose
    with pytest.raises(AttributeError):
        store.add(broken, LIBRARY)
    assert store.articles((LIBRARY,)) == []
    assert store.passage_count() == 0
    assert store.add(put, LIBRARY).is_new


def test_chats_see_the_library_and_their_own(store: Store) -> None:
    harvest, strike = indexed(HARVEST), indexed(STRIKE)
    store.add(harvest, LIBRARY)
    store.add(strike, "telegram:1")
    own, other = (LIBRARY, "telegram:1"), (LIBRARY, "telegram:2")
    assert store.article_ids(own) == {harvest.article.id, strike.article.id}
    assert store.article_ids(other) == {harvest.article.id}
    assert {s.name for s in store.speakers(other)} == {"Tatang Subrata"}
    assert {q.article_id for q in store.quotes(other)} == {harvest.article.id}
    assert store.article_id_of(strike.article.id, None, other) is None
    assert store.match(other, "en", [["dock"]], 10) == {}
    assert len(store.match(own, "en", [["dock"]], 10)) == 1


def test_an_article_in_two_collections_goes_with_the_last(store: Store) -> None:
    put = indexed(STRIKE)
    assert store.add(put, "telegram:1").is_new
    assert store.add(put, "telegram:2").is_new
    assert len(store.match(("telegram:2",), "en", [["dock"]], 10)) == 1
    assert store.remove(put.article.id, "telegram:2")
    assert store.match(("telegram:2",), "en", [["dock"]], 10) == {}
    assert store.articles_by_id([put.article.id]) == {put.article.id: put.article}
    assert store.remove(put.article.id, "telegram:1")
    assert store.articles_by_id([put.article.id]) == {}
    assert store.passage_count() == 0
    assert store.speakers(("telegram:1",)) == []
    assert not store.remove(put.article.id, "telegram:1")


def test_words_are_found_by_their_stems_and_language(store: Store) -> None:
    store.add(indexed(HARVEST), LIBRARY)
    store.add(indexed(STRIKE), LIBRARY)
    found = store.match((LIBRARY,), "en", [["dock", "overtim"], ["nothing"]], 10)
    assert len(found) == 1
    assert all(score > 0 for score in found.values())
    assert store.match((LIBRARY,), "id", [["dock"]], 10) == {}
    assert store.match((LIBRARY,), "en", [], 10) == {}
    assert store.match((LIBRARY,), "en", [["nothing"]], 10, fewest=1, otherwise=[["dock", "overtim"]]) == found
    assert store.match((LIBRARY,), "en", [["dock", "overtim"]], 10, fewest=1, otherwise=[["nothing"]]) == found
    assert store.document_frequencies(["dock", "absent"]) == {"dock": 1, "absent": 0}


def long(subject: str, sentences: int) -> IndexedArticle:
    told = [
        f"The {subject} number {n} was unloaded at the quay of Port Ellery before the strike." for n in range(sentences)
    ]
    return index_article(read_text(f"Cargo of {subject}\nBy Nora Quill\n\n" + "\n\n".join(told)))


def test_words_are_found_however_many_passages_there_are(store: Store) -> None:
    """Some are kept apart until there are enough to be folded in; removing leaves no trace."""
    pearl, copra = long("pearl", 700), long("copra", 700)
    for put in (pearl, copra, indexed(STRIKE)):
        store.add(put, LIBRARY)
    passages = {p.seq for a in (pearl, copra) for p in store.passages_of(a.article.id)}
    strikes = {p.seq for p in store.passages_of(indexed(STRIKE).article.id)}
    assert store.document_frequencies(["pearl", "quay"]) == {"pearl": 700, "quay": 1400}
    assert store.terms_from("pear") == ["pearl"]
    assert set(store.match((LIBRARY,), "en", [["port", "elleri"]], 2000)) >= passages
    assert set(store.match((LIBRARY,), "en", [["dock"]], 10)) <= strikes
    store.remove(pearl.article.id, LIBRARY)
    store.remove(copra.article.id, LIBRARY)
    assert store.passage_count() == len(strikes)
    assert store.terms_from("pear") == []
    assert store.document_frequencies(["pearl", "quay"]) == {"pearl": 0, "quay": 0}
    assert set(store.match((LIBRARY,), "en", [["port", "elleri"]], 10)) <= strikes


def test_the_languages_of_a_scope_are_those_of_what_it_holds(store: Store) -> None:
    store.add(indexed(STRIKE), LIBRARY)
    store.add(indexed(HARVEST), "telegram:2")
    assert store.languages((LIBRARY,)) == {"en"}
    assert store.languages((LIBRARY, "telegram:2")) == {"en", "id"}
    assert store.languages(("telegram:1",)) == frozenset()
    store.remove(indexed(HARVEST).article.id, "telegram:2")
    assert store.languages((LIBRARY, "telegram:2")) == {"en"}


def test_a_part_of_an_article_has_the_passages_that_touch_it(store: Store) -> None:
    store.add(indexed(STRIKE), LIBRARY)
    first, second, *_ = every = store.passages_of(indexed(STRIKE).article.id)
    assert [p.seq for p in every] == sorted(p.seq for p in every)
    touching = Span(first.span.end - 1, second.span.start + 1)
    stretches = [(first.article_id, touching), (first.article_id, second.span), ("unknown", second.span)]
    assert store.passages_within(stretches) == [[first, second], [second], []]


def test_it_is_known_of_which_article_a_passage_is(store: Store) -> None:
    for put in (indexed(STRIKE), indexed(HARVEST)):
        store.add(put, LIBRARY)
    ids = [indexed(STRIKE).article.id, indexed(HARVEST).article.id]
    places = {row.seq: (article_id, row.span) for article_id in ids for row in store.passages_of(article_id)}
    assert store.places_of([*places, 999]) == places


def test_a_moved_collection_keeps_what_it_holds(store: Store) -> None:
    store.add(indexed(STRIKE), "telegram:1")
    store.add(indexed(HARVEST), "telegram:2")
    store.move_collection("telegram:1", "telegram:2")
    assert store.match(("telegram:1",), "en", [["dock"]], 10) == {}
    assert len(store.match(("telegram:2",), "en", [["dock"]], 10)) == 1
    assert len(store.match(("telegram:2",), "id", [["cabai"]], 10)) == 1


def test_quotes_by_speaker_and_article(store: Store) -> None:
    put = indexed(HARVEST)
    store.add(put, LIBRARY)
    store.add(indexed(STRIKE), LIBRARY)
    tatang = next(s for s in store.speakers((LIBRARY,)) if s.name == "Tatang Subrata")
    assert tatang.roles == ("Bupati",)
    (row,) = store.quotes((LIBRARY,), speakers=[tatang.seq])
    assert (row.article_id, row.ordinal, row.id) == (put.article.id, 1, f"{put.article.id}-1")
    assert store.quotes((LIBRARY,), articles=[put.article.id]) == [row]
    assert store.quotes((LIBRARY,), articles=[]) == []
    assert len(store.quotes((LIBRARY,))) > 1
    assert store.quotes((LIBRARY,), limit=1) == store.quotes((LIBRARY,))[:1]
    assert store.quotes((LIBRARY,), speakers=[]) == []


def test_vectors_are_kept_by_encoder(store: Store) -> None:
    store.add(indexed(HARVEST), LIBRARY)
    waiting = store.unencoded(10)
    assert store.unencoded_count() == len(waiting)
    store.add_vectors("model/a", {row.seq: bytes([n] * 8) for n, row in enumerate(waiting)})
    assert store.unencoded(10) == []
    assert store.unencoded_count() == 0
    assert store.encoder_name() == "model/a"
    rows = list(store.vectors_after(0))
    assert [row.passage for row in rows] == [row.seq for row in waiting]
    assert list(store.vectors_after(rows[-1].seq)) == []
    assert store.vectors([waiting[0].seq]) == {waiting[0].seq: bytes(8)}
    with pytest.raises(OtherModel):
        store.add_vectors("model/b", {waiting[0].seq: bytes(8)})


def test_a_vector_for_a_removed_passage_is_dropped(store: Store) -> None:
    put = indexed(HARVEST)
    store.add(put, LIBRARY)
    waiting = store.unencoded(10)
    store.remove(put.article.id, LIBRARY)
    store.add_vectors("model/a", {row.seq: bytes(8) for row in waiting})
    assert list(store.vectors_after(0)) == []


def test_another_process_is_noticed(opener: Opener) -> None:
    here, there = opener(), opener()
    before = here.version()
    there.add(indexed(HARVEST), LIBRARY)
    assert here.version() != before
    assert len(here.articles((LIBRARY,))) == 1


def test_what_another_process_adds_and_takes_away_is_found_no_later_and_no_longer(opener: Opener) -> None:
    here, there = opener(), opener()
    put = indexed(STRIKE)
    assert here.match((LIBRARY,), "en", [["dock"]], 10) == {}
    there.add(put, LIBRARY)
    found = here.match((LIBRARY,), "en", [["dock"]], 10)
    assert len(found) == 1
    there.move_collection(LIBRARY, "telegram:1")
    assert here.match((LIBRARY,), "en", [["dock"]], 10) == {}
    assert here.match(("telegram:1",), "en", [["dock"]], 10) == found
    there.remove(put.article.id, "telegram:1")
    assert here.match(("telegram:1",), "en", [["dock"]], 10) == {}


def test_writers_wait_for_each_other(opener: Opener) -> None:
    texts = [HARVEST.replace("Lembang", place) for place in ("Garut", "Cimahi", "Subang", "Tasik")]
    store = opener()
    threads = [threading.Thread(target=store.add, args=(indexed(text), LIBRARY)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.articles((LIBRARY,))) == len(texts)


def test_articles_come_newest_first(store: Store) -> None:
    old = replace(indexed(HARVEST).article, published="2020-01-01")
    new = replace(indexed(STRIKE).article, published="2024-01-01")
    store.add(index_article(new), LIBRARY)
    store.add(index_article(old), LIBRARY)
    assert [row.id for row in store.articles((LIBRARY,))] == [new.id, old.id]
    assert [row.id for row in store.articles((LIBRARY,), limit=1)] == [new.id]


def test_articles_are_counted_and_named_as_they_are_listed(store: Store) -> None:
    harvest, strike = indexed(HARVEST), indexed(STRIKE)
    store.add(harvest, LIBRARY)
    store.add(harvest, "telegram:1")
    store.add(strike, "telegram:1")
    own, other = (LIBRARY, "telegram:1"), (LIBRARY, "telegram:2")
    assert (store.article_count(own), store.article_count(other), store.article_count(())) == (2, 1, 0)
    for scope in (own, other):
        assert [(t.id, t.title) for t in store.titles(scope)] == [(a.id, a.title) for a in store.articles(scope)]


def test_vectors_are_noticed_apart_from_articles(store: Store) -> None:
    assert store.version() == 0
    before = store.contents()
    store.add(indexed(HARVEST), LIBRARY)
    with_article, version = store.contents(), store.version()
    assert with_article != before
    assert version != 0
    store.add_vectors("model/a", {row.seq: bytes(8) for row in store.unencoded(10)})
    assert store.version() != version
    assert store.contents() == with_article
    store.remove(indexed(HARVEST).article.id, LIBRARY)
    assert store.contents() != with_article


def test_what_came_in_is_known_by_when_and_where(store: Store) -> None:
    harvest, strike = indexed(HARVEST), indexed(STRIKE)
    store.add(harvest, LIBRARY, lambda: 100.0)
    store.add(strike, "telegram:1", lambda: 200.0)
    store.add(harvest, "telegram:1", lambda: 300.0)
    own, other = (LIBRARY, "telegram:1"), (LIBRARY, "telegram:2")

    def came(scope: tuple[str, ...], since: float, until: float) -> list[tuple[str, float]]:
        return [(row.article_id, row.added) for row in store.added_between(scope, since, until)]

    assert came(own, 100.0, 201.0) == [(harvest.article.id, 100.0), (strike.article.id, 200.0)]
    assert came(own, 100.0, 200.0) == [(harvest.article.id, 100.0)]
    assert came(other, 0.0, 999.0) == [(harvest.article.id, 100.0)]
    assert came(own, 250.0, 999.0) == []  # the chat saw it in the library already
    assert came(("telegram:1",), 250.0, 999.0) == [(harvest.article.id, 300.0)]
    store.move_collection("telegram:1", "telegram:2")
    assert came(("telegram:2",), 250.0, 999.0) == [(harvest.article.id, 300.0)]


def test_what_bears_a_day_is_found_by_it(store: Store) -> None:
    dated = index_article(replace(indexed(HARVEST).article, published="2026-03-05T23:30:00+07:00"))
    undated = indexed(STRIKE)
    store.add(dated, LIBRARY, lambda: 0.0)
    store.add(undated, LIBRARY, lambda: 86_400.0)

    def days(first: str, last: str) -> set[str]:
        return {row.article_id for row in store.published_between((LIBRARY,), first, last)}

    assert days("2026-03-05", "2026-03-05") == {dated.article.id}
    assert days("2026-03-06", "2026-03-09") == set()
    assert days("1970-01-02", "1970-01-02") == {undated.article.id}
    assert days("1970-01-01", "2026-12-31") == {dated.article.id, undated.article.id}


def test_who_adds_a_text_first_does_not_decide_what_others_cite(store: Store) -> None:
    forged = indexed(f"https://evil.example/x\n{HARVEST.replace('Wulan Sari', 'Mallory')}")
    genuine = indexed(f"https://harian.example/panen\n{HARVEST}")
    store.add(forged, "telegram:1")
    store.add(genuine, LIBRARY)
    (row,) = store.articles((LIBRARY,))
    assert (row.url, row.byline) == (genuine.article.url, "Wulan Sari")
    shouted = indexed(STRIKE.replace("Petra Vance", "PETRA VANCE"))
    store.add(shouted, "telegram:1")
    store.add(indexed(STRIKE), LIBRARY)
    assert "Petra Vance" in {s.name for s in store.speakers((LIBRARY,))}
    assert "PETRA VANCE" not in {s.name for s in store.speakers((LIBRARY,))}


def test_a_database_of_before_the_first_release_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    open_store(open_database(path)).close()
    with sqlite3.connect(path) as made:
        made.execute("DROP TABLE postings")
    with pytest.raises(OutdatedDatabase, match=r"store\.sqlite3 was made by a version before"):
        open_store(open_database(path))
