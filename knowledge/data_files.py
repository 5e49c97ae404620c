"""The data files of a package, which lie in the folder `data` beside its code: words, phrases, tables, weights."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def load_text(package: str, name: str) -> str:
    """The data file `name` of `package`, whole."""
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


def load_lines(package: str, name: str) -> Iterator[str]:
    """The lines that say something, in order; one that starts with `#` is a comment."""
    lines = (line.strip() for line in load_text(package, name).splitlines())
    return (line for line in lines if line and not line.startswith("#"))


def load_table(package: str, name: str) -> Mapping[str, Any]:
    """What a TOML file holds."""
    return tomllib.loads(load_text(package, name))


@cache
def load_words(package: str, name: str) -> frozenset[str]:
    """The entries of a list, one a line; `#` starts a comment anywhere. Read once."""
    lines = (line.partition("#")[0].strip() for line in load_text(package, name).splitlines())
    return frozenset(line for line in lines if line)
