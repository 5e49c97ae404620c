"""What is typed as a claim -> the quotation itself, and who is named as its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.errors import BadQuestion, TooFewWords
from knowledge.search.questions.question import MAX_QUESTION, MIN_CLAIM_WORDS, understand
from knowledge.search.words.wording import cleaned, marked_parts, tokens
from knowledge.types import Intent

MAX_CLAIM = 8_000
"""Characters; twice the longest message of a chat."""
LONGEST_NAMED = 60
"""Characters of a speaker's name before a colon or after a dash."""

_DASH = r"(?:—|–|--?)"
_NAME = rf"[^\W\d_][^“”\"«»]{{1,{LONGEST_NAMED}}}"
_ON_A_POSTER = re.compile(rf"[“„\"«](?P<quotation>.+)[”“\"»]\s*{_DASH}\s*(?P<name>[^“”\"«»]+)")
_LABEL = re.compile(rf"(?P<before>{_NAME}):|{_DASH}\s*(?P<after>{_NAME})")
_UNMARKED = (
    re.compile(rf"(?P<name>[^\W\d_][^“”\"«»:]{{1,{LONGEST_NAMED}}}):\s+(?P<quotation>.+)"),
    re.compile(rf"(?P<quotation>.+?)\s+{_DASH}\s+(?P<name>{_NAME})"),
)
"""A speaker before a colon, as in a script, or after a dash, as on a poster; a shell takes the marks away."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """quotation: what is claimed; speaker: who is named with it.

    is_sure: that it is a speaker; otherwise only where somebody of this name is quoted, and if nobody is, `otherwise`
    is what is claimed.
    """

    quotation: str
    speaker: str | None = None
    is_sure: bool = False
    otherwise: str | None = None


def checked_claim(text: str) -> str:
    """`text` without what cannot be seen. Raises BadQuestion where there are no words in it, or far too many."""
    claim = cleaned(text)
    if not _has_words(claim):
        raise BadQuestion("There are no words to check; write the quotation.", length=0, limit=MAX_CLAIM)
    if len(claim) > MAX_CLAIM:
        sentence = (
            f"The quotation has {len(claim):,} characters and at most {MAX_CLAIM:,} can be checked; check a part."
        )
        raise BadQuestion(sentence, length=len(claim), limit=MAX_CLAIM)
    return claim


def checked_quotation(quotation: str) -> str:
    """`quotation` as it is. Raises TooFewWords where anybody may have said it."""
    length = sum(_has_words(token.text) for token in tokens(quotation))
    if length < MIN_CLAIM_WORDS:
        sentence = f"One word is no quotation to check; write at least {MIN_CLAIM_WORDS} words of it."
        raise TooFewWords(sentence, length=length, limit=MIN_CLAIM_WORDS)
    return quotation


def attributed(claim: str) -> Attributed:
    """`Did Sari say “It works”?`, `“It,” kata Sari, “works”`, `Sari: “It works”`, `“It works” — Sari` and, without
    marks, `Sari bilang: It works` are "It works" by Sari.

    The whole claim and no name where its marks are only part of what is claimed.
    """
    if poster := _ON_A_POSTER.fullmatch(claim):
        return Attributed(poster["quotation"], poster["name"].strip(), is_sure=True)
    parts = marked_parts(claim)
    around = claim
    for part in parts:
        around = around.replace(part, " ", 1)
    if not _has_words(" ".join(parts)):
        return _unmarked(claim)
    named = _has_words(around) and len(around) <= MAX_QUESTION // 2
    return (named and _introduced(around, " ".join(parts))) or Attributed(claim)


def _unmarked(claim: str) -> Attributed:
    for pattern in _UNMARKED:
        if (found := pattern.fullmatch(claim)) and _has_words(found["quotation"]):
            name, quotation = found["name"].strip(), found["quotation"]
            return _reported(name, quotation) or Attributed(quotation, name, otherwise=claim)
    return Attributed(claim)


def _introduced(around: str, quotation: str) -> Attributed | None:
    """By a question or a reporting word, or else by a bare name."""
    if made := _reported(around, quotation):
        return made
    label = _LABEL.fullmatch(around.strip(" \"“”'‘’«»"))
    return Attributed(quotation, (label["before"] or label["after"]).strip()) if label else None


def _reported(around: str, quotation: str) -> Attributed | None:
    query = understand(f"{around} “{quotation[: MAX_QUESTION // 3]}”")
    if query.intent is not Intent.VERIFY:
        return None
    name = " ".join(query.who)
    return Attributed(quotation, name or None, is_sure=bool(name) and all(word[0].isupper() for word in query.who))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
