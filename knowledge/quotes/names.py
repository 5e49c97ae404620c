"""Where in a capitalised run the office ends and the name begins, by what the rest of the article tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from knowledge.quotes.fields import FIELD, is_list
from knowledge.quotes.houses import HouseReader
from knowledge.quotes.runs import Run, has_inner_capital, is_acronym, is_heading, runs_of, spelling
from knowledge.quotes.tokens import END, QUOTE, WORD, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon

MAX_NAME = 5
"""Words of a personal name."""


class NameReader:
    """Splits runs into office and name, with what the rest of the article tells about single words.

    alone: how often a word is a run by itself, as later short names are; whole: runs of several words; houses: runs
    that the words beside them call a company or a group; firms: words between an office and a name (CEO *Netflix* Ted
    Sarandos), which name where someone works; spots: words behind the head of a place (Kota *Arjasari*); places: all
    words behind it; companies: words behind PT; located: how often a run stands behind a preposition of place;
    endings: how often a word ends a run.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.roles = lexicon["role"]
        self.honorifics = lexicon["honorific"]
        self.held = self.roles - lexicon["crowd"]  # an office, not "warga"
        self.institutions = lexicon.any_of("org", "place", "region", "thing", "storm")
        self.unnamely = lexicon.any_of("role", "day", "org", "place", "region", "thing")
        self.followed = lexicon.any_of("region", "house", "school")
        self.common = lexicon.any_of(
            "connective",
            "preposition",
            "conjunction",
            "pronoun",
            "article",
            "determiner",
            "cue.adverb",
            "cue.negation",
            "common",
        )
        self.given = lexicon.any_of("male.given", "female.given")
        self.called = HouseReader(lexicon)
        self.runs: list[Run] = []
        self.alone: Counter[str] = Counter()
        self.firms: set[str] = set()
        self.houses: set[tuple[str, ...]] = set()
        self.whole: set[tuple[str, ...]] = set()
        self.spots: set[str] = set()
        self.places: set[tuple[str, ...]] = set()
        self.companies: set[str] = set()
        self.located: Counter[tuple[str, ...]] = Counter()
        self.endings: Counter[str] = Counter()
        inside = {
            p.tokens[i].low
            for p in paragraphs
            for low, stop in p.sentences
            for i in range(low + 1, stop)
            if p.tokens[i].capital
        }
        self.inside = set(map(spelling, inside))
        self.lower = {t.low for p in paragraphs for t in p.tokens if t.kind == WORD and not t.capital}
        for number, paragraph in enumerate(paragraphs):
            if not is_heading(paragraph.tokens, number == 0):
                self._collect(number, paragraph)

    def _collect(self, number: int, paragraph: Paragraph) -> None:
        tokens = paragraph.tokens
        heads = {low for low, _ in paragraph.sentences}
        for start, end in runs_of(tokens, 0, len(tokens), self.lexicon):
            opens = start in heads or tokens[start - 1].kind == QUOTE or tokens[start - 1].text in ":-–—"
            if opens:
                start = self._skip_common(tokens, start, end)
            if start < end and self.called.is_house(tokens, start, end):
                self.houses.add(tuple(t.low for t in tokens[start:end]))
            if opens and end - start == 1 and not self.is_known(tokens[start].low):
                continue
            if start == end or self._is_date(tokens, start, end):
                continue
            self.runs.append(Run(number, start, end, opens))
            self._locate(tokens, start, end)
            self._learn_spots(tokens, start, end)
            words = [t.low for t in tokens[start:end] if t.low.rstrip(".") not in self.honorifics]
            if len(words) == 1:
                self.alone[words[0]] += 1
            elif len(words) <= MAX_NAME:
                self.whole.add(tuple(words))

    def _learn_spots(self, tokens: Sequence[Token], start: int, end: int) -> None:
        """`Kabupaten *Arjasari*`, `PT *Sruput* Kopi`; but `Wali Kota *Oded*`, where the head belongs to an office."""
        for index in range(start, end - 1):
            if tokens[index].low in self.lexicon["company"]:
                self.companies.add(tokens[index + 1].low)
            office = index > 0 and tokens[index - 1].low in self.held
            if tokens[index].low in self.lexicon["settlement"] and not office:
                self.spots.add(tokens[index + 1].low)
                self.places.add(tuple(t.low for t in tokens[index + 1 : end]))

    def _behind_place(self, tokens: Sequence[Token], index: int, end: int) -> int:
        """`Kepala Desa *Candi Rengganis* Suparjo`: where the name of a place of several words ends; 0 if none does."""
        if index == 0 or tokens[index - 1].low not in self.lexicon["settlement"]:
            return 0
        lengths = range(min(MAX_NAME, end - index - 1), 1, -1)
        return next((index + n for n in lengths if tuple(t.low for t in tokens[index : index + n]) in self.places), 0)

    def _locate(self, tokens: Sequence[Token], start: int, end: int) -> None:
        words = tuple(t.low for t in tokens[start:end] if t.kind == WORD)
        self.endings[words[-1]] += 1
        if start and tokens[start - 1].low in self.lexicon["locative"] and not self.given.intersection(words):
            self.located[words] += 1

    def is_known(self, word: str) -> bool:
        """Is a word that opens a sentence a name? If so it is one elsewhere, too."""
        return spelling(word) in self.inside or word in self.given or word in self.unnamely or (word,) in self.houses

    def _is_date(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Is the run a date, a sum or a letter?"""
        if end - start == 1 and (len(tokens[start].text) == 1 or tokens[start].low in self.lexicon["suffix"]):
            return True
        if tokens[end - 1].low in self.lexicon.any_of("currency", "clock"):
            return True
        return end - start <= 2 and any(t.low.partition("-")[0] in self.lexicon["day"] for t in tokens[start:end])

    def _skip_common(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """A capital at the head of a sentence makes no name of a common word."""
        while start < end and (
            tokens[start].low in self.common
            or tokens[start].low in self.lexicon.cues
            or (tokens[start].low in self.lower and tokens[start].low not in self.unnamely)
            or (not self.english and end - start == 1 and tokens[start].low.endswith("nya"))
        ):
            start += 1
        return start

    def split(self, tokens: Sequence[Token], start: int, end: int, titled: bool) -> int:
        """Where the personal name in the run `tokens[start:end]` begins; `end` if there is none.

        titled: words of an office stand before the run, so that its first words may belong to them. Without an
        office the whole run is one name, be it of a person or of an organisation.
        """
        office = self._last_office(tokens, start, end)
        if office < start and not titled:
            return self._after_place(tokens, start, end)
        first = max(office + 1, start)
        if office >= start and tokens[office].low in self.lexicon["territorial"] and end - first > 2:
            first += tokens[first].low not in self.given
        for index in range(first, end):
            if tokens[index].low in self.given or self._is_behind_rank(tokens, index, end):
                break
            ranked = index + 1 < end and self._is_title(tokens[index])
            if ranked or self._is_institution(tokens, index, start, end) or self._is_located(tokens, index, end):
                first = index + 1
            first = max(first, self._behind_place(tokens, index, end))
        first = self.skip_honorifics(tokens, first, end)
        known = any(t.low in self.given for t in tokens[first:end])
        if first == end - 1 and self._is_where_they_live(tokens, first):
            return end
        if first >= end or (not known and self._names_institution(tokens, end)):
            return end
        first = self._behind_known(tokens, first, end)
        borne = any(self.alone[t.low] or (t.low in self.given and end - first > 1) for t in tokens[first:end])
        if (self._is_relation(tokens, first) or not borne) and self._names_follow(tokens, first, end):
            return end
        if first == start and self._goes_on(tokens, start) and not self.alone[tokens[first].low]:
            return end
        return self._by_evidence(tokens, first, end)

    def _behind_known(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """`Direktur Teknik *Tirta Sari Mandiri* Eko Prabowo`: what is a name elsewhere stands before the person's."""
        for start in range(first, end - 3):
            for length in range(min(MAX_NAME, end - start - 2), 1 if start == first else 2, -1):
                if tuple(t.low for t in tokens[start : start + length]) in self.whole:
                    return start + length
        return first

    def _after_place(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """`Konsul RI di New York Arifi Saiman`, `Politik, Hukum, dan Keamanan Mahfud MD`: places and houses in
        front of what is a name elsewhere; a house named after a person (Universitas Hasanuddin) is left whole."""
        if self.english or tokens[start].low in self.lexicon["namesake"] or tokens[start].low not in self.institutions:
            return start
        for index in range(start + 1, end):
            low = tokens[index].low
            person = self.alone[low] and low not in self.institutions and not self.located[(low,)]
            person = person and tokens[index - 1].low not in self.lexicon["settlement"]  # "Pemerintah Kota *Wiru*"
            if low in self.given or person:
                return index if end - index <= MAX_NAME else start
        return start

    def _names_institution(self, tokens: Sequence[Token], end: int) -> bool:
        """`Guru Besar Universitas Gadjah Mada (UGM) Mahfud`: a name follows, so none is before the bracket."""
        if end + 3 >= len(tokens):
            return False
        if tokens[end].low in self.lexicon["place.preposition"] and tokens[end + 1].capital:
            return any(t.low in self.lexicon["org"] for t in tokens[max(0, end - 6) : end])
        return tokens[end].text == "(" and tokens[end + 2].text == ")" and tokens[end + 3].capital

    def _is_located(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        """`Kabupaten *Malaka* Yohanes Nahak`, `Dinas *Kominfo* Siti Rohmah`: behind the head of an address stands a
        place, behind the head of a house its field."""
        lettered = len(tokens[index].text) == 1 and end - index > 1  # Komisi B
        return index > 0 and tokens[index - 1].low in self.followed and (end - index > 2 or lettered)

    def _is_where_they_live(self, tokens: Sequence[Token], index: int) -> bool:
        """`warga Desa *Wanasari*`, but `Kepala Desa *Paimin*`: many people have no name behind where they live."""
        if index < 2 or tokens[index - 1].low not in self.lexicon["settlement"]:
            return False
        return tokens[index - 2].low in self.lexicon["crowd"]

    def _is_relation(self, tokens: Sequence[Token], name: int) -> bool:
        """`Kuasa hukum *Suparlan*`, `ayah *Rina*`: is what stands before the name what another is to its bearer?"""
        return any(t.low in self.lexicon["relation"] for t in tokens[max(0, name - 2) : name])

    def _names_follow(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """`Kepala SMA Tirta, Nirmala Dewi, …`, `Peneliti Forum Air Bersih, dr. Yosi, …`: the name is behind the
        comma, so what stands before it is none; a longer one only if the next comma ends an apposition."""
        if end + 2 >= len(tokens) or tokens[end].text != ",":
            return False
        start = self.skip_titles(tokens, end + 1, len(tokens))
        stop = start
        while stop < len(tokens) and tokens[stop].capital and tokens[stop].low not in self.unnamely:
            stop += 1
        if stop - start > 1 and end - first == 1:
            return True
        titled = start > end + 1 or end - first > 1
        return titled and stop > start and not self.english and self._ends_apposition(tokens, stop)

    def _ends_apposition(self, tokens: Sequence[Token], index: int) -> bool:
        """A comma or a bracket with an age, and no list of names (`A, B, dan C`)."""
        token, following = (*tokens[index : index + 2], END, END)[:2]
        if token.text == "(":
            return True
        return token.text == "," and not following.capital and following.low not in self.lexicon["and"]

    def skip_titles(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """The index behind honorifics and what stands in brackets beside them: `Kolonel (Purn.) Sudiro`."""
        first = self.skip_honorifics(tokens, start, end)
        if first > start and first + 1 < end and tokens[first].text == "(" and self._is_title(tokens[first + 1]):
            close = next((i for i in range(first + 2, min(end, first + 4)) if tokens[i].text == ")"), first - 1)
            return self.skip_honorifics(tokens, close + 1, end)
        return first

    def _is_title(self, token: Token) -> bool:
        return token.low.rstrip(".") in self.honorifics

    def _goes_on(self, tokens: Sequence[Token], start: int) -> bool:
        """Is the run the second half of an office (Dinas Perumahan dan *Kawasan Permukiman*)?"""
        before = tokens[start - 1] if start else END
        return before.low in self.lexicon["and"] and start > 1 and tokens[start - 2].kind == WORD

    def learn_firm(self, tokens: Sequence[Token], start: int, begin: int) -> None:
        """What stands between an office and a name is where someone works: CEO *Netflix* Ted Sarandos."""
        office = self._last_office(tokens, start, begin) if begin > start else start - 1
        if office >= start and begin - office == 2 and tokens[office + 1].low not in self.unnamely:
            self.firms.add(tokens[office + 1].low)

    def _last_office(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """Index of the last word of an office in the run; before `start` if there is none."""
        head = tokens[end - 1] if self.english else tokens[start]
        if head.low in self.lexicon["org"] and head.low not in self.roles:
            return start - 1
        for index in range(end - 1, start - 1, -1):
            low = tokens[index].low
            inside = index > start and end - start > 2
            if self._is_behind_rank(tokens, index, end) or (inside and low in self.lexicon["name.too"]):
                continue
            if low in self.roles:
                return index
        return start - 1

    def _is_behind_rank(self, tokens: Sequence[Token], index: int, end: int) -> bool:
        """`Letkol Laut (P) *Imam* Syafii`: behind a rank and its corps a word that may be a name is one."""
        if index == 0 or end - index < 2 or tokens[index].low not in self.lexicon["name.too"]:
            return False
        before = tokens[index - 1]
        corps = before.text == ")" and index > 2 and tokens[index - 3].text == "("
        return corps or before.low.rstrip(".") in self.lexicon["rank"]

    def skip_honorifics(self, tokens: Sequence[Token], start: int, end: int) -> int:
        while start < end and tokens[start].low.rstrip(".") in self.honorifics:
            start += 1
        return start

    def _is_institution(self, tokens: Sequence[Token], index: int, start: int, end: int) -> bool:
        token = tokens[index]
        low = token.low.rstrip(".")
        if low in self.unnamely or low in ("&", "of", "for", "and", "the"):
            return True
        if not self.english and (FIELD.match(low) or is_list(low)):
            return True
        if (low in self.spots and index + 1 < end) or (low in self.companies and index + 2 < end):
            return True
        return is_acronym(token) and not all(t.text.isupper() for t in tokens[start:end])

    def _by_evidence(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Later short names tell where the name begins: a word that stands alone elsewhere begins or ends it."""
        given = next((i for i in range(first, max(end - 1, first + 1)) if tokens[i].low in self.given), None)
        evident = [i for i in range(first, end) if self.alone[tokens[i].low]]
        if given is not None:
            earlier = [i for i in evident if i < given]
            return earlier[-1] if earlier and len(earlier) == len(evident) else given
        if len(evident) > 1 and evident[-1] == end - 1:
            return evident[-2] if not self.english else min(evident[-2] + 1, end - 1)
        return evident[-1] if evident and evident[-1] < end - 1 else first

    def is_located(self, words: tuple[str, ...]) -> bool:
        """Does a name come up behind a preposition of place (`in Port Ellery`) at least as often as elsewhere?"""
        return 2 * self.located[words] >= self.endings[words[-1]] and self.located[words] > 0

    def is_organisation(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Is the run the name of an organisation or a place rather than of a person?"""
        for index, token in enumerate(tokens[start:end]):
            if index and token.low in self.lexicon["name.too"]:
                continue
            if (
                token.text == "&"
                or token.low in self.institutions
                or (is_acronym(token) and (index > 0 or not self._is_title(token)))  # "*AKP* Slamet Riyadi"
                or is_list(token.low)
                or any(c.isdigit() for c in token.text)
            ):
                return True
        first = tokens[start]
        if tuple(t.low for t in tokens[start:end]) in self.houses:
            return True
        if end - start > 1 and tokens[end - 1].low.rstrip(".") in self.lexicon["house.tail"]:
            return True
        return end - start == 1 and (
            first.low in self.firms
            or has_inner_capital(first.text)
            or "." in first.text.strip(".")
            or first.text[0] == "@"
        )
