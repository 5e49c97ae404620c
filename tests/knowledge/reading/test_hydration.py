"""Pages that are empty until a script has run: the article is in the script's JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from knowledge.errors import BadSource
from knowledge.reading import read_bytes

FIRST = (
    "The bakery on Quay Lane sold its last loaf on Saturday, a hundred and six years after the first. Its oven was "
    "built by the grandfather of the present baker and has never been cold for longer than a week."
)
SECOND = "“My arms have earned a rest,” said the baker, Solveig Hartmann, who has found nobody to follow her."
THIRD = "The house is to be sold in autumn; the town would like to keep the oven, and to show it on open days."
PARAGRAPHS = (FIRST, SECOND, THIRD)
AS_HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TYPED = [{"type": "paragraph", "children": [{"text": paragraph}]} for paragraph in PARAGRAPHS]


def page(script: str) -> bytes:
    head = "<title>Last loaf on Quay Lane</title><meta property='og:title' content='Last loaf on Quay Lane'>"
    return f"<html><head>{head}</head><body><div id='app'>Loading</div>{script}</body></html>".encode()


def state(value: Any, before: str = "", after: str = "") -> bytes:
    return page(f"<script>{before}{json.dumps(value)}{after}</script>")


@pytest.mark.parametrize(
    "html",
    [
        page(f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps({'props': {'body': TYPED}})}</script>"),
        state({"story": {"blocks": TYPED}}, before="window.__STATE__ = ", after=";"),
        state({"post": {"content": {"rendered": AS_HTML}}}, before="var initialState="),
        state({"article": {"paragraphs": list(PARAGRAPHS)}}, before="window.__DATA__ = "),
        state({"article": {"body": TYPED}, "more": [{"teaser": "Harbour wall to be mended this year."}] * 9}),
    ],
    ids=["typed nodes", "an assignment", "markup", "plain strings", "among teasers"],
)
def test_the_article_in_a_script(html: bytes) -> None:
    article = read_bytes(html, "page.html")
    assert article.title == "Last loaf on Quay Lane"
    assert article.text.split("\n\n") == list(PARAGRAPHS)


def test_a_page_that_shows_its_text_is_read_as_shown() -> None:
    shown = "".join(f"<p>{paragraph} It is said so in street number {n}.</p>" for n, paragraph in enumerate(PARAGRAPHS))
    hidden = json.dumps({"body": ["Another text that stands in a script only. " * 30] * 4})
    html = page(f"<article>{shown}</article><script>window.x = {hidden}</script>")
    article = read_bytes(html, "page.html")
    assert "script only" not in article.text
    assert len(article.text.split("\n\n")) == 3


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.x = {broken</script>",
        f"<script>{'[' * 50_000}</script>",
        "<script>{}</script>",
        f"<script type='application/json'>{'[' * 900}{json.dumps(FIRST * 9)}{']' * 900}</script>",
    ],
    ids=["broken", "open brackets", "empty", "nested"],
)
def test_scripts_that_hold_no_article(script: str) -> None:
    with pytest.raises(BadSource):
        read_bytes(page(script), "page.html")
