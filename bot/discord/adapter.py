"""Discord's events in, answers out: what comes is acknowledged, asked of the router, rendered and sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot.discord.askers import (
    Access,
    Asker,
    asker_of_interaction,
    asker_of_message,
    asker_of_reaction,
    make_request,
)
from bot.discord.commands import add_commands
from bot.discord.incoming import attachments_of, said_to, text_of
from bot.discord.outgoing import ChoiceButton, Outgoing, PageButton, files_of, outgoing, turned, view_of
from bot.discord.render import render
from bot.discord.translation import CatalogueTranslator
from bot.failures import log_failure
from bot.handlers.common import may_add
from bot.links import first_link, is_mark
from bot.messages import Reply
from bot.router import respond

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.discord.incoming import Said
    from bot.services import Services

PLATFORM = "discord"
MOST_WAITING = 120
"""Messages of one person in one channel: so many come only of flooding."""
EPHEMERAL = frozenset({"settings", "privacy", "help", "start"})
"""Commands whose answers only the one who asks sees."""
TAKING_FILES = frozenset({"add", "follow"})
"""Commands that a file may come with: an article, a list of feeds."""
MANAGING = frozenset({"add", "remove"})
"""Commands that are refused to those who may not manage."""
NO_HISTORY = 160002
"""Discord's code for: no permission to read the history, so no reply to a message."""
TOO_LATE = frozenset({10062, 40060})
"""Discord's codes for an interaction that is over three seconds old, or that was acknowledged before."""

log = logging.getLogger(__name__)


