"""Feeds and sitemaps as sites have them: RSS, Atom, broken, in odd encodings, hostile."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import BadSource
from knowledge.fetching import Entry, newest_first
from knowledge.fetching.characters import characters
from knowledge.fetching.feeds import MAX_ENTRIES, Feed, parse_feed
from knowledge.fetching.sitemaps import MAX_FILES, parse_sitemap, read_sitemap
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from knowledge.fetching import Fetcher

URL = "https://kabar.test/rss"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Kabar Lembang</title><link>https://kabar.test/</link>
<item><title>Harga cabai &amp; bawang &lt;b&gt;turun&lt;/b&gt;</title><link>/2025/cabai</link>
<pubDate>Wed, 08 Oct 2025 17:30:00 +0700</pubDate>
<description><![CDATA[<p>Panen raya di <a href="/x">tiga</a> kecamatan.</p>]]></description></item>
<item><title>Jembatan dibuka</title><guid isPermaLink="true">https://kabar.test/2025/jembatan</guid></item>
<item><title>Tanpa alamat</title><guid>7</guid></item>
<item><title>Sekali lagi</title><link>https://kabar.test/2025/cabai?utm_source=rss</link></item>
<item><title>Skrip</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Kabar &amp;amp; Cuaca</title>
<link rel="self" href="https://kabar.test/atom"/><link href="https://kabar.test/"/>
<entry><title>Hujan di Garut</title><link rel="alternate" href="https://kabar.test/hujan"/>
<link rel="enclosure" href="https://kabar.test/hujan.mp3"/>
<updated>2025-10-08T10:30:00Z</updated><summary>Deras.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kabar</title></channel>
<item><title>Pasar</title><link>https://kabar.test/pasar</link><dc:date>2025-10-08T17:30:00+07:00</dc:date></item>
</rdf:RDF>"""


def test_rss() -> None:
    first = Entry(
        "https://kabar.test/2025/cabai",
        "Harga cabai & bawang turun",
        "2025-10-08T10:30:00+00:00",
        "Panen raya di tiga kecamatan.",
    )
    second = Entry("https://kabar.test/2025/jembatan", "Jembatan dibuka")
    assert parse_feed(RSS, URL) == Feed("Kabar Lembang", "https://kabar.test/", (first, second))


def test_atom() -> None:
    feed = parse_feed(ATOM, URL)
    assert (feed.title, feed.link) == ("Kabar & Cuaca", "https://kabar.test/")
    moment = "2025-10-08T10:30:00+00:00"
    assert feed.entries == (Entry("https://kabar.test/hujan", "Hujan di Garut", moment, "Deras.", updated=moment),)


def test_whole_articles_in_a_feed() -> None:
    text = RSS.replace("<description>", "<content:encoded>&lt;p&gt;Panen.&lt;/p&gt;</content:encoded><description>")
    first, second = parse_feed(text, URL).entries
    assert (first.content, first.summary) == ("<p>Panen.</p>", "Panen raya di tiga kecamatan.")
    assert second.content is None


SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("", None),
        ("<ttl>45</ttl>", 2700),
        ("<ttl>soon</ttl>", None),
        (f"<sy:updatePeriod {SY}>hourly</sy:updatePeriod>", 3600),
        (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod><sy:updateFrequency {SY}>4</sy:updateFrequency>", 21_600),
        (f"<ttl>90</ttl><sy:updatePeriod {SY}>hourly</sy:updatePeriod>", 5400),
    ],
)
def test_how_often_a_feed_wants_to_be_asked(stated: str, seconds: float | None) -> None:
    assert parse_feed(RSS.replace("<link>", f"{stated}<link>", 1), URL).rest == seconds


def test_whether_a_feed_or_sitemap_is_whole() -> None:
    assert parse_feed(RSS, URL).whole
    assert not parse_feed(RSS[: RSS.index("<item><title>Tanpa")], URL).whole
    sitemap = "<urlset><url><loc>https://kabar.test/a</loc></url></urlset>"
    assert parse_sitemap(sitemap, URL).whole
    assert not parse_sitemap(sitemap.removesuffix("</urlset>"), URL).whole


def test_rss_1() -> None:
    assert parse_feed(RDF, URL).entries[0].published == "2025-10-08T10:30:00+00:00"


