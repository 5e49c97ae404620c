"""One request and its answer: no redirect is followed, no rule of the site asked."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import httpcore

from knowledge.errors import BadAddress, Unreachable
from knowledge.fetching.compression import ACCEPTED, BadEncoding, TooMuch, collect
from knowledge.fetching.connection import NotPublic, PublicBackend
from knowledge.problems import Trouble
from knowledge.reading.decode import MAX_BYTES, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.fetching.connection import Resolver
    from knowledge.fetching.targets import Target

AGENT = "kutip"
"""The name under which a robots.txt may address us."""

_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; {AGENT}/0.1)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Language": "id,en;q=0.9",
    "Accept-Encoding": ACCEPTED,
}
_BODYLESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Limits:
    """connect, read: seconds that a connection and any wait for more may take; total: seconds for one request.

    size: bytes of a body, after decompression. The defaults suit a person who waits for the answer.
    """

    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0
    size: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Response:
    """headers: by their names in lower case; the first where one is repeated."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wire:
    """How requests travel. network: what opens sockets, once an address is checked."""

    limits: Limits
    allowed_hosts: frozenset[str]
    resolver: Resolver
    network: httpcore.NetworkBackend | None = None


def exchange(target: Target, wire: Wire, headers: Mapping[str, str], about: str) -> Response:
    """GET `target` over a connection of its own. about: the address that errors name, from which this one follows.

    Raises Unreachable; BadAddress where the host is not public; BadSource where the body is too large.
    """
    try:
        return _exchange(target, wire, {"Host": target.authority, **_HEADERS, **headers})
    except httpcore.TimeoutException:
        raise Unreachable(Trouble.SLOW, address=about, host=target.host) from None
    except NotPublic:
        raise BadAddress(Trouble.NOT_PUBLIC, address=about, host=target.host) from None
    except httpcore.ConnectError as error:
        raise Unreachable(_unconnected(error), address=about, host=target.host) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, BadEncoding):
        raise Unreachable(Trouble.BROKE_OFF, address=about, host=target.host) from None
    except TooMuch:
        raise too_large(about) from None


def _exchange(target: Target, wire: Wire, headers: Mapping[str, str]) -> Response:
    limits = wire.limits
    backend = PublicBackend(
        wire.resolver,
        seconds=limits.total,
        trusted=target.named_in(wire.allowed_hosts),
        network=wire.network,
    )
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read}
    # Neither proxies nor credentials are taken from the environment: httpcore knows none of them.
    with (
        httpcore.ConnectionPool(_tls() if target.scheme == "https" else None, network_backend=backend) as pool,
        pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": timeouts}) as answer,
    ):
        return _read(answer, limits)


def _read(answer: httpcore.Response, limits: Limits) -> Response:
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        headers.setdefault(_characters(name).lower(), _characters(value))
    is_bodyless = answer.status in _BODYLESS or 300 <= answer.status < 400
    if not is_bodyless and int(_digits(headers.get("content-length", ""))) > limits.size:
        raise TooMuch
    encoding = headers.get("content-encoding", "")
    content = b"" if is_bodyless else collect(answer.iter_stream(), encoding, limits.size)
    return Response(answer.status, headers, content)


def _characters(value: bytes) -> str:
    """Of a header: ASCII by the standard; some sites write addresses in UTF-8 there."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _digits(value: str) -> str:
    """A count as a header states it; 0 where it states none."""
    return value if value.isascii() and value.isdigit() and len(value) < 20 else "0"


def _unconnected(error: Exception) -> Trouble:
    return Trouble.BAD_CERTIFICATE if isinstance(error.__cause__, ssl.SSLCertVerificationError) else Trouble.NOT_REACHED


@cache
def _tls() -> ssl.SSLContext:
    """Made once: loading the certificates takes a while."""
    return httpcore.default_ssl_context()
