"""The bot's own words: both languages say the same things, and settings are all documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.messages import Strong
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PLURAL = re.compile(r"\.(one|other)$")


def test_both_catalogues_have_the_same_messages() -> None:
    indonesian, english = (load_catalogue(language).messages for language in ("id", "en"))
    assert {PLURAL.sub("", key) for key in indonesian} == {PLURAL.sub("", key) for key in english}
    assert not any(key.endswith(".one") for key in indonesian)


def test_messages_have_the_same_placeholders() -> None:
    indonesian, english = (load_catalogue(language).messages for language in ("id", "en"))
    for key, message in english.items():
        other = indonesian.get(key) or indonesian.get(f"{PLURAL.sub('', key)}.other") or indonesian[PLURAL.sub("", key)]
        assert _placeholders(message) == _placeholders(other), key


def _placeholders(message: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", message))


def test_no_message_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for key in load_catalogue("en").messages:
        table, _, name = PLURAL.sub("", key).partition(".")
        assert f'"{table}.' in code or f'f"{table}.' in code, key
        assert name


@pytest.mark.parametrize(("count", "words"), [(1, "1 article indexed:"), (3, "3 articles indexed, newest first:")])
def test_english_has_two_plural_forms(count: int, words: str) -> None:
    assert load_catalogue("en").text("articles.heading", count=count) == words


def test_indonesian_has_one() -> None:
    catalogue = load_catalogue("id")
    assert catalogue.text("articles.quotes", count=1) == "1 kutipan"
    assert catalogue.text("articles.quotes", count=5) == "5 kutipan"


def test_marked_up_values_stay_marked_up() -> None:
    line = load_catalogue("en").line("ask.speaker_topic", speaker=Strong("Ani"), topic="rice")
    assert line == (Strong("Ani"), ", on “", "rice", "”:")


@pytest.mark.parametrize(("language", "shown"), [("id", "21 Oktober 2025"), ("en", "21 October 2025")])
def test_dates(language: str, shown: str) -> None:
    assert load_catalogue(language).date("2025-10-21T19:30:00+07:00") == shown  # type: ignore[arg-type] # parametrized


def test_every_setting_is_in_the_example_with_a_sentence() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for name in Settings.model_fields:
        at = next((i for i, line in enumerate(lines) if re.match(rf"# ?KUTIP_{name.upper()}=", line)), None)
        assert at is not None, name
        assert lines[at - 1].startswith("# "), name
