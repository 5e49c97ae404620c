"""What a question asks the name or the size of: "nama istri Galih", "how much is her salary", "siapa wakil bupati"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.search.questions.offices import is_kin, is_office, office_tokens
from knowledge.search.questions.phrasing import phrasing
from knowledge.text.words import stop_words, term, without_possessive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.search.questions.phrasing import Phrasing


PER = "per"
AGENT = re.compile(r"pe(?:[mnrl]|ng|ny)?\w{3,}")
"""An Indonesian noun of who does something."""


@dataclass(frozen=True, slots=True)
class Focus:
    """noun: the folded word for what is asked about; asks_name: what that is called is wanted; office: its one name
    where it is one.
    """

    noun: str
    asks_name: bool = False
    office: str | None = None

    def is_amount(self, rules: Phrasing) -> bool:
        """Whether a sum of money is asked for."""
        return without_possessive(self.noun) in rules.amounts | rules.amounts_en | rules.paid

    def is_any_sum(self, rules: Phrasing) -> bool:
        """Whether a sum tells it without the noun."""
        return without_possessive(self.noun) in rules.any_sum


def focus_of(folded: Sequence[str]) -> Focus | None:
    """That of a question, by its words; None where they do not tell."""
    rules = phrasing()
    asks = (_named, _chosen, _happened, _costing, _sized, _counted, _identified, _defined, _put_briefly)
    found = (find(folded, rules) for find in asks)
    return next((focus for focus in found if focus), None)


def _named(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Nama istri Galih", "the name of the boy who"; "dari mana nama itu berasal" asks for none."""
    if not rules.besides_names.isdisjoint(folded):
        return None
    for i, word in enumerate(folded):
        after = folded[i + 1 :]
        noun = None
        if without_possessive(word) in rules.called and folded[max(0, i - 1) : i] not in (["yang"], ["yg"]):
            noun = _first_noun(after, rules)
        elif word in rules.called_en and after[:1] == ["of"]:
            noun = _head(after[1:], rules)
        if noun:
            return Focus(noun, asks_name=True)
    return None


