"""Word lists that ship as data files: one entry a line, `#` starts a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_words(package: str, name: str) -> frozenset[str]:
    """The entries of the data file `name` that lies in the folder `data` of `package`."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)
