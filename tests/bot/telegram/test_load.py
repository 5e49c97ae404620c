"""Many chats at once: nothing is lost, each answer is in its own chat."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import Chat, Person, TelegramServer

CHATS, QUESTIONS = 50, 20
TOPICS = ("AI", "Sora", "kreativitas", "seniman", "film", "pendapatan", "investor", "aktor", "acara", "konten")
WAYS = ("apa kata Sarandos soal {}?", "what was said about {}?", "berapa {} Netflix?", "siapa bicara soal {}?")
PATIENCE = 120.0


def question(chat: int, number: int) -> str:
    """Told apart by a word of its own, so that no two chats ask alike."""
    way = WAYS[(chat + number) % len(WAYS)]
    return f"{way.format(TOPICS[number % len(TOPICS)])} ({chat}-{number})"


@pytest.mark.slow
@pytest.mark.usefixtures("bot")
async def test_a_thousand_questions_from_fifty_chats(
    server: TelegramServer, record_property: Callable[[str, object], None]
) -> None:
    people = [server.user(f"Ani{n}") for n in range(CHATS)]
    waits = [w for each in await asyncio.gather(*map(_talk, range(CHATS), people)) for w in each]
    assert len(waits) == CHATS * QUESTIONS
    assert all(server.inbox(person.id).empty() for person in people)
    for name, seconds in _figures(waits).items():
        record_property(name, round(seconds, 3))
        print(f"{name} {seconds:.2f} s")


async def _talk(number: int, person: Person) -> list[float]:
    """One chat: the next question after the answer to the one before. Seconds from each to its answer."""
    chat = person.private()
    waits = []
    for i in range(QUESTIONS):
        started = time.monotonic()
        asked = chat.say(person, question(number, i))
        reply = await chat.next_reply(PATIENCE)
        waits.append(time.monotonic() - started)
        assert reply.answers == asked
    return waits


@pytest.mark.slow
async def test_a_burst_is_answered_to_the_last(server: TelegramServer, bot: Runner) -> None:
    people = [server.user(f"Ani{n}") for n in range(CHATS)]
    asked = {p.id: [p.private().say(p, f"/quotes Sarandos soal {t}") for t in TOPICS] for p in people}
    answers = await asyncio.gather(*(_answers(p.private()) for p in people))
    assert dict(zip(asked, answers, strict=True)) == asked
    assert bot.failures == []


async def _answers(chat: Chat) -> list[int | None]:
    return [(await chat.next_reply(PATIENCE)).answers for _ in TOPICS]


def _figures(waits: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(waits, n=100)
    return {"median": cuts[49], "p95": cuts[94], "worst": max(waits)}
