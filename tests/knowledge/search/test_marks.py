"""Whether a text has the kind of thing that a question asks for."""

from __future__ import annotations

import pytest

from knowledge.search.marks import holds
from knowledge.search.question import Expects


@pytest.mark.parametrize(
    ("kind", "text", "is_there"),
    [
        (Expects.PLACE, "It was shot in and around the fishing town of Corley.", True),
        (Expects.PLACE, "They found the ring under the old garden shed.", True),
        (Expects.PLACE, "Cincin itu disimpan di balik lemari.", True),
        (Expects.PLACE, "Ayamnya bersembunyi di kamar mandi.", True),
        (Expects.PLACE, "They found it in the end.", False),
        (Expects.PLACE, "Harga naik dua kali lipat.", False),
        (Expects.MONEY, "The firm lost 212 million Canadian dollars.", True),
        (Expects.MONEY, "The firm lost 212 million eggs.", False),
    ],
)
def test_holds(kind: Expects, text: str, is_there: bool) -> None:
    assert holds(kind, text) is is_there
