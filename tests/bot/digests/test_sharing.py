"""What many chats want at once is made once, and made anew a moment later or where it failed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.digests.sharing import SHARED_SECONDS, Shared


@dataclass
class Maker:
    """Makes the number of times that it was asked to; the first `failures` times it fails."""

    failures: int = 0
    made: list[str] = field(default_factory=list)

    def __call__(self) -> int:
        self.made.append("")
        if len(self.made) <= self.failures:
            raise OSError("the disk is away")
        return len(self.made)


def test_those_who_ask_together_share_what_is_made() -> None:
    maker, shared = Maker(), Shared[int]()

    async def together() -> list[int]:
        return await asyncio.gather(*(shared.get(100.0 + i / 10, "news", maker) for i in range(20)))

    assert asyncio.run(together()) == [1] * 20


def test_what_has_another_name_is_made_apart() -> None:
    maker, shared = Maker(), Shared[int]()

    async def apart() -> tuple[int, int, int]:
        return (
            await shared.get(100.0, ("news", "id"), maker),
            await shared.get(100.0, ("news", "en"), maker),
            await shared.get(100.0, ("news", "id"), maker),
        )

    assert asyncio.run(apart()) == (1, 2, 1)


@pytest.mark.parametrize("later", [SHARED_SECONDS, -1.0])
def test_it_is_made_anew_at_another_time(later: float) -> None:
    maker, shared = Maker(), Shared[int]()

    async def twice() -> tuple[int, int]:
        return await shared.get(100.0, "news", maker), await shared.get(100.0 + later, "news", maker)

    assert asyncio.run(twice()) == (1, 2)


def test_a_failure_is_not_shared_with_who_asks_next() -> None:
    maker, shared = Maker(failures=1), Shared[int]()

    async def after_a_failure() -> int:
        with pytest.raises(OSError, match="disk"):
            await shared.get(100.0, "news", maker)
        return await shared.get(100.0, "news", maker)

    assert asyncio.run(after_a_failure()) == 2
