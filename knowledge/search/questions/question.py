"""What a question asks for, as far as its own words tell: language, intent, who, about what.

`understand` is the whole flow. A speaker is only a *phrase* here ("bosnya netflix"); who that is is decided
in `people.py`, which knows the indexed speakers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import BadQuestion
from knowledge.search.questions.expecting import THINGS, expected
from knowledge.search.questions.focus import focus_of
from knowledge.search.questions.offices import is_office_word
from knowledge.search.questions.phrasing import Phrasing, has, phrasing
from knowledge.search.words.glossary import is_listed
from knowledge.search.words.idioms import in_one_word
from knowledge.search.words.wording import marked_parts
from knowledge.text.language import detect_language
from knowledge.text.normalise import fold, squeeze
from knowledge.text.slang import spelt_out
from knowledge.text.words import stop_words, term, words
from knowledge.types import Intent

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from knowledge.search.questions.expecting import Expects
    from knowledge.search.questions.focus import Focus
    from knowledge.text.words import Word
    from knowledge.types import Language

MAX_QUESTION = 1_000
"""Characters; what is longer is a pasted text, not a question."""
INITIALS = (2, 3)
"""Letters of what stands for somebody whose name is not printed."""
MIN_CLAIM_WORDS = 2
"""Words in marks that make a claimed quotation; one alone is a title or an emphasis."""

MIN_REPORTED_WORDS = 3
"""Words after "is it true that X said" that may be a quotation without marks."""
CONTRACTED = frozenset({"s", "re", "d", "ll", "ve"})
"""What is left of a verb behind a question word: "when's", "who'll"."""
_TAG = re.compile(
    r",\s*(?:do|does|did)\s(?:you|they|we|people|experts)\s(?:think|say|believe|reckon)\W*\Z", re.IGNORECASE
)
"""Behind a question that is whole without it, which asks for nobody's words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    spelt: its words with chat spellings written out;
    who: words that stand where the speaker is named, () where none do; strict: the reporting word leaves no
    doubt that a speaker is asked about; topic: the other content words, in their order; telling: the reporting words
    where they tell what was said ("keluhan", "apology").
    claim: a quotation to be checked; reported: what may be one, without marks. asks_who: the speaker is what is
    asked for. pronoun: someone named before is meant. more: something not shown yet. points_back: "itu", "that"
    stands for what was answered. focus: what the name or the size of is asked for.
    """

    question: str
    spelt: str
    language: Language
    intent: Intent
    who: tuple[str, ...] = ()
    strict: bool = False
    topic: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    claim: str | None = None
    reported: str | None = None
    expects: Expects | None = None
    asks_who: bool = False
    pronoun: bool = False
    more: bool = False
    points_back: bool = False
    opens_as_follow_up: bool = False
    focus: Focus | None = None


def understand(question: str, default_language: Language = "id") -> Query:
    """Raises BadQuestion where there is nothing to search for, or far too much."""
    text = _checked(question)
    rules = phrasing()
    claim = _claimed_quotation(text)
    rest = text.replace(claim, " ") if claim else _worded(_TAG.sub("", text), rules)
    language = detect_language(rest, default_language)
    written = list(words(rest))
    asked = [_spelt(word.text, language) for word in written]
    folded = [_folded(word, rest) for word in asked]
    spelt = text if claim else _respelt(rest, written, asked)
    breaks = frozenset(i for i, word in enumerate(written) if rest[word.end : word.end + 1] in {",", ";", ":"})
    reporting = _reporting(folded, _names_in(written, rest), rules)
    if claim and (has(folded, rules.verify) or (reporting and not _is_topic(claim, text, rules))):
        subject = _subject(folded, reporting, rules, breaks)
        return Query(text, spelt, language, Intent.VERIFY, who=_pick(asked, subject), claim=claim)
    if has(folded, rules.summary):
        about = [i for i, f in enumerate(folded) if not rules.is_summary_filler(f)]
        return Query(text, spelt, language, Intent.SUMMARY, topic=_pick(asked, about))
    subject = _subject(folded, reporting, rules, breaks)
    focus = focus_of(folded)
    expects = expected(folded, focus, rules)
    said = reporting is not None and (reporting.strict or (bool(subject) and expects not in THINGS))
    used = {*subject, *(range(reporting.start, reporting.end) if reporting and said else ())}
    asks_who = not subject and has(folded, rules.who)
    done = {i + 1 for i in subject if said and folded[i + 1 : i + 2] and folded[i + 1] in rules.noun_verbs}
    done |= {i for i, f in enumerate(folded) if asks_who and f in rules.opining}
    topic = [i for i, f in enumerate(folded) if i not in used | done and rules.is_content(f)]
    return Query(
        question=text,
        spelt=spelt,
        language=language,
        intent=Intent.SAID if said else Intent.FACT,
        who=_pick(asked, subject),
        strict=reporting is not None and reporting.strict,
        topic=_pick(asked, topic) + (tuple(word.text for word in words(claim)) if claim else ()),
        telling=_telling(asked, reporting, rules) if said else (),
        reported=_reported(written, folded, rest, reporting, rules) if said else None,
        expects=expects,
        asks_who=asks_who,
        pronoun=has(folded, rules.pronouns) or any(f.endswith("nya") and len(f) > 5 for f in folded),
        more=has(folded, rules.more),
        points_back=has(folded, rules.pointers),
        opens_as_follow_up=_starts(folded, rules.openers),
        focus=focus,
    )


@dataclass(frozen=True, slots=True)
class _Reporting:
    """The reporting word or phrase at words start..end; side: where its subject stands."""

    start: int
    end: int
    side: str
    strict: bool


def _checked(question: str) -> str:
    text = squeeze(question)
    if not any(c.isalnum() for c in text):
        sentence = "The question is empty; ask something like: what did Sarandos say?"
        raise BadQuestion(sentence, length=0, limit=MAX_QUESTION)
    if len(text) > MAX_QUESTION:
        sentence = (
            f"The question has {len(text):,} characters and at most {MAX_QUESTION:,} can be read; "
            "ask it in a sentence, or index the text with `add`."
        )
        raise BadQuestion(sentence, length=len(text), limit=MAX_QUESTION)
    return text


def _folded(word: str, text: str) -> str:
    """A word of the question `text`, folded, but for initials that would be another word: "AS mengaku" is no "as"."""
    folded = fold(word)
    rules = phrasing()
    is_initials = word.isupper() and len(word) in INITIALS and not text.isupper()
    is_other = folded in stop_words("en") or folded in stop_words("id")
    is_emphasis = folded in rules.question_words or (folded,) in rules.pronouns
    return word if is_initials and is_other and not is_emphasis else folded


def _worded(text: str, rules: Phrasing) -> str:
    """With idioms as one word, unless it is asked whether somebody put it so."""
    return text if has([fold(word.text) for word in words(text)], rules.verify) else in_one_word(text)


def _respelt(text: str, written: Sequence[Word], asked: Sequence[str]) -> str:
    parts, end = [], 0
    for word, spelling in zip(written, asked, strict=True):
        parts += [text[end : word.start], spelling]
        end = word.end
    return "".join([*parts, text[end:]])


def _claimed_quotation(text: str) -> str | None:
    claims = (part for part in marked_parts(text) if len(part.split()) >= MIN_CLAIM_WORDS)
    return next(claims, None)


def _reported(
    written: Sequence[Word], folded: Sequence[str], text: str, reporting: _Reporting | None, rules: Phrasing
) -> str | None:
    """What follows the reporting word of "is it true that X said …"."""
    if reporting is None or reporting.side != "before" or not has(folded, rules.verify):
        return None
    start = reporting.end
    while start < len(folded) and folded[start] in rules.conjunctions:
        start += 1
    enough = len(folded) - start >= MIN_REPORTED_WORDS and folded[start] not in rules.prepositions
    return text[written[start].start :] if enough else None


def _telling(asked: Sequence[str], reporting: _Reporting | None, rules: Phrasing) -> tuple[str, ...]:
    """The content words of a reporting phrase that tells what was said."""
    phrase = tuple(asked[reporting.start : reporting.end]) if reporting else ()
    told = tuple(fold(word) for word in phrase) in rules.telling
    return tuple(word for word in phrase if rules.is_content(fold(word))) if told else ()


def _is_topic(claim: str, text: str, rules: Phrasing) -> bool:
    """Marked words after "about" are a title or a term, not a quotation to be checked."""
    before = [fold(word.text) for word in words(text[: text.find(claim)])]
    return bool(before) and before[-1] in rules.prepositions


def _names_in(written: Sequence[Word], text: str) -> frozenset[int]:
    """The words inside a sentence that have a capital, where not everything has: "Raden Said" reports nothing."""
    capital = {i for i, word in enumerate(written) if i and word.text[:1].isupper()}
    return frozenset() if text.isupper() or text.istitle() else frozenset(capital)


def _reporting(folded: Sequence[str], names: Collection[int], rules: Phrasing) -> _Reporting | None:
    """The first strict reporting word; where there is none, the first of the others."""
    found: _Reporting | None = None
    for i in range(len(folded)):
        is_noun = folded[i] == "kata" and i > 0 and folded[i - 1] in rules.word_nouns
        if i in names or is_noun:
            continue
        is_owned = i > 0 and _is_owner(folded[i - 1], rules)  # "Ruth's view of it" is no view of Ruth
        sides = {"possessed": rules.reporting["possessed"]} if is_owned else rules.reporting
        for side, phrases in sides.items():
            start = i - 1 if side == "possessed" and _is_described(folded, i, rules) else i
            for phrase in phrases:
                if tuple(folded[i : i + len(phrase)]) == phrase and not (
                    _is_the_noun(phrase, side, folded[:i], rules) or _is_object(phrase, folded[:i], rules)
                ):
                    this = _Reporting(start, i + len(phrase), side, phrase in rules.strict)
                    if this.strict and not (found and found.strict):
                        return this
                    found = found or this
    return found


def _is_the_noun(phrase: Sequence[str], side: str, before: Sequence[str], rules: Phrasing) -> bool:
    """Whether what is a verb and a noun is the noun, as nobody stands before it: "apa janji Sarandos"."""
    is_both = side == "before" and tuple(phrase) in rules.reporting["after"]
    return is_both and not any(rules.is_content(word) for word in before)


def _is_object(phrase: tuple[str, ...], before: Sequence[str], rules: Phrasing) -> bool:
    """Whether it is a noun of speech behind who is asked for and what they did: "siapa yang membantah ucapan bupati",
    "who mocked the mayor's remarks"; but "siapa yang bersalah menurut bupati".
    """
    asked = next((i for i, word in enumerate(before) if (word,) in rules.who), len(before))
    done = (word for word in before[asked + 1 :] if rules.is_content(word) and word not in rules.noun_verbs)
    return phrase in rules.spoken and any(done)


def _is_owner(word: str, rules: Phrasing) -> bool:
    """ "Ruth's", but not "what's"."""
    bare = word.partition("'")[0]
    return word.endswith(("'s", "s'")) and not (bare in rules.question_words or (bare,) in rules.pronouns)


def _is_described(folded: Sequence[str], i: int, rules: Phrasing) -> bool:
    """Whether an adjective stands between the word at `i` and its owner: "the chief's bitter words"."""
    return i > 1 and _is_owner(folded[i - 2], rules) and not is_office_word(folded[i - 1])


def _subject(
    folded: Sequence[str], reporting: _Reporting | None, rules: Phrasing, breaks: Collection[int]
) -> tuple[int, ...]:
    """The words where the speaker is named: on the reporting word's side, up to the topic or a comma."""
    if reporting is None:
        return ()
    forwards = (reporting.side == "after") != _is_turned_round(folded, reporting, rules)
    indices = range(reporting.end, len(folded)) if forwards else range(reporting.start - 1, -1, -1)
    taken: list[int] = []
    for i in indices:
        ends_name = taken and (folded[i] in rules.question_words | rules.noun_verbs or (folded[i],) in rules.strict)
        after_comma = taken and forwards and i - 1 in breaks
        if not taken and (folded[i],) in rules.pronouns:
            break
        if folded[i] in rules.prepositions or (folded[i],) in rules.who or ends_name or after_comma:
            break
        if rules.is_content(folded[i]):
            taken.append(i)
        elif taken and folded[i] not in rules.name_links:
            break
    return tuple(sorted(i for i in taken if (folded[i],) not in rules.verify))


