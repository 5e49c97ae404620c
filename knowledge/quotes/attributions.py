"""Attributions: a reporting word together with the phrase that says who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.subjects import Subjects
from knowledge.quotes.tokens import END, QUOTE, WORD, Token
from knowledge.quotes.verbs import is_verb

if TYPE_CHECKING:
    from knowledge.quotes.lexicon import Cue, Lexicon

MIN_REPORTED = 5
"""Tokens of a clause in front of `, said Lee.`"""

MAX_SUBJECT_GAP = 40
"""Tokens between the subject of a sentence and a participle ("…, adding that")."""


MAX_TEXT = 14
"""Tokens from `menurut risetnya` to the comma behind what the text is about."""


MAX_DATELINE = 12
"""Tokens of place, day and agency in front of a report."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its mention, as token ranges of one paragraph.

    negated: the verb is denied ("would not say"), so that it reports nothing but may still stand by a quotation.
    lead: where it begins, if that is before both (`*AP quoted* Lee as saying`).
    """

    cue_start: int
    cue_end: int
    cue: Cue
    mention: Mention | None
    negated: bool = False
    lead: int | None = None

    @property
    def first(self) -> int:
        if self.lead is not None:
            return self.lead
        return min(self.cue_start, self.mention.first) if self.mention else self.cue_start

    @property
    def last(self) -> int:
        return max(self.cue_end, self.mention.last) if self.mention else self.cue_end

    @property
    def inverted(self) -> bool:
        """Does the speaker stand behind the cue (or in it)?"""
        return self.mention is None or self.mention.start >= self.cue_start


class AttributionReader:
    """Finds the attributions of one paragraph, sentence by sentence."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.phrases = Subjects(tokens, lexicon)
        self.english = lexicon.language == "en"
        self.namely = lexicon.any_of("male.given", "female.given", "place")

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def read(self, low: int, stop: int) -> list[Attribution]:
        """The attributions among the tokens `low` to `stop`, in order."""
        found: list[Attribution] = []
        cues = self.lexicon.cues
        index = low
        while index < stop:
            token = self.tokens[index]
            if token.kind == WORD and token.low in cues and not self._is_name(index, low):
                attribution = self._read_at(index, low, stop, found)
                if attribution is not None:
                    found.append(attribution)
                    index = max(index + 1, attribution.cue_end)
                    continue
            index += 1
        return found

    def _is_name(self, index: int, low: int) -> bool:
        """`the roles in *Reading* would go`: inside an English sentence a verb has no capital."""
        token = self.tokens[index]
        inside = self.english and index > low and self.tokens[index - 1].kind == WORD
        return inside and token.capital and not token.text.isupper() and not self.at(index + 1).capital

    def _read_at(self, index: int, low: int, stop: int, found: list[Attribution]) -> Attribution | None:
        for cue in self.lexicon.cues[self.tokens[index].low]:
            end = index + 1 + len(cue.rest)
            if end > stop or any(self.at(index + 1 + i).low != word for i, word in enumerate(cue.rest)):
                continue
            if self.english:
                attribution = self._read_english(index, end, cue, low, stop, found)
            else:
                attribution = self._read_indonesian(index, end, cue, low, stop, found)
            if attribution is not None:
                return attribution
        return None

    # Indonesian

    def _read_indonesian(
        self, index: int, end: int, cue: Cue, low: int, stop: int, found: list[Attribution]
    ) -> Attribution | None:
        uses = cue.uses
        if cue.clitic:
            return self._clitic(index, end, cue, low)
        if "root" in uses or "root.wide" in uses:
            return self._root(index, end, cue, low, stop)
        if "according" in uses:
            return self._according(index, end, cue, low, stop)
        if "passive" in uses:
            start = end + 1 if self.at(end).low == "oleh" else end
            mention = self.phrases.right(start, stop)
            named = mention is not None and self._names_someone(mention)
            return Attribution(index, end, cue, mention) if named else None
        return self._active(index, end, cue, low, found)

    def _clitic(self, index: int, end: int, cue: Cue, low: int) -> Attribution | None:
        before = self.at(self._skip_manner(index - 1, low))
        by_quote = before.kind == QUOTE or (before.text in (",", "-", "–", "—") and self._quote_before(index, low))
        if not ({"according", "passive"} & cue.uses or by_quote or self._is_set_in(index, end, low)):
            return None
        if "passive" in cue.uses and not by_quote and self.at(end).low == "oleh":
            return None
        return Attribution(index, end, cue, Mention(index, index + 1, MentionKind.CLITIC))

    def _is_set_in(self, index: int, end: int, low: int) -> bool:
        """`Stok cairan, *ujarnya*, aman.`: between two commas inside what is reported, or behind it."""
        if index <= low + 1 or self.at(index - 1).text != "," or self.tokens[index].low in self.lexicon["noun.clitic"]:
            return False
        return self.at(end).text == "," or (self.at(end).text == "." and index - low > MIN_REPORTED)

    def _skip_manner(self, index: int, low: int) -> int:
        manner = self.lexicon["cue.manner"]
        while index > low and self.tokens[index].low in manner:
            index -= 1
        return index

    def _quote_before(self, index: int, low: int) -> bool:
        at = self._skip_manner(index - 1, low)
        if at >= low and self.at(at).text in (",", "-", "–", "—", "."):
            at -= 1
        return at >= 0 and self.at(at).kind == QUOTE

    def _root(self, index: int, end: int, cue: Cue, low: int, stop: int) -> Attribution | None:
        by_quote = self._quote_before(index, low)
        before = self.at(index - 1)
        opens = index == low or before.text == "," or (before.low in self.lexicon["connective"])
        if not by_quote and not opens:
            return None
        while self.at(end).low in ("lagi", "pula", "juga", "kemudian"):
            end += 1
        mention = self.phrases.right(end, stop)
        if not by_quote:
            mention = self._followed_by_comma(mention)
        if mention is None or (not by_quote and not self._names_someone(mention)):
            return None
        if not by_quote and "root" not in cue.uses and not self._is_set_in(index, mention.last, low):
            return None
        return Attribution(index, index + 1 + len(cue.rest), cue, mention)

    def _followed_by_comma(self, mention: Mention | None) -> Mention | None:
        """Where a clause may follow, what stands behind a comma is an apposition only if a comma ends it."""
        if mention is None or mention.apposition is None:
            return mention
        if self.at(mention.last).text == "," and not self._is_clause(mention.apposition):
            return mention
        return Mention(mention.start, mention.end, mention.kind)

    def _is_clause(self, aside: tuple[int, int]) -> bool:
        """`Menurut Rina, *pasien termuda berusia sembilan tahun*, tertular …`: a verb in it, or its verb behind it."""
        start, end = aside
        relative = self.lexicon["relative"]
        for token in self.tokens[start:end]:
            if token.low in relative:
                break
            if is_verb(token, self.lexicon) and token.low not in self.lexicon["age"]:
                return True
        following = self.at(end + 1)
        return is_verb(following, self.lexicon) or following.low in self.lexicon["connective"]

    def _names_someone(self, mention: Mention) -> bool:
        token = self.at(mention.start)
        return (
            mention.kind is not MentionKind.NAME
            or token.capital
            or token.low in self.phrases.openers
            or self.at(mention.end - 1).low in self.lexicon["determiner"]
        )

    def _according(self, index: int, end: int, cue: Cue, low: int, stop: int) -> Attribution | None:
        before = self.at(index - 1)
        if index > low and before.kind == WORD and before.low not in self.lexicon["connective"]:
            return None
        found = self._owned_text(end, stop) or self.phrases.right(end, stop)
        closing = index - low > MIN_REPORTED and found is not None and self.at(found.last).text == "."
        mention = found if closing else self._followed_by_comma(found)
        if mention is None or not self._names_someone(mention):
            return None
        if self.tokens[index].low != "menurut" and self.at(mention.last).text != ",":
            return None
        return Attribution(index, end, cue, mention)

    def _owned_text(self, start: int, stop: int) -> Mention | None:
        """`Menurut *penelitiannya* terhadap 900 remaja, …`: whose text it is speaks."""
        word = self.at(start).low
        if not word.endswith("nya") or word.removesuffix("nya") not in self.lexicon["document"]:
            return None
        for index in range(start + 1, min(stop, start + MAX_TEXT)):
            if self.at(index).text == ",":
                return Mention(start, index, MentionKind.CLITIC)
            if self.at(index).kind == QUOTE or is_verb(self.at(index), self.lexicon):
                return None
        return None

    def _active(self, index: int, end: int, cue: Cue, low: int, found: list[Attribution]) -> Attribution | None:
        start = self.phrases.skip_adverbs(low, index)
        negated = start > low and self.tokens[start - 1].low in self.lexicon["cue.negation"]
        if negated:
            start = self.phrases.skip_adverbs(low, start - 1)
        if self.at(start - 1).low in self.lexicon["and"] and found and "root" not in found[-1].cue.uses:
            return Attribution(index, end, cue, found[-1].mention, negated)  # "Ia membantah … dan menyebut …"
        mention = self.phrases.left(low, start)
        if mention is not None and mention.kind is MentionKind.NAME and not self._plausible(mention):
            mention = None
        return Attribution(index, end, cue, mention, negated)

    def _plausible(self, mention: Mention) -> bool:
        """Can the phrase speak? It has a name, an office, an article or a determiner."""
        tokens = self.tokens[mention.start : mention.end]
        return any(t.capital or t.low in self.phrases.openers or t.low in self.lexicon["determiner"] for t in tokens)

    # English

    def _read_english(
        self, index: int, end: int, cue: Cue, low: int, stop: int, found: list[Attribution]
    ) -> Attribution | None:
        if "according" in cue.uses:
            mention = self._object_pronoun(end) or self.phrases.right(end, stop)
            return Attribution(index, end, cue, mention) if mention else None
        if cue.form == "gerund":
            return self._participle(index, end, cue, low, found)
        before = self.at(index - 1).low
        if before in self.lexicon["noun.marker"] or (cue.form == "base" and before in ("to", "n't")):
            return None
        if self.at(self.phrases.skip_adverbs(low, index) - 1).low in self.lexicon["article.one"]:
            return None  # "a first *report*"
        if cue.form in ("base", "present") and self.at(end).low == "of" and self.at(end + 1).kind != QUOTE:
            return None
        return self._inverted(index, end, cue, low, stop) or self._finite(index, end, cue, low, found)

    def _object_pronoun(self, index: int) -> Mention | None:
        """`according to *her*, …`, but not `according to *her* lawyer`"""
        alone = self.at(index).low in self.lexicon["pronoun.object"] and self.at(index + 1).kind != WORD
        return Mention(index, index + 1, MentionKind.PRONOUN) if alone else None

    def _inverted(self, index: int, end: int, cue: Cue, low: int, stop: int) -> Attribution | None:
        """`“…,” said Ann Lee`"""
        before = self.at(index - 1)
        if cue.form == "base" or "naming" in cue.uses:
            return None
        if not (before.kind == QUOTE or before.text in (",", "-", "—", "–")):
            return None
        token = self.at(end)
        if token.low in ("that", "it", "him", "me", "us", "them", "this"):
            return None
        mention = self.phrases.right(end, stop)
        by_block = before.kind == QUOTE or self.at(index - 2).kind == QUOTE
        if mention is None or not (self._names_someone(mention) or (by_block and self._describes(mention))):
            return None
        after = self.at(mention.end) if mention.end < stop else END
        if after.low in self.lexicon["auxiliary"]:
            return None
        if by_block or after.text == ":" or after.kind == QUOTE:
            return Attribution(index, end, cue, mention)
        if after.kind == WORD and after.low not in self.phrases.stops:
            return None
        if index - low < MIN_REPORTED or (not token.capital and self.phrases.left(low, index) is not None):
            return None
        return Attribution(index, end, cue, mention)

    def _describes(self, mention: Mention) -> bool:
        """Behind a quoted block and its cue any noun may speak: `shop owner Maria Lopez`, `its captain, Aron Vik`."""
        if any(t.capital for t in self.tokens[mention.start : mention.last]):
            return True
        first = self.at(mention.start).low
        return not first.endswith(("ly", "ing", "ed")) and first not in self.lexicon["verb"]

    def _finite(self, index: int, end: int, cue: Cue, low: int, found: list[Attribution]) -> Attribution | None:
        start = self.phrases.skip_adverbs(low, index)
        if cue.form == "base" and start == index and not self._is_plural(start - 1):
            return None
        if cue.form == "past" and any(t.low in self.lexicon["passive"] for t in self.tokens[start:index]):
            return None
        negated = False
        while start > low and self.tokens[start - 1].low in self.lexicon["cue.negation"]:
            negated = True
            start = self.phrases.skip_adverbs(low, start - 1)
        before = self.at(start - 1)
        if before.low in self.lexicon["and"] and found:
            return Attribution(index, end, cue, found[-1].mention, negated)
        mention = self.phrases.left(low, start)
        if self.tokens[index].low in self.lexicon["noun.plural"] and not self._is_name_or_pronoun(mention):
            return None
        return Attribution(index, end, cue, mention, negated)

    def _is_name_or_pronoun(self, mention: Mention | None) -> bool:
        return mention is not None and (
            mention.kind is MentionKind.PRONOUN
            or self.at(mention.end - 1).capital
            or self.at(mention.end - 1).text == ")"
        )

    def _is_plural(self, index: int) -> bool:
        """Can the word take a verb without an ending (they say, officials say)?"""
        token = self.at(index)
        return (
            token.low in self.lexicon["pronoun"]
            or token.low in self.lexicon["group"]
            or (token.kind == WORD and token.low.endswith("s") and not token.low.endswith("ss"))
        )

    def _participle(self, index: int, end: int, cue: Cue, low: int, found: list[Attribution]) -> Attribution | None:
        """`…, saying that`: the subject is that of the sentence, unless a phrase stands right before."""
        before = self.at(index - 1)
        if before.low in self.lexicon.any_of("article.one", "possessive"):
            return None  # "the *deciding* vote"
        if before.low == "as":
            return self._quoted_as(index, end, cue, low)
        document = before.low in self.lexicon["document"]
        if before.kind == WORD and before.low not in self.phrases.stops and not document:
            mention = self.phrases.beside(low, self.phrases.skip_adverbs(low, index))
            if mention is not None and self.at(mention.start - 1).low in self.lexicon["with"]:
                return Attribution(index, end, cue, mention)
        if before.low in self.lexicon["and"] and not (found and found[-1].cue.form == "gerund"):
            return None
        if found and found[-1].mention is not None:
            return Attribution(index, end, cue, found[-1].mention)
        mention = self.subject(low, index) or (self.phrases.left(low, index) if document else None)
        return Attribution(index, end, cue, mention)

    def _quoted_as(self, index: int, end: int, cue: Cue, low: int) -> Attribution | None:
        """`the agency quoted Ann Lee as saying`, `Lee was quoted as saying`"""
        for at in range(index - 2, max(low, index - 12) - 1, -1):
            if self.tokens[at].low == "quoted":
                agency = self.phrases.left(low, at)
                mention = self.phrases.right(at + 1, index - 1) or agency
                return Attribution(index, end, cue, mention, lead=agency.first if agency else None)
        return None

    def _after_dateline(self, low: int, stop: int) -> int:
        """`PORT ELLERY, Feb 19 - The bank kept its rate, saying …`"""
        if not self.at(low).text.isupper() or len(self.at(low).text) == 1:
            return low
        near = range(low + 1, min(stop, low + MAX_DATELINE))
        return next((i + 1 for i in near if self.at(i).text in ("-", "–", "—")), low)

    def subject(self, low: int, stop: int) -> Mention | None:
        """The first phrase of the sentence that begins at `low`; after an opening aside, the next one."""
        start = self._after_dateline(low, stop)
        openers = self.lexicon.any_of("preposition", "subordinate")
        for _ in range(3):
            while start < stop and self.at(start).low not in openers and self.phrases.is_connective(start):
                start += 1
            if start >= stop:
                return None
            token = self.at(start)
            opens = token.low in openers or (token.low.endswith("ing") and len(token.low) > 5)
            opens = opens or (token.low.endswith("ly") and token.low not in self.namely)
            if not opens:
                return self.phrases.right(start, stop)
            comma = next((i for i in range(start, min(stop, start + MAX_SUBJECT_GAP)) if self.at(i).text == ","), stop)
            start = comma + 1
        return None
