"""The table of what is said about following, in both languages, as each platform shows it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from bot.discord.render import render as render_discord
from bot.telegram.render import render as render_telegram
from tests.bot.following.web import say, words
from tests.dialogues import FOLDER
from tests.telegram_server.markup import parse_html

if TYPE_CHECKING:
    from bot.services import Services

ROWS = tomllib.loads((FOLDER / "following.toml").read_text(encoding="utf-8"))["said"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ask"])
def test_what_is_said(bot: Services, row: dict[str, str], language: str) -> None:
    command, _, text = row["ask"].removeprefix("/").partition(" ")
    reply = say(bot, command, text, language=language)
    assert not reply.found
    assert row[language] in words(reply)
    catalogue = bot.catalogue(reply.language)
    assert row[language] in parse_html(render_telegram(reply, catalogue)[0].html)[0]
    written = render_discord(reply, catalogue).pages[0]
    assert row[language] in re.sub(r"\\([^\w\s])", r"\1", written).replace("`", "")
