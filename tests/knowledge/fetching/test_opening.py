"""What is at an address: an article, a feed, a sitemap, a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.errors import BadSource, NoFeed
from knowledge.fetching.feeds import Feed
from knowledge.fetching.opening import find_listing, open_source, read_listing, read_url
from knowledge.types import Article
from tests.loopback_web import Page, Web

if TYPE_CHECKING:
    from knowledge.fetching import Fetcher

BODY = """<article><h1>Harga Cabai di Pasar Lembang Turun Separuh</h1>
<p>Harga cabai rawit di Pasar Lembang turun menjadi Rp32.000 sekilo pada Rabu siang, setelah dua bulan naik.</p>
<p>"Panen raya datang bersamaan di tiga kecamatan," kata Bupati Tatang Subrata saat meninjau los sayur.</p>
<p>Para pedagang berharap harga bertahan sampai akhir bulan, ketika pasokan dari Garut biasanya berkurang.</p>
</article>"""
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>{}</channel></rss>'
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="{}">'


def page(head: str = "", body: str = BODY) -> Page:
    title = "<title>Harga Cabai di Pasar Lembang Turun Separuh - Kabar</title>"
    return Page(f"<!doctype html><html lang=id><head>{title}{head}</head><body>{body}</body></html>".encode())


def feed(*urls: str) -> Page:
    return Page(
        RSS.format("".join(f"<item><link>{url}</link></item>" for url in urls)).encode(), content_type="text/xml"
    )


def urls(opened: Feed | Article) -> list[str]:
    assert isinstance(opened, Feed)
    return [entry.url for entry in opened.entries]


def test_an_article(web: Web, fetcher: Fetcher) -> None:
    web.pages["/2025/cabai-turun?utm_source=x"] = page()
    article = read_url(web.url("/2025/cabai-turun?utm_source=x#akhir"), fetcher)
    assert article.title == "Harga Cabai di Pasar Lembang Turun Separuh"
    assert article.text.startswith("Harga cabai rawit")
    assert article.url == web.url("/2025/cabai-turun")


def test_the_address_that_the_page_gives_itself(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/r/7": Page(status=302, headers={"Location": "/2025/cabai/amp"}),
        "/2025/cabai/amp": page('<link rel="canonical" href="/2025/cabai.html?utm_medium=amp">'),
        "/2025/other": page('<link rel="canonical" href="https://koran-lain.test/asli">'),
        "/2025/shared?single=1": page('<meta property="og:url" content="/2025/shared">'),
        "/2025/both": page('<meta property="og:url" content="/x"><link rel="canonical" href="/2025/own">'),
    }
    assert read_url(web.url("/r/7"), fetcher).url == web.url("/2025/cabai.html")
    assert read_url(web.url("/2025/other"), fetcher).url == web.url("/2025/other")
    assert read_url(web.url("/2025/shared?single=1"), fetcher).url == web.url("/2025/shared")
    assert read_url(web.url("/2025/both"), fetcher).url == web.url("/2025/own")


@pytest.mark.parametrize(
    "start", ["", '<?xml version="1.0" encoding="utf-8"?>', "<script>x()</script>", "<!-- a --><!-- b -->"]
)
def test_a_page_is_one_however_it_starts(web: Web, fetcher: Fetcher, start: str) -> None:
    html = page().body
    assert isinstance(html, bytes)
    web.pages["/2025/a"] = Page(start.encode() + html)
    assert "<p>" not in read_url(web.url("/2025/a"), fetcher).text


def test_a_text_file(web: Web, fetcher: Fetcher) -> None:
    text = "Jembatan Cimahi Dibuka\n\nJembatan di Cimahi dibuka kembali pada Senin pagi.\n\nWarga lewat tanpa antre."
    web.pages["/a.txt"] = Page(text.encode(), content_type="text/plain")
    assert read_url(web.url("/a.txt"), fetcher).title == "Jembatan Cimahi Dibuka"


def test_a_feed_whatever_its_type(web: Web, fetcher: Fetcher) -> None:
    for content_type in ("application/rss+xml", "text/html", "application/octet-stream", ""):
        web.pages["/rss"] = feed("/2025/a", "/2025/b")
        web.pages["/rss"].content_type = content_type  # type: ignore[union-attr] # a Page
        assert urls(open_source(web.url("/rss"), fetcher)) == [web.url("/2025/a"), web.url("/2025/b")]


def test_a_sitemap(web: Web, fetcher: Fetcher) -> None:
    listed = "<!-- made by <rss> --><urlset><url><loc>https://kabar.test/a</loc></url></urlset>"
    web.pages["/sitemap.xml"] = Page(listed.encode(), content_type="application/xml")
    assert urls(open_source(web.url("/sitemap.xml"), fetcher)) == ["https://kabar.test/a"]


@pytest.mark.parametrize("path", ["/", "/ekonomi", "/ekonomi/", "/berita-daerah/", "/index.html"])
def test_a_site_is_read_by_its_feed(web: Web, fetcher: Fetcher, path: str) -> None:
    comments = FEED_LINK.format("/comments/feed")
    web.pages |= {path: page(comments + FEED_LINK.format("/rss")), "/rss": feed("/2025/a")}
    assert urls(open_source(web.url(path), fetcher)) == [web.url("/2025/a")]


def test_a_site_without_a_feed_is_read_by_its_sitemap(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/robots.txt": Page(
            f"Sitemap: {web.url('/archive.xml')}\nSitemap: {web.url('/news.xml')}".encode(), content_type="text/plain"
        ),
        "/": page(),
        "/news.xml": Page(b"<urlset><url><loc>https://kabar.test/a</loc></url></urlset>"),
    }
    assert urls(open_source(web.url("/"), fetcher)) == ["https://kabar.test/a"]


def test_a_feed_that_is_gone_is_passed_over(web: Web, fetcher: Fetcher) -> None:
    gone, there = FEED_LINK.format("/gone"), FEED_LINK.format("/rss")
    web.pages |= {"/": page(gone + there), "/rss": feed("/2025/a"), "/blog": page(gone * 2)}
    assert urls(open_source(web.url("/"), fetcher)) == [web.url("/2025/a")]
    with pytest.raises(BadSource, match=r"/gone: .* has no such page"):
        open_source(web.url("/blog"), fetcher)
    assert web.asked.count("/gone") == 2


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("/2025/10/08/cabai-turun", ""),
        ("/harga-cabai-di-lembang-turun", ""),
        ("/a", '<meta property="og:type" content="article">'),
        ("/a", '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'),
        ("/read?id=7", ""),
    ],
)
def test_an_article_on_a_site_with_a_feed_is_an_article(web: Web, fetcher: Fetcher, path: str, head: str) -> None:
    web.pages |= {path: page(FEED_LINK.format("/rss") + head), "/rss": feed("/2025/a")}
    assert isinstance(open_source(web.url(path), fetcher), Article)


@pytest.mark.parametrize("path", ["/rss", "/", "/2025/10/08/cabai-turun"])
def test_what_can_be_followed(web: Web, fetcher: Fetcher, path: str) -> None:
    web.pages |= {"/rss": feed("/2025/a"), path: feed("/2025/a") if path == "/rss" else page(FEED_LINK.format("/rss"))}
    web.pages["/rss"].headers["ETag"] = '"1"'  # type: ignore[union-attr] # a Page
    found = find_listing(web.url(path), fetcher)
    assert (found.address, found.etag) == (web.url("/rss"), '"1"')
    assert found.feed
    assert urls(found.feed) == [web.url("/2025/a")]


def test_a_feed_that_has_moved_and_is_the_same(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {"/old": Page(status=301, headers={"Location": "/rss"}), "/rss": Page(status=304)}
    found = read_listing(web.url("/old"), fetcher, etag='"1"')
    assert (found.address, found.feed, found.etag) == (web.url("/rss"), None, '"1"')


def test_a_list_of_sitemaps_or_a_broken_feed_is_asked_for_in_full_again(web: Web, fetcher: Fetcher) -> None:
    broken = RSS.format("<item><link>/2025/a</link></item>").removesuffix("</rss>")
    index = f"<sitemapindex><sitemap><loc>{web.url('/a.xml')}</loc></sitemap></sitemapindex>"
    web.pages |= {
        "/rss": Page(broken.encode(), headers={"ETag": '"1"'}),
        "/index.xml": Page(index.encode(), headers={"ETag": '"1"'}),
        "/a.xml": Page(b"<urlset><url><loc>https://kabar.test/a</loc></url></urlset>"),
    }
    for path in ("/rss", "/index.xml"):
        found = read_listing(web.url(path), fetcher)
        assert found.feed
        assert (len(found.feed.entries), found.etag) == (1, None)


def test_a_page_without_a_feed_cannot_be_followed(web: Web, fetcher: Fetcher) -> None:
    web.pages["/2025/cabai"] = page()
    with pytest.raises(NoFeed, match="names no feed"):
        find_listing(web.url("/2025/cabai"), fetcher)


def test_what_has_no_article(web: Web, fetcher: Fetcher) -> None:
    web.pages |= {
        "/kosong-sekali-halaman-ini": page(body=""),
        "/a.pdf": Page(b"%PDF-1.7\n" + b"x" * 500, content_type="application/pdf"),
        "/rss": feed(),
    }
    for path, words in (("/kosong-sekali-halaman-ini", "no text"), ("/a.pdf", "a PDF"), ("/rss", "list of articles")):
        with pytest.raises(BadSource, match=words) as refused:
            read_url(web.url(path), fetcher)
        assert web.url(path) in str(refused.value)


def test_windows_1252_that_calls_itself_utf_8(web: Web, fetcher: Fetcher) -> None:
    html = page(body=BODY.replace('"Panen', "“Panen").replace('kecamatan,"', "kecamatan,”")).body
    assert isinstance(html, bytes)
    web.pages["/2025/a"] = Page(html.decode().encode("cp1252"))
    assert "“Panen raya datang bersamaan di tiga kecamatan,” kata" in read_url(web.url("/2025/a"), fetcher).text
