"""Passages -> vectors that know where the passage stands.

"Menurut dia, itu belum cukup" means little by itself. A passage's vector is that of its words under the
article's title, mixed with that of its paragraph. On the project's questions the right sentence is among
the nearest three for 84%, without the paragraph 80%, for the bare sentence 71%, for a window of three 68%; with
twice the share, the right sentence of a paragraph is missed more often (64% for 67% on IDK-MRC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.search.meaning.encode import Encoder
    from knowledge.types import Article, Span

PARAGRAPH_SHARE = 0.35
"""Weight of the paragraph's vector against the passage's own."""


def embed(places: Sequence[tuple[Article, Span]], encoder: Encoder) -> NDArray[np.float32]:
    """The normalised vectors of the passages, in their order; each paragraph is encoded once."""
    own = encoder.passages([f"{article.title}. {span.of(article.text)}" for article, span in places])
    around = [_paragraph(article, span) for article, span in places]
    distinct = list(dict.fromkeys(around))
    encoded = dict(zip(distinct, encoder.passages(distinct), strict=True))
    mixed = own + PARAGRAPH_SHARE * np.stack([encoded[text] for text in around])
    normalised: NDArray[np.float32] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return normalised


def _paragraph(article: Article, span: Span) -> str:
    start = article.text.rfind("\n", 0, span.start) + 1
    end = article.text.find("\n", span.end)
    return article.text[start : end if end >= 0 else len(article.text)]
