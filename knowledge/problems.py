"""What can be wrong with a source: a kind that stays, the values that it names, and a sentence in English.

Whoever speaks another language makes a sentence of its own of the kind and the values; so what is kept is these.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PASTED = "The text"
"""What the sentences call a text that came without a name."""


@unique
class Trouble(Enum):
    """The name of each is kept in databases, and catalogues have it; the value is what the command line says.

    Names with a meaning of their own: `because`, the sentence of what is behind it; `name`, empty for what came
    without one; `seconds`, from now.
    """

    # -- reading ---------------------------------------------------------------------------------
    EMPTY = "{name} is empty: give an article with a title and some paragraphs."
    TOO_LARGE = "{name} is larger than {megabytes} MB: give one article, without anything attached."
    TOO_MANY_LINES = "{name} has more than {most:,} lines: give one article."
    TOO_MANY_TAGS = "{name} has more than {most:,} tags: give the page of one article."
    NO_TEXT = "{name} has no text below its headline: give the whole article."
    NO_WORDS = "{name} has no words in it: give an article."
    PDF = "{name} is a PDF, not text: save the article as .txt, .md or .html."
    ARCHIVE = "{name} is a ZIP archive or an office document, not text: save the article as .txt, .md or .html."
    IMAGE = "{name} is an image, not text: save the article as .txt, .md or .html."
    COMPRESSED = "{name} is a compressed file, not text: save the article as .txt, .md or .html."
    OFFICE = "{name} is an office document, not text: save the article as .txt, .md or .html."
    BINARY = "{name} is binary, not text: save the article as .txt, .md or .html."
    BROKEN_ARCHIVE = "{name} is a compressed file that is broken."
    UNDECODABLE = "{name} is in no encoding that can be read: save it as UTF-8."
    OTHER_SUFFIX = "{name} ends in {suffix}: articles are read from .txt, .md and .html files."
    NO_SUFFIX = "{name} has no suffix: articles are read from .txt, .md and .html files."
    FOLDER = "{name} is a folder: name the files in it."
    EMPTY_FOLDER = "{name}: the folder holds no file that ends in {suffixes}."
    NO_SUCH_FILE = "{name} does not exist: check the spelling and the folder."
    NO_FILE = "{name} is neither a file nor a folder: what comes through a pipe is read from standard input (-)."
    NOTHING_NAMED = "Nothing is named: give a file, a folder, a link, or - for standard input."
    UNREADABLE_FILE = "{name} cannot be read ({reason}): check its name and permissions."

    # -- addresses -------------------------------------------------------------------------------
    NO_ADDRESS = "{address} is no address; give one like https://kompas.com, or a list of feeds (.opml)."
    LONG_ADDRESS = "{address} is longer than {most:,} characters: give the address of one page."
    UNSEEN_CHARACTERS = "{address} has spaces, backslashes or control characters: give the address as browsers show it."
    BAD_ADDRESS = "{address} is no valid address: check its host and port."
    BAD_HOST = "{address} has no valid host name: check the spelling."
    OTHER_SCHEME = "{address}: only http and https addresses are fetched."
    HAS_LOGIN = "{address}: addresses with a user name or password are not fetched; leave it out."
    OTHER_PORT = "{address}: port {port} is not one of sites ({ports})."
    NOT_PUBLIC = "{address}: {host} is not on the public internet; only public sites are read."
    LEADS_NOWHERE = "{address} leads to no valid address."
    LEADS_TO_BAD = "{address} leads on to another address: {because}."
    LEADS_ON = "{address} leads on to other addresses more than {most} times."

    # -- sites -----------------------------------------------------------------------------------
    SLOW = "{address}: {host} takes too long to answer; try again later."
    BAD_CERTIFICATE = "{address}: the certificate of {host} is not valid."
    NOT_REACHED = "{address}: {host} cannot be reached; check the address."
    BROKE_OFF = "{address}: {host} broke off or answered unreadably; try again later."
    ROBOTS = "{address}: the robots.txt of {host} asks programs not to read this."
    ROBOTS_FAILING = "{address}: the robots.txt of {host} answers with error {status}; try again later."
    ASKS_TO_WAIT = "{address}: {host} asks to wait for {seconds} seconds."
    LEFT_ALONE = "{address} is left alone for another {seconds} seconds: others are asking it."
    LEFT_ALONE_AFTER = "{address} is left alone for another {seconds} seconds: {because}."
    ANSWERED = "it answered {status}"
    REMOVED = "{address}: {host} has removed the page."
    WANTS_LOGIN = "{address}: {host} asks for a login."
    WANTS_PAYMENT = "{address}: {host} asks for a payment."
    REFUSES = "{address}: {host} refuses to be read by programs."
    NO_PAGE = "{address}: {host} has no such page."
    MAY_NOT_SHOW = "{address}: {host} may not show the page."
    ANSWERS_ERROR = "{address}: {host} answers with error {status}."
    UNCHANGED = "{address} answers that nothing has changed, though nothing was asked; try again later."

    # -- lists -----------------------------------------------------------------------------------
    LIST = "{address} is a list of articles, not one: give the address of an article."
    EMPTY_LIST = "{address} lists no articles at the moment; try again later, or give one article."
    NO_FEED = "{address} names no feed and no sitemap: give the address of a feed, or of the site's front page."
    LONG_FEED = "{address} has more than {most:,} characters: give a feed of the latest articles."
    ENTITIES = "{address} declares XML entities, which feeds have no use for: it is not read."
    BAD_FEED = "{address} is no feed that can be read: give the address of an RSS or Atom feed."
    BAD_SITEMAP = "{address} is no sitemap that can be read."
    LARGE_OPML = "{name} is too large for a list of feeds: {megabytes} MB at most."
    BAD_OPML = "{name} is no list of feeds in OPML; export one from your feed reader."
    EMPTY_OPML = "{name} lists no feeds."
    TOO_MANY_FEEDS = "{address}: {most} feeds are followed already, which is the most."


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. because: what is behind it, where the sentence has a place for that."""

    kind: Trouble
    values: Mapping[str, str | int] = field(default_factory=dict)
    because: Problem | None = None

    def __str__(self) -> str:
        """A sentence in English."""
        values = {**self.values, "because": str(self.because or "").removesuffix(".")}
        if values.get("name") == "":
            values["name"] = PASTED
        return self.kind.value.format(**values)


def problem_to_json(problem: Problem) -> str:
    """To be kept, and read again in whatever language."""
    return json.dumps(_to_dict(problem), ensure_ascii=False)


def problem_from_json(kept: str) -> Problem:
    """What `problem_to_json` wrote."""
    return _from_dict(json.loads(kept))


def _to_dict(problem: Problem) -> dict[str, Any]:
    because = _to_dict(problem.because) if problem.because else None
    return {"kind": problem.kind.name, "values": dict(problem.values), "because": because}


def _from_dict(kept: Mapping[str, Any]) -> Problem:
    because = _from_dict(kept["because"]) if kept["because"] else None
    return Problem(Trouble[kept["kind"]], kept["values"], because)
