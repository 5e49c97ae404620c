"""One address for one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.fetching import canonical_url
from knowledge.fetching.canonical import page_key, stated_or_final

SAME = {
    "campaign": ("https://kabar.test/a?utm_source=x&utm_medium=y", "https://kabar.test/a"),
    "a click id": ("https://kabar.test/a?id=7&fbclid=Iw0", "https://kabar.test/a?id=7"),
    "several": ("https://kabar.test/a?gclid=1&b=2&mc_cid=3&c=4&igsh=5", "https://kabar.test/a?b=2&c=4"),
    "capitals": ("https://kabar.test/a?UTM_Source=x", "https://kabar.test/a"),
    "a name that begins alike": ("https://kabar.test/a?utm=1&sharex=2", "https://kabar.test/a?utm=1&sharex=2"),
    "order is kept": ("https://kabar.test/a?z=1&a=2", "https://kabar.test/a?z=1&a=2"),
    "empty pairs": ("https://kabar.test/a?&&", "https://kabar.test/a"),
    "fragment": ("https://kabar.test/a#komentar", "https://kabar.test/a"),
    "text fragment": ("https://kabar.test/a#:~:text=kata", "https://kabar.test/a"),
    "https port": ("https://kabar.test:443/a", "https://kabar.test/a"),
    "http port": ("http://kabar.test:80/a", "http://kabar.test/a"),
    "another port": ("http://kabar.test:8080/a", "http://kabar.test:8080/a"),
    "the other's port": ("http://kabar.test:443/a", "http://kabar.test:443/a"),
    "case of scheme and host": ("HTTPS://Kabar.TEST/Berita/A", "https://kabar.test/Berita/A"),
    "dot after the host": ("https://kabar.test./a", "https://kabar.test/a"),
    "no path": ("https://kabar.test", "https://kabar.test/"),
    "no path with a query": ("https://kabar.test?p=7", "https://kabar.test/?p=7"),
    "slash at the end": ("https://kabar.test/a/", "https://kabar.test/a/"),
    "amp segment": ("https://kabar.test/2025/cabai-turun/amp", "https://kabar.test/2025/cabai-turun"),
    "amp segment with slash": ("https://kabar.test/2025/cabai-turun/amp/", "https://kabar.test/2025/cabai-turun"),
    "two amp segments": ("https://kabar.test/2025/a/amp/amp", "https://kabar.test/2025/a"),
    "a page on amplifiers": ("https://kabar.test/2025/amp-baru", "https://kabar.test/2025/amp-baru"),
    "a section amp": ("https://kabar.test/amp", "https://kabar.test/amp"),
    "amp flag": ("https://kabar.test/a?amp=1&id=2", "https://kabar.test/a?id=2"),
    "bare amp flag": ("https://kabar.test/a?amp", "https://kabar.test/a"),
    "amp output": ("https://kabar.test/a?outputType=amp", "https://kabar.test/a"),
    "amp cache": ("https://kabar-test.cdn.ampproject.org/c/s/kabar.test/a/amp?utm_source=x", "https://kabar.test/a"),
    "amp cache, viewer": ("https://kabar-test.cdn.ampproject.org/v/s/kabar.test/b/a/amp", "https://kabar.test/b/a"),
    "amp cache over http": ("https://kabar-test.cdn.ampproject.org/c/kabar.test/a", "http://kabar.test/a"),
    "search engine's amp": ("https://www.google.co.id/amp/s/kabar.test/b/a", "https://kabar.test/b/a"),
    "IPv6": ("http://[2606:4700::1]:80/a", "http://[2606:4700::1]/a"),
    "no address": ("mailto:redaksi@kabar.test", "mailto:redaksi@kabar.test"),
    "a broken one": ("https://[kabar/", "https://[kabar/"),
    "a broken port": ("https://kabar.test:99999/", "https://kabar.test:99999/"),
}


@pytest.mark.parametrize(("written", "canonical"), SAME.values(), ids=SAME)
def test_canonical(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@given(st.sampled_from([row[0] for row in SAME.values()]), st.text(max_size=30))
def test_a_canonical_address_stays(start: str, more: str) -> None:
    once = canonical_url(start + more)
    assert canonical_url(once) == once


STATED = {
    "its own": ("https://kabar.test/a", "https://kabar.test/a?utm_source=x", "https://kabar.test/a"),
    "for telephones": ("https://www.kabar.test/a", "https://m.kabar.test/a", "https://www.kabar.test/a"),
    "from AMP": ("https://kabar.test/a", "https://amp.kabar.test/x/a", "https://kabar.test/a"),
    "of another site": ("https://lain.test/a", "https://kabar.test/a", "https://kabar.test/a"),
    "of a site that ends alike": ("https://bukankabar.test/a", "https://kabar.test/a", "https://kabar.test/a"),
    "the front page": ("https://kabar.test/", "https://kabar.test/a", "https://kabar.test/a"),
    "no address": ("javascript:void(0)", "https://kabar.test/a", "https://kabar.test/a"),
    "none": (None, "https://kabar.test/a#b", "https://kabar.test/a"),
    "the first page": ("https://kabar.test/a", "https://kabar.test/a?page=2", "https://kabar.test/a?page=2"),
    "the first page, of a path": ("https://kabar.test/a/", "https://kabar.test/a/2", "https://kabar.test/a/2"),
    "the first page, in words": (
        "https://kabar.test/a",
        "https://kabar.test/a/page/12",
        "https://kabar.test/a/page/12",
    ),
    "its own page": (
        "https://kabar.test/a?page=2",
        "https://kabar.test/a?page=2&utm_id=1",
        "https://kabar.test/a?page=2",
    ),
    "all pages": ("https://kabar.test/a", "https://kabar.test/a?page=all", "https://kabar.test/a"),
    "the first page by its number": ("https://kabar.test/a", "https://kabar.test/a?page=1", "https://kabar.test/a"),
    "an identifier": ("https://kabar.test/a", "https://kabar.test/?p=123", "https://kabar.test/a"),
    "an identifier in the path": ("https://kabar.test/a", "https://kabar.test/a/20261126", "https://kabar.test/a"),
}


@pytest.mark.parametrize(("stated", "final", "cited"), STATED.values(), ids=STATED)
def test_a_page_names_its_own_address_but_no_other_site(stated: str | None, final: str, cited: str) -> None:
    assert stated_or_final(stated, final) == cited


PAGE = "https://kabar.test/2026/11/cabai-turun-123"
ONE_PAGE = {
    "the same": (PAGE, PAGE),
    "a slash at the end": (PAGE, f"{PAGE}/"),
    "a fragment": (PAGE, f"{PAGE}#komentar"),
    "a text fragment": (PAGE, f"{PAGE}#:~:text=harga%20cabai"),
    "http": (PAGE, PAGE.replace("https:", "http:")),
    "the usual port": (PAGE, PAGE.replace("kabar.test", "kabar.test:443")),
    "the usual port of http": (PAGE, PAGE.replace("https://kabar.test", "http://kabar.test:80")),
    "with www": (PAGE, PAGE.replace("kabar", "www.kabar")),
    "for telephones": (PAGE, PAGE.replace("kabar", "m.kabar")),
    "for telephones, in full": (PAGE, PAGE.replace("kabar", "mobile.kabar")),
    "the AMP host": (PAGE, PAGE.replace("kabar", "amp.kabar")),
    "two hosts for variants": (PAGE.replace("kabar", "m.kabar"), PAGE.replace("kabar", "www.kabar")),
    "an AMP host with www": (PAGE, PAGE.replace("kabar", "amp.www.kabar")),
    "an AMP segment": (PAGE, f"{PAGE}/amp"),
    "an AMP segment with a slash": (PAGE, f"{PAGE}/amp/"),
    "an AMP suffix": (PAGE, f"{PAGE}.amp"),
    "an AMP suffix of a file": (PAGE, f"{PAGE}.amp.html"),
    "an AMP flag": (PAGE, f"{PAGE}?amp=1"),
    "a bare AMP flag": (PAGE, f"{PAGE}?amp"),
    "an AMP cache": (PAGE, "https://kabar-test.cdn.ampproject.org/c/s/kabar.test/2026/11/cabai-turun-123/amp"),
    "printed": (PAGE, f"{PAGE}?print=1"),
    "printed, in words": (PAGE, f"{PAGE}?print=true"),
    "all pages": (PAGE, f"{PAGE}?page=all"),
    "all pages, of another system": (PAGE, f"{PAGE}?showpage=all"),
    "in one piece": (PAGE, f"{PAGE}?single=1"),
    "a campaign": (PAGE, f"{PAGE}?utm_source=telegram&utm_medium=bot"),
    "a click": (PAGE, f"{PAGE}?fbclid=IwAR0"),
    "an advertisement": (PAGE, f"{PAGE}?gad_source=1&gclid=Cj0"),
    "a telephone's share": (PAGE, f"{PAGE}?mibextid=Zxz2cZ"),
    "everything at once": (PAGE, "http://m.kabar.test/2026/11/cabai-turun-123/amp/?page=all&utm_source=x#atas"),
    "parameters in another order": (f"{PAGE}?id=7&lang=id", f"{PAGE}?lang=id&id=7"),
    "an escaped letter": (PAGE, PAGE.replace("cabai", "%63abai")),
    "an escaped tilde": ("https://kabar.test/~ika/a", "https://kabar.test/%7Eika/a"),
    "escapes in small letters": ("https://kabar.test/caf%C3%A9", "https://kabar.test/caf%c3%a9"),
    "letters that are not escaped": ("https://kabar.test/caf%C3%A9", "https://kabar.test/café"),
    "capitals in the host": (PAGE, PAGE.replace("kabar", "Kabar")),
    "a dot after the host": (PAGE, PAGE.replace("kabar.test", "kabar.test.")),
    "no path": ("https://kabar.test", "http://www.kabar.test/"),
}
TWO_PAGES = {
    "another article": (PAGE, f"{PAGE}4"),
    "another identifier": (f"{PAGE}?id=1", f"{PAGE}?id=2"),
    "an identifier and none": (PAGE, f"{PAGE}?id=1"),
    "another page": (PAGE, f"{PAGE}?page=2"),
    "a third page": (f"{PAGE}?page=2", f"{PAGE}?page=3"),
    "a page and the whole": (f"{PAGE}?page=all", f"{PAGE}?page=2"),
    "a page as a segment": (PAGE, f"{PAGE}/2"),
    "another path in capitals": (PAGE, PAGE.replace("cabai", "Cabai")),
    "a blog": (PAGE, PAGE.replace("kabar", "blog.kabar")),
    "a regional desk": (PAGE, PAGE.replace("kabar", "bandung.kabar")),
    "another country": (PAGE, PAGE.replace(".test", ".test.id")),
    "a host that ends alike": (PAGE, PAGE.replace("kabar", "bukankabar")),
    "a host that begins alike": (PAGE, PAGE.replace("kabar", "wwwkabar")),
    "a short host that is no variant": ("https://m.id/a", "https://id/a"),
    "another port": (PAGE, PAGE.replace("kabar.test", "kabar.test:8080")),
    "a section on AMP": ("https://kabar.test/amp", "https://kabar.test/"),
    "an article on amplifiers": ("https://kabar.test/guitar-amp", "https://kabar.test/guitar"),
    "an escaped slash": ("https://kabar.test/a%2Fb", "https://kabar.test/a/b"),
    "an escaped ampersand": (f"{PAGE}?q=a%26b", f"{PAGE}?q=a&b"),
    "an escaped per cent": ("https://kabar.test/a%2541", "https://kabar.test/aA"),
    "a repeated parameter in another order": (f"{PAGE}?id=1&id=2", f"{PAGE}?id=2&id=1"),
    "a language": (f"{PAGE}?lang=id", f"{PAGE}?lang=en"),
    "a year": (PAGE, PAGE.replace("2026", "2025")),
    "printed as a topic": (f"{PAGE}?topic=print", PAGE),
    "a single": (f"{PAGE}?single=12", PAGE),
    "a page named all": (f"{PAGE}?page=allen", PAGE),
}


@pytest.mark.parametrize(("one", "other"), ONE_PAGE.values(), ids=ONE_PAGE)
def test_variants_of_an_address_are_one_page(one: str, other: str) -> None:
    assert page_key(one) == page_key(other) is not None


@pytest.mark.parametrize(("one", "other"), TWO_PAGES.values(), ids=TWO_PAGES)
def test_other_addresses_are_other_pages(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


def test_what_is_shown_is_not_folded() -> None:
    assert canonical_url("http://m.kabar.test/a?page=all") == "http://m.kabar.test/a?page=all"


def test_what_is_no_address_has_no_page() -> None:
    assert page_key("mailto:redaksi@kabar.test") is None
    assert page_key("") is None


@given(st.sampled_from([row[1] for row in ONE_PAGE.values()]), st.text(max_size=30))
def test_any_address_has_the_page_of_its_canonical_form(start: str, more: str) -> None:
    assert page_key(start + more) == page_key(canonical_url(start + more))
