"""Pages from a web on loopback: limits, redirects, conditional requests."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import BadAddress, BadSource, Gone, Unreachable
from knowledge.fetching import Fetcher
from knowledge.fetching.exchange import Limits
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = b"<p>Harga cabai turun.</p>"


def test_a_page(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a?b=1&c=d%20e"] = Page(TEXT, headers={"ETag": '"v1"', "Last-Modified": "Wed, 08 Oct 2025 10:00:00 GMT"})
    got = fetcher.get(web.url("/a?b=1&c=d%20e#part"))
    assert (got.status, got.content, got.final_url) == (200, TEXT, web.url("/a?b=1&c=d%20e"))
    assert (got.etag, got.last_modified) == ('"v1"', "Wed, 08 Oct 2025 10:00:00 GMT")
    assert got.content_type == "text/html; charset=utf-8"
    assert not got.not_modified
    assert web.headers[-1]["host"] == web.host
    assert "kutip" in web.headers[-1]["user-agent"]


def test_a_page_that_is_still_the_same(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = Page(status=304, headers={"Content-Length": "500"})
    got = fetcher.get(web.url("/a"), etag='"v1"', last_modified="Wed, 08 Oct 2025 10:00:00 GMT")
    assert (got.not_modified, got.content, got.etag) == (True, b"", '"v1"')
    assert web.headers[-1]["if-none-match"] == '"v1"'
    assert web.headers[-1]["if-modified-since"] == "Wed, 08 Oct 2025 10:00:00 GMT"


def test_what_a_site_sent_adds_no_header(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = Page(TEXT)
    fetcher.get(web.url("/a"), etag='"v1"\r\nX-Secret: 1')
    assert "if-none-match" not in web.headers[-1]
    assert "x-secret" not in web.headers[-1]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: Web, fetcher: Fetcher, status: int) -> None:
    web.pages |= {"/old": Page(status=status, headers={"Location": "../new?x=é"}), "/new?x=%C3%A9": Page(TEXT)}
    assert fetcher.get(web.url("/old")).final_url == web.url("/new?x=%C3%A9")


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [((), None), ((302,), None), ((301,), "/1"), ((308, 301), "/2"), ((301, 302), "/1"), ((302, 301), None)],
)
def test_what_has_moved_for_good(web: Web, fetcher: Fetcher, statuses: tuple[int, ...], moved_to: str | None) -> None:
    for hop, status in enumerate(statuses):
        web.pages[f"/{hop}"] = Page(status=status, headers={"Location": f"/{hop + 1}"})
    web.pages[f"/{len(statuses)}"] = Page(TEXT)
    assert fetcher.get(web.url("/0")).moved_to == (moved_to and web.url(moved_to))


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [("max-age=600", 600), ("public, Max-Age = 60", 60), ("s-maxage=9", None), ("no-store", None), ("", None)],
)
def test_how_long_an_answer_stays_the_same(web: Web, fetcher: Fetcher, stated: str, seconds: float | None) -> None:
    web.pages["/a"] = Page(TEXT, headers={"Cache-Control": stated})
    assert fetcher.get(web.url("/a")).max_age == seconds


def test_what_is_gone_for_good(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = Page(status=410)
    with pytest.raises(Gone, match="has removed the page"):
        fetcher.get(web.url("/a"))


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_and_no_more(web: Web, fetcher: Fetcher, hops: int, arrives: bool) -> None:
    for hop in range(hops):
        web.pages[f"/{hop}"] = Page(status=302, headers={"Location": f"/{hop + 1}"})
    web.pages[f"/{hops}"] = Page(TEXT)
    if arrives:
        assert fetcher.get(web.url("/0")).content == TEXT
    else:
        with pytest.raises(Unreachable, match="more than 5 times"):
            fetcher.get(web.url("/0"))


REFUSED = {"missing": 404, "gone": 410, "forbidden": 403, "login": 401, "broken": 500, "odd": 299, "no target": 302}


@pytest.mark.parametrize("status", REFUSED.values(), ids=REFUSED)
def test_what_is_no_page(web: Web, fetcher: Fetcher, status: int) -> None:
    web.pages["/a"] = Page(b"sorry", status)
    with pytest.raises(Unreachable) as refused:
        fetcher.get(web.url("/a"))
    assert web.url("/a") in str(refused.value)
    assert web.asked.count("/a") == 1


def _pieces(piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    for _ in itertools.count():
        yield piece
        time.sleep(pause)


def _bomb() -> Iterator[bytes]:
    packer = zlib.compressobj(9, wbits=31)
    for _ in itertools.count():
        if packed := packer.compress(bytes(1_000_000)):
            yield packed


TOO_LARGE = {
    "says so": Page(TEXT, headers={"Content-Length": "999999999999"}),
    "is": Page(b"x" * 200_000),
    "does not end": Page(_pieces(b"x" * 10_000)),
    "unpacks to more": Page(gzip.compress(bytes(200_000)), headers={"Content-Encoding": "gzip"}),
    "is a bomb": Page(_bomb(), headers={"Content-Encoding": "gzip"}),
    "is a deflated bomb": Page(zlib.compress(bytes(50_000_000)), headers={"Content-Encoding": "deflate"}),
}


@pytest.mark.parametrize("page", TOO_LARGE.values(), ids=TOO_LARGE)
def test_too_large(web: Web, page: Page) -> None:
    web.pages["/a"] = page
    fetcher = Fetcher(allowed_hosts=[web.host], limits=Limits(size=100_000))
    with pytest.raises(BadSource, match="larger than"):
        fetcher.get(web.url("/a"))


PACKED = {
    "gzip": (gzip.compress(TEXT), "gzip"),
    "gzip in capitals": (gzip.compress(TEXT), "GZIP"),
    "deflate": (zlib.compress(TEXT), "deflate"),
    "deflate without its frame": (zlib.compress(TEXT)[2:-4], "deflate"),
    "identity": (TEXT, "identity"),
    "something after the end": (gzip.compress(TEXT) + b"\0" * 512, "gzip"),
}


@pytest.mark.parametrize(("body", "encoding"), PACKED.values(), ids=PACKED)
def test_compressed(web: Web, fetcher: Fetcher, body: bytes, encoding: str) -> None:
    web.pages["/a"] = Page([bytes([byte]) for byte in body[:20]] + [body[20:]], headers={"Content-Encoding": encoding})
    assert fetcher.get(web.url("/a")).content == TEXT
    assert web.headers[-1]["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "gzip", "deflate"])
def test_unreadably_compressed(web: Web, fetcher: Fetcher, encoding: str) -> None:
    web.pages["/a"] = Page(b"\x00 this is nothing of the kind", headers={"Content-Encoding": encoding})
    with pytest.raises(Unreachable, match="unreadably"):
        fetcher.get(web.url("/a"))


@pytest.mark.parametrize("pause", [5.0, 0.02])
def test_slow(web: Web, pause: float) -> None:
    """One waits too long for a byte; the other never does, and is cut when its whole time is over."""
    web.pages |= {"/a": Page(_pieces(b"x", pause)), "/robots.txt": Page(b"", 404)}
    fetcher = Fetcher(allowed_hosts=[web.host], limits=Limits(read=0.2, total=0.4))
    with pytest.raises(Unreachable, match="too long"):
        fetcher.get(web.url("/a"))


def test_an_unknown_host_and_one_that_does_not_listen() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with pytest.raises(Unreachable, match=r"^http://nowhere\.test/a: nowhere\.test cannot be reached"):
        Fetcher(resolver=unknown).get("http://nowhere.test/a")
    with pytest.raises(Unreachable, match="cannot be reached"):
        Fetcher(allowed_hosts=["127.0.0.1"]).get("http://127.0.0.1:1/a")


def test_tls_is_verified_with_the_name(web: Web) -> None:
    """A server that does not speak TLS, or not with that name, is no secure site."""
    web.pages["/"] = Page(TEXT)
    with pytest.raises(Unreachable, match=r"cannot be reached|certificate"):
        Fetcher(allowed_hosts=[web.host]).get(f"https://{web.host}/")


def test_a_redirect_to_what_is_not_allowed_says_where_from(web: Web, fetcher: Fetcher) -> None:
    web.pages["/a"] = Page(status=302, headers={"Location": "ftp://kabar.test/"})
    with pytest.raises(BadAddress, match=r"/a leads on to another address: ftp://kabar\.test/: only http"):
        fetcher.get(web.url("/a"))
