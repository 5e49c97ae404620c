"""Buttons: what they ask, pages, a restart in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import router
from bot.messages import Bullets, Choice, Choices, Paragraph, Reply, Request

if TYPE_CHECKING:
    from bot.services import Services
    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import TelegramServer

LINES = [f"Line {n} of many, with words enough to fill a page before long" for n in range(200)]


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """/long gives pages and buttons; /probe notes who asks."""
    requests: list[Request] = []

    async def long(_: Request, __: Services) -> Reply:
        choices = (
            Choice("More “AI”", "probe", "more <b>AI</b> " + "x" * 200),
            Choice("Open", "", "", "https://kabar.example/a"),
        )
        return Reply("en", (Paragraph(("Lines:",)), Bullets(tuple((line,) for line in LINES)), Choices(choices)))

    async def probe(request: Request, _: Services) -> Reply:
        requests.append(request)
        return Reply("en", (Paragraph(("Probed: ", request.text)),))

    monkeypatch.setitem(router.HANDLERS, "long", long)  # type: ignore[arg-type]  # a dict behind a Mapping
    monkeypatch.setitem(router.HANDLERS, "probe", probe)  # type: ignore[arg-type]  # a dict behind a Mapping
    return requests


@pytest.fixture(autouse=True)
def described(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of tests are in no menu."""
    monkeypatch.setattr("bot.telegram.startup._NOT_IN_MENU", {"start", "context", "long", "probe"})


pytestmark = pytest.mark.usefixtures("bot")


async def test_pages_are_turned_in_place(server: TelegramServer) -> None:
    ani = server.user("Ani")
    page = await ani.private().asked(ani, "/long")
    shown = page.text
    assert [b["text"] for b in page.buttons] == ["More “AI”", "Open", "Next (2/4) ›"]
    for number in (2, 3, 4):
        assert await page.press(ani, "Next") == {"text": "", "show_alert": False}
        turned = await ani.private().next_edit()
        assert turned.id == page.id
        page = turned
        shown += page.text
        assert f"‹ Previous ({number - 1}/4)" in [b["text"] for b in page.buttons]
    assert not [b for b in page.buttons if b["text"].startswith("Next")]
    assert [line for line in LINES if line in shown] == LINES
    await page.press(ani, "‹ Previous")
    assert "Line 199 " not in (await ani.private().next_edit()).text
    assert server.inbox(ani.id).empty()


async def test_the_same_page_twice_is_no_failure(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    page = await ani.private().asked(ani, "/long")
    await page.press(ani, "Next")
    await page.press(ani, "Next")
    await ani.private().asked(ani, "/help")
    assert server.edit_box(ani.id).qsize() == 1
    assert bot.failures == []


async def test_a_button_asks_for_the_one_who_presses_it(server: TelegramServer, heard: list[Request]) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    forum = server.supergroup("Forum", [ani], admins=[budi], forum=True)
    topic = forum.topic("AI")
    page = await forum.asked(ani, "/long", topic=topic)
    await page.press(budi, "More")
    reply = await forum.next_reply()
    assert reply.text.startswith("Probed: more <b>AI</b> xxx")
    assert (reply.topic, reply.answers) == (topic, page.id)
    assert heard[0].user == f"telegram:{budi.id}"
    assert heard[0].conversation == f"telegram:{forum.id}:{topic}:{budi.id}"
    assert heard[0].may_manage


async def test_buttons_work_after_a_restart(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    page = await ani.private().asked(ani, "/long")
    await bot.stop()
    bot.start()
    await page.press(ani, "Next")
    assert (await ani.private().next_edit()).text != page.text
    await page.press(ani, "More")
    assert (await ani.private().next_reply()).text.startswith("Probed")


@pytest.mark.parametrize("data", ["c:unknown", "p:unknown:1", "x:y", "?", "p:{token}:z", "p:{token}", "c:{token}"])
async def test_an_unknown_button_says_so(server: TelegramServer, data: str) -> None:
    ani = server.user("Ani", language="en")
    page = await ani.private().asked(ani, "/long")
    token = page.button("Next")["callback_data"].split(":")[1]
    page.button("More")["callback_data"] = data.format(token=token)
    answer = await page.press(ani, "More")
    assert "too old" in answer["text"]
    assert answer["show_alert"]


async def test_buttons_of_a_message_that_is_gone(server: TelegramServer) -> None:
    ani = server.user("Ani")
    page = await ani.private().asked(ani, "/long")
    page.message["date"] = 0
    await page.press(ani, "More")
    assert (await ani.private().next_reply()).text.startswith("Probed")
    del ani.private().room.messages[page.id]
    await page.press(ani, "Next")
    assert "Line 64 " in (await ani.private().next_reply()).text
