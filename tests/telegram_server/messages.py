"""The methods that send and edit messages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.telegram_server.entities import find_entities
from tests.telegram_server.errors import bad_request
from tests.telegram_server.markup import parse_html, units

if TYPE_CHECKING:
    from tests.telegram_server.server import TelegramServer
    from tests.telegram_server.world import Json, Room

MOST_UNITS = 4096
MOST_CAPTION_UNITS = 1024
MOST_BUTTON_BYTES = 64
MOST_BUTTONS = 100
_TOKEN = re.compile(r"[\w-]+")


def formatted(parameters: Json, key: str, limit: int = MOST_UNITS) -> tuple[str, list[Json]]:
    """Text and entities of the parameter `key`. Raises ApiError 400."""
    source = str(parameters.get(key) or "")
    mode = str(parameters.get("parse_mode") or "").lower()
    text, entities = parse_html(source) if mode == "html" else (source.strip(), [])
    if not text:
        raise bad_request("message text is empty")
    if units(text) > limit:
        raise bad_request("message is too long")
    return text, find_entities(text, entities)


def keyboard(parameters: Json) -> Json | None:
    """The inline keyboard, checked. Raises ApiError 400."""
    markup = loaded(parameters.get("reply_markup"))
    if not markup or "inline_keyboard" not in markup:
        return None
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise bad_request("can't parse inline keyboard button: Text buttons are not allowed to be empty")
        if "url" in button:
            _check_url(str(button["url"]))
        elif not 1 <= len(str(button.get("callback_data", "")).encode()) <= MOST_BUTTON_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    return {"inline_keyboard": markup["inline_keyboard"]}


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg") or (parts.scheme != "tg" and "." not in parts.netloc):
        raise bad_request("BUTTON_URL_INVALID")


def loaded(value: Any) -> Any:
    """A parameter that is JSON: a form holds it as text, a JSON body as it is."""
    return json.loads(value) if isinstance(value, str) and value else value


def send_message(server: TelegramServer, parameters: Json) -> Json:
    room = server.world.room(parameters.get("chat_id"))
    text, entities = formatted(parameters, "text")
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _send(server, room, parameters, content)


def send_document(server: TelegramServer, parameters: Json) -> Json:
    room = server.world.room(parameters.get("chat_id"))
    name, data = parameters["document"]
    content: Json = {"document": server.keep_file(name, data)}
    if parameters.get("caption"):
        text, entities = formatted(parameters, "caption", MOST_CAPTION_UNITS)
        content |= {"caption": text, "caption_entities": entities}
    return _send(server, room, parameters, content)


def _send(server: TelegramServer, room: Room, parameters: Json, content: Json) -> Json:
    world = server.world
    thread = parameters.get("message_thread_id")
    place = world.thread(room, int(thread) if thread else None)
    reply = loaded(parameters.get("reply_parameters")) or {}
    replied = world.replied(room, reply.get("message_id"), place.get("message_thread_id"))
    if reply and reply["message_id"] not in room.messages and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    sender = None if room.type == "channel" else world.bot
    preview = loaded(parameters.get("link_preview_options"))
    message = world.write(
        room,
        sender,
        content | place,
        reply_to_message=replied,
        reply_markup=keyboard(parameters),
        link_preview_options=preview,
        sender_chat=room.to_json() if room.type == "channel" else None,
    )
    server.sent(room.id, message)
    return message


def edit_message_text(server: TelegramServer, parameters: Json) -> Json:
    room = server.world.room(parameters.get("chat_id"))
    message = server.world.message(room, parameters.get("message_id"))
    text, entities = formatted(parameters, "text")
    new: Json = {"text": text, "entities": entities, "reply_markup": keyboard(parameters)}
    old = {"text": message.get("text"), "entities": message.get("entities", [])}
    if new == old | {"reply_markup": message.get("reply_markup")}:
        raise _same()
    message |= new
    message["edit_date"] = message["date"] + 1
    server.edited(room.id, message)
    return message


def edit_message_reply_markup(server: TelegramServer, parameters: Json) -> Json:
    room = server.world.room(parameters.get("chat_id"))
    message = server.world.message(room, parameters.get("message_id"))
    markup = keyboard(parameters)
    if markup == message.get("reply_markup"):
        raise _same()
    message["reply_markup"] = markup
    server.edited(room.id, message)
    return message


def delete_message(server: TelegramServer, parameters: Json) -> bool:
    room = server.world.room(parameters.get("chat_id"))
    if room.messages.pop(int(parameters["message_id"]), None) is None:
        raise bad_request("message to delete not found")
    return True


def _same() -> Exception:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as a "
        "current content and reply markup of the message"
    )
