"""A period's articles -> its stories, the newest and most covered first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from knowledge.reprints import is_reprint
from knowledge.search.meaning.encode import from_bytes
from knowledge.stories.cluster import clusters
from knowledge.stories.differing import outlet_of
from knowledge.stories.likeness import likely
from knowledge.stories.profile import LEAD, profile
from knowledge.stories.telling import tell
from knowledge.types import Digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Literal

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.store import Scope, Store
    from knowledge.store.protocol import DatedRow
    from knowledge.types import Article, Language

    By = Literal["published", "indexed"]

MAYBE, SURE = 0.3, 1.0
"""The chance of two articles that report one event from which it is asked whether they are one text; then they do."""
FRESH_DAYS = 3
"""What came in late is news all the same if it was published no longer before the period."""
COVERAGE = 1.0
"""What twice as many outlets count, where being published at the end of the period, not at its beginning, counts 1."""
MARGIN = timedelta(days=1)
"""By which the days that articles bear are off at most: they are those of the outlets' zones."""
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC) + 2 * MARGIN, datetime.max.replace(tzinfo=UTC) - 2 * MARGIN
"""Between which a margin can be taken."""


@dataclass(frozen=True, slots=True)
class News:
    """What an asker has of a period, the newest first, each with when it was published. The same for whoever has the
    same, so that it can be told once for all of them.
    """

    since: datetime
    until: datetime
    articles: tuple[tuple[datetime, str], ...]


def find_news(
    store: Store, since: datetime, until: datetime, scope: Scope, by: By, leave_out: Collection[str] = ()
) -> News:
    """since, until: aware. by: `published`, the date that an article bears, or when it was added where it bears none;
    `indexed`, when it came into the scope. leave_out: ids of articles.
    """
    rows = _published(store, since, until, scope) if by == "published" else _indexed(store, since, until, scope)
    chosen = sorted((_instant(row, since), row.article_id) for row in rows if row.article_id not in leave_out)
    return News(since, until, tuple(reversed(chosen)))


def make_digest(store: Store, news: News, most: int | None = None, language: Language | None = None) -> Digest:
    """most: stories that are told. language: in which they are told where an article of theirs is in it."""
    stored = store.articles_by_id([id_ for _, id_ in news.articles])
    found = [(at, stored[id_]) for at, id_ in news.articles if id_ in stored]
    articles, when = [article for _, article in found], [at for at, _ in found]
    groups = story_groups(store, articles, when)
    ranked = sorted(groups, key=lambda group: -_rank(group, articles, when, news.since, news.until))
    told = (tell([articles[i] for i in group], [when[i] for i in group], language) for group in ranked[:most])
    return Digest(news.since, news.until, tuple(told), len(groups))


def story_groups(store: Store, articles: Sequence[Article], when: Sequence[datetime]) -> list[list[int]]:
    """Places of the articles of each event, in their order."""
    profiles = [profile(a, at, _lead_vectors(store, a)) for a, at in zip(articles, when, strict=True)]
    chances = {
        (i, j): SURE if chance >= MAYBE and is_reprint(articles[i], articles[j]) else chance
        for (i, j), chance in likely(profiles).items()
    }
    return clusters(len(profiles), chances)


def _lead_vectors(store: Store, article: Article) -> NDArray[np.float32]:
    lead = [row.seq for row in store.passages_of(article.id) if row.span.start < LEAD]
    stored = store.vectors(lead)
    return from_bytes([stored[seq] for seq in lead if seq in stored])


def _published(store: Store, since: datetime, until: datetime, scope: Scope) -> list[DatedRow]:
    first = since - MARGIN if since > EARLIEST else since
    last = until + MARGIN if until < LATEST else until
    rows = store.published_between(scope, first.date().isoformat(), last.date().isoformat())
    return [row for row in rows if since <= _instant(row, since) < until]


def _indexed(store: Store, since: datetime, until: datetime, scope: Scope) -> list[DatedRow]:
    rows = store.added_between(scope, since.timestamp(), until.timestamp())
    oldest = since - timedelta(days=FRESH_DAYS)
    return [row for row in rows if row.published is None or _instant(row, since) >= oldest]


def _instant(row: DatedRow, period: datetime) -> datetime:
    """When an article was published: a day without a time is its midnight in the zone of `period`."""
    added = datetime.fromtimestamp(row.added, UTC)
    if row.published is None:
        return added
    try:
        if len(row.published) <= len("2026-11-26"):
            day = date.fromisoformat(row.published)
            return datetime(day.year, day.month, day.day, tzinfo=period.tzinfo)
        stated = datetime.fromisoformat(row.published)
    except ValueError:
        return added
    return stated if stated.tzinfo else stated.replace(tzinfo=period.tzinfo)


def _rank(
    group: Sequence[int], articles: Sequence[Article], when: Sequence[datetime], since: datetime, until: datetime
) -> float:
    outlets = {outlet_of(articles[i]) for i in group}
    newness = (max(when[i] for i in group) - since) / (until - since) if until > since else 0.0
    return COVERAGE * math.log2(len(outlets)) + min(max(newness, 0.0), 1.0)
