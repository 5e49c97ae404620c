"""How near a question lies to just any passage of a language.

Cosines of such encoders hardly fall below .7, differ from question to question, and are lower across languages. What
tells is how far a cosine lies above that of the question with the mean of many passages about everything,
which does not depend on what is indexed; and of two articles, whether they lie to the same side of that mean. The
means are data, made by `tests/eval/background.py`.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from knowledge.data_files import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from knowledge.types import Language


def usual_cosine(query: NDArray[np.float32], language: Language) -> float:
    """The cosine that a passage of `language` on another matter has with `query`; 0 for an unknown encoder."""
    mean = _means().get(language)
    return float(mean @ query) if mean is not None and mean.shape == query.shape else 0.0


def centred(vector: NDArray[np.float32], language: Language) -> NDArray[np.float32] | None:
    """The direction in which `vector`, of an article in `language`, lies from the mean; None for an unknown encoder."""
    mean = _means().get(language)
    if mean is None or mean.shape != vector.shape:
        return None
    away = vector / max(float(np.linalg.norm(vector)), 1e-9) - mean
    direction: NDArray[np.float32] = away / max(float(np.linalg.norm(away)), 1e-9)
    return direction


@cache
def _means() -> Mapping[str, NDArray[np.float32]]:
    return {
        language: np.frombuffer(base64.b64decode(packed), np.float16).astype(np.float32)
        for language, packed in load_table("knowledge.search.meaning", "background.toml")["means"].items()
    }
