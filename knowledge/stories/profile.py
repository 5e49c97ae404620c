"""What an article is told apart by: its terms in both languages, names, figures, meaning and day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.search.conflicts import names_in
from knowledge.search.glossary import translations
from knowledge.text.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.types import Article, Language

LEAD = 900
"""Characters of an article in which its event is told; what comes later is background that events share."""
TITLE_COUNTS = 2
"""Times that a word of the title counts."""
MOST_TRANSLATIONS = 2
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Profile:
    """terms: those of the title and lead, by how often; bridged: the same in the other language, as far as the word
    list goes; names, figures: of the whole text. vector: of the meaning, of length 1, None where none is stored.
    day: of publication, counted from year 1.
    """

    language: Language
    terms: Mapping[str, float]
    bridged: Mapping[str, float]
    names: Mapping[str, float]
    figures: Mapping[str, float]
    vector: NDArray[np.float32] | None
    day: int


def profile(article: Article, day: int, vectors: Sequence[NDArray[np.float32]]) -> Profile:
    """vectors: of the lead's passages."""
    lead = article.text[:LEAD]
    own = Counter(terms(lead, article.language))
    for term in terms(article.title, article.language):
        own[term] += TITLE_COUNTS
    return Profile(
        language=article.language,
        terms=own,
        bridged=_bridged(own, article.language),
        names=dict.fromkeys(names_in(f"{article.title}. {article.text}"), 1.0),
        figures=dict.fromkeys(_figures(f"{article.title}. {lead}"), 1.0),
        vector=_mean(vectors),
        day=day,
    )


def _bridged(own: Mapping[str, float], language: Language) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for term, count in own.items():
        meant = translations(term, language)[:MOST_TRANSLATIONS]
        for each in meant or (term,):
            found[each] += count / max(len(meant), 1)
    return found


def _figures(text: str) -> Iterable[str]:
    """Numbers of two digits and more, without their separators, which the languages use the other way round."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) > 1:
            yield digits


def _mean(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32] | None:
    if not vectors:
        return None
    mean: NDArray[np.float32] = np.mean(vectors, axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)
