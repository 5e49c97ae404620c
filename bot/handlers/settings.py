"""/settings: what a chat can set for itself, one `name value` at a time; without, what is set."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from bot.messages import Bullets, Code, Paragraph, Reply
from knowledge.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.catalogue import Catalogue
    from bot.chats import ChatSettings
    from bot.messages import Line, Request
    from bot.services import Services

EXAMPLES = {
    "language": "/settings language id",
    "add": "/settings add everyone",
    "timezone": "/settings timezone Jakarta",
    "quiet": "/settings quiet 22-6",
    "links": "/settings links ask",
    "role": "/settings role off",
}
DISCORD_EXAMPLES = {"links": "/settings links react"}
LINKS_ON_DISCORD = frozenset({"off", "react"})
"""Which does not hand over what people say to each other until somebody points at a message."""
OFF = frozenset({"off", "none", "mati", "-"})
INDONESIAN_ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_HOURS = re.compile(r"(\d{1,2})(?:[:.]00)?\s*[-–]\s*(\d{1,2})(?:[:.]00)?")


async def settings(request: Request, services: Services) -> Reply:
    """Shows the settings, or changes the one that `request.text` names."""
    catalogue = services.catalogue(request.language)
    current = await asyncio.to_thread(services.state.chat, request.chat)
    name, _, value = request.text.strip().partition(" ")
    if not name:
        return _shown(current, services.default_time_zone, request, catalogue)
    if not request.may_manage:
        return _refused(catalogue.line("settings.forbidden"), catalogue)
    change = _CHANGES.get(name.lower())
    if change is None:
        known = ", ".join(EXAMPLES)
        return _refused(catalogue.line("settings.unknown", name=name, names=known), catalogue)
    changed = change(current, value.strip())
    if changed is None or (request.platform == "discord" and changed.links not in LINKS_ON_DISCORD):
        example = _example(name.lower(), request)
        return _refused(catalogue.line("settings.bad_value", value=value, name=name, command=example), catalogue)
    await asyncio.to_thread(services.state.save_chat, request.chat, changed)
    spoken = services.catalogue(changed.language or request.language)
    shown = _shown(changed, services.default_time_zone, request, spoken)
    return replace(shown, blocks=(Paragraph(spoken.line("settings.saved")), *shown.blocks))


def _example(name: str, request: Request) -> Code:
    here = EXAMPLES | DISCORD_EXAMPLES if request.platform == "discord" else EXAMPLES
    return Code(here[name])


def _language(current: ChatSettings, value: str) -> ChatSettings | None:
    match value.lower():
        case "id" | "indonesia" | "indonesian":
            return replace(current, language="id")
        case "en" | "inggris" | "english":
            return replace(current, language="en")
        case "auto":
            return replace(current, language=None)
    return None


def _adding(current: ChatSettings, value: str) -> ChatSettings | None:
    match value.lower():
        case "managers" | "pengelola":
            return replace(current, who_adds="managers")
        case "everyone" | "semua":
            return replace(current, who_adds="everyone")
    return None


def _time_zone(current: ChatSettings, value: str) -> ChatSettings | None:
    found = find_time_zone(value)
    return replace(current, time_zone=found) if found else None


def find_time_zone(value: str) -> str | None:
    """The IANA name for an IANA name, a city or an Indonesian zone: `jakarta` -> `Asia/Jakarta`."""
    wanted = fold(value).replace(" ", "_")
    if wanted in INDONESIAN_ZONES:
        return INDONESIAN_ZONES[wanted]
    zones = sorted(available_timezones())
    exact = (zone for zone in zones if zone.lower() == wanted)
    city = (zone for zone in zones if "/" in zone and zone.lower().rpartition("/")[2] == wanted)
    return next(exact, None) or next(city, None)


def _quiet(current: ChatSettings, value: str) -> ChatSettings | None:
    if value.lower() in OFF:
        return replace(current, quiet_from=None, quiet_to=None)
    hours = _HOURS.fullmatch(value)
    if hours is None or max(int(hours[1]), int(hours[2])) > 23:
        return None
    start, end = int(hours[1]), int(hours[2])
    if start == end:
        return replace(current, quiet_from=None, quiet_to=None)
    return replace(current, quiet_from=start, quiet_to=end)


def _links(current: ChatSettings, value: str) -> ChatSettings | None:
    match value.lower():
        case "off" | "mati" | "none":
            return replace(current, links="off")
        case "ask" | "tanya" | "button" | "tombol":
            return replace(current, links="ask")
        case "react" | "reaction" | "reaksi":
            return replace(current, links="react")
        case "auto" | "otomatis":
            return replace(current, links="auto")
    return None


def _role(current: ChatSettings, value: str) -> ChatSettings | None:
    if value.lower() in OFF:
        return replace(current, manager_role=None)
    digits = re.fullmatch(r"(?:<@&)?(\d{1,20})>?", value)
    return replace(current, manager_role=digits[1]) if digits else None


_CHANGES: Mapping[str, Callable[[ChatSettings, str], ChatSettings | None]] = {
    "language": _language,
    "add": _adding,
    "timezone": _time_zone,
    "quiet": _quiet,
    "links": _links,
    "role": _role,
}


def _shown(current: ChatSettings, default_zone: str, request: Request, catalogue: Catalogue) -> Reply:
    quiet = f"{current.quiet_from:02}–{current.quiet_to:02}" if current.quiet_from is not None else None
    values = {
        "language": catalogue.text(f"settings.language_{current.language or 'auto'}"),
        "add": catalogue.text(f"settings.add_{current.who_adds}"),
        "timezone": current.time_zone or default_zone,
        "quiet": quiet or catalogue.text("settings.quiet_off"),
    }
    if request.platform == "telegram":
        values["links"] = catalogue.text(f"settings.links_{current.links}")
    if request.platform == "discord":
        values["links"] = catalogue.text(f"settings.links_{current.links}")
        if current.links == "react":
            values["links"] = catalogue.text("settings.links_react_discord")
        values["role"] = current.manager_role or catalogue.text("settings.role_off")
    items = tuple(
        catalogue.line(f"settings.{name}", value=value, command=_example(name, request))
        for name, value in values.items()
    )
    return Reply(catalogue.language, (Paragraph(catalogue.line("settings.heading")), Bullets(items)))


def _refused(line: Line, catalogue: Catalogue) -> Reply:
    return Reply(catalogue.language, (Paragraph(line),), found=False)
