"""Reports of one paragraph: what is said, and by which attribution; the speaker is found later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.quotes.attributions import Attribution, AttributionReader
from knowledge.quotes.clauses import ClauseReader
from knowledge.quotes.speech import Surroundings, is_speech
from knowledge.quotes.tokens import END, POINT, QUOTE, WORD, Token
from knowledge.types import QuoteKind

if TYPE_CHECKING:
    from knowledge.quotes.layout import Paragraph
    from knowledge.quotes.lexicon import Lexicon
    from knowledge.quotes.mentions import Mention


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
    anaphoric: bool = False
    named: tuple[int, int] | None = None


class ReportReader:
    """Matches the attributions of a paragraph with quoted blocks and clauses."""

    def __init__(self, text: str, paragraph: Paragraph, lexicon: Lexicon) -> None:
        self.text = text
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.lexicon = lexicon
        self.english = lexicon.language == "en"
        self.reader = AttributionReader(self.tokens, lexicon)
        self.clauses = ClauseReader(self.tokens, lexicon)
        self.taken: set[int] = set()
        self.reports: list[Report] = []

    def read(self) -> list[Report]:
        """The reports of the paragraph, in text order."""
        for number, (low, stop) in enumerate(self.paragraph.sentences):
            self._read_sentence(low, stop, number)
        self.reports.sort(key=lambda r: r.spans[0][0])
        return self.reports

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < len(self.tokens) else END

    def _read_sentence(self, low: int, stop: int, number: int) -> None:
        attributions = self.reader.read(low, stop)
        quotes = [i for i in range(low, stop) if self.tokens[i].kind == QUOTE]
        if not attributions and not quotes:
            return
        before = len(self.reports)
        reach = low
        for position, attribution in enumerate(attributions):
            following = attributions[position + 1 :]
            if attribution.cue_start < reach or self._leads_up(attribution, following, low):
                continue
            reach = max(reach, self._attach(attribution, following, low, stop))
        for index in quotes:
            if index not in self.taken:
                self._unattributed(index, low, stop, attributions)
        for report in self.reports[before:]:
            report.sentence = number

    def _leads_up(self, attribution: Attribution, following: list[Attribution], low: int) -> bool:
        """`Ketika seorang warga bertanya, dia menjawab …`: the first verb only leads up to the second."""
        start = attribution.first
        while (
            start > low
            and self.at(start - 1).kind == WORD
            and self.at(start - 1).low not in self.lexicon["subordinate"]
        ):
            start -= 1
        if start == low or self.at(start - 1).low not in self.lexicon["subordinate"]:
            return False
        for other in following:
            if (
                other.mention is not None
                and other.first > attribution.cue_end
                and self.at(other.first - 1).text == ","
            ):
                return True
        return False

    # One attribution

    def _attach(self, attribution: Attribution, following: list[Attribution], low: int, stop: int) -> int:
        """Give the attribution its content; returns how far the sentence is used up."""
        before = self._block_before(attribution, low, stop)
        if before is not None:
            return self._direct_before(before, attribution, following, low, stop)
        bound = self._bound(attribution, following, stop)
        ahead = [
            i
            for i in range(self._content_start(attribution), bound)
            if self.tokens[i].kind == QUOTE and i not in self.taken
        ]
        if ahead:
            return self._with_blocks(attribution, ahead, low, bound)
        if attribution.negated or attribution.mention is None:
            return low
        return self._indirect(attribution, low, bound)

    def _content_start(self, attribution: Attribution) -> int:
        return attribution.last if attribution.inverted else attribution.cue_end

    def _bound(self, attribution: Attribution, following: list[Attribution], stop: int) -> int:
        """Content reaches to the next attribution that shares this one's level."""
        for other in following:
            gap = self.at(other.first - 1)
            same = other.mention == attribution.mention and other.cue_start > attribution.cue_end
            if same and (
                gap.low in self.lexicon["and"]
                or self.at(other.cue_start - 1).text == ","
                or self.at(other.cue_start - 1).low in self.lexicon["and"]
            ):
                return other.cue_start - 1
            if self._block_before(other, attribution.cue_end, stop) is not None:
                at = self._block_before(other, attribution.cue_end, stop)
                if at is not None and self.at(at - 1).text in (".", ";"):
                    return at
        return stop

    def _block_before(self, attribution: Attribution, low: int, stop: int) -> int | None:
        """The block that ends right before the attribution: `“…,” kata Wati`."""
        index = attribution.first - 1
        manner = self.lexicon["cue.manner"]
        while index >= 0 and (self.at(index).text in (",", "-", "–", "—") or self.at(index).low in manner):
            index -= 1
        token = self.at(index)
        if token.kind != QUOTE or index in self.taken:
            return None
        if (
            not {"clause", "root", "root.wide", "quoting", "passive", "according", "order", "told"}
            & attribution.cue.uses
        ):
            return None
        if index < low and not self._ends_openly(index, attribution, stop):
            return None
        if (
            "clause" in attribution.cue.uses
            and not attribution.inverted
            and index >= low
            and not self.english
        ):
            return index if self._closes(attribution, stop) else None
        return index

    def _ends_openly(self, index: int, attribution: Attribution, stop: int) -> bool:
        """A block with its own end mark, before an attribution that begins with a capital: `“Go!” Ann shouted.`"""
        block = self.at(index).block
        if block is None:
            return False
        last = self.text[block.inner_end - 1 : block.inner_end]
        return (last in "?!…" or self.english) and self._closes(attribution, stop)

    def _closes(self, attribution: Attribution, stop: int) -> bool:
        """Is there nothing behind the attribution that it could govern?"""
        after = self.at(attribution.last) if attribution.last < stop else END
        if after.kind == POINT or after.kind == QUOTE or attribution.last >= stop:
            return after.text != ":"
        return after.low in self.lexicon["preposition"] or after.low in self.lexicon["cue.adverb"]

    def _direct_before(
        self, block: int, attribution: Attribution, following: list[Attribution], low: int, stop: int
    ) -> int:
        self.taken.add(block)
        embedded = block > low and self.at(block - 1).kind == WORD and self._is_lower(block)
        kind = QuoteKind.PARTIAL if embedded else QuoteKind.DIRECT
        report = Report(kind, [(block, block + 1)], attribution, attribution.mention)
        self.reports.append(report)
        if embedded:
            self._earlier_blocks(report, block, low)
        bound = self._bound(attribution, following, stop)
        end = attribution.last
        later = next((i for i in range(end, bound) if self.tokens[i].kind == QUOTE), None)
        if (
            later is not None
            and self.at(later - 1).text in (",", ":", "-", "–", "—", ";")
            and not any(end <= other.cue_start < later for other in following)
        ):
            self.taken.add(later)
            report.spans.append((later, later + 1))
            end = later + 1
        return end

    def _earlier_blocks(self, report: Report, block: int, low: int) -> None:
        for index in range(block - 1, low - 1, -1):
            if (
                self.tokens[index].kind == QUOTE
                and index not in self.taken
                and self._is_speech(index, low, block, True)
            ):
                self.taken.add(index)
                report.spans.insert(0, (index, index + 1))

    def _is_lower(self, index: int) -> bool:
        block = self.at(index).block
        return block is not None and self.text[block.inner_start : block.inner_end].lstrip()[:1].islower()

    def _with_blocks(self, attribution: Attribution, ahead: list[int], low: int, bound: int) -> int:
        first = ahead[0]
        if self._introduces(attribution, first):
            self.taken.add(first)
            self.reports.append(
                Report(QuoteKind.DIRECT, [(first, first + 1)], attribution, attribution.mention)
            )
            return first + 1
        spoken = [i for i in ahead if self._is_speech(i, low, bound, True)]
        if spoken:
            self.taken.update(spoken)
            spans = [(i, i + 1) for i in spoken]
            self.reports.append(Report(QuoteKind.PARTIAL, spans, attribution, attribution.mention))
            return spoken[-1] + 1
        if attribution.negated or attribution.mention is None:
            return low
        return self._indirect(attribution, low, bound)

    def _introduces(self, attribution: Attribution, block: int) -> bool:
        """`mengatakan, “…”`, `said: “…”`, `saying “It …”`"""
        before = self.at(block - 1)
        if before.text in (":", ","):
            return not self._clause_between(attribution, block)
        return (
            block == self._content_start(attribution)
            and not self._is_lower(block)
            and "quoting" not in attribution.cue.uses - {"clause"}
        )

    def _clause_between(self, attribution: Attribution, block: int) -> bool:
        start = self._content_start(attribution)
        if self.at(block - 1).text == ":":
            return False
        that = self.lexicon["cue.that"]
        return any(self.at(i).low in that for i in range(start, block)) or block - start > 12

    def _is_speech(self, index: int, low: int, stop: int, attributed: bool) -> bool:
        return is_speech(self.text, Surroundings(self.tokens, index, low, stop, attributed), self.lexicon)

    # Clauses without marks

    def _indirect(self, attribution: Attribution, low: int, stop: int) -> int:
        if not {"clause", "order", "according", "root", "passive"} & attribution.cue.uses:
            return low
        spans: list[tuple[int, int]] = []
        inner = attribution.first > low and self.at(attribution.first - 1).text == ","
        if inner and (attribution.inverted or self.english):
            clause = self.clauses.before(low, attribution)
            if clause is not None and not self._connective_only(clause):
                spans.append(clause)
        if spans and self.at(attribution.last).text == ",":
            rest = (attribution.last + 1, self.clauses._end(attribution.last + 1, stop))
            if rest[1] > rest[0]:
                spans.append(rest)
        elif not spans:
            clause = self.clauses.after(attribution, stop)
            if clause is not None:
                spans.append(clause)
        if not spans:
            return low
        self.reports.append(Report(QuoteKind.INDIRECT, spans, attribution, attribution.mention))
        return spans[-1][1]

    def _connective_only(self, clause: tuple[int, int]) -> bool:
        return all(
            self.at(i).low in self.lexicon["connective"] or self.at(i).kind != WORD for i in range(*clause)
        )

    # Blocks without an attribution

    def _unattributed(self, index: int, low: int, stop: int, attributions: list[Attribution]) -> None:
        alone = all(t.kind in (QUOTE, POINT) for t in self.tokens[low:stop])
        if alone and self._is_speech(index, low, stop, True):
            self.taken.add(index)
            self.reports.append(Report(QuoteKind.DIRECT, [(index, index + 1)], None, None))
        elif self.english and self._is_speech(index, low, stop, False):
            self.taken.add(index)
            source = self.reader.subject(low, index)
            self.reports.append(Report(QuoteKind.PARTIAL, [(index, index + 1)], None, source))
