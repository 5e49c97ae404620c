"""What happens for each update: who may ask, what is asked, the sign of typing, the answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import Message as TelegramMessage
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.links import first_link
from bot.messages import Attachment, Document, Paragraph, Reply, Request
from bot.router import HANDLERS, respond
from bot.telegram.asked import Asked, read_message
from bot.telegram.inline import answer_inline
from bot.telegram.keyboards import PAGE, Pressed, Sheet, first_sheet, pressed, turn
from bot.telegram.links import has_mark, link_marked, link_posted
from bot.telegram.outbox import Message, Outbox, Place, written
from bot.telegram.permissions import Permissions
from bot.telegram.render import render
from knowledge.reading import MAX_BYTES
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from telegram import (
        Bot,
        CallbackQuery,
        Chat,
        InlineQuery,
        MaybeInaccessibleMessage,
        MessageReactionUpdated,
        Update,
        User,
    )
    from telegram import Document as TelegramDocument

    from bot.messages import Line
    from bot.services import Services
    from knowledge.types import Language

PLATFORM = "telegram"
INLINE = "inline"
LONGEST_INLINE_WAIT = 5.0
"""Seconds; after that Telegram takes no answer to what was typed, and the person has typed on."""
TYPING_SECONDS = 4.5
"""Telegram shows the sign of typing for five."""
TYPING_WAIT = 2.0
"""How long an answer waits for the sign before it, lest the sign stay behind."""
TAKING_FILES = ("add", "follow")
"""Commands that a file may come with: an article, a list of feeds."""
QUESTIONS = ("ask",)
"""Commands whose answer is in the language of the question, not in that of the asker's Telegram."""

log = logging.getLogger(__name__)