BROKEN = {
    "a stray ampersand": RSS.replace("&amp;", "&"),
    "cut off": RSS[: RSS.index("<item><title>Tanpa")],
    "something before": "\n\n" + RSS,
    "an HTML entity": RSS.replace("turun", "turun&nbsp;&eacute;"),
    "control characters": RSS.replace("turun", "turun\x08\x0c"),
    "tags that cross": RSS.replace("turun", "<i><b>turun</i></b>"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_feeds_are_read_as_far_as_they_go(text: str) -> None:
    assert {entry.url for entry in parse_feed(text, URL).entries} >= {"https://kabar.test/2025/cabai"}


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entities": f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{BOMB}]><rss><title>&a9;</title></rss>',
    "in lower case": '<!doctype rss [<!entity a "b">]><rss version="2.0"/>',
    "a file": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><rss version="2.0"/>',
    "behind a comment": '<!-- <rss> --><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"/>',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xml_is_refused(text: str) -> None:
    for parse in (parse_feed, parse_sitemap):
        with pytest.raises(BadSource, match="declares XML entities"):
            parse(text, URL)


def test_an_endless_feed_is_refused() -> None:
    with pytest.raises(BadSource, match="characters"):
        parse_feed(RSS.replace("Lembang", "x" * 3_000_000), URL)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_hostile_xml_hides_in_no_encoding(encoding: str) -> None:
    text = characters(HOSTILE["entities"].encode(encoding), "application/xml", URL)
    with pytest.raises(BadSource, match="declares XML entities"):
        parse_feed(text, URL)


@pytest.mark.parametrize("text", ["", "no feed", "<html><body>page</body></html>", "{}", "<rss"])
def test_what_is_no_feed(text: str) -> None:
    with pytest.raises(BadSource, match="is no feed"):
        parse_feed(text, URL)


def test_a_feed_without_entries() -> None:
    assert parse_feed('<rss version="2.0"><channel><title>Kabar</title></channel></rss>', URL).entries == ()


def test_a_feed_with_too_many_entries() -> None:
    items = "".join(f"<item><link>https://kabar.test/{n}</link></item>" for n in range(MAX_ENTRIES + 50))
    feed = parse_feed(f'<rss version="2.0"><channel>{items}</channel></rss>', URL)
    assert len(feed.entries) == MAX_ENTRIES


@given(st.text(alphabet="<>/&;![]-?\"'= rsitemlnkCDATA#x0\n", max_size=300))
def test_any_text_is_a_feed_or_refused(text: str) -> None:
    for parse in (parse_feed, parse_sitemap):
        try:
            parse(text, URL)
            parse(f'<rss version="2.0"><channel><item>{text}</item></channel></rss>', URL)
        except BadSource:
            continue


def test_newest_first() -> None:
    entries = [Entry("a"), Entry("b", published="2025-10-07"), Entry("c", published="2025-10-08T01:00:00+00:00")]
    assert [entry.url for entry in newest_first([*entries, Entry("d")])] == ["c", "b", "a", "d"]


# -- characters ------------------------------------------------------------------------------------

SAID = "Pemilik Café Mawar bilang “Nanti saja” kepada para pelanggan"
ENCODED = {
    "as said": (SAID.encode("utf-8"), "text/html; charset=utf-8", SAID),
    "said nothing": (SAID.encode("cp1252"), "", SAID),
    "said UTF-8, is windows-1252": (SAID.encode("cp1252"), "text/html; charset=utf-8", SAID),
    "said latin-1, is UTF-8": (SAID.encode(), "text/html; charset=ISO-8859-1", SAID),
    "said latin-1, is windows-1252": (SAID.encode("cp1252"), "text/html; charset=iso-8859-1", SAID),
    "central European": ("Lech Wałęsa".encode("iso8859-2"), "text/html; charset=iso-8859-2", "Lech Wałęsa"),
    "in quotation marks": ("Lech Wałęsa".encode("cp1250"), 'text/html; Charset="Windows-1250"', "Lech Wałęsa"),
    "unknown": (SAID.encode(), "text/html; charset=klingon", SAID),
    "Chinese": (
        "新闻报道".encode("gb18030") + b" news in a paragraph",
        "text/html; charset=gb2312",
        "新闻报道 news in a paragraph",
    ),
    "UTF-16": (SAID.encode("utf-16"), "", SAID),
    "said UTF-7": (b"+ADw-b+AD4-", "text/html; charset=utf-7", "+ADw-b+AD4-"),
    "packed": (gzip.compress(SAID.encode()), "application/x-gzip", SAID),
}


@pytest.mark.parametrize(("data", "content_type", "text"), ENCODED.values(), ids=ENCODED)
def test_characters(data: bytes, content_type: str, text: str) -> None:
    assert characters(data, content_type, URL) == text


def test_characters_as_the_document_says() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Lech Wałęsa</body></html>'
    assert characters(page.encode("iso8859-2"), "text/html", URL) == page
    xml = "<?xml version='1.0' encoding='windows-1251'?><rss>Новости</rss>"
    assert characters(xml.encode("cp1251"), "text/xml", URL) == xml
    lying = "<?xml version='1.0' encoding='utf-16'?><rss>Café</rss>"
    assert characters(lying.encode(), "text/xml", URL) == lying
    wide = "<rss>Café</rss>"
    assert characters(wide.encode("utf-16-le"), "text/xml", URL) == wide


def test_markup_in_two_encodings_can_be_read() -> None:
    data = b"<rss>" + "é ü ö ñ ".encode() * 50 + "é".encode("cp1252") + b" cabai</rss>"
    assert "cabai" in characters(data, "text/xml; charset=utf-8", URL)


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", bytes(range(256)), b"", b"\x1f\x8bbroken"])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(BadSource):
        characters(data, "text/html", URL)


def test_a_packed_bomb() -> None:
    with pytest.raises(BadSource, match="larger than"):
        characters(gzip.compress(bytes(30_000_000)), "application/gzip", URL)


# -- sitemaps --------------------------------------------------------------------------------------

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://kabar.test/lama</loc><lastmod>2025-10-06</lastmod></url>
<url><loc> https://kabar.test/cabai </loc><lastmod>2025-10-09</lastmod>
<image:image><image:loc>https://kabar.test/cabai.jpg</image:loc></image:image>
<news:news><news:publication><news:name>Kabar</news:name><news:language>id</news:language></news:publication>
<news:publication_date>2025-10-08T17:30:00+07:00</news:publication_date><news:title>Cabai turun</news:title></news:news>
</url>
<url><loc>ftp://kabar.test/x</loc></url><url><lastmod>2025-10-06</lastmod></url>
</urlset>"""


def test_a_news_sitemap() -> None:
    assert parse_sitemap(NEWS, URL).entries == (
        Entry("https://kabar.test/cabai", "Cabai turun", "2025-10-08T10:30:00+00:00", updated="2025-10-09"),
        Entry("https://kabar.test/lama", None, "2025-10-06", updated="2025-10-06"),
    )


def _index(*urls: str) -> str:
    listed = "".join(
        f"<sitemap><loc>{url}</loc><lastmod>2025-10-0{n % 9 + 1}</lastmod></sitemap>" for n, url in enumerate(urls)
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'


def _listing(*names: str) -> Page:
    urls = "".join(f"<url><loc>https://kabar.test/{name}</loc></url>" for name in names)
    return Page(f"<urlset>{urls}</urlset>".encode(), content_type="application/xml")


def test_a_list_of_sitemaps(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/1.xml": _listing("a"),
        "/2.xml.gz": Page(gzip.compress(_listing("b", "a").body), content_type="application/x-gzip"),  # type: ignore[arg-type] # bytes
        "/4.xml": Page(_index(web.url("/1.xml"), web.url("/5.xml")).encode()),
        "/5.xml": Page(_index(web.url("/6.xml")).encode()),
        "/6.xml": _listing("too deep"),
    }
    text = _index(*(web.url(path) for path in ("/1.xml", "/2.xml.gz", "/missing.xml", "/4.xml")))
    feed = read_sitemap(text, URL, fetcher)
    assert sorted(entry.url for entry in feed.entries) == ["https://kabar.test/a", "https://kabar.test/b"]
    assert "/6.xml" not in web.asked


def test_a_list_that_lists_itself_and_one_without_end(web: Web, fetcher: Fetcher) -> None:
    web.pages["/loop.xml"] = Page(_index(*[web.url("/loop.xml")] * 3).encode())
    endless = _index(*(web.url(f"/{n}.xml") for n in range(100)))
    web.pages |= {f"/{n}.xml": Page(endless.encode()) for n in range(100)}
    for text in (_index(web.url("/loop.xml")), endless):
        before = len(web.asked)
        assert read_sitemap(text, URL, fetcher).entries == ()
        assert len(web.asked) - before <= MAX_FILES + 1


def test_a_list_of_what_cannot_be_had(web: Web, fetcher: Fetcher) -> None:
    with pytest.raises(BadSource, match="has no such page"):
        read_sitemap(_index(web.url("/missing.xml")), URL, fetcher)
