"""What a chat can set for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.links import Links
    from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """language: of the interface, None follows each question. who_adds: who may add articles here.

    time_zone: IANA name; quiet_from, quiet_to: hours (0-23) between which the bot posts nothing by itself.
    manager_role: a Discord role that may manage besides those with Manage Server. links: what becomes of links
    that people post; on Discord, which does not hand them over unasked, `off` or `react`.
    """

    language: Language | None = None
    who_adds: Literal["managers", "everyone"] = "managers"
    time_zone: str | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    manager_role: str | None = None
    links: Links = "off"

    def zone(self, default: str) -> ZoneInfo:
        """The chat's time zone; `default` where it has set none."""
        return ZoneInfo(self.time_zone or default)
