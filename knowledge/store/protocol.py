"""What the rest of the package asks of a store, and the rows it gets."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from knowledge.types import Article, Language, Span, SpeakerKind

LIBRARY = "library"
"""The collection that every chat sees: what the operator adds, and the article that ships."""

Scope = tuple[str, ...]
"""Names of the collections that an asker sees."""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A run of whole sentences of an article, with the terms it is found by."""

    span: Span
    body: tuple[str, ...]
    context: tuple[str, ...]
    speakers: tuple[str, ...]
    """Names of those who are quoted in it."""


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with its quotes and what the index holds of it. page: the same for all addresses of its page;
    bands: some are the same for articles of one site that share most of their words; none where it is of no site.
    """

    article: Article
    passages: tuple[IndexedPassage, ...]
    page: str | None
    bands: tuple[int, ...]


class Outcome(StrEnum):
    """What came of adding an article to a collection."""

    NEW = "new"
    UPDATED = "updated"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Addition:
    """replaced: ids of the versions whose place the article takes."""

    article_id: str
    outcome: Outcome
    replaced: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the collection did not have it like this."""
        return self.outcome is not Outcome.KNOWN


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A stored passage: its number, its article's id, where it stands, the terms it is found by."""

    seq: int
    article_id: str
    span: Span
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker as stored: the roles are those of his or her quotes, most frequent first."""

    seq: int
    name: str
    kind: SpeakerKind
    roles: tuple[str, ...]
    quotes: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """Which quote of a stored article it is, counted from 1, and who said it."""

    article_id: str
    ordinal: int
    speaker_seq: int | None

    @property
    def id(self) -> str:
        """The public id."""
        return f"{self.article_id}-{self.ordinal}"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text, for lists."""

    id: str
    title: str
    byline: str | None
    published: str | None
    language: Language
    url: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class TitleRow:
    """What an article is named by."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class DatedRow:
    """published: ISO 8601, as the article has it; added: when it came in, in seconds since 1970."""

    article_id: str
    published: str | None
    added: float


@dataclass(frozen=True, slots=True)
class VectorRow:
    """A stored vector: `seq` grows with every one that is added."""

    seq: int
    passage: int
    article_id: str
    language: Language
    data: bytes


class Store(Protocol):
    """Where articles live. Every reading method sees only the collections of its `scope`."""

    def add(self, indexed: IndexedArticle, collection: str, clock: Callable[[], float] = time.time) -> Addition:
        """Put an article in, in one transaction. clock: seconds since 1970, read within it, so that nobody
        who has looked for what came in before misses it.

        One at an address that the collection has already is a new version of it, and so is one at a variant of that
        address, or elsewhere on its site, where the text is the same article's: the older one is found and listed
        there no more, but keeps its id. A new version came in when the page first did.
        """

    def remove(self, article_id: str, collection: str) -> bool:
        """Take an article, all its versions, out of a collection; they are deleted when no collection holds them."""

    def move_collection(self, old: str, new: str) -> None:
        """Put what `old` holds into `new`, and forget `old`."""

    def articles_by_id(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of `ids` that are there; read together, which takes a quarter of the time of one after the other."""

    def article_id_of(self, reference: str, page: str | None, scope: Scope) -> str | None:
        """The id of the article with this id, of whatever version, or else of the current one of those that are or
        were at this address, or else at any address of `page`.
        """

    def newer_version(self, article_id: str, scope: Scope) -> str | None:
        """The id of what has superseded an article in all collections of the scope that hold it."""

    def articles(self, scope: Scope, limit: int | None = None) -> list[ArticleRow]:
        """Newest first: by date of publication, where none is known by when it was added."""

    def titles(self, scope: Scope) -> list[TitleRow]:
        """Of all articles, in the order of `articles`."""

    def article_count(self, scope: Scope) -> int: ...

    def added_between(self, scope: Scope, since: float, until: float) -> list[DatedRow]:
        """Articles that came into the scope at `since` or later and before `until`, in seconds since 1970."""

    def published_between(self, scope: Scope, first: str, last: str) -> list[DatedRow]:
        """Articles dated from day `first` to day `last` as they are written (ISO 8601); where none is, when added."""

    def speakers(self, scope: Scope) -> list[SpeakerRow]: ...

    def quotes(
        self,
        scope: Scope,
        *,
        speakers: Sequence[int] | None = None,
        articles: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[QuoteRow]:
        """Newest article first, then in reading order; of those that are named whatever their version."""

    def places_of(self, passages: Iterable[int]) -> dict[int, tuple[str, Span]]:
        """Of each passage that is still there, the id of its article and where it stands in it."""

    def passages_of(self, article_id: str) -> list[PassageRow]:
        """Those of an article in reading order."""

    def passages_within(self, stretches: Sequence[tuple[str, Span]]) -> list[list[PassageRow]]:
        """For each stretch of an article, given by its id, the passages that have a part in it, in reading order."""

    def document_frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term stands."""

    def terms_from(self, prefix: str) -> list[str]:
        """The terms of passages that start with `prefix`."""

    def passage_count(self) -> int: ...

    def languages(self, scope: Scope) -> frozenset[Language]:
        """Those that the passages of a scope are in."""

    def match(
        self,
        scope: Scope,
        language: Language,
        alternatives: Sequence[Sequence[str]],
        limit: int,
        *,
        fewest: int = 0,
        otherwise: Sequence[Sequence[str]] = (),
    ) -> dict[int, float]:
        """Passages that hold all terms of at least one alternative, with their BM25 (higher is better).

        Where fewer than `fewest` do, those of the alternatives `otherwise`.
        """

    def unencoded(self, limit: int) -> list[PassageRow]:
        """Passages that have no vector yet, oldest first."""

    def unencoded_count(self) -> int: ...

    def add_vectors(self, encoder: str, vectors: Mapping[int, bytes]) -> None:
        """Raises OtherModel where the stored vectors were made by another encoder."""

    def encoder_name(self) -> str | None: ...

    def vectors_after(self, seq: int) -> Iterable[VectorRow]: ...

    def vectors(self, passages: Iterable[int]) -> dict[int, bytes]: ...

    def article_ids(self, scope: Scope) -> frozenset[str]: ...

    def version(self) -> int:
        """A number that changes whenever any process has changed the database."""

    def contents(self) -> int:
        """A number that changes whenever any process has changed which articles there are, or whose they are."""

    def close(self) -> None: ...
