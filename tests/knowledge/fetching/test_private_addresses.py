"""No request reaches an address that is not public, however it is written, resolved or led to."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import BadAddress, BadSource
from knowledge.fetching import Fetcher
from knowledge.fetching.addresses import is_public
from knowledge.fetching.pace import Pace
from tests.loopback_web import Page, Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from ipaddress import IPv4Address

PUBLIC = "93.184.216.34"

FORMS = {
    "loopback": "http://127.0.0.1:{port}/",
    "another loopback": "http://127.8.9.10:{port}/",
    "decimal": "http://2130706433:{port}/",
    "octal": "http://0177.0.0.1:{port}/",
    "octal, whole": "http://017700000001:{port}/",
    "hexadecimal": "http://0x7f.0.0.1:{port}/",
    "hexadecimal, whole": "http://0x7f000001:{port}/",
    "short": "http://127.1:{port}/",
    "shorter": "http://0:{port}/",
    "mixed bases": "http://0x7f.1:{port}/",
    "trailing dot": "http://127.0.0.1.:{port}/",
    "overflow": "http://4294967297:{port}/",
    "any": "http://0.0.0.0:{port}/",
    "IPv6": "http://[::1]:{port}/",
    "IPv6, long": "http://[0:0:0:0:0:0:0:1]:{port}/",
    "IPv6, any": "http://[::]:{port}/",
    "IPv6, mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "IPv6, mapped in hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "IPv6, compatible": "http://[::127.0.0.1]:{port}/",
    "IPv6, 6to4": "http://[2002:7f00:1::]:{port}/",
    "IPv6, NAT64": "http://[64:ff9b::7f00:1]:{port}/",
    "IPv6, local NAT64": "http://[64:ff9b:1::7f00:1]:{port}/",
    "IPv6, Teredo": "http://[2001:0:7f00:1::80ff:fffe]:{port}/",
    "IPv6, link-local": "http://[fe80::1]:{port}/",
    "IPv6, with a zone": "http://[fe80::1%25lo]:{port}/",
    "IPv6, unique local": "http://[fd00:ec2::254]:{port}/",
    "IPv6, multicast": "http://[ff02::1]:{port}/",
    "private 10": "http://10.0.0.5:{port}/",
    "private 172": "http://172.31.0.5:{port}/",
    "private 192": "http://192.168.1.1:{port}/",
    "carrier": "http://100.64.0.1:{port}/",
    "metadata": "http://169.254.169.254:{port}/latest/meta-data/",
    "metadata of another cloud": "http://100.100.100.200:{port}/",
    "metadata of a third": "http://192.0.0.192:{port}/",
    "host agent": "http://168.63.129.16:{port}/",
    "multicast": "http://224.0.0.1:{port}/",
    "broadcast": "http://255.255.255.255:{port}/",
    "reserved": "http://240.0.0.1:{port}/",
    "localhost": "http://localhost:{port}/",
    "localhost in capitals": "http://LOCALHOST:{port}/",
    "localhost with a dot": "http://localhost.:{port}/",
    "under localhost": "http://news.localhost:{port}/",
    "a name for an address": "http://127.0.0.1.nip.test:{port}/",
    "a name in many": "http://half.test:{port}/",
    "full-width digits": "http://１２７.０.０.１:{port}/",
    "ideographic dots": "http://127。0。0。1:{port}/",
    "full-width name": "http://ｌｏｃａｌｈｏｓｔ:{port}/",
    "circled letters": "http://ⓛocalhost:{port}/",
    "percent-encoded": "http://%31%32%37.0.0.1:{port}/",
    "percent-encoded name": "http://l%6Fcalhost:{port}/",
    "credentials": "http://user:secret@127.0.0.1:{port}/",
    "a public name as user": "http://example.org@127.0.0.1:{port}/",
    "a user with a slash": "http://example.org%2F@127.0.0.1:{port}/",
    "a host after a fragment": "http://example.org#@127.0.0.1:{port}/",
    "two users": "http://a@b@127.0.0.1:{port}/",
    "backslash": "http://example.org\\@127.0.0.1:{port}/",
    "backslashes for slashes": "http:\\\\127.0.0.1:{port}\\",
    "line ends": "http://127.0.0.1:{port}/\r\nHost: example.org",
    "a line end in the host": "http://exam\nple.org:{port}/",
    "a tab": "http://127.0.0.1\t:{port}/",
    "a space": "http://127.0.0.1 .example.org:{port}/",
    "a NUL": "http://127.0.0.1\x00.example.org:{port}/",
    "soft hyphen": "http://local\u00adhost:{port}/",
    "zero-width": "http://local\u200bhost:{port}/",
    "no host": "http://:{port}/",
    "no slashes": "http:127.0.0.1:{port}/",
    "one slash": "http:/127.0.0.1:{port}/",
    "three slashes": "http:///127.0.0.1:{port}/",
    "file": "file:///etc/passwd",
    "file of a host": "file://127.0.0.1:{port}/etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/_GET%20/",
    "ftp": "ftp://127.0.0.1:{port}/",
    "data": "data:text/html,<p>news</p>",
    "javascript": "javascript:alert(1)",
    "dict": "dict://127.0.0.1:{port}/info",
    "a socket": "http+unix://%2Ftmp%2Fsocket/",
    "a port of another service": "http://example.org:25/",
    "port 0": "http://example.org:0/",
    "no port": "http://127.0.0.1:99999/",
    "a port that is none": "http://127.0.0.1:{port}x/",
}
NAMES = {
    "localhost": ["127.0.0.1"],
    "news.localhost": ["127.0.0.1"],
    "127.0.0.1.nip.test": ["127.0.0.1"],
    "half.test": [PUBLIC, "127.0.0.1"],
    "public.test": [PUBLIC],
    "example.org": [PUBLIC],
}


class Detour(httpcore.NetworkBackend):
    """Opens sockets to `web`, whatever the address, or none without one; keeps the addresses that were asked for."""

    def __init__(self, web: Web | None) -> None:
        self.web = web
        self.addresses: list[str] = []

    def connect_tcp(self, host: str, *rest: object) -> httpcore.NetworkStream:
        self.addresses.append(host)
        if self.web is None:
            raise httpcore.ConnectError(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.web.port, *rest[1:])  # type: ignore[arg-type] # passed on


def lookup(host: str, port: int) -> Sequence[str]:
    """Names from the table, anything else as the system has it, which also knows the odd forms of addresses."""
    if host in NAMES:
        return NAMES[host]
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]


@pytest.fixture(scope="module")
def forms_web() -> Iterator[Web]:
    with serve() as web:
        web.pages["/"] = Page(b"<p>private</p>")
        yield web


@pytest.fixture(params=["any port", "a site's port"])
def any_port(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, forms_web: Web) -> None:
    """The check of ports must not hide that of addresses."""
    if request.param == "any port":
        monkeypatch.setattr("knowledge.fetching.targets.ALLOWED_PORTS", frozenset({80, forms_web.port}))


@pytest.mark.usefixtures("any_port")
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_form_reaches_loopback(form: str, forms_web: Web) -> None:
    detour = Detour(None)
    with pytest.raises(BadSource) as refused:
        Fetcher(resolver=lookup, network=detour).get(form.replace("{port}", str(forms_web.port)))
    assert set(detour.addresses) <= {PUBLIC}
    assert "secret" not in str(refused.value)
    assert str(refused.value).count("\n") == 0
    if "example.org" not in form:  # with the system's own resolver
        with pytest.raises(BadSource):
            Fetcher().get(form.replace("{port}", str(forms_web.port)))
    assert forms_web.connections == 0


@pytest.mark.usefixtures("any_port")
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_redirect_leads_there(form: str, forms_web: Web) -> None:
    target = form.replace("{port}", str(forms_web.port))
    with serve() as public:
        public.pages["/start"] = Page(status=302, headers={"Location": target.encode().decode("latin-1")})
        detour = Detour(public)
        with pytest.raises(BadSource):
            Fetcher(resolver=lookup, network=detour, pace=Pace(sleep=lambda _: None)).get("http://public.test/start")
    assert set(detour.addresses) == {PUBLIC}
    assert forms_web.connections == 0


def test_the_checked_address_is_the_one_connected_to(web: Web) -> None:
    """A name that is public when first asked and private from then on."""
    answers = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    web.pages["/"] = Page(b"hello")
    detour = Detour(web)
    fetcher = Fetcher(resolver=lambda *_: answers.pop(0), network=detour, pace=Pace(sleep=lambda _: None))
    assert fetcher.get("http://rebinding.test/").content == b"hello"
    assert detour.addresses == [PUBLIC, PUBLIC]
    assert {headers["host"] for headers in web.headers} == {"rebinding.test"}
    with pytest.raises(BadAddress, match="not on the public internet"):
        fetcher.get("http://rebinding.test/")
    assert detour.addresses == [PUBLIC, PUBLIC]


def test_tls_is_made_with_the_name_not_the_address() -> None:
    names: list[str | None] = []

    class Stream(httpcore.NetworkStream):
        def start_tls(self, context: ssl.SSLContext, server_hostname: str | None = None, *_: object) -> Stream:
            assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
            names.append(server_hostname)
            raise httpcore.ConnectError("that is all")

        def close(self) -> None:
            """Nothing is open."""

    class Network(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, port: int, *_: object) -> Stream:
            assert (host, port) == (PUBLIC, 443)
            return Stream()

    with pytest.raises(BadSource):
        Fetcher(resolver=lookup, network=Network()).get("https://Example.org/")
    assert names == ["example.org"]


def test_only_the_named_host_is_let_through(web: Web) -> None:
    web.pages["/"] = Page(b"hello")
    assert Fetcher(allowed_hosts=[web.host]).get(web.url()).status == 200
    assert Fetcher(allowed_hosts=["127.0.0.1"]).get(web.url()).status == 200
    reached = web.connections
    for allowed in (["127.0.0.1:1"], ["localhost"], ["127.0.0.2"], []):
        with pytest.raises(BadAddress):
            Fetcher(allowed_hosts=allowed).get(web.url())
    assert web.connections == reached


def test_proxies_of_the_environment_are_ignored(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, web.url())
    with pytest.raises(BadAddress):
        Fetcher(resolver=lookup).get("http://localhost/")
    assert web.connections == 0


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "100.128.0.1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(
    st.ip_addresses(v=4)
    | st.sampled_from(["10.0.0.0/8", "169.254.0.0/16"]).flatmap(lambda n: st.ip_addresses(network=n))
)
def test_what_python_calls_special_is_not_public(address: IPv4Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_loopback:
        assert not is_public(str(address))


@given(st.text(max_size=40))
def test_anything_written_is_refused_or_public(text: str) -> None:
    try:
        Fetcher(resolver=lambda *_: ["10.0.0.1"]).get("http://" + text)
    except BadSource:
        return
    raise AssertionError(text)
