"""Cutting excerpts out of articles: the only place where one is made, so that each is verbatim."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from knowledge.places import place_of
from knowledge.types import Citation, Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.types import Article, Speaker

MOSTLY = 0.4
"""Share of an excerpt that quoted words fill, its attribution left aside, where it is somebody's."""
FRAGMENT_WORDS = 5
"""Words that open and close a text fragment; a passage with fewer than twice as many is given whole."""


def cut(
    article: Article,
    span: Span,
    *,
    speaker: Speaker | None = None,
    score: float = 0.0,
    matches: Iterable[Span] = (),
) -> Excerpt:
    """The excerpt at `span` of `article`; `matches` are spans of the article, clipped to the excerpt.

    Raises ValueError where the span lies outside the text or is empty.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"{span} is no part of article {article.id}")
    excerpt = Excerpt(
        text=span.of(article.text),
        span=span,
        citation=cite(article, span),
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        score=round(score, 4),
    )
    return marked(excerpt, matches)


def marked(excerpt: Excerpt, matches: Iterable[Span]) -> Excerpt:
    """The excerpt with those of `matches`, spans of its article, that are within it."""
    span = excerpt.span
    return replace(excerpt, matches=tuple(sorted({m.shifted(-span.start) for m in matches if span.contains(m)})))


def quoted_in(article: Article, span: Span, share: float = MOSTLY) -> Speaker | None:
    """Who is quoted in at least `share` of `span`, so that the excerpt may be given as his or her words."""
    characters: Counter[Speaker] = Counter()
    for said in article.quotes:
        if said.speaker and said.extent.overlaps(span):
            characters[said.speaker] += sum(s.overlap(span) for s in said.spans)
    for speaker, count in characters.most_common(1):
        return speaker if count and count >= share * len(span) else None
    return None


def cite(article: Article, span: Span) -> Citation:
    """Where `span` of `article` stands."""
    place = place_of(article.text, article.sections, span.start)
    return Citation(
        article_id=article.id,
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        link=f"{article.url.partition('#')[0]}#:~:text={fragment(span.of(article.text))}" if article.url else None,
        section=place.section,
        paragraph=place.paragraph,
    )


def fragment(text: str) -> str:
    """The text directive for `text` (WICG Scroll to Text Fragment): whole, or `first words,last words`."""
    words = re.findall(r"\S+", text)
    one_block = "\n" not in text.strip()
    if one_block and len(words) < 2 * FRAGMENT_WORDS:
        return _encode(" ".join(words))
    return _encode(" ".join(words[:FRAGMENT_WORDS])) + "," + _encode(" ".join(words[-FRAGMENT_WORDS:]))


def _encode(text: str) -> str:
    # "-" and "," have a meaning in the directive's grammar and "&" separates directives.
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
