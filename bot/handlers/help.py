"""/help and /start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Bullets, Code, Paragraph, Reply

if TYPE_CHECKING:
    from bot.messages import Request
    from bot.services import Services

COMMANDS = (
    *("ask", "summary", "digest", "quotes", "verify", "articles", "add", "remove"),
    *("follow", "unfollow", "sources", "mute", "settings", "privacy", "help"),
)
EXAMPLES = ("said", "fact", "check")


async def help_(request: Request, services: Services) -> Reply:
    """What the bot does and what can be typed."""
    catalogue = services.catalogue(request.language)
    examples = tuple((Code(catalogue.text(f"help.example_{name}")),) for name in EXAMPLES)
    commands = tuple((Code(f"/{name}"), f"  {catalogue.text(f'commands.{name}')}") for name in COMMANDS)
    return Reply(
        catalogue.language,
        (
            Paragraph(catalogue.line("help.intro")),
            Paragraph(catalogue.line("help.examples")),
            Bullets(examples),
            Paragraph(catalogue.line("help.commands")),
            Bullets(commands),
        ),
    )
