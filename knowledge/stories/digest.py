"""A period's articles -> its stories, the newest and most covered first."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from knowledge.search.encode import from_bytes
from knowledge.stories.cluster import clusters
from knowledge.stories.likeness import likeness
from knowledge.stories.profile import LEAD, profile
from knowledge.stories.telling import tell
from knowledge.types import Digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Literal

    from knowledge.store import Scope, Store
    from knowledge.store.protocol import DatedRow
    from knowledge.stories.profile import Profile
    from knowledge.types import Article

    By = Literal["published", "indexed"]

FRESH_DAYS = 3
"""What came in late is news all the same if it was published no longer before the period."""
MOST_ARTICLES = 1500
"""That are compared with each other; of more, the newest."""
COVERAGE = 1.0
"""What twice as many outlets count, against the whole period's difference in time."""


def make_digest(
    store: Store,
    since: datetime,
    until: datetime,
    scope: Scope,
    by: By,
    leave_out: Collection[str] = (),
) -> Digest:
    """since, until: aware. by: `published`, the date that an article bears, or when it was added where it bears none;
    `indexed`, when it came into the scope. leave_out: ids of articles.
    """
    rows = _published(store, since, until, scope) if by == "published" else _indexed(store, since, until, scope)
    dated = sorted(((_instant(row, since), row.article_id) for row in rows), reverse=True)
    chosen = [(at, id_) for at, id_ in dated if id_ not in leave_out][:MOST_ARTICLES]
    found = [(at, article) for at, id_ in chosen if (article := store.article(id_)) is not None]
    articles, when = [article for _, article in found], [at for at, _ in found]
    groups = story_groups(store, articles, when)
    ranked = sorted(groups, key=lambda group: -_rank(group, articles, when, since, until))
    return Digest(since, until, tuple(tell([articles[i] for i in group]) for group in ranked))


def story_groups(store: Store, articles: Sequence[Article], when: Sequence[datetime]) -> list[list[int]]:
    """Places of the articles of each event, in their order."""
    if not articles:
        return []
    profiles = [_profile(store, article, at) for article, at in zip(articles, when, strict=True)]
    return clusters(likeness(profiles))


def _profile(store: Store, article: Article, at: datetime) -> Profile:
    lead = [row.seq for row in store.passages_of(article.id) if row.span.start < LEAD]
    stored = store.vectors(lead)
    return profile(article, at.toordinal(), list(from_bytes([stored[seq] for seq in lead if seq in stored])))


def _published(store: Store, since: datetime, until: datetime, scope: Scope) -> list[DatedRow]:
    """A day more on either side, as dates are written in the zones of their outlets."""
    day = timedelta(days=1)
    rows = store.published_between(scope, (since - day).date().isoformat(), (until + day).date().isoformat())
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
    outlets = {articles[i].outlet or articles[i].id for i in group}
    newest = max(when[i] for i in group)
    return COVERAGE * math.log2(len(outlets)) + (newest - since) / max(until - since, timedelta(seconds=1))
