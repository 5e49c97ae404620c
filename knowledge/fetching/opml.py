"""Lists of feeds in OPML 2.0 (opml.org/spec2), as feed readers exchange them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from knowledge.errors import BadSource
from knowledge.fetching.feeds import refuse_entities
from knowledge.problems import Trouble
from knowledge.text.normalise import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_BYTES = 2_000_000
"""Ten thousand feeds."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list. title: None where the list has none."""

    address: str
    title: str | None


def parse_opml(data: bytes, name: str) -> list[Outline]:
    """The feeds of a list in whatever folders, each once, in their order. Raises BadSource, in which `name` stands."""
    if len(data) > MAX_BYTES:
        raise BadSource(Trouble.LARGE_OPML, name=name, megabytes=MAX_BYTES // 1_000_000)
    refuse_entities(data.decode("utf-8", "replace"), name)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise BadSource(Trouble.BAD_OPML, name=name)
    found: dict[str, Outline] = {}
    for outline in _outlines(root):
        found.setdefault(outline.address, outline)
    if not found:
        raise BadSource(Trouble.EMPTY_OPML, name=name)
    return [*found.values()]


def _outlines(root: etree._Element) -> Iterator[Outline]:
    for element in root.iter("{*}outline"):
        named = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        address = named.get("xmlurl", "").strip()
        if address.startswith(("http://", "https://")):
            yield Outline(address, squeeze(named.get("title") or named.get("text") or "") or None)


def write_opml(title: str, outlines: Iterable[Outline]) -> bytes:
    """A list that `parse_opml` and feed readers read; what XML cannot hold is left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _sayable(title)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        shown = _sayable(outline.title or outline.address)
        address = _sayable(outline.address)
        etree.SubElement(body, "outline", type="rss", text=shown, title=shown, xmlUrl=address)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _sayable(text: str) -> str:
    return "".join(
        c for c in squeeze(text) if c.isprintable() and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    )
