"""Reports of one paragraph: what is said, and by which attribution; the speaker is found later."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.quotes.attributions import Attribution, AttributionReader
from knowledge.quotes.clauses import ClauseReader
from knowledge.quotes.lexicon import Cue
from knowledge.quotes.mentions import Mention, MentionKind
from knowledge.quotes.owners import OwnerReader
from knowledge.quotes.placing import Placing
from knowledge.quotes.speech import Surroundings, is_speech
from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token
from knowledge.types import QuoteKind

if TYPE_CHECKING:
    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon


MAX_SIGNATURE = 6
"""Words of a name before a colon."""


MAX_OPENING = 4
"""Tokens of an opening adverbial (`In the end, Lee said, …`), which is no clause."""

MAX_LEAD = 40
"""Tokens from `when` to the verb of its clause."""

MAX_FOLLOWING = 12
"""Attributions behind one in its sentence that may bound its content; no sentence of a writer's has more."""

MAX_QUOTED = 20
"""Quoted blocks behind one cue."""

MAX_DATELINE = 8
"""Tokens of place and outlet in front of a report."""

MIN_LINE = 4
"""Tokens of a line of a transcript, behind the colon."""


_GOVERNS_CLAUSES = frozenset({"clause", "order", "according", "root", "root.wide", "passive", "that.only"})


