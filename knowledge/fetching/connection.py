"""Connections that reach public addresses only, and end when their time is up.

httpcore, the layer below httpx, is used by itself: its network backend is where a name becomes an address, and
httpx does not hand one through. The name is resolved here, every address is checked, and the socket is opened to
the checked address, so that no second look-up can give another; the host name stays in the Host header and in TLS.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import httpcore

from knowledge.fetching.addresses import is_public

if TYPE_CHECKING:
    import ssl

Resolver = Callable[[str, int], Sequence[str]]
"""A host name and port -> its addresses. Raises OSError where the name is not known."""


class NotPublic(Exception):
    """A host has an address that is not on the public internet."""


_MAX_TRIED = 3
"""Addresses of a name to which a connection is tried, in the resolver's order."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's resolver knows for `host`, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class PublicBackend(httpcore.NetworkBackend):
    """Connects to public addresses, and to any address of a host that is `trusted`.

    seconds: from now, after which every operation of every connection fails.
    """

    def __init__(
        self,
        resolver: Resolver,
        *,
        seconds: float,
        trusted: bool = False,
        network: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolve = resolver
        self._trusted = trusted
        self._network = network or httpcore.SyncBackend()
        self._deadline = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises NotPublic where any address of `host` is not public, httpcore's errors else."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port)[:_MAX_TRIED]:
            try:
                left = _left(self._deadline, timeout)
                stream = self._network.connect_tcp(address, port, left, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        if not self._trusted and not all(map(is_public, addresses)):
            raise NotPublic(host)
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, so that a slow drip cannot last longer either."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(secured, self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that an operation may take: `timeout`, but not beyond the deadline."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this request is over")
    return left if timeout is None else min(left, timeout)
