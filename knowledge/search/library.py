"""What searching reads again and again, kept in memory until the store changes."""

from __future__ import annotations

import math
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.search.find import LANGUAGES
from knowledge.search.glossary import translations
from knowledge.search.people import Directory
from knowledge.text.words import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.store import Scope, Store
    from knowledge.types import Article

ARTICLES_KEPT = 512
DIRECTORIES_KEPT = 64


class Library:
    """Reads `store`; safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._version: int | None = None
        self._directories: dict[Scope, Directory] = {}
        # An article never changes under its id.
        self.article = lru_cache(ARTICLES_KEPT)(self._article)

    def _article(self, article_id: str) -> Article:
        article = self.store.article(article_id)
        if article is None:
            raise LookupError(f"article {article_id} was removed while it was being read")
        return article

    def directory(self, scope: Scope) -> Directory:
        """The speakers that `scope` sees."""
        with self._lock:
            version = self.store.version()
            if version != self._version or len(self._directories) > DIRECTORIES_KEPT:
                self._directories.clear()
                self._version = version
            if scope not in self._directories:
                self._directories[scope] = Directory(self.store.speakers(scope), self._is_word)
            return self._directories[scope]

    def _is_word(self, word: str) -> bool:
        """Whether a passage has the word, or what it means in the other language."""
        own = {language: term(word, language) for language in LANGUAGES}
        meant = [t for language in LANGUAGES for t in (own[language], *translations(own[language], language))]
        return any(self.store.document_frequencies(meant).values())

    def rarity(self, terms: Iterable[str]) -> Mapping[str, float]:
        """The inverse document frequency of each term; a term of no passage is as rare as can be."""
        frequencies = self.store.document_frequencies(set(terms))
        passages = self.store.passage_count()
        return {term: math.log(1 + passages / (1 + found)) for term, found in frequencies.items()}