def _is_turned_round(folded: Sequence[str], reporting: _Reporting, rules: Phrasing) -> bool:
    """ "Bilang apa Sarandos?": the reporting word opens the question, and the speaker follows what is asked for. Or
    "bupati pesan apa?": the speaker opens it, and what is asked for follows a word that stands before the speaker.
    """
    opens = not any(rules.is_content(word) for word in folded[: reporting.start])
    after = folded[reporting.end : reporting.end + 1]
    asks = bool(after) and after[0] in rules.question_words and (after[0],) not in rules.who
    return asks and opens == (reporting.side != "after")


def _spelt(word: str, language: Language) -> str:
    """Without what is contracted with a question word; chat spellings written out."""
    bare, _, verb = fold(word).partition("'")
    if verb in CONTRACTED and bare in phrasing().question_words:
        return bare
    return word if _is_english(word, language) else spelt_out(word)


def _is_english(word: str, language: Language) -> bool:
    """Whether a word of an English question is a word: "make" is no chat spelling there."""
    folded = fold(word)
    return language == "en" and (folded in stop_words("en") or is_listed(term(folded, "en"), "en"))


def _starts(folded: Sequence[str], phrases: Collection[tuple[str, ...]]) -> bool:
    return any(tuple(folded[:n]) in phrases for n in (1, 2))


def _pick(asked: Sequence[str], indices: Sequence[int]) -> tuple[str, ...]:
    return tuple(asked[i] for i in indices)