class _Lane:
    """What one person asks in one channel, in order. waiting: messages that are not answered yet."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """A message is in it while this is open."""
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1


class KutipClient(discord.Client):
    """The bot. It asks for no privileged intent: what is meant for it, Discord hands over without.

    What people say to each other it reads where somebody points at it: in a message's menu, or with a mark where its
    operator has turned on the content of messages for it.
    """

    def __init__(self, services: Services, access: Access | None = None) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.services = services
        self.access = access or Access()
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._work: set[asyncio.Task[object]] = set()
        self._lanes: weakref.WeakValueDictionary[str, _Lane] = weakref.WeakValueDictionary()

    async def setup_hook(self) -> None:
        """Register the commands. Discord counts none that it knows already, so this may be done each time."""
        self.add_dynamic_items(ChoiceButton, PageButton)
        add_commands(self.tree, self.services.default_language)
        await self.tree.set_translator(CatalogueTranslator())
        try:
            await self.tree.sync()
        except discord.HTTPException as error:
            log.warning("Discord did not take the commands: %s", _told(error))

    async def finish(self, seconds: float) -> None:
        """Wait until what is being answered is answered, but no longer than so many seconds."""
        await asyncio.sleep(0)
        if self._work:
            _, late = await asyncio.wait(self._work, timeout=seconds)
            for task in late:
                task.cancel()

    # -- commands and buttons ----------------------------------------------------------------------

    async def answer(
        self,
        interaction: discord.Interaction[KutipClient],
        command: str,
        texts: Sequence[str] = ("",),
        *,
        about: discord.Message | None = None,
        files: Sequence[discord.Attachment] = (),
    ) -> None:
        """Answer a command, `about` a message perhaps; several texts are as many requests and one answer."""
        with self._at_work("A command"):
            asker = asker_of_interaction(interaction)
            if await self._admitted(interaction, asker):
                await interaction.response.defer(ephemeral=self._is_private(command, asker), thinking=True)
                words = text_of(about, self.user or interaction.user)
                answer = await self._compose(asker, command, texts, replied_text=words, files=files)
                await self._complete(interaction, answer)

    async def choose(self, interaction: discord.Interaction[KutipClient], token: str) -> None:
        """Answer the request that a button stands for."""
        with self._at_work("A button"):
            asker = asker_of_interaction(interaction)
            if await self._admitted(interaction, asker):
                hidden = interaction.message is not None and interaction.message.flags.ephemeral
                await interaction.response.defer(ephemeral=hidden, thinking=True)
                meant = await asyncio.to_thread(self.services.state.content_of, token)
                answer = (
                    await self._compose(asker, meant[0], meant[1:])
                    if meant
                    else self._note("discord.old_button", asker)
                )
                await self._complete(interaction, answer)

    async def turn_page(self, interaction: discord.Interaction[KutipClient], token: str, page: int) -> None:
        """Show another page of a long answer in the place of this one."""
        with self._at_work("A page"):
            asker = asker_of_interaction(interaction)
            if not await self._admitted(interaction, asker):
                return
            await interaction.response.defer()
            pages = await asyncio.to_thread(self.services.state.content_of, token)
            if pages is None or interaction.message is None:
                note = self._note("discord.old_button", asker)
                await interaction.followup.send(note.content, ephemeral=True)
                return
            view = turned(interaction.message.components, token, page, len(pages))
            await interaction.edit_original_response(content=pages[page], view=view)

    def _is_private(self, command: str, asker: Asker) -> bool:
        """Whether only the one who asks sees the answer: what concerns nobody else, and refusals."""
        if command not in MANAGING:
            return command in EPHEMERAL
        # Read here and now: it is one row, and an acknowledgement must not queue behind searches for a thread.
        settings = self.services.state.chat(asker.chat)
        allowed = self.access.may_manage(asker, settings)
        return not allowed and not (command == "add" and settings.who_adds == "everyone")

    async def _admitted(self, interaction: discord.Interaction[KutipClient], asker: Asker) -> bool:
        if self.access.admits(asker):
            return True
        note = self._note("discord.not_allowed", asker)
        await interaction.response.send_message(note.content, ephemeral=True)
        return False

    async def _complete(self, interaction: discord.Interaction[KutipClient], message: Outgoing) -> None:
        """Put the answer where the person sees the bot thinking."""
        await interaction.edit_original_response(
            content=message.content, view=view_of(message), attachments=files_of(message)
        )

    # -- messages ----------------------------------------------------------------------------------

    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply to the bot or a direct message; each person's in the order asked."""
        if self.user is None or (said := said_to(self.user, message)) is None:
            return
        asker = asker_of_message(message)
        # A lane a person, not a channel: one who is slowed for asking too much holds up nobody else.
        lane = self._lanes.setdefault(asker.conversation, _Lane())
        if lane.waiting >= MOST_WAITING:
            log.warning("%s has %d messages waiting, one more is dropped", asker.conversation, lane.waiting)
            return
        with self._at_work("A message"), lane.taken():
            async with lane.lock:
                await self._answer_message(self.user, message, said, asker)

    async def _answer_message(self, me: discord.abc.User, message: discord.Message, said: Said, asker: Asker) -> None:
        with contextlib.suppress(discord.HTTPException):
            await message.channel.typing()
        if not self.access.admits(asker):
            await self._send(message, self._note("discord.not_allowed", asker))
            return
        replied_to = said.replied_to
        files = [*message.attachments, *(replied_to.attachments if replied_to else ())]
        answer = await self._compose(
            asker,
            said.command,
            (said.text,),
            replied_text=text_of(replied_to, me),
            files=files if said.command in TAKING_FILES else (),
        )
        await self._send(message, answer)

    async def on_raw_reaction_add(self, reaction: discord.RawReactionActionEvent) -> None:
        """A mark by who may add indexes the link of a message, once, where the guild has asked for that."""
        asker = asker_of_reaction(reaction) if is_mark(reaction.emoji.name or "") else None
        if asker is None or not self.access.admits(asker):
            return
        with self._at_work("A mark"):
            settings = await asyncio.to_thread(self.services.state.chat, asker.chat)
            request = make_request(asker, self.access, settings, "add", "")
            if settings.links != "react" or not await may_add(request, self.services):
                return
            channel = self.get_partial_messageable(reaction.channel_id, guild_id=reaction.guild_id)
            message = await channel.fetch_message(reaction.message_id)
            if link := await self._unmarked_link(message, asker):
                await self._send(message, await self._compose(asker, "add", (link,)))

    async def _unmarked_link(self, message: discord.Message, asker: Asker) -> str | None:
        """What nobody has marked before; none where the words are hidden, or are our own."""
        if self.user is None or message.author.id == self.user.id:
            return None
        link = first_link(text_of(message, self.user) or "")
        if link is None:
            return None
        is_first = await asyncio.to_thread(self.services.seen_links.claim, asker.chat, message.id, link)
        return link if is_first else None

    async def _send(self, question: discord.Message, answer: Outgoing) -> None:
        """Reply to a message. The nonce is its id: Discord posts one answer, however often it is sent."""
        channel, view = question.channel, view_of(answer) or discord.utils.MISSING
        reference = question.to_reference(fail_if_not_exists=False)
        try:
            await channel.send(
                answer.content,
                reference=reference,
                mention_author=False,
                nonce=question.id,
                suppress_embeds=True,
                view=view,
                files=files_of(answer),
            )
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
            await channel.send(
                answer.content, nonce=question.id, suppress_embeds=True, view=view, files=files_of(answer)
            )

    # -- both --------------------------------------------------------------------------------------

    async def _compose(
        self,
        asker: Asker,
        command: str | None,
        texts: Sequence[str],
        *,
        replied_text: str | None = None,
        files: Sequence[discord.Attachment] = (),
    ) -> Outgoing:
        """The answer to the requests as one message; whatever breaks, there is one."""
        try:
            settings = await asyncio.to_thread(self.services.state.chat, asker.chat)
            attachments = await attachments_of(files)
            requests = [
                make_request(asker, self.access, settings, command, text, replied_text, attachments) for text in texts
            ]
            replies = [await respond(request, self.services) for request in requests]
            return await asyncio.to_thread(self._written, replies, asker.chat)
        except Exception as error:
            log_failure(log, f"The answer to {command or 'a question'} could not be written", error)
            return self._note("error.failure", asker)

    def _written(self, replies: Sequence[Reply], chat: str) -> Outgoing:
        """The last reply, after what was refused before it."""
        shown = [reply for reply in replies[:-1] if not reply.found] + [replies[-1]]
        whole = Reply(replies[-1].language, tuple(block for reply in shown for block in reply.blocks))
        with self.services.state.keeping(chat) as keep:
            return outgoing(render(whole, self.services.catalogue(whole.language)), keep)

    def _note(self, key: str, asker: Asker) -> Outgoing:
        """One of the bot's own sentences."""
        return Outgoing(self.services.catalogue(asker.language).text(key))

    @contextlib.contextmanager
    def _at_work(self, what: str) -> Iterator[None]:
        """Count this task as work to be finished; what cannot be delivered is logged in one line."""
        task = asyncio.current_task()
        assert task is not None
        self._work.add(task)
        try:
            yield
        except discord.HTTPException as error:
            if error.code in TOO_LATE:
                log.debug("%s was too old to be answered", what)
            else:
                self._not_delivered(what, error, _told(error))
        except (aiohttp.ClientError, OSError) as error:
            self._not_delivered(what, error, "")
        finally:
            self._work.discard(task)

    def _not_delivered(self, what: str, error: Exception, told: str) -> None:
        reason = type(error).__name__
        log.warning("%s could not be answered: %s %s", what, reason, told)
        self.services.metrics.send_failed(PLATFORM, reason)


def _told(error: discord.HTTPException) -> str:
    """What Discord said, without the words that were to be sent."""
    return f"{error.status} {error.code}"
