"""A digest as a reply: for each story its title, a line, who said what, the sources, and where outlets differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.common import attribution, quotations, sources_of
from bot.messages import Paragraph, Reply, Strong
from knowledge.excerpts import cut
from knowledge.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.catalogue import Catalogue
    from bot.messages import Block
    from knowledge.types import Article, Digest, Excerpt, Span, Story

    Place = tuple[str, Span]

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
    """One list of sources a story: of what is shown, then of the other articles. A sentence that has told what
    happened is not repeated where outlets differ; its figure is marked."""
    figured = _figured(story)
    points = [figured.pop(_place(point), point) for point in story.points]
    said = [each.excerpt for each in story.quotes]
    cited = [*points, *said, *figured.values()]
    shown = quotations(cited, catalogue, attributed=False)
    yield Paragraph((Strong(story.title),))
    yield from shown[: len(points)]
    for block in shown[len(points) : len(points) + len(said)]:
        yield replace(block, attribution=attribution(block.excerpt, catalogue))
    if figured:
        yield Paragraph(catalogue.line("digest.differ"))
        yield from shown[len(points) + len(said) :]
    known = {excerpt.citation.article_id for excerpt in cited}
    others = [article for article in story.articles if article.id not in known]
    yield sources_of([*cited, *map(_opening, others[:MOST_OTHERS])])
    if others[MOST_OTHERS:]:
        outlets = dict.fromkeys(article.outlet or article.title for article in others[MOST_OTHERS:])
        yield Paragraph(catalogue.line("digest.also", outlets=", ".join(outlets)))


def _figured(story: Story) -> dict[Place, Excerpt]:
    """The sentences in which outlets differ, each once with all its figures marked."""
    found: dict[Place, Excerpt] = {}
    for each in story.disagreements:
        for excerpt, figure in zip(each.excerpts, each.figures, strict=True):
            known = found.setdefault(_place(excerpt), replace(excerpt, matches=()))
            marked = sorted({*known.matches, figure}, key=lambda span: span.start)
            found[_place(excerpt)] = replace(known, matches=tuple(marked))
    return found


def _place(excerpt: Excerpt) -> Place:
    return excerpt.citation.article_id, excerpt.span


def _opening(article: Article) -> Excerpt:
    """An article's first sentence, where a link to it lands."""
    return cut(article, next(sentences(article.text)))


def _moment(when: datetime, catalogue: Catalogue) -> str:
    return f"{catalogue.date(when.date().isoformat())} {when:%H:%M}"