class Chatting:
    """Answers updates of `bot`, one at a time for each chat."""

    def __init__(
        self,
        bot: Bot,
        allowed: Collection[int],
        owners: Collection[int],
        services: Services,
        failed: Callable[[str], None],
    ) -> None:
        self._bot = bot
        self._services = services
        self._permissions = Permissions(bot, allowed, owners)
        self._outbox = Outbox(bot, self._move, failed)
        self._refused: set[int] = set()

    async def finish(self, seconds: float) -> int:
        """Send what is waiting, for so long; returns how much was left unsent."""
        return await self._outbox.finish(seconds)

    async def answer(self, update: Update) -> None:
        """Answer `update`, if it is for the bot."""
        message = update.message or update.channel_post
        if message and message.migrate_to_chat_id:
            await self._move(message.chat.id, message.migrate_to_chat_id)
        elif message:
            await self._message(message)
        elif update.callback_query:
            await self._button(update.callback_query)
        elif update.inline_query:
            await self._inline(update.inline_query)
        elif update.message_reaction and has_mark(update.message_reaction):
            await self._reaction(update.message_reaction)

    # -- messages --------------------------------------------------------------------------------

    async def _message(self, message: TelegramMessage) -> None:
        asked = read_message(message, self._bot.bot, HANDLERS)
        if asked is None:
            await self._link(message)
            return
        place = _place(message)
        if not self._permissions.may_use(message.chat.id, _user_id(message.from_user)):
            self._refuse(place, _client_language(message))
            return
        async with self._typing(place):
            language = await self._language(asked.command, message.chat, _client_language(message))
            reply = await self._reply(asked, message, language)
        await self._send(reply, place)

    async def _reply(self, asked: Asked, message: TelegramMessage, language: Language | None) -> Reply:
        attachments: tuple[Attachment, ...] = ()
        if asked.command in TAKING_FILES and asked.document:
            attached = await self._download(asked.document, language)
            if isinstance(attached, Reply):
                return attached
            attachments = (attached,)
        request = await self._request(
            asked, message.chat, _place(message), message.from_user, message.sender_chat, language, attachments
        )
        return await respond(request, self._services)

    async def _download(self, document: TelegramDocument, language: Language | None) -> Attachment | Reply:
        name = document.file_name or "-"
        if (document.file_size or 0) > MAX_BYTES:
            limit = MAX_BYTES // 1_000_000
            return self._said(language, "telegram.too_large", name=name, limit=limit)
        try:
            file = await self._bot.get_file(document.file_id)
            return Attachment(name, bytes(await file.download_as_bytearray()))
        except TelegramError as error:
            log.warning("A file could not be fetched: %s", type(error).__name__)
            return self._said(language, "telegram.not_fetched", name=name)

    async def _request(
        self,
        asked: Asked,
        chat: Chat,
        place: Place,
        user: User | None,
        sender: Chat | None,
        language: Language | None,
        attachments: tuple[Attachment, ...] = (),
    ) -> Request:
        key = chat_key(chat.id)
        who = sender.id if sender else user.id if user else chat.id
        # A question manages nothing, so nobody's rights are asked for it.
        may_manage = asked.command is not None and await self._permissions.may_manage(chat, user, sender)
        return Request(
            command=asked.command,
            text=asked.text,
            chat=key,
            conversation=f"{key}:{place.thread or 0}:{who}",
            scope=(LIBRARY, key),
            user=chat_key(who),
            place=key if place.thread is None else f"{key}:{place.thread}",
            language=language,
            replied_text=asked.replied_text,
            attachments=attachments,
            private=chat.type == ChatType.PRIVATE,
            may_manage=may_manage,
        )

    # -- links that are posted -------------------------------------------------------------------

    async def _link(self, message: TelegramMessage) -> None:
        """A link in a message that is not for the bot: as the chat has asked for, nothing where it has not."""
        link = first_link(message.text or message.caption or "")
        if link is None or (message.from_user and message.from_user.is_bot):
            return
        settings = await asyncio.to_thread(self._services.state.chat, chat_key(message.chat.id))
        if settings.links == "off" or not self._permissions.may_use(message.chat.id, _user_id(message.from_user)):
            return
        place, asked = _place(message), Asked("add", link)
        request = await self._request(
            asked, message.chat, place, message.from_user, message.sender_chat, settings.language
        )
        if reply := await link_posted(request, message.message_id, settings, self._services):
            await self._send(reply, place)

    async def _reaction(self, reaction: MessageReactionUpdated) -> None:
        """A mark on a message with a link indexes it, where the chat has asked for that."""
        chat, user = reaction.chat, reaction.user
        settings = await asyncio.to_thread(self._services.state.chat, chat_key(chat.id))
        if settings.links not in ("ask", "react") or not self._permissions.may_use(chat.id, _user_id(user)):
            return
        place, asked = Place(chat.id, None, reaction.message_id), Asked("add", "")
        request = await self._request(asked, chat, place, user, reaction.actor_chat, settings.language)
        if reply := await link_marked(request, reaction.message_id, self._services):
            await self._send(reply, place)

    # -- buttons ---------------------------------------------------------------------------------

    async def _button(self, query: CallbackQuery) -> None:
        message = query.message
        button = await asyncio.to_thread(pressed, query.data or "", self._services.state)
        if message is None or button is None:
            catalogue = self._services.catalogue(_language_of(query.from_user))
            await self._acknowledge(query, catalogue.text("telegram.gone"))
            return
        await self._acknowledge(query)
        if not self._permissions.may_use(message.chat.id, query.from_user.id):
            return
        if button.kind == PAGE:
            self._turn(_place(message), button)
        else:
            await self._choose(query.from_user, message, button)

    def _turn(self, place: Place, button: Pressed) -> None:
        sheet = turn(button.token, button.number, button.kept, self._services.catalogue(button.language))
        self._outbox.send(Message(replace(place, reply_to=None), sheet.html, sheet.keyboard, place.reply_to))

    async def _choose(self, user: User, message: MaybeInaccessibleMessage, button: Pressed) -> None:
        """What a button stands for is asked by who presses it, in the language of what it stands under."""
        command, text = button.kept[2:]
        place = _place(message)
        async with self._typing(place):
            language = await self._language(command, message.chat, button.language)
            request = await self._request(Asked(command, text), message.chat, place, user, None, language)
            reply = await respond(request, self._services)
        await self._send(reply, place)

    async def _acknowledge(self, query: CallbackQuery, text: str | None = None) -> None:
        """Ends the button's waiting sign; one that is too old has none any more."""
        with contextlib.suppress(TelegramError):
            await self._bot.answer_callback_query(query.id, text, show_alert=text is not None)

    # -- inline ----------------------------------------------------------------------------------

    async def _inline(self, query: InlineQuery) -> None:
        if not self._permissions.may_use(query.from_user.id, query.from_user.id):
            return
        # An allowance of its own: each letter is a query, and they are not to use up that of the questions.
        wait = self._services.throttle.wait(f"{chat_key(query.from_user.id)}:{INLINE}")
        if wait > LONGEST_INLINE_WAIT:
            return
        await asyncio.sleep(wait)
        started = time.perf_counter()
        try:
            found = await answer_inline(query, self._bot, self._services)
        except TelegramError as error:
            # Commonly too old: the person has typed on.
            log.info("An inline query was not answered: %s", type(error).__name__)
            return
        outcome = "answered" if found else "not_found"
        self._services.metrics.asked(PLATFORM, INLINE, outcome, time.perf_counter() - started)

    # -- common ----------------------------------------------------------------------------------

    async def _send(self, reply: Reply, place: Place) -> None:
        sheet = await asyncio.to_thread(self._sheet, reply, chat_key(place.chat))
        documents = [block for block in reply.blocks if isinstance(block, Document)]
        for message in written(Message(place, sheet.html, sheet.keyboard), documents):
            self._outbox.send(message)

    def _sheet(self, reply: Reply, chat: str) -> Sheet:
        catalogue = self._services.catalogue(reply.language)
        with self._services.state.keeping(chat) as keep:
            return first_sheet(render(reply, catalogue), catalogue, keep)

    def _said(self, language: Language | None, key: str, **values: str | int) -> Reply:
        catalogue = self._services.catalogue(language)
        line: Line = catalogue.line(key, **values)
        return Reply(catalogue.language, (Paragraph(line),), found=False)

    def _refuse(self, place: Place, language: Language | None) -> None:
        """One polite line, once, to a chat that is not on the list."""
        if place.chat in self._refused:
            return
        self._refused.add(place.chat)
        reply = self._said(language, "telegram.not_allowed")
        page = render(reply, self._services.catalogue(language))[0]
        self._outbox.send(Message(place, page.html))

    async def _language(self, command: str | None, chat: Chat, otherwise: Language | None) -> Language | None:
        """As the chat has set it; else a question's own (None), and `otherwise` for what is no question."""
        settings = await asyncio.to_thread(self._services.state.chat, chat_key(chat.id))
        if settings.language or command is None or command in QUESTIONS:
            return settings.language
        return otherwise

    @contextlib.asynccontextmanager
    async def _typing(self, place: Place) -> AsyncIterator[None]:
        """Shows the sign of typing at once and until the answer is there."""
        answered = asyncio.Event()
        sign = asyncio.create_task(self._type(place, answered))
        try:
            yield
        finally:
            answered.set()
            await asyncio.wait((sign,), timeout=TYPING_WAIT)

    async def _type(self, place: Place, answered: asyncio.Event) -> None:
        while not answered.is_set() and not self._outbox.must_wait(place.chat):
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(answered.wait(), TYPING_SECONDS)

    async def _move(self, old: int, new: int) -> None:
        """A group became a supergroup: its settings, conversations and articles go with it."""
        await asyncio.to_thread(self._services.move_chat, chat_key(old), chat_key(new))
        log.warning("Chat %d is now %d; name the new one in KUTIP_ALLOWED_CHATS if that is set", old, new)


def chat_key(identifier: int) -> str:
    """The key of a chat or person of Telegram."""
    return f"{PLATFORM}:{identifier}"


def _place(message: MaybeInaccessibleMessage) -> Place:
    """Outside forums a thread is only a chain of replies, which cannot be sent to."""
    thread = message.message_thread_id if isinstance(message, TelegramMessage) and message.is_topic_message else None
    return Place(message.chat.id, thread, message.message_id)


def _user_id(user: User | None) -> int | None:
    return user.id if user else None


def _client_language(message: TelegramMessage) -> Language | None:
    """Of the person's Telegram, in private; a group is not one person's."""
    return _language_of(message.from_user) if message.chat.type == ChatType.PRIVATE else None


def _language_of(user: User | None) -> Language | None:
    code = (user.language_code or "")[:2] if user else ""
    return "en" if code == "en" else "id" if code == "id" else None
