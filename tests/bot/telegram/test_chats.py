"""Where the bot answers and where it stays silent: private chats, groups, topics, channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.telegram_server import TelegramServer

QUESTION = "apa kata Sarandos soal Sora?"
ANSWER = "mulai masuk akal"
pytestmark = pytest.mark.usefixtures("bot")


async def test_free_text_in_private_is_a_question(server: TelegramServer) -> None:
    ani = server.user("Ani")
    asked = ani.private().say(ani, QUESTION)
    reply = await ani.private().next_reply()
    assert any(ANSWER in quoted for quoted in reply.quotations)
    assert "Netflix Fokus pada AI Generatif" in reply.text
    assert reply.answers == asked
    assert reply.message["link_preview_options"] == {"is_disabled": True}


async def test_typing_is_shown_before_the_answer(server: TelegramServer) -> None:
    ani = server.user("Ani")
    await ani.private().asked(ani, QUESTION)
    called = [method for method, _, _ in server.calls]
    assert called.index("sendchataction") < called.index("sendmessage")
    assert server.actions == [(ani.id, None, "typing")]


async def test_a_group_is_answered_only_when_it_speaks_to_the_bot(server: TelegramServer) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    group.room.sees_all = True
    group.say(ani, QUESTION)
    group.say(ani, "/ask@other_bot apa kata Sarandos?")
    group.say(ani, "/weather Jakarta")
    group.say(ani, "surel saya ani@kutip_test_bot.example")
    assert await group.stays_silent()


@pytest.mark.parametrize(
    "said",
    [
        f"/ask {QUESTION}",
        f"/ask@Kutip_Test_Bot {QUESTION}",
        f"@kutip_test_bot {QUESTION}",
        f"@KUTIP_test_bot, {QUESTION}",
        "apa kata Sarandos @kutip_test_bot soal Sora?",
    ],
)
async def test_a_group_is_answered_when_it_does(server: TelegramServer, said: str) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    reply = await group.asked(ani, said)
    assert any(ANSWER in quoted for quoted in reply.quotations)


async def test_a_reply_to_the_bot_is_a_question(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    group = server.group("Redaksi", [ani, budi])
    first = await group.asked(ani, f"/ask {QUESTION}")
    second = await group.asked(budi, "apa kata Sarandos soal kreativitas?", reply_to=first.id)
    assert any("Kami tidak khawatir" in quoted for quoted in second.quotations)


async def test_a_bare_mention_under_a_question_answers_it(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    group = server.group("Redaksi", [ani, budi])
    group.room.sees_all = True
    question = group.say(ani, QUESTION)
    reply = await group.asked(budi, "@kutip_test_bot", reply_to=question)
    assert any(ANSWER in quoted for quoted in reply.quotations)


async def test_what_inline_mode_put_in_is_no_question(server: TelegramServer) -> None:
    ani = server.user("Ani")
    ani.private().say(ani, QUESTION, via_bot=True)
    assert await ani.private().stays_silent()


async def test_the_answer_goes_to_the_topic(server: TelegramServer) -> None:
    ani = server.user("Ani")
    forum = server.supergroup("Forum", [ani], forum=True)
    topic = forum.topic("AI")
    reply = await forum.asked(ani, f"/ask {QUESTION}", topic=topic)
    assert reply.topic == topic
    assert server.actions == [(forum.id, topic, "typing")]
    assert (await forum.asked(ani, f"/ask {QUESTION}")).topic is None


async def test_a_message_in_a_topic_that_the_bot_opened_is_no_reply_to_it(server: TelegramServer) -> None:
    ani = server.user("Ani")
    forum = server.supergroup("Forum", [ani], forum=True)
    forum.room.sees_all = True
    topic = forum.topic("AI")
    forum.room.messages[topic]["from"] = server.world.bot
    forum.say(ani, QUESTION, topic=topic)
    assert await forum.stays_silent()


async def test_conversations_are_kept_apart_by_topic_and_person(server: TelegramServer) -> None:
    ani, budi = server.user("Ani"), server.user("Budi")
    forum = server.supergroup("Forum", [ani, budi], forum=True)
    first, second = forum.topic("AI"), forum.topic("Film")
    follow_up, whose = "@kutip_test_bot dia bilang apa soal Sora?", "Ucapan siapa"
    await forum.asked(ani, "/ask apa kata Sarandos?", topic=first)
    assert whose in (await forum.asked(ani, follow_up, topic=second)).text
    assert whose in (await forum.asked(budi, follow_up, topic=first)).text
    assert whose not in (await forum.asked(ani, follow_up, topic=first)).text


async def test_a_channel_post_is_answered(server: TelegramServer) -> None:
    channel = server.channel("Kabar")
    reply = await channel.asked(None, f"/ask {QUESTION}")
    assert any(ANSWER in quoted for quoted in reply.quotations)
    channel.say(None, "Selamat pagi")
    assert await channel.stays_silent()


async def test_a_picture_s_caption_can_ask(server: TelegramServer) -> None:
    ani = server.user("Ani")
    group = server.group("Redaksi", [ani])
    reply = await group.asked(ani, f"/ask {QUESTION}", file=("sora.jpg", b"\xff\xd8"))
    assert any(ANSWER in quoted for quoted in reply.quotations)


async def test_an_unknown_command_is_named_in_private(server: TelegramServer) -> None:
    ani = server.user("Ani")
    reply = await ani.private().asked(ani, "/cuaca Jakarta")
    assert "/cuaca" in reply.text
    assert "/help" in reply.text


async def test_other_bots_are_ignored(server: TelegramServer) -> None:
    robot = server.user("Robot")
    robot.user["is_bot"] = True
    group = server.group("Redaksi", [robot])
    group.say(robot, f"/ask@kutip_test_bot {QUESTION}")
    assert await group.stays_silent()