@dataclass(slots=True)
class Report:
    """Content as token ranges or quoted blocks (index of the block's token), in text order.

    attribution: None for a block that goes on with a turn; source: the mention, which may stand without a cue.
    """

    kind: QuoteKind
    spans: list[tuple[int, int]]
    attribution: Attribution | None
    source: Mention | None
    paragraph: int = 0
    sentence: int = 0
    named: tuple[int, int] | None = None
    turn: Mention | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence with the attributions that have no content yet."""

    number: int
    low: int
    stop: int
    attributions: list[Attribution]
    bare: bool = False


class ReportReader:
    """Matches the attributions of a paragraph with quoted blocks and clauses."""

    def __init__(self, text: str, paragraph: Paragraph, lexicon: Lexicon, known: frozenset[str] = frozenset()) -> None:
        """known: words that are names inside sentences of the article."""
        self.text = text
        self.known = known
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.reader = AttributionReader(self.tokens, lexicon)
        self.placing = Placing(text, self.tokens, lexicon)
        self.clauses = ClauseReader(self.tokens, lexicon)
        self.owners = OwnerReader(self.tokens, lexicon, self.reader.phrases)
        self.taken: set[int] = set()
        self.reports: list[Report] = []

    def read(self) -> list[Report]:
        """The reports of the paragraph, in text order."""
        sentences = [
            Sentence(number, low, stop, self.reader.read(low, stop), self._is_bare(low, stop))
            for number, (low, stop) in enumerate(self.paragraph.sentences)
        ]
        if sentences and self._take_line(sentences[0]):
            return self.reports
        for sentence in sentences:
            self._attach_behind(sentence)
        for sentence in sentences:
            self._attach_before(sentence)
        for sentence in sentences:
            self._take_rest(sentence)
        for before, sentence in pairwise(sentences):
            self._take_anaphor(before, sentence)
        self.reports.sort(key=lambda r: r.spans[0][0])
        return self.reports

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def _is_bare(self, low: int, stop: int) -> bool:
        """Is there nothing but blocks and punctuation?"""
        return all(t.kind in (QUOTE, POINT) for t in self.tokens[low:stop])

    # A line of a transcript

    def _take_line(self, sentence: Sentence) -> bool:
        """`Lopez: Well, no one says that.`: a name of the article, a colon, what is said without marks."""
        colon = 0
        while colon < MAX_SIGNATURE and self.at(colon).capital and self.at(colon).kind == WORD:
            colon += 1
        name, end = self.at(colon - 1), self.clauses.trim_end(colon + 1, len(self.tokens))
        if not colon or self.at(colon).text != ":" or end - colon < MIN_LINE or self.at(colon + 1).kind == QUOTE:
            return False
        if name.text not in self.known or name.low in self.lexicon["place"]:
            return False
        attribution = Attribution(colon, colon + 1, Cue(frozenset({"quoting"})), Mention(0, colon, MentionKind.NAME))
        self._add(QuoteKind.INDIRECT, [(colon + 1, end)], attribution, sentence)
        return True

    # Attributions right behind a block: “…,” kata Wati

    def _attach_behind(self, sentence: Sentence) -> None:
        for index in self._free_blocks(sentence.low, sentence.stop):
            self._take_signed(index, sentence)
        used: list[Attribution] = []
        for attribution in sentence.attributions:
            block = self.placing.block_before(attribution, sentence.low, sentence.stop)
            if block is None or block in self.taken or attribution.mention is None:
                continue
            if not attribution.inverted and self._is_name(block, sentence):
                continue
            self._take_behind(block, attribution, sentence)
            used.append(attribution)
        sentence.attributions = [a for a in sentence.attributions if a not in used]

    def _is_name(self, block: int, sentence: Sentence) -> bool:
        """`on “Meet the Press,” Lee said the plan …`"""
        return block > sentence.low and not self._is_speech(block, sentence, attributed=True)

    def _take_behind(self, block: int, attribution: Attribution, sentence: Sentence) -> None:
        partial = self.placing.is_partial(block, sentence.low)
        kind = QuoteKind.PARTIAL if partial else QuoteKind.DIRECT
        report = self._add(kind, [(block, block + 1)], attribution, sentence)
        if partial:
            for index in self._free_blocks(sentence.low, block):
                if self._is_speech(index, sentence, attributed=True):
                    self._extend(report, index)
        later = next(iter(self._free_blocks(attribution.last, sentence.stop)), None)
        if later is not None and self._resumes(attribution, later, sentence):
            self._extend(report, later)

    def _resumes(self, attribution: Attribution, block: int, sentence: Sentence) -> bool:
        """`“…,” she said, “and nobody knew.”`"""
        if self.at(block - 1).text not in (",", ":", "-", "–", "—", ";"):
            return False
        return not any(attribution.last <= other.cue_start < block for other in sentence.attributions)

    # Attributions in front: Wati mengatakan, “…”; Wati mengatakan bahwa …

    def _attach_before(self, sentence: Sentence) -> None:
        reach = sentence.low
        outer = self._outer(sentence)
        for position, attribution in enumerate(sentence.attributions):
            following = sentence.attributions[position + 1 : position + 1 + MAX_FOLLOWING]
            if (
                attribution.cue_end <= outer
                or attribution.cue_start < reach
                or self._leads_up(attribution, following, sentence)
            ):
                continue
            if attribution.mention is None and any(a.mention for a in following):
                continue
            reach = max(reach, self._attach(attribution, following, sentence))

    def _outer(self, sentence: Sentence) -> int:
        """Where an attribution begins that closes the sentence (`Divers found no leak, *the agency said*.`): what is
        reported before it is inside its clause."""
        last = next(reversed(sentence.attributions), None)
        if not self.english or last is None or last.mention is None or self.at(last.first - 1).text != ",":
            return sentence.low
        trails = {"trailing", "according"} & last.cue.uses and self.placing.closes(last, sentence.stop)
        ends = all(self.at(i).kind == POINT for i in range(last.last, sentence.stop))
        free = not any(self.at(i).kind == QUOTE for i in range(sentence.low, sentence.stop))
        return last.first if trails and ends and free else sentence.low

    def _leads_up(self, attribution: Attribution, following: list[Attribution], sentence: Sentence) -> bool:
        """`Ketika seorang warga bertanya, dia menjawab …`: the first verb only leads up to the second."""
        if "according" in attribution.cue.uses and attribution.mention is not None:
            begins = (attribution.mention.end + 1, attribution.last + 1)
            return any(o.mention and o.mention.first in begins and self._reports(o, sentence) for o in following)
        if not any(
            other.mention is not None and other.first > attribution.cue_end and self.at(other.first - 1).text == ","
            for other in following
        ):
            return False
        openers = self.lexicon["subordinate"]
        start = attribution.first
        low = max(sentence.low, start - MAX_LEAD)
        while start > low and self.at(start - 1).kind == WORD and self.at(start - 1).low not in openers:
            start -= 1
        return start > low and self.at(start - 1).low in openers

    def _reports(self, attribution: Attribution, sentence: Sentence) -> bool:
        """Can it have content? `Menurut Rina, anak *menolak* tidur`: a verb for quoted words, and there are none."""
        return bool(_GOVERNS_CLAUSES & attribution.cue.uses or self._free_blocks(attribution.cue_end, sentence.stop))

    def _attach(self, attribution: Attribution, following: list[Attribution], sentence: Sentence) -> int:
        """Give the attribution its content; returns how far the sentence is used up."""
        start = self.placing.content_start(attribution)
        bound = self._bound(attribution, following, sentence)
        ahead = self._free_blocks(start, bound)[:MAX_QUOTED]
        if ahead and self.placing.introduces(attribution, ahead[0]) and not self._is_label(ahead[0], sentence):
            self._add(QuoteKind.DIRECT, [(ahead[0], ahead[0] + 1)], attribution, sentence)
            return ahead[0] + 1
        spoken = [i for i in ahead if self._is_speech(i, sentence, attributed=True)]
        if spoken:
            self._take_first_half(attribution, start, spoken[0], sentence)
            report = self._add(QuoteKind.PARTIAL, [(i, i + 1) for i in spoken], attribution, sentence)
            if report.source is None and self.english:
                report.source = self.reader.subject(sentence.low, attribution.cue_start)
            _give(report, self.owners.read(sentence.low, spoken[0]) if self.english else None)
            return spoken[-1] + 1
        if attribution.negated or attribution.mention is None:
            return sentence.low
        return self._indirect(attribution, sentence, bound)

    def _take_first_half(self, attribution: Attribution, start: int, block: int, sentence: Sentence) -> None:
        """`She said *it may be needed* but that it was “too soon”`: two clauses, of which the second is marked."""
        joins = self.lexicon.any_of("and", "clause.joiner")
        for index in range(block - 1, start + MIN_LINE, -1):
            if self.at(index).low in self.lexicon["cue.that"] and self.at(index - 1).low in joins:
                clause = self.clauses.after(attribution, index - 1)
                if clause is not None and not attribution.negated and attribution.mention is not None:
                    self._add(QuoteKind.INDIRECT, [clause], attribution, sentence)
                return

    def _is_label(self, block: int, sentence: Sentence) -> bool:
        """`a sign reading “Keep Out”`, `spoke on the podcast “Late Harbour”`"""
        return self.at(block - 1).kind == WORD and not self._is_speech(block, sentence, attributed=True)

    def _bound(self, attribution: Attribution, following: list[Attribution], sentence: Sentence) -> int:
        """Content reaches to the next block of another's, or to the next verb of the same speaker."""
        start = self.placing.content_start(attribution)
        stop = next((i for i in range(start, sentence.stop) if i in self.taken), sentence.stop)
        for other in following:
            before = self.at(other.cue_start - 1)
            joined = before.low in self.lexicon["and"] or before.text == ","
            if not start < other.cue_start < stop:
                continue
            if other.mention == attribution.mention and joined:
                return other.cue_start - 1
            opener = self.at(other.first - 1).low
            if other.mention is not None and other.first > start and opener in self.lexicon["clause.joiner"]:
                return other.first - 1
        return stop

    def _free_blocks(self, start: int, stop: int) -> list[int]:
        return [i for i in range(start, stop) if self.tokens[i].kind == QUOTE and i not in self.taken]

    def _indirect(self, attribution: Attribution, sentence: Sentence, stop: int) -> int:
        if not _GOVERNS_CLAUSES & attribution.cue.uses:
            return sentence.low
        spans = self._clauses(attribution, sentence.low, stop)
        if not spans:
            return sentence.low
        self._add(QuoteKind.INDIRECT, spans, attribution, sentence)
        return spans[-1][1]

    def _clauses(self, attribution: Attribution, low: int, stop: int) -> list[tuple[int, int]]:
        """The clause in front of `, kata Wati`, and what goes on behind it; or the clause behind."""
        spans: list[tuple[int, int]] = []
        inner = attribution.first > low and self.at(attribution.first - 1).text == ","
        trails = "trailing" in attribution.cue.uses and self.placing.closes(attribution, stop)
        if inner and (attribution.inverted or trails):
            clause = self.clauses.before(low, attribution)
            quoted = clause is not None and any(i in self.taken for i in range(*clause))
            if clause is not None and not quoted and not self._connective_only(clause):
                spans.append(clause)
        if spans and self.at(attribution.last).text == ",":
            rest = (attribution.last + 1, self.clauses.trim_end(attribution.last + 1, stop))
            if rest[1] > rest[0] and self.at(rest[0]).low not in self.lexicon["relative"]:  # "said Lee, who leads it"
                spans.append(rest)
        elif not spans:
            clause = self.clauses.after(attribution, stop)
            if clause is not None:
                spans.append(clause)
        return spans

    def _connective_only(self, clause: tuple[int, int]) -> bool:
        start, end = clause
        if end - start <= MAX_OPENING and self.at(start).low in self.lexicon["adjunct"]:
            return True
        return all(self.at(i).low in self.lexicon["connective"] or self.at(i).kind != WORD for i in range(*clause))

    # Attributions of the sentence before: Hal itu disampaikan Wati

    def _take_anaphor(self, before: Sentence, sentence: Sentence) -> None:
        """`Stok habis. Hal itu disampaikan Ketua Asosiasi Laras Sekar`: the content is the sentence before."""
        opening = " ".join(t.low for t in self.tokens[sentence.low : sentence.low + 2])
        if opening not in self.lexicon["anaphor"]:
            return
        if any(r.sentence in (before.number, sentence.number) for r in self.reports):
            return
        told = next((a for a in sentence.attributions if "passive" in a.cue.uses and not a.cue.clitic), None)
        if told is None or told.mention is None or told.cue_start > sentence.low + 4:
            return
        start = self._after_dateline(before)
        self._add(QuoteKind.INDIRECT, [(start, self.clauses.trim_end(start, before.stop))], told, before)

    def _after_dateline(self, sentence: Sentence) -> int:
        """`JAKARTA, KORAN PAGI — …`"""
        for index in range(sentence.low, min(sentence.stop, sentence.low + MAX_DATELINE)):
            if self.at(index).text in ("-", "–", "—"):
                return index + 1
        return sentence.low

    # Blocks without an attribution

    def _take_rest(self, sentence: Sentence) -> None:
        for index in self._free_blocks(sentence.low, sentence.stop):
            if sentence.bare and self._is_speech(index, sentence, attributed=True):
                self._add(QuoteKind.DIRECT, [(index, index + 1)], None, sentence)
            elif self._take_signature(index, sentence):
                continue
            elif self.english:
                self._take_unreported(index, sentence)

    def _take_unreported(self, index: int, sentence: Sentence) -> None:
        """A block in a sentence of the writer's is its owner's, or of whom the sentence is about."""
        owner = self.owners.read(sentence.low, index)
        if self._is_speech(index, sentence, attributed=owner is not None):
            kind = QuoteKind.DIRECT if self._is_told(index, sentence) else QuoteKind.PARTIAL
            report = self._add(kind, [(index, index + 1)], None, sentence)
            report.source = self.reader.subject(sentence.low, index)
            _give(report, owner)

    def _is_told(self, index: int, sentence: Sentence) -> bool:
        """`“…,” said …`: an utterance of its own, even if nobody can tell whose."""
        cues = self.lexicon.cues.get(self.at(index + 1 + (self.at(index + 1).text == ",")).low, ())
        return index == sentence.low and any("clause" in cue.uses and cue.form == "past" for cue in cues)

    def _take_signature(self, index: int, sentence: Sentence) -> bool:
        """`“So far it is a game.” - Matthew Ingram`"""
        dash, start = index + 1, index + 2
        if index != sentence.low or self.at(dash).text not in ("-", "–", "—"):
            return False
        end = self.paragraph.sentences[-1][1]
        if not start < end <= start + MAX_SIGNATURE or not all(self.at(i).capital for i in range(start, end)):
            return False
        report = self._add(QuoteKind.DIRECT, [(index, index + 1)], None, sentence)
        report.source = Mention(start, end, MentionKind.NAME)
        return True

    def _take_signed(self, index: int, sentence: Sentence) -> None:
        """`Omar Reyes: “Vote.”`: nothing but a name before the colon."""
        colon = index - 1
        start = colon
        while start > sentence.low and self.at(start - 1).capital:
            start -= 1
        before = self.at(start - 1)
        apart = start == sentence.low or before.text in ("-", "–", "—", ",", "'s", "’s") or before.low == "by"
        if self.at(colon).text != ":" or not start < colon <= start + MAX_SIGNATURE or not apart:
            return
        if any(a.cue_start >= start and a.cue_start < colon for a in sentence.attributions):
            return
        mention = Mention(start, colon, MentionKind.NAME)
        attribution = Attribution(colon, colon + 1, Cue(frozenset({"quoting"})), mention)
        self._add(QuoteKind.DIRECT, [(index, index + 1)], attribution, sentence)

    # Helpers

    def _add(
        self, kind: QuoteKind, spans: list[tuple[int, int]], attribution: Attribution | None, sentence: Sentence
    ) -> Report:
        report = Report(kind, spans, attribution, attribution.mention if attribution else None)
        report.sentence = sentence.number
        self.reports.append(report)
        self.taken.update(start for start, end in spans if end - start == 1)
        return report

    def _extend(self, report: Report, block: int) -> None:
        report.spans.append((block, block + 1))
        report.spans.sort()
        self.taken.add(block)

    def _is_speech(self, index: int, sentence: Sentence, attributed: bool) -> bool:
        place = Surroundings(self.tokens, index, sentence.low, sentence.stop, attributed, sentence.bare)
        return is_speech(self.text, place, self.lexicon)


def _give(report: Report, owner: Mention | None) -> None:
    """`Lee attacked *her* remark that “…”`: whose remark it is goes before who leads the sentence; a pronoun that
    leads it is the same person."""
    if owner is not None and (report.source is None or report.source.kind is not MentionKind.PRONOUN):
        report.source = owner
