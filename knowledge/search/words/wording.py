"""A text as tokens that are compared: what is the same in whatever marks, case or spelling of signs it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.data_files import load_words
from knowledge.text.normalise import fold
from knowledge.text.words import MAX_WORD
from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHE = "'’‘ʼ`´"
_TOKEN = re.compile(
    rf"""(?P<gap>…|\.(?:\s?\.){{2,}}|[\[(]\s*[\])])   # an ellipsis: words are left out
    |(?P<word>\d+(?:[.,:]\d+)*                           # a number with its separators
      |(?:\[[^\W\d_]{{1,2}}\])?[^\W_]{{1,{MAX_WORD}}}(?:[{_APOSTROPHE}][^\W\d_]{{1,8}})?   # also “[t]he”
      |[%‰€$£¥₹]                                         # signs that a number means nothing without
      |(?<!\w)[-−–](?=\d))                               # a minus
    |(?P<open>[\[(])|(?P<close>[\])])
    """,
    re.VERBOSE,
)
_SIGNS = {"persen": "%", "percent": "%", "−": "-", "–": "-"}
_SEPARATORS = str.maketrans(",:", "..")
_UNSEEN = ("Cc", "Cf", "Cs")


_OPENING, _CLOSING = '"“”„‟«»‹›「『＂', '"“”‟«»‹›」』＂'
_MARKED = re.compile(
    rf"[{_OPENING}]([^{_OPENING}{_CLOSING}]+)(?:[{_CLOSING}]|\Z)|(?:(?<=\s)|^)['‘]([^‘’]+?)['’](?=[\s?.,!]|$)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: as written, as compared, and where it stands.

    after_gap: an ellipsis stands before it; in_square, in_round: it stands in brackets of that kind.
    """

    text: str
    key: str
    span: Span
    after_gap: bool = False
    in_square: bool = False
    in_round: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether it stands in brackets: in what was said, the writer's explanation."""
        return self.in_square or self.in_round

    @property
    def is_pronoun(self) -> bool:
        """Whether it means somebody or something named elsewhere ("we", "we're", "itu")."""
        return self.key.partition("'")[0] in load_words("knowledge.search.words", "pronouns.txt")

    @property
    def is_guarded(self) -> bool:
        """Whether it may never be passed over: a statement without it says something else."""
        return is_negation(self.key) or not self.key.isalpha()


def tokens(text: str, within: Span | None = None) -> Iterator[Token]:
    """The tokens of `text`, or of the part `within`, in order. Linear in its length."""
    part = within or Span(0, len(text))
    gap, open_brackets = False, ""
    for match in _TOKEN.finditer(text, part.start, part.end):
        if match["gap"]:
            gap = True
        elif match["open"]:
            open_brackets += match["open"]
        elif match["close"]:
            open_brackets = open_brackets[:-1]
        else:
            span = Span(match.start(), match.end())
            written = match["word"]
            yield Token(written, _key(written), span, gap, open_brackets[-1:] == "[", open_brackets[-1:] == "(")
            gap = False


def cleaned(text: str) -> str:
    """Composed, without what cannot be seen (NUL, soft hyphens, half characters); white space runs are one space."""
    spaced = " ".join(text.split())
    seen = "".join(" " if c == "\0" else c for c in spaced if c == "\0" or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def marked_parts(text: str) -> list[str]:
    """What stands in quotation marks of any style; a double mark that nothing closes goes to the end."""
    parts = ((match[1] or match[2]).strip() for match in _MARKED.finditer(text))
    return [part for part in parts if part]


def is_negation(key: str) -> bool:
    return key.endswith("n't") or key in load_words("knowledge.search.words", "negations.txt")


def _key(written: str) -> str:
    if written[0].isdigit():
        return fold(written).translate(_SEPARATORS)
    folded = fold(written).replace("[", "").replace("]", "")
    return _SIGNS.get(folded, folded)
