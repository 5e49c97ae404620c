"""A greeting, thanks, a question about the bot itself: what is no question about the news gets one friendly line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.messages import Code, Paragraph, Reply
from knowledge.data_files import load_table
from knowledge.text.normalise import fold
from knowledge.text.words import words
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Request
    from bot.services import Services
    from knowledge.types import Language

LONGEST = 200
"""Characters; whoever writes more asks something."""
KINDS = ("greeting", "thanks", "farewell", "about")
"""From what asks least for an answer to what asks most: "halo, kamu siapa?" is a question about the bot."""

_REPEATED = re.compile(r"(.)\1+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    kind: str
    language: Language


def small_talk(request: Request, services: Services) -> Reply | None:
    """None where any of the message is something else, so that "halo, apa kata Sarandos?" is a question."""
    said = understood(request.text)
    if said is None:
        return None
    catalogue = services.catalogue(request.language or said.language)
    example = Code(catalogue.text("help.example_said"))
    line = catalogue.line(f"small_talk.{said.kind}", example=example, help=Code("/help"))
    return Reply(catalogue.language, (Paragraph(line),))


def understood(text: str) -> Said | None:
    """What the whole of `text` says, if it is but small talk."""
    if len(text) > LONGEST:
        return None
    phrases, longest = _phrases()
    left, found = _tokens(text), list[Said]()
    while left:
        length = next((n for n in range(longest, 0, -1) if left[:n] in phrases), 0)
        if not length:
            return None
        if said := phrases[left[:length]]:
            found.append(said)
        left = left[length:]
    return max(found, key=lambda said: KINDS.index(said.kind), default=None)


def _tokens(text: str) -> Phrase:
    return tuple(_REPEATED.sub(r"\1", fold(word.text)) for word in words(text))


@cache
def _phrases() -> tuple[Mapping[Phrase, Said | None], int]:
    """What each says, None for a filler; and how many words the longest has."""
    table = load_table("bot.handlers", "small_talk.toml")
    phrases: dict[Phrase, Said | None] = {_tokens(filler): None for filler in table["fillers"]}
    for kind in KINDS:
        for language in LANGUAGES:
            phrases |= {_tokens(phrase): Said(kind, language) for phrase in table[kind][language]}
    return phrases, max(map(len, phrases))