def _chosen(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Which university", "klub Malaysia mana", "diusung partai apa"."""
    for i, word in enumerate(folded):
        if word in rules.which and i + 1 < len(folded) and folded[i + 1] in rules.named:
            return Focus(folded[i + 1], asks_name=True)
        if word in rules.which_behind:
            near = (noun for noun in folded[max(0, i - 2) : i][::-1] if without_possessive(noun) in rules.named)
            if noun := next(near, None):
                return Focus(noun, asks_name=True)
    return None


def _happened(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Kapan kebakaran di pabrik itu terjadi", "where did the fire happen"."""
    if rules.happening.isdisjoint(folded):
        return None
    asking = next((i for i, word in enumerate(folded) if word in rules.question_words), -1)
    rest = folded[asking + 1 :]
    is_english = bool(rest) and rest[0] in rules.do
    subject = list(takewhile(lambda word: word not in rules.happening, rest[is_english:]))
    noun = _head(subject, rules) if is_english else _first_noun(subject, rules)
    return Focus(noun) if asking >= 0 and noun and _is_telling(noun, rules) else None


def _costing(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "How much did the ferry ticket cost"."""
    if tuple(folded[:2]) != ("how", "much") or tuple(folded[2:3]) not in {(word,) for word in rules.do}:
        return None
    subject = list(takewhile(lambda word: word not in rules.cost, folded[3:]))
    noun = _head(subject, rules) if len(subject) < len(folded[3:]) else None
    return Focus(noun) if noun and _is_telling(noun, rules) else None


def _sized(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "How big a fine did the operator get"."""
    for i, word in enumerate(folded[:-3]):
        if word == "how" and folded[i + 2] in rules.owners and folded[i + 3] in rules.amounts_en:
            return Focus(folded[i + 3])
    return None


def _counted(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Berapa gaji wasit", "harga tiket konser berapa", "garansinya berapa tahun", "how many cows"."""
    for i, word in enumerate(folded):
        before, after = _without_rate(folded[:i]), folded[i + 1 :]
        if word in rules.how_many:
            if before and before[-1] in rules.before_how_many:
                return None
            if _is_owned_alone(before, rules) or (
                before and without_possessive(before[-1]) in rules.amounts | rules.paid
            ):
                return Focus(before[-1])
            if noun := _first_noun(after, rules):
                return Focus(noun)
            is_last = (rules.ignored | rules.now).issuperset(after)
            opening = _first_noun(before, rules) if is_last or after[0] not in rules.light else None
            return Focus(opening) if opening and without_possessive(opening) in rules.amounts else None
        if word in {"many", "much"} and before[-1:] == ["how"] and after[:1] and _is_telling(after[0], rules):
            return Focus(after[0]) if len(after) == 1 or _is_function_word(after[1]) else None
    return None


def _without_rate(folded: Sequence[str]) -> Sequence[str]:
    """Without the "per bulan" at its end."""
    return folded[:-2] if folded[-2:-1] == [PER] else folded


def _is_owned_alone(before: Sequence[str], rules: Phrasing) -> bool:
    """Whether the last word is a noun with its possessive, and no noun is before it: "hasil sawahnya" is the yield."""
    *others, last = before or ("",)
    alone = not others or not _is_telling(others[-1], rules)
    return last != without_possessive(last) and _is_telling(without_possessive(last), rules) and alone


def _identified(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Siapa wakil bupati", "istri Karsinah siapa"; "who directed", "siapa yang membangun" asks for a doer, but "siapa
    yang menilai" for somebody's words.
    """
    for i, word in enumerate(folded):
        if (word,) in rules.expects["person"] and word != "whose":
            if folded[i + 1 : i + 2] == ["itu"]:
                return None  # "siapa itu keluarga Korawa" asks what there is to tell of it
            is_last = rules.ignored.issuperset(folded[i + 1 :])
            beside = folded[:i] if is_last else folded[i + 1 :]
            if noun := _first_noun(beside, rules):
                bearer = [without_possessive(noun), *beside[beside.index(noun) + 1 :]]
                office = next(filter(is_office, office_tokens(bearer)[:1]), None)
                if bearer[0] in rules.any_doer:
                    return None
                if office or is_kin(bearer[0]) or _is_agent(bearer[0]):
                    return Focus(noun, asks_name=True, office=office)
            doing = folded[i + 2 :] if tuple(folded[i + 1 : i + 2]) in {("yang",), ("yg",)} else folded[i + 1 :]
            is_done = bool(doing) and doing[0] not in rules.opining and _is_telling(doing[0], rules)
            return Focus(doing[0]) if is_done else None
    return None


def _is_agent(word: str) -> bool:
    """By its form: "pemasok", "pemeran"; nouns of deeds have an -an that is not of their root: "pelatihan"."""
    return AGENT.fullmatch(word) is not None and (not word.endswith("an") or term(word, "id").endswith("an"))


def _defined(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "What is Ann Lee's salary", "who was the owner of the boat", "how much is the fine for"."""
    if not folded:
        return None
    asking, _, is_contracted = folded[0].partition("'")
    rest = folded[2:] if tuple(folded[:2]) == ("how", "much") else folded[1:]
    if asking not in {"what", "who", "how"} or not (is_contracted == "s" or (rest and rest[0] in rules.be)):
        return None
    rest = rest if is_contracted else rest[1:]
    subject = list(takewhile(lambda word: word in rules.owners or not _is_function_word(word), rest))
    owner = next((i for i, word in enumerate(subject) if word.endswith(("'s", "s'"))), None)
    subject = list(_up_to_participle(subject, rules))
    noun = _head(subject, rules) if owner is not None or (subject[:1] and subject[0] in rules.owners) else None
    if not noun or not _is_telling(noun, rules):
        return None
    office = next(filter(is_office, office_tokens(subject)[-1:]), None) if asking == "who" else None
    return Focus(noun, asks_name=asking == "who", office=office)


def _up_to_participle(subject: Sequence[str], rules: Phrasing) -> Sequence[str]:
    """ "The longest term | facing the robbers": an article inside a noun phrase begins another one."""
    inner = next((i for i, word in enumerate(subject) if i and word in rules.owners), None)
    if inner is None:
        return subject
    is_participle = subject[inner - 1].endswith(("ing", "ed"))
    return subject[: inner - is_participle]


def _put_briefly(folded: Sequence[str], rules: Phrasing) -> Focus | None:
    """ "Gaji pelatih Darmadi per bulan": a sum that is asked for without a word that asks."""
    is_sum = bool(folded) and without_possessive(folded[0]) in rules.called_so
    return Focus(folded[0]) if is_sum and rules.question_words.isdisjoint(folded) else None


def _first_noun(folded: Sequence[str], rules: Phrasing) -> str | None:
    """The word that opens `folded`, past what only says how much or of how many: "jumlah", "total", "ketiga"."""
    for word in folded:
        if word not in rules.before_noun:
            return word if _is_telling(word, rules) else None
    return None


def _head(folded: Sequence[str], rules: Phrasing) -> str | None:
    """The head of an English noun phrase: its last word."""
    phrase = list(takewhile(lambda word: word in rules.owners or not _is_function_word(word), folded))
    return phrase[-1] if phrase and phrase[-1] not in rules.owners else None


def _is_telling(word: str, rules: Phrasing) -> bool:
    skipped = word in rules.ignored or word in rules.light or word in rules.before_noun
    return not (skipped or word[0].isdigit() or _is_function_word(word))


def _is_function_word(word: str) -> bool:
    return word in stop_words("en") or word in stop_words("id")
