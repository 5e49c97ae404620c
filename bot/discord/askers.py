"""Who asks where, out of Discord's own objects, and what he or she may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.messages import Request
from knowledge.store import LIBRARY

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.chats import ChatSettings
    from bot.messages import Attachment
    from knowledge.types import Language

LANGUAGES: dict[discord.Locale, Language] = {
    discord.Locale.indonesian: "id",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """guild: None in a direct message and where only the person has installed the bot.

    manages: has the permission Manage Server; roles: ids; language: that of the person's Discord, if known.
    """

    guild: int | None
    channel: int
    user: int
    manages: bool = False
    roles: frozenset[int] = frozenset()
    language: Language | None = None

    @property
    def chat(self) -> str:
        """Key of the library and settings: one a guild, one a person elsewhere."""
        return f"discord:dm:{self.user}" if self.guild is None else f"discord:{self.guild}"

    @property
    def conversation(self) -> str:
        """Key of what this person was talking of in this channel or thread."""
        return f"discord:{self.channel}:{self.user}"

    @property
    def scope(self) -> tuple[str, str]:
        """The collections that are seen here."""
        return (LIBRARY, self.chat)


@dataclass(frozen=True, slots=True)
class Access:
    """allowed: ids of the guilds and people that may use the bot, empty for all; owners: ids of people."""

    allowed: Collection[int] = ()
    owners: Collection[int] = ()

    def admits(self, asker: Asker) -> bool:
        """Whether the bot may be used; by its owners everywhere."""
        if not self.allowed or asker.user in self.owners:
            return True
        return (asker.user if asker.guild is None else asker.guild) in self.allowed

    def may_manage(self, asker: Asker, settings: ChatSettings) -> bool:
        """Whether this person may add, remove and configure here."""
        if asker.guild is None or asker.manages or asker.user in self.owners:
            return True
        return settings.manager_role is not None and settings.manager_role in map(str, asker.roles)


def asker_of_interaction(interaction: discord.Interaction) -> Asker:
    """Of a command, a button or something typed into a field."""
    here = not interaction.is_user_integration() or interaction.is_guild_integration()
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else ()
    return Asker(
        guild=interaction.guild_id if here else None,
        channel=interaction.channel_id or interaction.user.id,
        user=interaction.user.id,
        manages=interaction.permissions.manage_guild,
        roles=frozenset(role.id for role in roles),
        language=LANGUAGES.get(interaction.locale),
    )


def asker_of_message(message: discord.Message) -> Asker:
    """Of a mention, a reply or a direct message."""
    author = message.author
    member = author if isinstance(author, discord.Member) else None
    return Asker(
        guild=message.guild.id if message.guild else None,
        channel=message.channel.id,
        user=author.id,
        manages=member is not None and member.guild_permissions.manage_guild,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
    )


def asker_of_reaction(reaction: discord.RawReactionActionEvent) -> Asker | None:
    """Of a mark under a message of a guild; None for one of a bot, or elsewhere."""
    member = reaction.member
    if member is None or member.bot:
        return None
    return Asker(
        guild=reaction.guild_id,
        channel=reaction.channel_id,
        user=member.id,
        manages=member.guild_permissions.manage_guild,
        roles=frozenset(role.id for role in member.roles),
    )


def make_request(
    asker: Asker,
    access: Access,
    settings: ChatSettings,
    command: str | None,
    text: str,
    replied_text: str | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Request:
    """What a handler is given. A question is answered in its own language, a bare command in the person's."""
    asks = command in (None, "ask")
    return Request(
        command=command,
        text=text,
        chat=asker.chat,
        conversation=asker.conversation,
        scope=asker.scope,
        user=f"discord:{asker.user}",
        place=f"discord:{asker.channel}",
        language=settings.language or (None if asks else asker.language),
        replied_text=replied_text,
        attachments=attachments,
        private=asker.guild is None,
        may_manage=access.may_manage(asker, settings),
    )
