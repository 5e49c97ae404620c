"""The methods of the Bot API, by name; those that send are in messages.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_server import messages
from tests.telegram_server.errors import bad_request
from tests.telegram_server.messages import formatted, keyboard, loaded
from tests.telegram_server.world import MANAGERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_server.server import TelegramServer
    from tests.telegram_server.world import Json

MOST_RESULTS = 50
MOST_ANSWER_CHARACTERS = 200


def get_me(server: TelegramServer, _: Json) -> Json:
    abilities = ("can_join_groups", "supports_inline_queries")
    return server.world.bot | dict.fromkeys(abilities, True) | {"can_read_all_group_messages": False}


async def get_updates(server: TelegramServer, parameters: Json) -> list[Json]:
    return await server.updates.fetch(
        int(parameters.get("offset") or 0),
        int(parameters.get("limit") or 100),
        float(parameters.get("timeout") or 0),
        loaded(parameters.get("allowed_updates")),
    )


def set_webhook(server: TelegramServer, parameters: Json) -> bool:
    secret = str(parameters.get("secret_token") or "")
    server.updates.set_webhook(str(parameters.get("url") or ""), secret, loaded(parameters.get("allowed_updates")))
    return True


def delete_webhook(server: TelegramServer, _: Json) -> bool:
    server.updates.set_webhook("", "", None)
    return True


def get_webhook_info(server: TelegramServer, _: Json) -> Json:
    return {
        "url": server.updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": server.updates.unconfirmed,
    }


def send_chat_action(server: TelegramServer, parameters: Json) -> bool:
    room = server.world.room(parameters.get("chat_id"))
    thread = parameters.get("message_thread_id")
    server.world.thread(room, int(thread) if thread else None)
    server.actions.append((room.id, int(thread) if thread else None, str(parameters["action"])))
    return True


def answer_callback_query(server: TelegramServer, parameters: Json) -> bool:
    text = str(parameters.get("text") or "")
    if len(text) > MOST_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    alert = str(parameters.get("show_alert", "")).lower() == "true"
    server.answered(str(parameters["callback_query_id"]), {"text": text, "show_alert": alert})
    return True


def answer_inline_query(server: TelegramServer, parameters: Json) -> bool:
    results = loaded(parameters.get("results")) or []
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    shown = [result | {"content": _content(result)} for result in results]
    answer = {
        "results": shown,
        "cache_time": int(parameters.get("cache_time") or 300),
        "is_personal": str(parameters.get("is_personal", "")).lower() == "true",
        "button": loaded(parameters.get("button")),
    }
    server.answered(str(parameters["inline_query_id"]), answer)
    return True


def _content(result: Json) -> Json:
    if not result.get("title") or not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_INVALID")
    given = result["input_message_content"]
    text, entities = formatted({"text": given["message_text"], "parse_mode": given.get("parse_mode")}, "text")
    keyboard(result)
    return {"text": text, "entities": entities}


def set_my_commands(server: TelegramServer, parameters: Json) -> bool:
    commands = loaded(parameters.get("commands"))
    for command in commands:
        if not 1 <= len(command["description"]) <= 256 or not command["command"].islower():
            raise bad_request("BOT_COMMAND_INVALID")
    server.commands[str(parameters.get("language_code") or "")] = commands
    return True


def get_chat(server: TelegramServer, parameters: Json) -> Json:
    room = server.world.room(parameters.get("chat_id"))
    required = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}
    return room.to_json() | required


def get_chat_member(server: TelegramServer, parameters: Json) -> Json:
    return server.world.member(server.world.room(parameters.get("chat_id")), int(parameters["user_id"]))


def get_chat_administrators(server: TelegramServer, parameters: Json) -> list[Json]:
    room = server.world.room(parameters.get("chat_id"))
    if room.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [server.world.member(room, user) for user, status in room.members.items() if status in MANAGERS]


def get_file(server: TelegramServer, parameters: Json) -> Json:
    file_id = str(parameters["file_id"])
    if file_id not in server.world.files:
        raise bad_request("invalid file_id")
    name, data = server.world.files[file_id]
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_size": len(data),
        "file_path": f"documents/{file_id}/{name}",
    }


def set_message_reaction(server: TelegramServer, parameters: Json) -> bool:
    server.world.room(parameters.get("chat_id"))
    return True


def leave_chat(server: TelegramServer, parameters: Json) -> bool:
    server.world.room(parameters.get("chat_id")).members[server.world.bot["id"]] = "left"
    return True


METHODS: dict[str, Callable[[TelegramServer, Json], Any]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": messages.send_message,
    "senddocument": messages.send_document,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "setmycommands": set_my_commands,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getfile": get_file,
    "setmessagereaction": set_message_reaction,
    "leavechat": leave_chat,
}
"""Names are told apart without case, as Telegram does."""
