"""One address for one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.fetching import canonical_url
from knowledge.fetching.canonical import stated_or_final

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
}


@pytest.mark.parametrize(("stated", "final", "cited"), STATED.values(), ids=STATED)
def test_a_page_names_its_own_address_but_no_other_site(stated: str | None, final: str, cited: str) -> None:
    assert stated_or_final(stated, final) == cited
