"""A digest as a reply: for each story its title, a line, who said what, the sources, and where outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.common import quotations, sources_of
from bot.messages import Paragraph, Reply, Strong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.catalogue import Catalogue
    from bot.messages import Block
    from knowledge.types import Digest, Story

MOST_STORIES = 10


def digest_reply(digest: Digest, catalogue: Catalogue, most: int = MOST_STORIES) -> Reply:
    """The first `most` stories; how many more there are is said."""
    heading = catalogue.line(
        "digest.heading", since=_moment(digest.since, catalogue), until=_moment(digest.until, catalogue)
    )
    blocks: list[Block] = [Paragraph(heading)]
    for story in digest.stories[:most]:
        blocks += _story(story, catalogue)
    if len(digest.stories) > most:
        blocks.append(Paragraph(catalogue.line("digest.more", shown=most, count=len(digest.stories))))
    return Reply(catalogue.language, tuple(blocks), found=bool(digest.stories))


def _story(story: Story, catalogue: Catalogue) -> Iterator[Block]:
    """One list of sources a story: of what is shown, then of the other articles."""
    told = [*story.points, *(said.excerpt for said in story.quotes)]
    differing = [excerpt for each in story.disagreements for excerpt in each.excerpts]
    shown = quotations([*told, *differing], catalogue, attributed=True)
    yield Paragraph((Strong(story.title),))
    yield from shown[: len(told)]
    if differing:
        yield Paragraph(catalogue.line("digest.differ"))
        yield from shown[len(told) :]
    yield sources_of([*told, *differing])
    cited = {e.citation.article_id for e in (*told, *differing)}
    others = dict.fromkeys(a.outlet or a.title for a in story.articles if a.id not in cited)
    if others:
        yield Paragraph(catalogue.line("digest.also", outlets=", ".join(others)))


def _moment(when: datetime, catalogue: Catalogue) -> str:
    return f"{catalogue.date(when.date().isoformat())} {when:%H:%M}"
