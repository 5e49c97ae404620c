"""How people say when they want a digest."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from bot.catalogue import load_catalogue
from bot.digests.wording import Wish, order_of, read_wish

if TYPE_CHECKING:
    from knowledge.types import Language

WISHES = {
    "daily 07:00": Wish(time(7), None),
    "daily": Wish(time(7), None),
    "daily at 6": Wish(time(6), None),
    "daily 7.30": Wish(time(7, 30), None),
    "daily 7pm": Wish(time(19), None),
    "daily 12 am": Wish(time(0), None),
    "daily 12 pm": Wish(time(12), None),
    "every day 19:45": Wish(time(19, 45), None),
    "harian 07.00": Wish(time(7), None),
    "harian pukul 6 pagi": Wish(time(6), None),
    "Harian jam 7 malam": Wish(time(19), None),
    "harian jam 1 siang": Wish(time(13), None),
    "tiap hari 5 sore": Wish(time(17), None),
    "daily 07:30 WIB": Wish(time(7, 30), None, "wib"),
    "weekly mon 08:00": Wish(time(8), 0),
    "weekly on Sunday at 9": Wish(time(9), 6),
    "weekly friday": Wish(time(7), 4),
    "mingguan senin 8": Wish(time(8), 0),
    "mingguan hari Jum'at pukul 16.30": Wish(time(16, 30), 4),
    "every wed 8am": Wish(time(8), 2),
    "setiap sabtu 9 pagi": Wish(time(9), 5),
}
BAD = [
    "daily 25:00",
    "daily 7:75",
    "daily soon please",
    "daily 13 pm am",
    "daily 0 pm",
    "weekly 08:00",
    "weekly",
    "daily mon 7",
    "daily 7 8 9",
    "daily 1e5",
]


@pytest.mark.parametrize("said", WISHES)
def test_wishes(said: str) -> None:
    order, rest = order_of(said)
    assert order in ("daily", "weekly")
    assert read_wish(order, rest) == WISHES[said]


@pytest.mark.parametrize("said", BAD)
def test_what_is_no_time(said: str) -> None:
    order, rest = order_of(said)
    assert order in ("daily", "weekly")
    assert read_wish(order, rest) is None


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("now", "now"),
        ("Sekarang", "now"),
        ("off", "off"),
        ("mati", "off"),
        ("pratinjau", "preview"),
        ("", None),
        ("nowhere", None),
    ],
)
def test_orders(said: str, order: str | None) -> None:
    assert order_of(said)[0] == order


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("order", ["daily", "weekly", "now", "preview", "off"])
def test_the_examples_that_are_shown_are_understood(language: Language, order: str) -> None:
    typed = load_catalogue(language).text(f"digest.example_{order}").removeprefix("/digest ")
    found, rest = order_of(typed)
    assert found == order
    assert order not in ("daily", "weekly") or read_wish(order, rest) is not None
