"""The facade: articles in, cited answers out. Everything that a chat or a script asks goes through here."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from importlib.resources import files
from textwrap import shorten
from typing import TYPE_CHECKING

from knowledge.errors import OtherModel, UnknownArticle
from knowledge.quotes import find_quotes
from knowledge.reading import read_bytes
from knowledge.search.answering.speech import on_topic, quotes_to_weigh, utterances
from knowledge.search.answering.titles import find_article, named_by
from knowledge.search.answers import answer
from knowledge.search.finding.find import Finder
from knowledge.search.finding.library import Library
from knowledge.search.finding.passages import index_article
from knowledge.search.finding.request import Request
from knowledge.search.meaning.embed import embed
from knowledge.search.meaning.encode import Remembering, to_bytes
from knowledge.search.meaning.vectors import VectorIndex
from knowledge.search.questions.claims import attributed, checked_claim, checked_quotation
from knowledge.search.search import Search
from knowledge.search.summaries.summary import summarize
from knowledge.search.verifying.verify import Whose, verify
from knowledge.store import LIBRARY
from knowledge.stories.digest import find_news, make_digest
from knowledge.text.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from knowledge.search.meaning.encode import Encoder
    from knowledge.store import Scope, Store
    from knowledge.store.protocol import Addition, ArticleRow, SpeakerRow, TitleRow
    from knowledge.stories.digest import By, News
    from knowledge.types import Answer, Article, Digest, Language, Quote, Span, Summary, Turn, Verification

BUNDLED_ARTICLE = "netflix-ai-generatif.txt"
LONGEST_NAMED = 80
"""Characters of a reference that a message repeats."""
ENCODE_BATCH = 32
"""Passages encoded between two commits; some three seconds' work."""
OPERATOR: Scope = (LIBRARY,)


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote record with the article it is from; sentences: those it stands in."""

    id: str
    quote: Quote
    article: Article
    sentences: Span


class Knowledge:
    """Articles in `store`, searched by words, and by meaning where there is an `encoder`.

    clock: seconds since 1970, for when an article came in.
    Every method that reads takes the `scope` of the asker: the collections that he or she sees.
    Raises OtherModel where the store's vectors are of another encoder.
    """

    def __init__(self, store: Store, encoder: Encoder | None, clock: Callable[[], float] = time.time) -> None:
        stored = store.encoder_name()
        if encoder and stored and stored != encoder.name:
            raise OtherModel(
                f"The database is indexed with the encoder {stored}, not {encoder.name}; "
                "set KUTIP_ENCODER back, or use another database."
            )
        self._store = store
        self._clock = clock
        self._encoder = Remembering(encoder) if encoder else None
        self._library = Library(store)
        self._finder = Finder(store, self._library.vocabulary, VectorIndex(store) if encoder else None)

    # -- putting in ------------------------------------------------------------------------------

    def add(self, article: Article, collection: str = LIBRARY) -> Addition:
        """Index an article as `read` gives it; a page that has changed takes the place of its older version."""
        return self._store.add(index_article(with_quotes(article)), collection, self._clock)

    def add_bundled(self) -> Article:
        """Add the article that ships with the product, as one that has been there always: it is no news."""
        data = files("knowledge").joinpath("data", BUNDLED_ARTICLE).read_bytes()
        article = with_quotes(read_bytes(data, BUNDLED_ARTICLE))
        self._store.add(index_article(article), LIBRARY, lambda: 0.0)
        return article

    def remove(self, article_id: str, collection: str = LIBRARY) -> bool:
        """Take an article, with its older versions, out of a collection; False where it was not in it."""
        return self._store.remove(article_id, collection)

    def move_collection(self, old: str, new: str) -> None:
        """Put what the collection `old` holds into `new`: a chat goes on under another key."""
        self._store.move_collection(old, new)

    def encode(self, expect: Callable[[int], None] = lambda _: None) -> Iterator[int]:
        """Encode what has no vector yet, in batches that are kept; yields how many each time. expect: is told how many
        there are.
        """
        if self._encoder:
            expect(self._store.unencoded_count())
        while self._encoder and (rows := self._store.unencoded(ENCODE_BATCH)):
            vectors = embed([(self._library.article(row.article_id), row.span) for row in rows], self._encoder)
            packed = {row.seq: to_bytes(vector) for row, vector in zip(rows, vectors, strict=True)}
            self._store.add_vectors(self._encoder.name, packed)
            yield len(rows)

    def encode_all(self) -> None:
        """Encode whatever has no vector yet."""
        for _ in self.encode():
            pass

    # -- asking ----------------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        scope: Scope = OPERATOR,
        after: Turn | None = None,
        default_language: Language = "id",
    ) -> Answer:
        """A cited answer, or none. Raises BadQuestion for an empty or endless question."""
        return answer(self.search(scope), question, after, default_language)

    def quotes(
        self,
        *,
        scope: Scope = OPERATOR,
        speaker: str | None = None,
        about: str | None = None,
        article: str | None = None,
        limit: int | None = None,
    ) -> list[FoundQuote]:
        """Quote records, newest article first; most relevant first where a topic is given."""
        search = self.search(scope)
        speakers = [s.seq for s in self.speakers_named(speaker, scope=scope)] if speaker else None
        articles = [self.article(article, scope=scope).id] if article else None
        if about is None:
            said = utterances(search, self._store.quotes(scope, speakers=speakers, articles=articles, limit=limit))
        else:
            request = Request(about, about, detect_language(about))
            weighed = utterances(search, quotes_to_weigh(search, request, speakers, articles))
            said = [utterance for utterance, _ in on_topic(search, request, weighed)]
        return [FoundQuote(u.id, u.quote, u.article, u.span) for u in said[:limit]]

    def speakers(self, *, scope: Scope = OPERATOR) -> Sequence[SpeakerRow]:
        """Everybody who is quoted, the most quoted first."""
        return self._library.directory(scope).everybody

    def speakers_named(self, name: str, *, scope: Scope = OPERATOR) -> tuple[SpeakerRow, ...]:
        """The speakers that a name, a part of one, a misspelling or an office may mean."""
        found = self._library.directory(scope).find(name.split())
        return found.speakers if found and not found.stranger else ()

    def summarize(self, reference: str | None = None, *, points: int = 3, scope: Scope = OPERATOR) -> Summary:
        """The main points of an article named by id, URL or words of its title; of the newest without.

        Raises UnknownArticle.
        """
        return summarize(self.article(reference, scope=scope), points)

    def digest(
        self,
        since: datetime,
        until: datetime,
        *,
        scope: Scope = OPERATOR,
        by: By = "published",
        leave_out: Collection[str] = (),
        most: int | None = None,
        language: Language | None = None,
    ) -> Digest:
        """What is new from `since` on and before `until` (aware): the stories, most covered and newest first.

        by: the date that an article bears; or `indexed`, when it came into the scope, so that nothing that arrives
        late is lost. leave_out: ids of articles. most: stories that are told; all of them where it is None.
        language: a story is told by its newest article in it, where it has one; else by the newest of all.
        """
        return self.tell(self.news(since, until, scope=scope, by=by, leave_out=leave_out), most, language)

    def news(
        self,
        since: datetime,
        until: datetime,
        *,
        scope: Scope = OPERATOR,
        by: By = "published",
        leave_out: Collection[str] = (),
    ) -> News:
        """What a `digest` of the period is made of; equal for all who see the same of it."""
        return find_news(self._store, since, until, scope, by, leave_out)

    def tell(self, news: News, most: int | None = None, language: Language | None = None) -> Digest:
        """The stories of what was found; nearly all the work of a `digest`."""
        return make_digest(self._store, news, most, language)

    def verify(self, claim: str, *, speaker: str | None = None, scope: Scope = OPERATOR) -> Verification:
        """Did anyone, or did `speaker`, say this?

        The claim may be put as a question that names the speaker. Raises BadQuestion for one without words, of a
        single one or of far too many.
        """
        claimed = attributed(checked_claim(claim))
        named = self.speakers_named(claimed.speaker, scope=scope) if claimed.speaker else ()
        by_name = claimed.is_sure or bool(named)
        quotation = checked_quotation(claimed.quotation if by_name else claimed.otherwise or claimed.quotation)
        whose = None
        if speaker:
            whose = Whose(speaker, self.speakers_named(speaker, scope=scope))
        elif claimed.speaker and by_name:
            whose = Whose(claimed.speaker, named)
        return verify(self.search(scope), quotation, detect_language(quotation), whose)

    def article(self, reference: str | None = None, *, scope: Scope = OPERATOR) -> Article:
        """An indexed article by id, URL or words of its title; the newest without. Raises UnknownArticle."""
        found = find_article(self.search(scope), reference)
        if found is None:
            named = "No article is indexed yet"
            if reference is not None:
                named = f"No indexed article goes by {shorten(reference, LONGEST_NAMED, placeholder='…')!r}"
            sentence = f"{named}; see `articles` for what there is, or `add` one."
            raise UnknownArticle(sentence, reference=reference)
        return found

    def named(self, reference: str, *, scope: Scope = OPERATOR) -> Sequence[TitleRow]:
        """All indexed articles that an id, URL or words of a title may mean, the likeliest first."""
        return named_by(self.search(scope), reference)

    def stored(self, article_id: str) -> Article | None:
        """An article by its id, whoever may see it: for what works for all chats at once."""
        return self._store.articles_by_id([article_id]).get(article_id)

    def is_encoded(self, article_id: str) -> bool:
        """Whether an article is found by meaning, as far as it ever will be."""
        if self._encoder is None:
            return True
        passages = [row.seq for row in self._store.passages_of(article_id)]
        return len(self._store.vectors(passages)) == len(passages)

    def newer_version(self, article_id: str, *, scope: Scope = OPERATOR) -> str | None:
        """The id of the version that has taken an article's place; None where it is the current one."""
        return self._store.newer_version(article_id, scope)

    def articles(self, *, scope: Scope = OPERATOR, limit: int | None = None) -> list[ArticleRow]:
        """What is indexed, newest first."""
        return self._store.articles(scope, limit)

    def article_count(self, *, scope: Scope = OPERATOR) -> int:
        """How many are indexed; far cheaper than to list them."""
        return self._store.article_count(scope)

    def titles(self, *, scope: Scope = OPERATOR) -> Sequence[TitleRow]:
        """Of all that is indexed, newest first; kept in memory until that changes."""
        return self._library.titles(scope)

    def search(self, scope: Scope) -> Search:
        """A search as an asker of this scope has it."""
        return Search(self._library, self._finder, self._encoder, scope)


def with_quotes(article: Article) -> Article:
    """The article with its quote records."""
    return replace(article, quotes=find_quotes(article.text, article.language, article.sections))
