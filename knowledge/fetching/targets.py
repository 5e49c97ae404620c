"""An address as written -> the one reading of it that is checked and connected to.

The only parser of addresses here: what it gives goes to the connection as it is, so that no second parser can
read another host in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from knowledge.errors import BadAddress
from knowledge.problems import Trouble

Scheme = Literal["http", "https"]

PORTS: dict[Scheme, int] = {"http": 80, "https": 443}
ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})
"""Where sites are. Others are mostly services that are no site: mail, databases, management."""

MAX_URL = 2_048
"""Characters; what browsers and sitemaps agree on."""

MAX_HOST = 253
"""Characters of a host name, by RFC 1035."""

_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
"""Parsers differ on these: one drops them, another ends the host at them."""
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SAFE = "/?:@!$&'()*+,;=%~[]"
"""Characters of a path and query that are sent as they are."""


@dataclass(frozen=True, slots=True)
class Target:
    """host: lower case ASCII, an IPv6 address without brackets; path: with the query, percent-encoded."""

    scheme: Scheme
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.path

    def named_in(self, hosts: frozenset[str]) -> bool:
        """Whether `hosts` has this host, alone or with this port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return not hosts.isdisjoint((self.host, host, f"{host}:{self.port}"))


def parse_target(url: str, allowed_hosts: frozenset[str] = frozenset()) -> Target:
    """What `url` points to. Raises BadAddress, which says what is wrong with it.

    allowed_hosts: names, each with or without a port, that any port may be asked of.
    """
    shown = url if len(url) <= 200 else f"{url[:200]}…"
    if len(url) > MAX_URL:
        raise BadAddress(Trouble.LONG_ADDRESS, address=shown, most=MAX_URL)
    if _UNSEEN.search(url):
        raise BadAddress(Trouble.UNSEEN_CHARACTERS, address=_UNSEEN.sub("�", shown))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress(Trouble.BAD_ADDRESS, address=shown) from None
    if parts.scheme not in ("http", "https"):
        raise BadAddress(Trouble.OTHER_SCHEME, address=shown)
    if "@" in parts.netloc:
        raise BadAddress(Trouble.HAS_LOGIN, address=_without_login(url))
    scheme: Scheme = "https" if parts.scheme == "https" else "http"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = _host(parts.hostname or "", shown)
    target = Target(scheme, host, port or PORTS[scheme], quote(path, safe=_SAFE))
    if port == 0 or (target.port not in ALLOWED_PORTS and not target.named_in(allowed_hosts)):
        ports = ", ".join(map(str, sorted(ALLOWED_PORTS)))
        raise BadAddress(Trouble.OTHER_PORT, address=shown, port=str(port), ports=ports)
    return target


def join(target: Target, location: str, allowed_hosts: frozenset[str] = frozenset()) -> Target:
    """Where a redirect of `target` leads. Raises BadAddress."""
    try:
        return parse_target(urljoin(target.url, location), allowed_hosts)
    except ValueError:
        raise BadAddress(Trouble.LEADS_NOWHERE, address=target.url) from None


def _host(written: str, shown: str) -> str:
    """The one ASCII form of a host name or address."""
    if ":" in written and "%" not in written:
        try:
            return str(IPv6Address(written))
        except AddressValueError:
            raise _invalid(shown) from None
    if len(written) > MAX_HOST:
        raise _invalid(shown)
    try:  # also turns full-width digits and ideographic full stops into those they stand for
        host = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise _invalid(shown) from None
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise _invalid(shown)
    if _NUMBER.fullmatch(labels[-1]):  # then it is an IPv4 address, of which only the plain form is taken
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise _invalid(shown) from None
    return host


def _invalid(shown: str) -> BadAddress:
    return BadAddress(Trouble.BAD_HOST, address=shown)


def _without_login(url: str) -> str:
    """Credentials are not repeated to whoever reads the message."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://…@{rest.rpartition('@')[2][:200]}"
