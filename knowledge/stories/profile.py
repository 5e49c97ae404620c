"""What an article is told apart by: its terms in both languages, names, meaning and day."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.search.answering.conflicts import names_in
from knowledge.search.meaning.background import centred
from knowledge.search.words.glossary import translations
from knowledge.text.words import terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.types import Article, Language

LEAD = 900
"""Characters of an article in which its event is told; what comes later is background that events share."""
TITLE_COUNTS = 2
"""Times that a word of the title counts."""
MOST_TRANSLATIONS = 2
"""Of a term; the word list has the usual ones first."""
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Profile:
    """terms: those of the title and lead, by how often; bridged: the same in the other language, as far as the word
    list goes; names: of the whole text. meaning: the direction in which its vectors lie from what is usual for its
    language, of length 1; None where none are stored. day: of publication, with its fraction.
    """

    language: Language
    terms: Mapping[str, float]
    bridged: Mapping[str, float]
    names: Mapping[str, float]
    meaning: NDArray[np.float32] | None
    day: float


def profile(article: Article, published: datetime, vectors: NDArray[np.float32]) -> Profile:
    """vectors: of the passages that begin in the lead, one a row; none where they are not encoded yet."""
    own = Counter(terms(article.text[:LEAD], article.language))
    for term in terms(article.title, article.language):
        own[term] += TITLE_COUNTS
    return Profile(
        language=article.language,
        terms=own,
        bridged=_bridged(own, article.language),
        names=dict.fromkeys(names_in(f"{article.title}. {article.text}"), 1.0),
        meaning=centred(vectors.mean(axis=0), article.language) if len(vectors) else None,
        day=published.timestamp() / DAY_SECONDS,
    )


def _bridged(own: Mapping[str, float], language: Language) -> dict[str, float]:
    """What the list does not know is a name or a figure, and the same in both languages."""
    found: dict[str, float] = defaultdict(float)
    for term, count in own.items():
        meant = translations(term, language)[:MOST_TRANSLATIONS] or (term,)
        for each in meant:
            found[each] += count / len(meant)
    return found
