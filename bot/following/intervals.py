"""How long to wait until a feed or a page is asked for again. All in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

MINUTE, HOUR, DAY = 60.0, 3600.0, 24 * 3600.0

SHORTEST, LONGEST = 10 * MINUTE, 6 * HOUR
"""Between two looks at a feed that works; news agencies' have something new every few minutes, blogs' every week."""

FIRST = 30 * MINUTE
"""Between the first two looks."""

SOONER, LATER = 0.5, 1.5
"""By how much a pause shrinks where something new came, and grows where nothing did."""

LONGEST_CACHED = HOUR
"""What `Cache-Control` may ask for: it is set for whole sites, pictures and all."""

FIRST_RETRY, LONGEST_RETRY = 10 * MINUTE, 12 * HOUR
"""After the first failure of a feed in a row; each further one doubles it."""

LONGEST_ASKED = DAY
"""What a site asks to wait beyond this is a mistake."""

BROKEN_TRIES, BROKEN_AFTER = 5, 6 * HOUR
"""A feed is told to be broken when it has failed so often in a row, and for so long: sites have bad evenings."""

PAGE_TRIES = 6
PAGE_RETRY, PAGE_GROWTH = 5 * MINUTE, 3.0
"""Until a page is tried again that could not be had: 5 and 15 minutes, then up to seven hours; ten in all."""

PATIENCE = 3 * DAY
"""For a page whose site asks to wait again and again."""

REREAD = HOUR
"""A page that its feed says has changed is read again at the earliest so long after the last time."""

JITTER = 0.1
"""Share by which waits vary, so that feeds which failed together do not come back together."""


def next_pause(pause: float, has_news: bool) -> float:
    """Between two looks at a feed, after one that had something new or not."""
    return min(max(pause * (SOONER if has_news else LATER), SHORTEST), LONGEST)


def until_next_look(pause: float, rest: float | None, max_age: float | None, random: Random) -> float:
    """`pause`, or what the feed (rest) or its server (max_age) asks for where that is longer."""
    cached = min(max_age or 0.0, LONGEST_CACHED)
    return jittered(min(max(pause, rest or 0.0, cached), LONGEST), random)


def until_retry(failures: int, asked: float, random: Random) -> float:
    """After so many failures of a feed in a row; not before the seconds that its site `asked` for."""
    backed_off = min(FIRST_RETRY * 2 ** min(failures - 1, 20), LONGEST_RETRY)
    return max(jittered(backed_off, random), min(asked, LONGEST_ASKED))


def until_page_retry(tries: int, random: Random) -> float:
    """After so many tries of a page."""
    return jittered(PAGE_RETRY * PAGE_GROWTH ** (tries - 1), random)


def reread_at(first_at: float, read_at: float) -> float:
    """When a page that was listed at `first_at` and last read at `read_at` may be read again.

    As long after as it was old then, so that a feed that calls everything new each time costs little.
    """
    return read_at + max(REREAD, read_at - first_at)


def is_broken(failures: int, failing_since: float | None, now: float) -> bool:
    """Whether those who follow a feed are told that it does not work."""
    return failures >= BROKEN_TRIES and failing_since is not None and now - failing_since >= BROKEN_AFTER


def jittered(seconds: float, random: Random) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)
