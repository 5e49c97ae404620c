"""What is typed as a claim -> the quotation itself, and who is named as its speaker."""

from __future__ import annotations

import re

from knowledge.errors import BadQuestion
from knowledge.search.question import MAX_QUESTION, understand
from knowledge.search.wording import cleaned, marked_parts
from knowledge.types import Intent

MAX_CLAIM = 8_000
"""Characters; twice the longest message of a chat."""


_LABEL = re.compile(r"(?P<before>[^\W\d_].{1,60}):|(?:—|–|--?)\s*(?P<after>[^\W\d_].{1,60})")
"""A speaker before a colon or after a dash, as in a script or on a poster."""


def checked_claim(text: str) -> str:
    """`text` without what cannot be seen. Raises BadQuestion where there are no words in it, or far too many."""
    claim = cleaned(text)
    if not any(character.isalnum() for character in claim):
        raise BadQuestion("There are no words to check; write the quotation.", length=0, limit=MAX_CLAIM)
    if len(claim) > MAX_CLAIM:
        sentence = (
            f"The quotation has {len(claim):,} characters and at most {MAX_CLAIM:,} can be checked; check a part."
        )
        raise BadQuestion(sentence, length=len(claim), limit=MAX_CLAIM)
    return claim


def attributed(claim: str) -> tuple[str, str | None]:
    """`Did Sari say “It works”?`, `“It,” kata Sari, “works”` and `Sari: “It works”` -> ("It works", "Sari").

    The whole claim and no name where its marks are only part of what is claimed.
    """
    parts = marked_parts(claim)
    quotation = " ".join(parts)
    around = claim
    for part in parts:
        around = around.replace(part, " ", 1)
    named = any(character.isalnum() for character in around) and len(around) <= MAX_QUESTION // 2
    if not named or not any(character.isalnum() for character in quotation):
        return claim, None
    if labelled := _LABEL.fullmatch(around.strip(" \"“”'‘’«»")):
        return quotation, labelled["before"] or labelled["after"]
    query = understand(f"{around} “{quotation[: MAX_QUESTION // 3]}”")
    if query.intent is not Intent.VERIFY:
        return claim, None
    return quotation, " ".join(query.who) or None
