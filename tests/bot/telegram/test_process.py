"""The program itself, as an operator runs it: killed, stopped, started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.telegram_server.server import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.telegram_server import TelegramServer

pytestmark = pytest.mark.slow
QUESTION = "apa kata Sarandos soal Sora?"


class Program:
    """`kutip run` in a process of its own; `log` is its standard error."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment = environment
        self.log = log
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self.environment, stderr=log
            )

    async def end(self, number: int) -> int:
        """Send a signal; gives the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 20)


@pytest_asyncio.fixture
async def program(server: TelegramServer, tmp_path: Path) -> AsyncIterator[Program]:
    settings = {
        "KUTIP_TELEGRAM_TOKEN": server.token,
        "KUTIP_TELEGRAM_BASE_URL": server.root,
        "KUTIP_DATABASE_URL": f"sqlite:///{tmp_path / 'kutip.sqlite3'}",
        "KUTIP_ENCODER": "none",
        "KUTIP_DISCORD_TOKEN": "",
        "OMP_NUM_THREADS": "1",
    }
    made = Program(os.environ | settings, tmp_path / "log")
    await made.start()
    yield made
    with contextlib.suppress(ProcessLookupError):
        if made.process:
            made.process.kill()


async def test_killed_it_loses_no_setting_and_no_article(server: TelegramServer, program: Program) -> None:
    ani = server.user("Ani")
    chat = ani.private()
    await chat.asked(ani, "/settings language en")
    article = ("berita.txt", b"Mercusuar Padam\n\nMercusuar Sagara padam, kata Rina Wati.")
    assert "Mercusuar Padam" in (await chat.asked(ani, "/add", file=article)).text
    page = await chat.asked(ani, QUESTION)
    await program.end(signal.SIGKILL)
    await program.start()
    assert "2 articles" in (await chat.asked(ani, "/articles")).text
    await page.press(ani, "Context")
    assert (await chat.next_reply()).quotations


async def test_killed_in_a_rush_it_answers_on_and_nothing_twice(server: TelegramServer, program: Program) -> None:
    people = [server.user(f"Ani{n}") for n in range(30)]
    await people[0].private().asked(people[0], "/settings language en")
    asked = {p.id: p.private().say(p, QUESTION) for p in people}
    await people[1].private().next_reply()
    await program.end(signal.SIGKILL)
    await program.start()
    late = server.user("Budi")
    await late.private().asked(late, QUESTION)
    for person in people[2:]:
        answers = [server.inbox(person.id).get_nowait().answers for _ in range(server.inbox(person.id).qsize())]
        assert answers in ([], [asked[person.id]])
    assert "Ask anything" in (await _last(server, people[0].id, "/help")).text


async def _last(server: TelegramServer, person: int, text: str) -> object:
    from tests.telegram_server import Person

    chat = Person(server, person).private()
    asked = chat.say(Person(server, person), text)
    while (reply := await chat.next_reply()).answers != asked:
        pass
    return reply


async def test_stopped_in_a_rush_it_answers_what_it_took_and_nothing_twice(
    server: TelegramServer, program: Program
) -> None:
    people = [server.user(f"Ani{n}") for n in range(30)]
    await people[0].private().asked(people[0], "/help")
    asked = [p.private().say(p, QUESTION) for p in people]
    await people[1].private().next_reply()
    assert await program.end(signal.SIGTERM) == 0
    await program.start()
    answers = [(await p.private().next_reply()).answers for p in people if p is not people[1]]
    assert answers == asked[:1] + asked[2:]
    await people[0].private().asked(people[0], "/help")
    assert all(server.inbox(p.id).empty() for p in people)
    logged = program.log.read_text()
    assert "On Telegram as @kutip_test_bot" in logged
    assert TOKEN not in logged
    assert "Sarandos" not in logged


async def test_a_second_one_is_told_to_go(server: TelegramServer, program: Program, tmp_path: Path) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, "/help")
    second = Program(program.environment, tmp_path / "second")
    await second.start()
    ended = {asyncio.create_task(p.process.wait()): p for p in (program, second) if p.process}
    done, _ = await asyncio.wait(ended, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    loser = ended[done.pop()]
    assert loser.process
    assert loser.process.returncode
    assert "Another program uses the bot" in loser.log.read_text()
    winner = second if loser is program else program
    await ani.private().asked(ani, "/help")
    assert await winner.end(signal.SIGTERM) == 0
