"""A digest as a reply: for each story its title, a line, who said what, the sources, and where outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.common import quotations, sources_of
from bot.messages import Paragraph, Reply, Strong
from knowledge.excerpts import cut
from knowledge.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.catalogue import Catalogue
    from bot.messages import Block
    from knowledge.types import Article, Digest, Excerpt, Story

MOST_STORIES = 10
"""Of a digest in a chat."""
MOST_OTHERS = 4
"""Articles of a story that are listed although nothing of them is shown."""


def digest_reply(digest: Digest, catalogue: Catalogue) -> Reply:
    """The stories that are told, and how many there are if that is more; times are in the zone of the digest's own."""
    heading = catalogue.line(
        "digest.heading", since=_moment(digest.since, catalogue), until=_moment(digest.until, catalogue)
    )
    blocks: list[Block] = [Paragraph(heading)]
    for story in digest.stories:
        blocks += _story(story, catalogue)
    if digest.total > len(digest.stories):
        blocks.append(Paragraph(catalogue.line("digest.more", shown=len(digest.stories), count=digest.total)))
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
    cited = {e.citation.article_id for e in (*told, *differing)}
    others = [article for article in story.articles if article.id not in cited]
    yield sources_of([*told, *differing, *map(_opening, others[:MOST_OTHERS])])
    if others[MOST_OTHERS:]:
        outlets = dict.fromkeys(article.outlet or article.title for article in others[MOST_OTHERS:])
        yield Paragraph(catalogue.line("digest.also", outlets=", ".join(outlets)))


def _opening(article: Article) -> Excerpt:
    """An article's first sentence, where a link to it lands."""
    return cut(article, next(sentences(article.text)))


def _moment(when: datetime, catalogue: Catalogue) -> str:
    return f"{catalogue.date(when.date().isoformat())} {when:%H:%M}"
