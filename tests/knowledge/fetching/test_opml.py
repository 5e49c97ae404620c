"""Lists of feeds: what readers export is read, what is written is read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import BadSource
from knowledge.fetching.opml import Outline, parse_opml, write_opml

NESTED = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>Langganan</title></head><body>
  <outline text="Berita">
    <outline type="rss" text="Kabar Pelita" xmlUrl="https://kabarpelita.example/rss" htmlUrl="https://kabarpelita.example"/>
    <outline text="Dalam"><outline title="Suara &amp; Tirta" XMLURL="https://suara.example/feed"/></outline>
  </outline>
  <outline type="rss" text="lagi" xmlUrl="https://kabarpelita.example/rss"/>
  <outline type="link" text="halaman" url="https://halaman.example"/>
  <outline xmlUrl="javascript:alert(1)"/><outline xmlUrl=" https://tanpa-nama.example/x "/>
</body></opml>"""


def test_feeds_in_folders_each_once() -> None:
    assert parse_opml(NESTED, "a.opml") == [
        Outline("https://kabarpelita.example/rss", "Kabar Pelita"),
        Outline("https://suara.example/feed", "Suara & Tirta"),
        Outline("https://tanpa-nama.example/x", None),
    ]


def test_a_list_that_breaks_off_gives_what_is_there() -> None:
    assert len(parse_opml(NESTED[:420], "a.opml")) >= 1


def test_another_encoding() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline title="Café" xmlUrl="https://c.example/f"/></body></opml>'
    assert parse_opml(text.encode("latin-1"), "a.opml")[0].title == "Café"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<opml><body><outline title="&b;" xmlUrl="https://b.example/f"/></body></opml>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no list of feeds"),
        (b"not xml", "no list of feeds"),
        (b"<rss><channel/></rss>", "no list of feeds"),
        (b"<opml><body/></opml>", "lists no feeds"),
        (b" " * 2_000_001, "too large"),
        (BOMB, "entities"),
    ],
)
def test_what_is_none(data: bytes, said: str) -> None:
    with pytest.raises(BadSource, match=said):
        parse_opml(data, "list.opml")


ADDRESSES = st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/?=&.-]{0,20}", fullmatch=True)


@given(st.dictionaries(ADDRESSES, st.text(max_size=40), max_size=8), st.text(max_size=30))
def test_what_is_written_is_read(feeds: dict[str, str], title: str) -> None:
    written = write_opml(title, [Outline(address, name) for address, name in feeds.items()])
    if feeds:
        read = parse_opml(written, "x")
        assert [outline.address for outline in read] == list(feeds)
