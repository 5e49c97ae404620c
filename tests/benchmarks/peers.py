"""What one would use instead, on the same passages: bm25s for words, Haystack in memory for words and meaning.

Both are optional: `pip install -e ".[bench]"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from knowledge.search.meaning.encode import from_bytes
from knowledge.text.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.search.meaning.encode import Encoder
    from knowledge.store import Store

SHOWN = 3


class Peer(Protocol):
    name: str

    def search(self, question: str) -> object: ...


def installed_peers(store: Store, encoder: Encoder) -> Iterator[Peer]:
    """Those that can be imported."""
    for make in (Bm25s, Haystack):
        try:
            yield make(store, encoder)
        except ImportError as error:
            print(f"        {make.name}: not installed ({error.name})")


class Bm25s:
    """BM25 over our stems, scores of whole columns in NumPy."""

    name = "bm25s, words"

    def __init__(self, store: Store, _encoder: Encoder) -> None:
        import bm25s

        self._index = bm25s.BM25()
        self._index.index([terms(text, "id") for _, text in passages(store)], show_progress=False)

    def search(self, question: str) -> object:
        wanted = [term for term in terms(question, "id") if term in self._index.vocab_dict]
        return self._index.retrieve([wanted], k=SHOWN, show_progress=False) if wanted else None


class Haystack:
    """In-memory BM25 and embedding retrieval, joined by reciprocal ranks, with the same encoder."""

    name = "Haystack, words and meaning"

    def __init__(self, store: Store, encoder: Encoder) -> None:
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        documents = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        numbered = dict(passages(store))
        vectors = store.vectors(numbered)
        dense = from_bytes([vectors[number] for number in numbered])
        documents.write_documents(
            [Document(content=t, embedding=v.tolist()) for t, v in zip(numbered.values(), dense, strict=True)]
        )
        self._words = InMemoryBM25Retriever(documents, top_k=50)
        self._meaning = InMemoryEmbeddingRetriever(documents, top_k=50)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=SHOWN)
        self._encoder = encoder

    def search(self, question: str) -> object:
        found = self._words.run(query=question)["documents"]
        near = self._meaning.run(query_embedding=self._encoder.query(question).tolist())["documents"]
        return self._joiner.run(documents=[found, near])


def passages(store: Store) -> Iterator[tuple[int, str]]:
    """Number and text of every passage."""
    for row in store.articles(("library",)):
        for article in store.articles_by_id([row.id]).values():
            for passage in store.passages_of(row.id):
                yield passage.seq, passage.span.of(article.text)
