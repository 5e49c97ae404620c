"""A digest as a reply: for each story its title, a line, who said what, where outlets differ, and the outlets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.citations import name_briefly
from bot.handlers.common import attribution, quotations, sources_of
from bot.messages import Heading, Paragraph, Quotation, Reply, Sources
from knowledge.excerpts import cut
from knowledge.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.catalogue import Catalogue
    from bot.messages import Block, Line
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
    """Its title, which leads to the line; the line, who said what, where outlets differ; all outlets on one line.

    A sentence that has told what happened is not repeated where outlets differ; its figure is marked.
    """
    figured = _figured(story)
    points = [figured.pop(_place(point), point) for point in story.points]
    said = [replace(each.excerpt, matches=()) for each in story.quotes]
    cited = [*said, *figured.values()]
    shown = quotations(cited, catalogue, attributed=False)
    line = points[0] if points else _opening(story.lead)
    yield Heading(story.title, line.citation.link)
    yield from (Quotation(point, None) for point in points)
    for block in shown[: len(said)]:
        yield replace(block, attribution=attribution(block.excerpt, catalogue))
    if figured:
        yield Paragraph(catalogue.line("digest.differ"))
        for block in shown[len(said) :]:
            yield replace(block, attribution=_outlet(block.excerpt))
    yield from _outlets(story, cited, line, catalogue)


def _outlets(story: Story, cited: Sequence[Excerpt], line: Excerpt, catalogue: Catalogue) -> Iterator[Block]:
    """Where the quotations are from, then the article of the line, then the others; the last ones by name only."""
    known = {excerpt.citation.article_id for excerpt in cited}
    rest = [] if story.lead.id in known else [line]
    others = [article for article in story.articles if article.id not in {*known, story.lead.id}]
    listed = sources_of([*cited, *rest, *map(_opening, others[:MOST_OTHERS])])
    named = (replace(s, name=name_briefly(s.citation, catalogue, above=story.title)) for s in listed.sources)
    yield Sources(tuple(named), brief=True)
    if others[MOST_OTHERS:]:
        outlets = dict.fromkeys(article.outlet or article.title for article in others[MOST_OTHERS:])
        yield Paragraph(catalogue.line("citation.also", outlets=", ".join(outlets)))


def _outlet(excerpt: Excerpt) -> Line:
    citation = excerpt.citation
    return (citation.outlet or citation.byline or citation.title,)


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
    """An article's first sentence, in place of all of it; so the link is to its beginning."""
    excerpt = cut(article, next(sentences(article.text)))
    return replace(excerpt, citation=replace(excerpt.citation, link=article.url))


def _moment(when: datetime, catalogue: Catalogue) -> str:
    return f"{catalogue.date(when.date().isoformat())} {when:%H:%M}"
