"""The people, organisations and documents of an article, each under all the names it goes by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from knowledge.quotes.lexicon import contractions_of
from knowledge.quotes.names import NameReader
from knowledge.quotes.offices import OfficeReader
from knowledge.quotes.runs import Run, is_acronym, run_end, spelling
from knowledge.quotes.tokens import NUMBER, POINT, WORD, Token
from knowledge.quotes.topics import TopicReader
from knowledge.types import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon


MAX_ROLES = 4
"""Offices kept for one person, in the order of the article."""


MAX_DESCRIPTION = 8
"""Tokens of a description up to its determiner."""

MAX_HONORIFICS = 6
"""Before one name: "Prof. Dr. dr. H. Ir."."""
MAX_VERB = 10
"""Tokens between a name and its verb."""

MAX_HOLDERS = 40
"""Entities that are kept for one word of a name or an office."""


@dataclass(slots=True, eq=False)
class Entity:
    """One participant: the longest form of its name, its words, and what it is called besides."""

    name: str
    words: tuple[str, ...]
    kind: SpeakerKind
    spelt: tuple[str, ...] = ()
    roles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    gender: str = ""
    given: bool = False
    shortened: bool = False
    place: bool = False

    @property
    def role(self) -> str | None:
        return next(iter(self.roles), None) or next(iter(self.descriptions), None)


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where an entity is named: paragraph, token, sentence counted through the article.

    leads: it is the first name of its sentence; opens: the sentence begins with its phrase; titled: its office stands
    beside it; voiced: soon behind it stands a word of saying or holding a view.
    """

    paragraph: int
    start: int
    sentence: int
    entity: Entity
    leads: bool
    opens: bool
    titled: bool
    voiced: bool


