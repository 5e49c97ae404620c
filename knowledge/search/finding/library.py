"""What searching reads again and again, kept in memory until the store changes."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.search.finding.asked import asked_terms
from knowledge.search.finding.vocabulary import Vocabulary
from knowledge.search.questions.people import Directory
from knowledge.search.words.glossary import translations
from knowledge.text.normalise import fold
from knowledge.text.words import term, terms
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.store import Scope, Store
    from knowledge.store.protocol import TitleRow
    from knowledge.types import Article, Language

ARTICLES_KEPT = 512
HEADINGS_KEPT = 4_096
"""Titles, headings and names of speakers, each of many passages."""
SCOPES_KEPT = 64
TITLES_KEPT = 8
"""Scopes of which all titles are kept; those of fifty thousand articles take 10 MB."""
ASKED_KEPT = 64
"""Questions, in a language each; of one they are asked for with every excerpt that is marked."""


class Library:
    """Reads `store`; safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.vocabulary = Vocabulary(store)
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._version: int | None = None
        self._directories: dict[Scope, tuple[int | None, Directory]] = {}
        self._titles: dict[Scope, tuple[int | None, Sequence[TitleRow]]] = {}
        self._languages: dict[Scope, frozenset[Language]] = {}
        self._articles: dict[str, Article] = {}
        self.heading_terms = lru_cache(HEADINGS_KEPT)(_terms)
        self.folded = lru_cache(ARTICLES_KEPT)(self._folded)
        self._asked_in = lru_cache(ASKED_KEPT)(self._asked_in_version)

    def article(self, article_id: str) -> Article:
        """Raises LookupError where it has been removed since its id was read."""
        kept = self._articles.get(article_id)  # an article never changes under its id
        if kept is not None:
            return kept
        read = self.articles([article_id])
        if article_id not in read:
            raise LookupError(f"article {article_id} was removed while it was being read")
        return read[article_id]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those that are still there, read together; they are at hand for a while then."""
        wanted = dict.fromkeys(ids)
        found = {each: kept for each in wanted if (kept := self._articles.get(each)) is not None}
        missing = [each for each in wanted if each not in found]
        if not missing:
            return found
        read = self.store.articles_by_id(missing)
        with self._lock:
            self._articles |= read
            while len(self._articles) > ARTICLES_KEPT:
                del self._articles[next(iter(self._articles))]
        return found | read

    def renew(self) -> None:
        """Forget what was read before the articles last changed; once a question, since asking takes time too."""
        with self._lock:
            version = self.store.contents()
            if len(self._directories) > SCOPES_KEPT:
                self._directories.clear()
            if version != self._version:
                self._languages.clear()
                self._titles.clear()
                self._version = version
            self.vocabulary.renew(version)

    def directory(self, scope: Scope) -> Directory:
        """The speakers that `scope` sees.

        In a library of a hundred thousand quotes it takes half a second to make, in which whoever needs none goes on.
        """
        self.renew()
        with self._building:
            version = self._version
            made_at, before = self._directories.get(scope, (None, None))
            if before is not None and made_at == version:
                return before
            made = Directory(self.store.speakers(scope), self._is_word, before)
            with self._lock:
                self._directories[scope] = version, made
            return made

    def titles(self, scope: Scope) -> Sequence[TitleRow]:
        """Those of the articles that `scope` sees, newest first."""
        self.renew()
        with self._lock:
            version, kept = self._titles.get(scope, (None, ()))
        if version is not None and version == self._version:
            return kept
        version = self._version  # read before, so that what changes meanwhile is read again
        titles = self.store.titles(scope)
        with self._lock:
            while len(self._titles) >= TITLES_KEPT:
                del self._titles[next(iter(self._titles))]
            self._titles[scope] = version, titles
        return titles

    def languages(self, scope: Scope) -> frozenset[Language]:
        """Those of the passages that `scope` sees."""
        with self._lock:
            if scope not in self._languages:
                self._languages[scope] = self.store.languages(scope)
            return self._languages[scope]

    def _is_word(self, word: str) -> bool:
        """Whether a passage has the word, or what it means in the other language."""
        own = {language: term(word, language) for language in LANGUAGES}
        meant = [t for language in LANGUAGES for t in (own[language], *translations(own[language], language))]
        return self.vocabulary.any_of(meant)

    def asked(self, text: str, topic: str, asked_in: Language, language: Language) -> tuple[AskedTerm, ...]:
        """The words of a question's topic as they are looked for in passages of `language`."""
        return self._asked_in(self._version, text, topic, asked_in, language)

    def _asked_in_version(
        self, _version: int | None, text: str, topic: str, asked_in: Language, language: Language
    ) -> tuple[AskedTerm, ...]:
        return asked_terms(text, topic, asked_in, language, self.vocabulary)

    def _folded(self, article_id: str) -> str:
        article = self.article(article_id)
        headings = [s.heading or "" for s in article.sections]
        head = [article.title, *headings, article.dek or "", article.outlet or "", article.byline or ""]
        return fold(" ".join([*head, article.text]))


def _terms(heading: str, language: Language) -> frozenset[str]:
    return frozenset(terms(heading, language))
