"""A source in words, the same on every platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from knowledge.types import Citation


def name_briefly(citation: Citation, catalogue: Catalogue, above: str) -> str:
    """Who and when; the title too where nothing leads to it and it does not stand `above`."""
    who = citation.outlet or citation.byline
    if not who or (citation.link is None and citation.title != above):
        who = f"{citation.title} ({who})" if who else citation.title
    return f"{who}, {catalogue.day(citation.published)}" if citation.published else who


def describe(citation: Citation, catalogue: Catalogue) -> str:
    """Everything about a source but its title: who, where published, when, where in the article."""
    date = catalogue.date(citation.published) if citation.published else None
    place = f"¶ {citation.paragraph}"
    section = f"{citation.section}, {place}" if citation.section else place
    also = catalogue.text("citation.also", outlets=", ".join(citation.also)) if citation.also else None
    return " · ".join(part for part in (citation.byline, citation.outlet, date, section, also) if part)
