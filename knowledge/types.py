"""The values that the rest of the package passes around.

All are frozen. Offsets are Python string offsets (code points) into the `text` of one article, and
`text[start:end]` is the thing itself: nothing here holds words that an article does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Language = Literal["id", "en"]
"""ISO 639-1 code of a language that Kutip reads and speaks."""
LANGUAGES: tuple[Language, ...] = ("id", "en")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to but not including `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def overlap(self, other: Span) -> int:
        """How many characters they share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an article under one heading; the part before the first heading has none."""

    heading: str | None
    start: int
    end: int


class QuoteKind(StrEnum):
    """How the words are given.

    direct: a quoted utterance; partial: quoted words built into the writer's sentence;
    indirect: a reported clause without quotation marks.
    """

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, resolved: the longest form of the name in the article, without honorific or office."""

    name: str
    kind: SpeakerKind
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance and its attribution.

    spans: the quoted words, without marks; several when the attribution splits them.
    cue: the reporting word as written; mention: the words that point to the speaker ("dia", "-nya").
    section: heading it stands under; paragraph: counted from 1 within that section.
    """

    kind: QuoteKind
    spans: tuple[Span, ...]
    text: str
    speaker: Speaker | None
    cue: str | None
    mention: str | None
    section: str | None = None
    paragraph: int = 1

    @property
    def extent(self) -> Span:
        """From the first quoted character to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its metadata and its clean body.

    text: paragraphs joined by a blank line, without title, byline, dek, boilerplate and bare headings.
    id: twelve hexadecimal digits of a hash over title, text and what is cited of it, so the same article is one.
    outlet: name of the publisher; dek: the standfirst, which is no part of `text`.
    published: ISO 8601 date or date and time, as far as the source states it.
    """

    id: str
    title: str
    byline: str | None
    published: str | None
    language: Language
    url: str | None
    text: str
    sections: tuple[Section, ...]
    quotes: tuple[Quote, ...] = field(default=())
    outlet: str | None = None
    dek: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an excerpt is from, as shown to a reader.

    link: the article's URL with a text fragment that lands on the passage; None without a URL. also: names of other
    outlets that have the same words.
    """

    article_id: str
    title: str
    byline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    link: str | None
    section: str | None
    paragraph: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a stored article; made by `knowledge.excerpts.cut`, which takes it from the text.

    matches: spans inside the excerpt's own text to be marked; score: for ordering, higher is better.
    """

    text: str
    span: Span
    citation: Citation
    speaker: str | None = None
    role: str | None = None
    score: float = 0.0
    matches: tuple[Span, ...] = ()


class Intent(StrEnum):
    """What a question wants: what someone said, a fact, a summary, or a quotation checked."""

    SAID = "said"
    FACT = "fact"
    SUMMARY = "summary"
    VERIFY = "verify"


class Outcome(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"


class Verdict(StrEnum):
    VERBATIM = "verbatim"
    ALTERED = "altered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: op is `replace`, `insert` (claimed only) or `delete` (said only)."""

    op: Literal["replace", "insert", "delete"]
    said: str
    claimed: str


class Basis(StrEnum):
    """What the excerpt of a verification is to the claim.

    quoted: words in marks; reported: what somebody said, told by the article; prose: the article's own words;
    meaning: other words, near in meaning. Only the first can be verbatim or altered.
    """

    QUOTED = "quoted"
    REPORTED = "reported"
    PROSE = "prose"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Verification:
    """Did anyone say this?

    similarity: 0 to 1, of the words with the nearest ones that are written; excerpt: the sentences of the nearest
    thing, basis: what it is. claimed_of: who was named as the speaker; wrong_speaker: others are quoted with it.
    cut_short: the sentence that was said goes on before or after the claim; cut_negation: with this word right before
    it, so that it says something else. reverses: the claim drops or adds a negation. bracketed: what stands in square
    brackets in the claim and was not said; where it is verbatim, that is a name or stands for a pronoun.
    differences: with what was said, or with what the article writes where nobody is quoted with the claim.
    """

    claim: str
    verdict: Verdict
    similarity: float
    excerpt: Excerpt | None
    differences: tuple[Difference, ...]
    wrong_speaker: bool = False
    basis: Basis | None = None
    claimed_of: str | None = None
    cut_short: bool = False
    cut_negation: str | None = None
    reverses: bool = False
    bracketed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """An article's main points in its own sentences, in reading order."""

    article: Article
    points: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two excerpts of an answer that give different figures for the same thing.

    excerpts: their places in the answer's excerpts; figures: where the figures stand, each in its excerpt's text.
    """

    excerpts: tuple[int, int]
    figures: tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class SaidInStory:
    """A quote of a story: its number in its article, the record, and the sentences to show it in."""

    article: Article
    ordinal: int
    quote: Quote
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two outlets give different figures for the same thing; figures: where, each in its excerpt's text."""

    excerpts: tuple[Excerpt, Excerpt]
    figures: tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Story:
    """What several articles, or one, report of one event.

    articles: newest first; lead: the one that tells it; points: what happened, in its own sentences; quotes: the words
    worth repeating; disagreements: figures in which they differ.
    """

    articles: tuple[Article, ...]
    lead: Article
    points: tuple[Excerpt, ...]
    quotes: tuple[SaidInStory, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def title(self) -> str:
        return self.lead.title


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new from `since` on and before `until`: the newest and most covered stories first.

    total: how many stories there are; `stories` may be the first of them only.
    """

    since: datetime
    until: datetime
    stories: tuple[Story, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What a follow-up question needs to know of the one before."""

    question: str
    intent: Intent
    speakers: tuple[str, ...]
    topic: str | None
    shown: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Excerpts that answer, or none and what lies near.

    speaker: the one asked about, when known; unknown_name: a name that was asked for and is in no article;
    unquoted: one whose words were asked for, of whom articles tell and quote nothing; topic: as the question has it;
    needs_speaker: it says "he" or "dia" and nobody was named before. conflicts: excerpts that contradict each other.
    verification, summary: present with these intents.
    """

    question: str
    language: Language
    outcome: Outcome
    intent: Intent
    speaker: str | None = None
    role: str | None = None
    topic: str | None = None
    unknown_name: str | None = None
    unquoted: str | None = None
    needs_speaker: bool = False
    excerpts: tuple[Excerpt, ...] = ()
    related: tuple[Excerpt, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    verification: Verification | None = None
    summary: Summary | None = None
    words_only: bool = False
    turn: Turn | None = None
