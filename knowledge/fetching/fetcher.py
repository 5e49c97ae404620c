"""Pages from the web: safely, politely, and within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.errors import BadAddress, Gone, TryLater, Unreachable
from knowledge.fetching.pace import MAX_CRAWL_DELAY, MIN_DELAY, Pace, retry_after
from knowledge.fetching.targets import join, parse_target
from knowledge.problems import Problem, Trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import httpcore

    from knowledge.fetching.connection import Resolver
    from knowledge.fetching.exchange import Limits, Response, Wire
    from knowledge.fetching.pace import SiteState
    from knowledge.fetching.robots import Robots
    from knowledge.fetching.targets import Target

MAX_REDIRECTS = 5
MAX_TRIES = 3
"""Of one address that answers 429 or 503 and asks for a pause short enough to wait."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_BUSY = frozenset({429, 503})
_REASONS = {
    401: Trouble.WANTS_LOGIN,
    402: Trouble.WANTS_PAYMENT,
    403: Trouble.REFUSES,
    404: Trouble.NO_PAGE,
    451: Trouble.MAY_NOT_SHOW,
}
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. final_url: after redirects; content: decompressed, empty where not_modified.

    etag, last_modified: for the next conditional request; a 304 that leaves them out keeps those it was asked with.
    moved_to: where to ask from now on, as far as redirects say that they are for good. max_age: seconds for which the
    site says that the answer stays as it is.
    """

    final_url: str
    status: int
    content: bytes = field(repr=False)
    content_type: str
    etag: str | None
    last_modified: str | None
    not_modified: bool
    moved_to: str | None = None
    max_age: float | None = None


class Fetcher:
    """Gets pages over http and https, from public addresses only; may be shared by threads.

    allowed_hosts: names, each with or without a port, that may be at any address and port, and are asked without
    a pause unless their robots.txt states one: an intranet's, or a test's. resolver, network, pace: for tests.
    """

    def __init__(
        self,
        *,
        allowed_hosts: Collection[str] = (),
        limits: Limits | None = None,
        pace: Pace | None = None,
        resolver: Resolver | None = None,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allowed_hosts = frozenset(name.lower().rstrip(".") for name in allowed_hosts)
        self._limits = limits
        self._pace = pace or Pace()
        self._resolver = resolver
        self._network = network

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The page at `url`, or not_modified where it still is what `etag` or `last_modified` stood for.

        Raises BadAddress, ForbiddenByRobots, Unreachable (Gone; TryLater with the seconds), or BadSource where it
        is too large; each with a sentence that names the address.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in asked.items() if value and _is_header(value)}
        target = parse_target(url, self._allowed_hosts)
        moved_to, for_good = None, True
        for _ in range(MAX_REDIRECTS + 1):
            response = self._ask_politely(target, headers, url)
            onward = self._redirect(target, response, url)
            if onward is None:
                return replace(_fetched(url, target, response, etag, last_modified), moved_to=moved_to)
            target = onward
            for_good = for_good and response.status in _FOR_GOOD
            moved_to = target.url if for_good else moved_to
        raise Unreachable(Trouble.LEADS_ON, address=url, most=MAX_REDIRECTS)

    def check(self, url: str) -> None:
        """Raises BadAddress for what is never asked for; nobody is asked here."""
        parse_target(url, self._allowed_hosts)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the site of `url` names. Raises as `get` does."""
        return self._robots.rules(parse_target(url, self._allowed_hosts), url).sitemaps

    def state(self, url: str) -> SiteState:
        """How the site of `url` has been doing."""
        return self._pace.state(parse_target(url, self._allowed_hosts).origin)

    # -- one address -----------------------------------------------------------------------------

    def _ask_politely(self, target: Target, headers: Mapping[str, str], about: str) -> Response:
        """The answer to one request that the site's rules allow, in its turn; again where it asks for patience."""
        rules = self._robots.rules(target, about)
        rules.check(target, self._pace.now())
        usual = 0.0 if target.named_in(self._allowed_hosts) else MIN_DELAY
        delay = min(max(usual, rules.crawl_delay or 0.0), MAX_CRAWL_DELAY)
        for _ in range(MAX_TRIES):
            self._pace.await_turn(target.origin, delay)
            response = self._ask(target, headers, about)
            if response.status not in _BUSY:
                break
            pause = self._busy(target, response)
        else:
            raise TryLater(Trouble.ASKS_TO_WAIT, seconds=pause, address=about, host=target.host)
        return response

    def _ask(self, target: Target, headers: Mapping[str, str], about: str) -> Response:
        from knowledge.fetching.exchange import exchange  # loads an HTTP library, which most commands do not need

        try:
            response = exchange(target, self._wire, headers, about)
        except Unreachable as error:
            self._pace.failed(target.origin, error.problem)
            raise
        if response.status not in _BUSY:
            self._pace.succeeded(target.origin)
        return response

    def _busy(self, target: Target, response: Response) -> float:
        asked = retry_after(response.headers.get("retry-after"), self._pace.now())
        return self._pace.failed(target.origin, Problem(Trouble.ANSWERED, {"status": response.status}), asked)

    def _redirect(self, target: Target, response: Response, about: str) -> Target | None:
        """Where the answer sends us, checked like any other address."""
        location = response.headers.get("location")
        if response.status not in _REDIRECTS or not location:
            return None
        try:
            return join(target, location, self._allowed_hosts)
        except BadAddress as error:
            raise BadAddress(Trouble.LEADS_TO_BAD, because=error.problem, address=about) from None

    # -- what is made on first use ---------------------------------------------------------------

    @cached_property
    def _wire(self) -> Wire:
        from knowledge.fetching.connection import resolve  # as above
        from knowledge.fetching.exchange import Limits, Wire

        return Wire(self._limits or Limits(), self._allowed_hosts, self._resolver or resolve, self._network)

    @cached_property
    def _robots(self) -> Robots:
        from knowledge.fetching.robots import Robots  # as above

        return Robots(self._robots_txt, self._pace.now)

    def _robots_txt(self, target: Target, about: str) -> Response:
        """The answer to the site's robots.txt, wherever the site keeps it; a redirect where it leads nowhere."""
        target = parse_target(f"{target.origin}/robots.txt", self._allowed_hosts)
        for _ in range(MAX_REDIRECTS + 1):
            response = self._ask(target, {}, about)
            onward = self._redirect(target, response, about)
            if onward is None:
                break
            target = onward
        return response


def _fetched(about: str, target: Target, response: Response, etag: str | None, last_modified: str | None) -> Fetched:
    not_modified = response.status == 304
    if response.status == 410:
        raise Gone(Trouble.REMOVED, address=about, host=target.host)
    if not not_modified and response.status != 200:
        kind = _REASONS.get(response.status)
        if kind is None:
            raise Unreachable(Trouble.ANSWERS_ERROR, address=about, host=target.host, status=response.status)
        raise Unreachable(kind, address=about, host=target.host)
    return Fetched(
        final_url=target.url,
        status=response.status,
        content=response.content,
        content_type=response.headers.get("content-type", ""),
        etag=response.headers.get("etag", etag if not_modified else None),
        last_modified=response.headers.get("last-modified", last_modified if not_modified else None),
        not_modified=not_modified,
        max_age=float(stated[1]) if (stated := _MAX_AGE.search(response.headers.get("cache-control", ""))) else None,
    )


def _is_header(value: str) -> bool:
    """Whether a header can hold it: what a site once sent may be sent back, but no line of ours with it."""
    return value.isascii() and value.isprintable()
