"""Every error that a user can mend, in one tree.

KutipError
 ├── BadSource            a file, folder, text or address that cannot become an article
 │    ├── BadAddress           an address that is not fetched: its scheme, port or host, or where it leads
 │    ├── ForbiddenByRobots    the site's robots.txt asks programs to stay out
 │    ├── NoFeed               a page that names no feed and no sitemap
 │    └── Unreachable          no answer, one that is no page, or one that takes too long
 │         ├── Gone                 the site says that the page will not come back
 │         └── TryLater             the site asks to wait
 ├── BadExamples          what the project's own figures are to be of cannot be read
 ├── BadQuestion          a question that is empty or too long
 │    └── TooFewWords          a claimed quotation that anybody may have said
 ├── UnknownArticle       no indexed article goes by that id, URL or title
 └── DatabaseError
      ├── UnreadableDatabase   missing rights, not a database, corrupt
      ├── OutdatedDatabase     written before the first release
      ├── NewerDatabase        written by a later version of the product
      └── OtherModel           its vectors come from another encoder

Each carries one sentence that names the thing and the way out; a BadSource what that is made of besides, for those
who speak another language. Anything else that is raised is a bug and propagates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.problems import Problem

if TYPE_CHECKING:
    from knowledge.problems import Trouble


class KutipError(Exception):
    """The message is one sentence, fit to be shown to the person who caused it."""


class BadSource(KutipError):
    """A source cannot be read as an article. values: what the sentence of `kind` names."""

    def __init__(self, kind: Trouble, *, because: Problem | None = None, **values: str | int) -> None:
        self.problem = Problem(kind, values, because)
        super().__init__(str(self.problem))


class BadAddress(BadSource):
    """An address is malformed, or one that no request may go to."""


class ForbiddenByRobots(BadSource):
    """The robots.txt of the site disallows the address."""


class NoFeed(BadSource):
    """Nothing at the address can be followed."""


class Unreachable(BadSource):
    """The site cannot be reached, or gives no page for the address."""


class Gone(Unreachable):
    """The site has removed the page for good (410)."""


class TryLater(Unreachable):
    """The site wants to be left alone for a while. seconds: from now."""

    def __init__(self, kind: Trouble, *, seconds: float, because: Problem | None = None, **values: str | int) -> None:
        super().__init__(kind, because=because, seconds=round(seconds), **values)
        self.seconds = seconds


class BadExamples(KutipError):
    """The files that figures are asked of are not there, or no line of them is what it should be."""


class BadQuestion(KutipError):
    """A question cannot be searched for: it has no characters of a word, or too many. length: characters."""

    def __init__(self, sentence: str, *, length: int, limit: int) -> None:
        super().__init__(sentence)
        self.length = length
        self.limit = limit


class TooFewWords(BadQuestion):
    """A claimed quotation that anybody may have said; length: words of it, limit: the least that are checked."""


class UnknownArticle(KutipError):
    """No article that the asker may see goes by this reference; None where there is no article at all."""

    def __init__(self, sentence: str, *, reference: str | None) -> None:
        super().__init__(sentence)
        self.reference = reference


class DatabaseError(KutipError):
    """The database cannot be used as it is."""


class UnreadableDatabase(DatabaseError):
    """The file cannot be opened, read or written."""


class OutdatedDatabase(DatabaseError):
    """The schema is one of before the first release, from which no way leads on."""


class NewerDatabase(DatabaseError):
    """The schema is of a later version than this one knows."""


class OtherModel(DatabaseError):
    """The stored vectors were made by another encoder; mixing them would rank at random."""
