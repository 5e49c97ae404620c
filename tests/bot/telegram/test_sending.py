"""What the bot does when Telegram does not take a message."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.chats import ChatSettings
from bot.deliveries.senders import Moved
from bot.messages import Paragraph, Reply
from bot.telegram import outbox
from bot.throttle import BURST
from knowledge.reading import read_text
from tests.telegram_server.errors import ApiError, bad_request, forbidden, too_many_requests

if TYPE_CHECKING:
    from bot.services import Services
    from tests.bot.telegram.conftest import Runner
    from tests.telegram_server import Chat, TelegramServer

HELP = "Tanya apa saja"
pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BACKOFF", 0.02)


def sends(server: TelegramServer, chat: Chat) -> int:
    return len([p for method, p, _ in server.calls if method == "sendmessage" and int(p["chat_id"]) == chat.id])


async def test_a_chat_that_must_wait_holds_up_no_other(server: TelegramServer, bot: Runner) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    flooded, other = ani.private(), budi.private()
    server.fail(too_many_requests(2), method="sendMessage", chat=flooded)
    started = time.monotonic()
    first, second = flooded.say(ani, "/help"), flooded.say(ani, "/articles")
    for _ in range(5):
        await other.asked(budi, "/help")
    assert server.inbox(ani.id).empty()
    answers = [(await flooded.next_reply()).answers, (await flooded.next_reply()).answers]
    assert answers == [first, second]
    waited = [at for method, p, at in server.calls if method == "sendmessage" and int(p["chat_id"]) == ani.id]
    assert waited[1] - waited[0] >= 2
    assert waited[0] - started < 2
    assert bot.failures == []


async def test_nothing_is_sent_to_a_chat_while_it_must_wait(server: TelegramServer) -> None:
    ani = server.user("Ani")
    server.fail(too_many_requests(1), method="sendMessage", chat=ani.private())
    ani.private().say(ani, "/help")
    while not sends(server, ani.private()):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    before = len(server.calls)
    ani.private().say(ani, "/articles")
    await asyncio.sleep(0.3)
    assert [m for m, p, _ in server.calls[before:] if str(p.get("chat_id")) == str(ani.id)] == []
    assert HELP in (await ani.private().next_reply()).text
    assert "terindeks" in (await ani.private().next_reply()).text


async def test_a_wait_that_is_too_long_is_given_up(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    server.fail(too_many_requests(86_400), method="sendMessage")
    ani.private().say(ani, "/articles")
    assert HELP in (await ani.private().asked(ani, "/help")).text
    assert bot.failures == ["RetryAfter"]


async def test_waiting_ends_some_time(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    fault = server.fail(too_many_requests(0.01), method="sendMessage", times=100)
    ani.private().say(ani, "/help")
    while not bot.failures:
        await asyncio.sleep(0.01)
    assert bot.failures == ["RetryAfter"]
    assert fault.seen == outbox.ATTEMPTS


async def test_a_connection_lost_half_way_is_not_tried_again(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    server.fail("drop after", method="sendMessage")
    assert HELP in (await ani.private().asked(ani, "/help")).text
    assert await ani.private().stays_silent()
    assert sends(server, ani.private()) == 1
    assert bot.failures == ["NetworkError"]


async def test_an_error_of_the_server_is_not_tried_again(server: TelegramServer) -> None:
    ani = server.user("Ani")
    server.fail(ApiError(502, "Bad Gateway"), method="sendMessage")
    ani.private().say(ani, "/help")
    assert await ani.private().stays_silent()
    assert sends(server, ani.private()) == 1


async def test_a_lost_typing_sign_costs_nothing(server: TelegramServer, bot: Runner) -> None:
    ani = server.user("Ani")
    server.fail("drop before", method="sendChatAction")
    assert HELP in (await ani.private().asked(ani, "/help")).text
    assert bot.failures == []


async def test_a_topic_that_is_gone(server: TelegramServer) -> None:
    ani = server.user("Ani")
    forum = server.supergroup("Forum", [ani], forum=True)
    topic = forum.topic("AI")
    server.fail(bad_request("message thread not found"), method="sendMessage")
    assert (await forum.asked(ani, "/help", topic=topic)).topic is None


async def test_a_question_that_was_deleted_is_answered_all_the_same(server: TelegramServer) -> None:
    ani = server.user("Ani")
    asked = ani.private().say(ani, "/help")
    del ani.private().room.messages[asked]
    reply = await ani.private().next_reply()
    assert reply.answers is None
    assert HELP in reply.text


async def test_who_has_blocked_the_bot_is_left_alone(
    server: TelegramServer, bot: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    ani.private().say(ani, "/help")
    ani.block()
    assert HELP in (await budi.private().asked(budi, "/help")).text
    while not bot.failures:
        await asyncio.sleep(0.01)
    assert bot.failures == ["Forbidden"]
    assert [r.levelname for r in caplog.records if str(ani.id) in r.getMessage()] == ["WARNING"]


async def test_what_waits_for_a_chat_that_throws_the_bot_out_is_dropped(server: TelegramServer) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    server.fail(too_many_requests(1), method="sendMessage")
    server.fail(forbidden("bot was kicked from the group chat"), method="sendMessage")
    for _ in range(4):
        group.say(ani, "/help")
    assert await group.stays_silent(1.5)
    assert sends(server, group) == 2


async def test_a_refused_message_is_one_line_in_the_log(
    server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    ani = server.user("Ani")
    server.fail(bad_request("can't parse entities: rahasia"), method="sendMessage")
    ani.private().say(ani, "/help")
    assert HELP in (await ani.private().asked(ani, "/help")).text
    assert [r.levelname for r in caplog.records if "refused" in r.getMessage()] == ["ERROR"]
    assert "rahasia" not in caplog.text


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_becomes_a_supergroup(
    server: TelegramServer, bot: Runner, services: Services, told: bool
) -> None:
    """told: by a message in the group; else only by a refusal when the answer is sent."""
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    old = f"telegram:{group.id}"
    services.state.save_chat(old, ChatSettings(language="en"))
    article = read_text("Pelabuhan Dibuka\n\nPelabuhan Sagara dibuka hari ini, kata Rina Wati.")
    services.knowledge.add(article, old)
    await group.asked(ani, "/help")
    if not told:
        group.say(ani, "/help")
    new = group.migrate(tell=told)
    if told:
        await _quiet(server)
        new.say(ani, "/help")
    assert "Ask anything" in (await new.next_reply()).text
    reply = await new.asked(ani, "/articles")
    assert "2 articles" in reply.text
    assert services.state.chat(old).language is None
    assert bot.failures == []
    services.knowledge.remove(article.id, f"telegram:{new.id}")


@pytest.mark.usefixtures("bot")
async def test_a_delivery_finds_out_that_a_group_has_moved(server: TelegramServer, services: Services) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    await group.asked(ani, "/help")
    new = group.migrate(tell=False)
    sender = services.senders["telegram"]
    (part,) = sender.write(Reply("id", (Paragraph(("Kabar pagi",)),)), f"telegram:{group.id}")
    with pytest.raises(Moved) as caught:
        await sender.send(f"telegram:{group.id}", part, "")
    assert (caught.value.old, caught.value.new) == (f"telegram:{group.id}", f"telegram:{new.id}")


async def _quiet(server: TelegramServer) -> None:
    """Until the bot has taken over all there is, and had the time to act on it."""
    while server.updates.unconfirmed:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)


async def test_messages_keep_their_order_in_a_chat(server: TelegramServer) -> None:
    ani = server.user("Ani")
    asked = [ani.private().say(ani, text) for text in ("apa kata Sarandos?", "/help", "/quotes", "/start") * 3]
    assert [(await ani.private().next_reply()).answers for _ in asked] == asked


async def test_who_is_slowed_down_slows_nobody_else(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    group = server.group("Redaksi", [ani, budi])
    asked = [group.say(ani, "/help@kutip_test_bot") for _ in range(BURST + 1)]
    for expected in asked[:-1]:
        assert (await group.next_reply()).answers == expected
    other = group.say(budi, "/help@kutip_test_bot")
    assert [(await group.next_reply()).answers for _ in range(2)] == [other, asked[-1]]
