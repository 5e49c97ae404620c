"""Who is meant by what they are called in a question: "bos asosiasi truk", "the museum boss".

An article has other words for it, and what the office is of may stand anywhere in it. Of those who speak in the
articles about the matter the ones are meant whom the description fits best: by their office, or by the sentence that
brings them in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.search.finding.blocks import paragraph
from knowledge.search.questions.offices import (
    is_honorific,
    is_office,
    may_mean,
    offices_of_titles,
    tokens_of_role,
    wanted_tokens,
)
from knowledge.search.questions.people import tokens_of
from knowledge.search.words.glossary import is_listed
from knowledge.search.words.thesaurus import forms_of
from knowledge.text.normalise import fold
from knowledge.text.sentences import sentences
from knowledge.text.words import term, terms, words
from knowledge.types import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from knowledge.search.finding.asked import AskedTerm
    from knowledge.search.search import Search
    from knowledge.store.protocol import QuoteRow
    from knowledge.types import Article, Language, Speaker

FITS = 0.6
"""The share of a description that has to fit."""
AS_WELL = 0.2
"""How much worse than the best a description may fit somebody who is meant too."""
IN_SENTENCE = 0.8
"""What an office counts that stands beside the name but may be another's."""
LONGEST_TITLES = 20
"""Characters before a name in which its titles stand."""
IN_ARTICLE = 0.5
"""What a word counts that stands elsewhere in the article."""


@dataclass(frozen=True, slots=True)
class _Description:
    """offices: their one names; names: words that no list has, as "Hallavik"; words: the others, as they are looked for
    in each language.
    """

    offices: tuple[str, ...]
    names: tuple[str, ...]
    words: Mapping[Language, tuple[AskedTerm, ...]]


def quotes_of_described(
    search: Search, who: Sequence[str], spoken: Language, articles: Collection[str]
) -> list[QuoteRow]:
    """The quotes, in `articles`, of those whom the words `who` of a question in `spoken` describe."""
    description = _description(search, who, spoken)
    of_speaker: dict[tuple[str, int], list[QuoteRow]] = defaultdict(list)
    for row in search.library.store.quotes(search.scope, articles=articles):
        if row.speaker_seq is not None:
            of_speaker[row.article_id, row.speaker_seq].append(row)
    fits = {key: _fits(search, description, rows[0]) for key, rows in of_speaker.items()}
    least = max(FITS, max(fits.values(), default=0.0) - AS_WELL)
    return [row for key, rows in of_speaker.items() if fits[key] >= least for row in rows]


def _description(search: Search, who: Sequence[str], spoken: Language) -> _Description:
    wanted = wanted_tokens([token for word in who for token in tokens_of(word)])
    offices = tuple(token for token in wanted if is_office(token))
    names = tuple(token for token in wanted if token not in offices and not _is_word(token))
    rest = " ".join(token for token in wanted if token not in offices and token not in names)
    asked = {language: search.library.asked(rest, rest, spoken, language) for language in LANGUAGES}
    return _Description(offices, names, asked)


def _is_word(token: str) -> bool:
    """Whether a list has it, be it for short: "dinkes"."""
    stems = {language: term(token, language) for language in LANGUAGES}
    return any(is_listed(s, spoken) or forms_of((s,), token, spoken, spoken) for spoken, s in stems.items())


def _fits(search: Search, description: _Description, row: QuoteRow) -> float:
    """The share of the description that fits who said the quote; 0 where nothing of it stands beside the name, or a
    name of it is nowhere.
    """
    article, folded = search.library.article(row.article_id), search.library.folded(row.article_id)
    speaker = article.quotes[row.ordinal - 1].speaker
    if speaker is None or any(name not in folded for name in description.names):
        return 0.0
    if not frozenset(description.names).isdisjoint(tokens_of(speaker.name)):
        return 0.0  # "Lukman's wife" is not Lukman.
    asked, beside = description.words[article.language], _beside(article, speaker)
    held = frozenset(terms(beside, article.language))
    near = [t.presence(held) for t in asked]
    titles = _titles(article.text, speaker.name)
    offices = [_office_fits(office, speaker, titles, beside) for office in description.offices]
    if not any((*near, *offices)):
        return 0.0
    counted = [max(n, IN_ARTICLE * t.presence_in(folded)) for t, n in zip(asked, near, strict=True)]
    return sum((*offices, *counted)) / len((*offices, *counted))


def _beside(article: Article, speaker: Speaker) -> str:
    """What tells who somebody is: the office, and the sentences that first have the name and the office's house."""
    role = speaker.role or ""
    houses = [word.text for word in words(role) if word.text[0].isupper() and not _is_word(fold(word.text))]
    return " ".join([role, *(_brought_in(article, name) for name in (speaker.name, *houses))])


def _titles(text: str, name: str) -> list[str]:
    """The words right before the first mention of a name that are no part of it: "Prof. Dr."."""
    before = tokens_of(text[max(0, text.find(name) - LONGEST_TITLES) : max(0, text.find(name))])
    return list(takewhile(is_honorific, reversed(before)))


def _brought_in(article: Article, name: str) -> str:
    """The sentence that first has a name."""
    at = article.text.find(name)
    around = sentences(article.text, paragraph(article.text, at)) if at >= 0 else ()
    return next((s.of(article.text) for s in around if s.start <= at < s.end), "")


def _office_fits(office: str, speaker: Speaker, titles: Sequence[str], beside: str) -> float:
    held, own = may_mean(office), tokens_of_role(tokens_of(speaker.role or ""))
    if held & own or held & offices_of_titles(titles):
        return 1.0
    is_other = any(map(is_office, own))
    return IN_SENTENCE if held & tokens_of_role(tokens_of(beside)) and not is_other else 0.0