class Cast:
    """Entities of one article, found by name, alias or office."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.names = NameReader(paragraphs, lexicon)
        self.offices = OfficeReader(lexicon)
        self.subjects = TopicReader(lexicon)
        self.entities: list[Entity] = []
        self.appearances: list[Appearance] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._by_alias: dict[str, Entity] = {}
        self._by_office: dict[str, list[tuple[frozenset[str], Entity]]] = {}
        self.shared: dict[tuple[int, int], list[Entity]] = {}
        self._places: list[tuple[int, int]] = []
        self.heads = [frozenset(low for low, _ in p.sentences) for p in paragraphs]
        self._ends = [[stop for _, stop in p.sentences] for p in paragraphs]
        self._first = list(accumulate((len(p.sentences) for p in paragraphs), initial=0))
        self._enrol()

    # Building

    def _enrol(self) -> None:
        """Longer names first, so that a short one finds the long one it stands for."""
        splits = [(run, self._split(run)) for run in self.names.runs]
        for run, begin in splits:
            self.names.learn_firm(self.paragraphs[run.paragraph].tokens, run.start, begin)
        for run, begin in sorted(splits, key=lambda s: (s[1] - s[0].end, s[0].paragraph, s[0].start)):
            self._enrol_run(run, begin)
        last = -1
        for run, begin in splits:
            entity = self._meant(run, begin) if begin < run.end else None
            if entity is None:
                continue
            sentence = self.sentence(run.paragraph, run.start)
            titled = self._learn_office(entity, run, begin)
            voiced = self._is_voiced(run)
            leads = sentence != last
            opens = self.subjects.opens_sentence(self.paragraphs[run.paragraph], begin, run.end)
            self.appearances.append(Appearance(run.paragraph, begin, sentence, entity, leads, opens, titled, voiced))
            last = sentence
        self._places = [(a.paragraph, a.start) for a in self.appearances]
        self._learn_aliases()

    def _meant(self, run: Run, begin: int) -> Entity | None:
        """Whom a name stands for; one that several bear is that of the office or title beside it, else the latest's."""
        words = self.words(run.paragraph, begin, run.end)
        namesakes = self.bearers(words)
        if len(namesakes) < 2:
            return self.by_words(words)
        self.shared[run.paragraph, begin] = namesakes
        return self.choose_bearer(namesakes, run.paragraph, begin)

    def choose_bearer(self, namesakes: Sequence[Entity], paragraph: int, start: int) -> Entity:
        """The one of several bearers of a name that its office or title tells, else the one who was there last."""
        tokens = self.paragraphs[paragraph].tokens
        office = self.offices.before(tokens, start)
        words = {t.low for t in tokens[slice(*office)]} & self.lexicon["role"] if office else set()
        holders = [e for e in namesakes if words and any(words <= set(role.lower().split()) for role in e.roles)]
        if len(holders) == 1:
            return holders[0]
        gender = self._gender(tokens, start, ()) or (self._gender(tokens, start - 1, ()) if start else "")
        fitting = [e for e in namesakes if gender and e.gender == gender]
        fitting = fitting or [e for e in namesakes if not gender or not e.gender] or list(namesakes)
        before = bisect_left(self.appearances, (paragraph, start), key=lambda a: (a.paragraph, a.start))
        return next((a.entity for a in reversed(self.appearances[:before]) if a.entity in fitting), fitting[0])

    def _is_voiced(self, run: Run) -> bool:
        """Does a word of saying, or of holding a view, follow the name in its sentence?"""
        cues, voicing = self.lexicon.cues, self.lexicon["voicing"]
        for token in self.paragraphs[run.paragraph].tokens[run.end : run.end + MAX_VERB]:
            if token.text == ".":
                return False
            if token.kind == WORD and not token.capital and (token.low in cues or token.low in voicing):
                return True
        return False

    def sentence(self, paragraph: int, token: int) -> int:
        """The number of the sentence of a token, counted through the article."""
        ends = self._ends[paragraph]
        return self._first[paragraph] + bisect_right(ends, token)

    def named_in(self, paragraph: int) -> Sequence[Appearance]:
        """Who is named in a paragraph, in order."""
        first, stop = (bisect_left(self._places, (number, 0)) for number in (paragraph, paragraph + 1))
        return self.appearances[first:stop]

    def _split(self, run: Run) -> int:
        tokens = self.paragraphs[run.paragraph].tokens
        return self.names.split(tokens, run.start, run.end, self.is_titled(tokens, run.start))

    def is_titled(self, tokens: Sequence[Token], start: int) -> bool:
        """Does an office stand before the run (aktor Bryan Cranston, Deputi Penindakan dan Eksekusi KPK Asep)?"""
        if start > 0 and tokens[start - 1].low in self.lexicon["affiliation"]:
            return False  # "Analyst Ann Lee of *Finch & Marlow*"
        if self._is_behind_comma(tokens, start):
            return False  # "Direktur RSUD, dr. *Ni Luh Sari*": the office ends at the comma
        return (start > 0 and tokens[start - 1].text == ")") or self.offices.before(tokens, start) is not None

    def _is_behind_comma(self, tokens: Sequence[Token], start: int) -> bool:
        """Does a comma stand before the run, or before the honorifics in front of it?"""
        for _ in range(MAX_HONORIFICS):
            if start > 0 and tokens[start - 1].low.rstrip(".") in self.lexicon["honorific"]:
                start -= 1
        return start > 0 and tokens[start - 1].text == ","

    def _enrol_run(self, run: Run, begin: int) -> None:
        tokens = self.paragraphs[run.paragraph].tokens
        if begin < run.end:
            organisation = begin == run.start and self.names.is_organisation(tokens, begin, run.end)
            located = begin == run.start and self.names.is_located(tuple(t.low for t in tokens[begin : run.end]))
            entity = self.add(run.paragraph, begin, run.end, organisation or located)
            entity.place = entity.place or (located and entity.kind is SpeakerKind.ORGANISATION)
            if organisation:
                self._learn_acronym(tokens, run.end, run.paragraph, begin)
            return
        start = run.start
        while start < run.end and tokens[start].low in self.lexicon["role"]:
            start += 1
        if start < run.end and self.names.is_organisation(tokens, start, run.end):
            self._learn_acronym(tokens, run.end, run.paragraph, start)

    def _learn_acronym(self, tokens: Sequence[Token], end: int, paragraph: int, start: int) -> None:
        """`Komisi Pemberantasan Korupsi (KPK)`"""
        if end + 2 >= len(tokens) or tokens[end].text != "(" or tokens[end + 2].text != ")":
            return
        acronym = tokens[end + 1]
        if acronym.capital and (is_acronym(acronym) or end - start > 1):
            self._by_alias.setdefault(acronym.low, self.add(paragraph, start, end, True))

    def add(self, paragraph: int, start: int, end: int, organisation: bool) -> Entity:
        tokens = self.paragraphs[paragraph].tokens
        if end - start == 2 and tokens[start].low in self.lexicon["place"] and is_acronym(tokens[start + 1]):
            start += 1  # "Hollywood SAG-AFTRA": the place is where it sits
        words = self.words(paragraph, start, end)
        known = self.by_words(words)
        if known is not None:
            return known
        first = self.names.skip_honorifics(tokens, start, end - 1)
        kind = SpeakerKind.ORGANISATION if organisation else SpeakerKind.PERSON
        entity = Entity(self.text[tokens[first].start : tokens[end - 1].end], words, kind)
        entity.spelt = tuple(map(spelling, words))
        entity.gender = self._gender(tokens, start, words)
        body = len(words) == 1 and words[0] in self.lexicon["org"]  # "Serikat", a union as well as half a country
        entity.place = words[0] in self.lexicon.any_of("place", "region", "storm") and not body
        entity.given = any(word in self.names.given for word in words)
        entity.shortened = len(words) > 1 and any(self.names.alone[word] for word in words)
        self.entities.append(entity)
        for word in dict.fromkeys(entity.spelt):
            bearers = self._by_word.setdefault(word, [])
            if len(bearers) < MAX_HOLDERS:
                bearers.append(entity)
        return entity

    def _gender(self, tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> str:
        """What an honorific or an unambiguous given name tells."""
        male, female = self.lexicon["male.given"], self.lexicon["female.given"]
        title = tokens[start].low.rstrip(".")
        for mark, names in (("m", male), ("f", female)):
            if title in self.lexicon["male" if mark == "m" else "female"]:
                return mark
            if words and words[0] in names and not (words[0] in male and words[0] in female):
                return mark
        return ""

    def words(self, paragraph: int, start: int, end: int) -> tuple[str, ...]:
        """The words of a name, honorifics left out unless they are all there is."""
        tokens = [t for t in self.paragraphs[paragraph].tokens[start:end] if t.kind == WORD]
        kept = tuple(t.low for t in tokens if t.low.rstrip(".") not in self.lexicon["honorific"])
        return kept or tuple(t.low for t in tokens)

    def _learn_office(self, entity: Entity, run: Run, begin: int) -> bool:
        """Learn the office before a name; says whether there is one."""
        if entity.kind is not SpeakerKind.PERSON:
            return False
        tokens = self.paragraphs[run.paragraph].tokens
        found = self.offices.before(tokens, begin)
        if found is None:
            return self._learn_apposition(entity, run)
        if self._is_of_another(tokens, found[0]) or tokens[begin - 1].low in self.lexicon["office.inner"]:
            return False  # "the head of *Selat Lines*": the name is what the office is in
        if len(entity.roles) < MAX_ROLES:
            self.add_role(entity, run.paragraph, *found)
        return True

    def _is_of_another(self, tokens: Sequence[Token], office: int) -> bool:
        """`Marc Fiore, pelatih *Jeka Saragih*`, `Zalfa rekan *Nisa*`: the office belongs to the name before it."""
        before = office - 1
        if office <= 0 or tokens[office].capital:
            return False
        if tokens[before].text == ",":
            before -= 1
        return before >= 0 and tokens[before].capital and not self.english

    def _learn_apposition(self, entity: Entity, run: Run) -> bool:
        """`Abdian Saputra, koordinator kapal cepat, …`"""
        tokens = self.paragraphs[run.paragraph].tokens
        start = run.end + 1
        if start + 1 >= len(tokens) or tokens[run.end].text != ",":
            return False
        if tokens[start].low in self.lexicon["determiner"] or tokens[start].low in self.lexicon["article"]:
            start += 1
        return tokens[start].low in self.lexicon["role"] and len(entity.words) > 1

    def add_role(self, entity: Entity, paragraph: int, start: int, end: int) -> None:
        role = self.offices.text_of(self.text, self.paragraphs[paragraph].tokens, start, end)
        titles = self.lexicon["title.only"]
        if not role or role in entity.roles or all(w in titles for w in role.lower().split()):
            return
        if role in self.lexicon["title.order"]:
            return
        fuller = next((i for i, known in enumerate(entity.roles) if self.english and role.endswith(" " + known)), None)
        if fuller is None:
            entity.roles.append(role)
        else:
            entity.roles[fuller] = role
        words = frozenset(role.lower().replace("(", " ").replace(")", " ").split())
        for word in words & self.lexicon["role"]:
            holders = self._by_office.setdefault(word, [])
            if len(holders) < MAX_HOLDERS:
                holders.append((words, entity))

    def _learn_aliases(self) -> None:
        """`Ari Wibowo yang akrab disapa Bowo`, `politikus yang biasa dipanggil Gus Ari itu`, `Basuki alias Ahok`"""
        words = self.lexicon["alias"]
        for number, paragraph in enumerate(self.paragraphs):
            tokens = paragraph.tokens
            for index, token in enumerate(tokens):
                if token.kind == WORD and token.low in words:
                    start = index + 1
                    while start < len(tokens) and tokens[start].low in self.lexicon["alias.filler"]:
                        start += 1
                    if start < len(tokens) and tokens[start].capital:
                        entity = self._bearer(number, index)
                        if entity is not None:
                            self.add_alias(entity, tokens, start, run_end(tokens, start, len(tokens), self.lexicon))

    def _bearer(self, paragraph: int, index: int) -> Entity | None:
        """Whom an alias at `index` belongs to: the one whose office leads up to it, else the person named last."""
        tokens = self.paragraphs[paragraph].tokens
        for at in range(index - 1, max(-1, index - 6), -1):
            if tokens[at].capital:
                holder = self.by_office({tokens[at].low}) if tokens[at].low in self.lexicon["role"] else None
                if holder is not None:
                    return holder
                break
        last = bisect_left(self._places, (paragraph, index)) - 1
        while last >= 0 and self.appearances[last].entity.kind is not SpeakerKind.PERSON:
            last -= 1
        if last < 0:
            return None
        names_a_newcomer = tokens[index].low in self.lexicon["alias.new"]
        if names_a_newcomer and self.sentence(*self._places[last]) != self.sentence(paragraph, index):
            return None
        return self.appearances[last].entity

    def by_alias(self, alias: str) -> Entity | None:
        """The entity that goes by a nickname or an acronym, in small letters."""
        return self._by_alias.get(alias)

    def add_alias(self, entity: Entity, tokens: Sequence[Token], start: int, end: int) -> None:
        self._by_alias.setdefault(" ".join(t.low for t in tokens[start:end]), entity)
        plain = [t.low for t in tokens[start:end] if t.low.rstrip(".") not in self.lexicon["honorific"]]
        if plain:
            self._by_alias.setdefault(" ".join(plain), entity)

    # Looking up

    def by_words(self, words: tuple[str, ...]) -> Entity | None:
        """The entity that has all of `words` in its name: the one with the longest name."""
        if not words:
            return None
        alias = self._by_alias.get(" ".join(words))
        if alias is not None:
            return alias
        spelt = tuple(map(spelling, words))
        bearers = min((self._by_word.get(w, []) for w in spelt), key=len)
        candidates = [e for e in bearers if all(w in e.spelt for w in spelt)]
        exact = next((e for e in candidates if e.spelt == spelt), None)
        if exact is not None and exact.kind is SpeakerKind.ORGANISATION:
            return exact
        return max(candidates, key=lambda e: len(e.words), default=None)

    def bearers(self, words: tuple[str, ...]) -> list[Entity]:
        """The people who share a surname; nobody where an alias tells, or where someone's name begins with the word."""
        if len(words) != 1 or words[0] in self._by_alias:
            return []
        people = [e for e in self._by_word.get(spelling(words[0]), []) if e.kind is SpeakerKind.PERSON]
        return [] if any(e.words[0] == words[0] for e in people) else people

    def describe(self, entity: Entity, paragraph: int, start: int, end: int) -> None:
        """`Winger lincah Prancis itu`: what a description says of someone, without determiner and age."""
        tokens = self.paragraphs[paragraph].tokens
        stop = end
        while stop > start and (tokens[stop - 1].low in self.lexicon["age"] or tokens[stop - 1].kind == NUMBER):
            stop -= 1
        text = self.offices.text_of(self.text, tokens, start, stop)
        if text and len(entity.descriptions) < MAX_ROLES:
            entity.descriptions.append(text)

    def descriptions(self) -> Iterator[tuple[int, int, int]]:
        """Descriptions that open a sentence: paragraph, first and last token."""
        for number, paragraph in enumerate(self.paragraphs):
            for low, stop in paragraph.sentences:
                if paragraph.tokens[low].low in self.lexicon["role"] and not self.english:
                    end = self._determiner(paragraph.tokens, low, min(stop, low + MAX_DESCRIPTION))
                    if end is not None:
                        yield number, low, end

    def _determiner(self, tokens: Sequence[Token], low: int, stop: int) -> int | None:
        for index in range(low + 1, stop):
            token = tokens[index]
            if token.low in self.lexicon["determiner"]:
                return index + 1
            if token.kind == POINT or token.low in self.offices.bars or token.low in self.lexicon.cues:
                return None
        return None

    def by_office(self, words: set[str]) -> Entity | None:
        """The entity whose office has all of `words`: `the minister`, `Mensos`."""
        return self._holder(words) or self._holder(self._in_full(words))

    def _holder(self, words: set[str]) -> Entity | None:
        offices = words & self.lexicon["role"]
        if not offices:
            return None
        holders = self._by_office.get(min(offices), ())
        return next((entity for role, entity in holders if words <= role), None)

    def _in_full(self, words: set[str]) -> set[str]:
        """`mendagri` as {menteri, dalam, negeri}"""
        contractions = contractions_of(self.lexicon.language)
        return {piece for word in words for piece in contractions.get(word, (word,))}
