"""Names and descriptions of the commands, in every language of Discord's that the catalogues have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.catalogue import load_catalogue
from bot.discord.askers import LANGUAGES

if TYPE_CHECKING:
    import discord

    from knowledge.types import Language


def said(key: str, language: Language) -> app_commands.locale_str:
    """A message of the catalogue, in `language` where Discord asks for no other."""
    return app_commands.locale_str(load_catalogue(language).text(key), key=key)


class CatalogueTranslator(app_commands.Translator):
    """Looks up what `said` made."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library's signature
    ) -> str | None:
        language, key = LANGUAGES.get(locale), string.extras.get("key")
        return load_catalogue(language).text(key) if language and key else None
