"""Labelled questions with their candidate passages, for fitting: what answers in libraries of every size.

All articles are in one database, so that each is encoded once; a library is a collection of it: the whole
corpus, the articles written to learn from, each of either alone, the parallel passages, the pool of IDK-MRC, each of
its passages alone.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import Knowledge
from knowledge.evaluation.answers import read_questions
from knowledge.reading import article_id, read_file
from knowledge.search.answering import speech
from knowledge.search.answers import request_of
from knowledge.search.questions.plan import Plan, make_plan
from knowledge.search.questions.question import understand
from knowledge.store import open_database, open_store
from knowledge.text.normalise import squeeze
from knowledge.types import Article, Intent, Section, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from knowledge.evaluation.answers import Question
    from knowledge.search.meaning.encode import Encoder
    from knowledge.search.search import Search
    from knowledge.search.weighing.evidence import Evidence

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Written:
    """Articles with questions; name: of the library that holds all of them."""

    name: str
    articles: Path
    questions: Path


WRITTEN = (
    Written("corpus", HERE / "corpus", HERE / "questions.jsonl"),
    Written("taught", HERE / "taught" / "articles", HERE / "taught" / "questions.jsonl"),
)
EXAMPLES = 14
"""Candidates of a question that become examples."""
OTHERS = 2
"""Articles that do not answer to which a question is put."""
SWAPPED = 3
"""Other speakers to whom a question about one is put; they said nothing on it."""


@dataclass(frozen=True)
class Asked:
    """A question with its candidates, and for each the places of the sentences that answer.

    group: what is held out together.
    """

    source: str
    group: str
    answerable: bool
    evidence: tuple[Evidence, ...]
    sentences: tuple[tuple[int, ...], ...]

    @property
    def answers(self) -> tuple[bool, ...]:
        """Which candidates answer."""
        return tuple(bool(right) for right in self.sentences)


def build(folder: Path, data: Path, encoder: Encoder) -> None:
    """Index everything there is to learn from; some minutes."""
    knowledge = Knowledge(open_store(open_database(folder)), encoder)
    for written in WRITTEN:
        for path in sorted(written.articles.iterdir()):
            article = read_file(path)
            for collection in (written.name, path.stem):
                knowledge.add(article, collection)
    for row in _rows(HERE / "parallel.jsonl"):
        knowledge.add(bare_article(row["id"], row["text"], row["lang"]), "parallel")
    for row in _rows(data / "idkmrc_id_dev_passages.jsonl"):
        for collection in ("idkmrc", row["id"]):
            knowledge.add(bare_article(row["id"], row["text"], "id"), collection)
    for _ in knowledge.encode():
        pass


def collect(folder: Path, data: Path, encoder: Encoder | None) -> Iterator[Asked]:
    """Every question in every library that has something to teach."""
    knowledge = Knowledge(open_store(open_database(folder)), encoder)
    draw = random.Random(5)
    for written in WRITTEN:
        yield from from_written(knowledge, written, draw)
        yield from follow_ups(knowledge, written, draw)
    yield from from_parallel(knowledge)
    yield from from_idkmrc(knowledge, data, draw)


def from_written(knowledge: Knowledge, written: Written, draw: random.Random) -> Iterator[Asked]:
    questions = read_questions(written.questions)
    articles = sorted({q.article for q in questions if q.article})
    for question in questions:
        if question.after:
            continue
        group, gold = question.article or question.id, [squeeze(s) for s in question.gold_sentences]
        right = _holds_one_of(gold)
        yield labelled("corpus", group, candidates(knowledge, question.question, written.name), right, bool(gold))
        if question.article:
            alone = candidates(knowledge, question.question, question.article)
            yield labelled("alone", group, alone, right, bool(gold))
        for other in draw.sample([a for a in articles if a != question.article], OTHERS):
            yield labelled("other", group, candidates(knowledge, question.question, other))
        for evidence in swapped(knowledge, question.question, written.name, draw):
            yield labelled("swapped", group, evidence)


def follow_ups(knowledge: Knowledge, written: Written, draw: random.Random) -> Iterator[Asked]:
    """Each after the right answer to the question before it, and after that of other articles."""
    questions = read_questions(written.questions)
    by_id = {q.id: q for q in questions}
    later = [q for q in questions if q.after]
    for question in later:
        before = by_id[question.after or ""]
        gold = [squeeze(s) for s in question.gold_sentences]
        evidence = following(knowledge, question, before)
        yield labelled("follow", before.article or "", evidence, _holds_one_of(gold), bool(gold))
        for other in draw.sample([q for q in later if q.article != question.article], OTHERS):
            yield labelled("foreign", before.article or "", following(knowledge, other, before))


def following(knowledge: Knowledge, question: Question, before: Question) -> list[Evidence]:
    search = knowledge.search((before.article or "",))
    gold = _holds_one_of([squeeze(s) for s in before.gold_sentences])
    (number,) = search.library.store.article_ids(search.scope)
    article = search.library.article(number)
    shown = [
        (article.id, p.span) for p in search.library.store.passages_of(number) if gold(squeeze(p.span.of(article.text)))
    ]
    if not shown:
        return []
    turn = Turn(before.question, Intent.FACT, (), None, tuple(shown))
    plan = make_plan(understand(question.question), search.library.directory(search.scope), turn)
    return search.follow(request_of(replace(plan, follows=True)), turn.shown)


def from_parallel(knowledge: Knowledge) -> Iterator[Asked]:
    """The passage of the article asked about that is found first is taken as the one that answers."""
    for row in _rows(HERE / "parallel.jsonl"):
        for asked in row["questions"]:
            evidence = candidates(knowledge, asked["question"], "parallel")
            first = next((e for e in evidence if e.article.title == row["id"]), None)
            kept = [e for e in evidence if e is first or e.article.title != row["id"]]
            if first:
                text = squeeze(first.span.of(first.article.text))
                yield labelled("parallel", row["id"], kept, _holds_one_of([text]), True)
            yield labelled("other", row["id"], candidates(knowledge, asked["question"], "corpus"))


def from_idkmrc(knowledge: Knowledge, data: Path, draw: random.Random) -> Iterator[Asked]:
    rows = list(_rows(data / "idkmrc_id_dev_questions.jsonl"))
    passages = sorted({row["passage"] for row in rows})
    for row in rows:
        passage, question = row["passage"], row["question"]
        spans = [(a["start"], a["start"] + len(a["text"])) for a in row["answers"]]

        def answers(evidence: Evidence, spans: list[tuple[int, int]] = spans, passage: str = passage) -> list[int]:
            if evidence.article.title != passage:
                return []
            return [
                i for i, (s, _) in enumerate(evidence.sentences) if any(s.start < b and a < s.end for a, b in spans)
            ]

        for source, library in (("idkmrc", "idkmrc"), ("own passage", passage)):
            if source == "idkmrc" and not row["answerable"]:
                continue
            evidence = candidates(knowledge, question, library)
            yield _asked(source, passage, row["answerable"], evidence, [answers(e) for e in evidence])
        other = draw.choice([p for p in passages if p != passage])
        yield labelled("other passage", passage, candidates(knowledge, question, other))
        yield labelled("other topic", passage, candidates(knowledge, question, "corpus"))


def bare_article(name: str, text: str, language: str) -> Article:
    return Article(article_id(name, text), name, None, None, language, None, text, (Section(None, 0, len(text)),))


def candidates(knowledge: Knowledge, question: str, library: str) -> list[Evidence]:
    """What the answerer weighs for `question` in a library."""
    search = knowledge.search((library,))
    plan = make_plan(understand(question), search.library.directory(search.scope), None)
    if plan.unknown or plan.intent not in (Intent.SAID, Intent.FACT):
        return []
    if plan.intent is Intent.SAID and plan.speakers:
        return said_by(search, plan, [s.seq for s in plan.speakers]) if plan.topic else []
    return search.find(request_of(plan))


def said_by(search: Search, plan: Plan, speakers: list[int]) -> list[Evidence]:
    rows = search.library.store.quotes(search.scope, speakers=speakers)
    passages = [p for u in speech.utterances(search, rows) for p in u.passages]
    return search.among(request_of(plan), passages)


def swapped(knowledge: Knowledge, question: str, library: str, draw: random.Random) -> Iterator[list[Evidence]]:
    """The same question put to speakers of other articles of the library."""
    search = knowledge.search((library,))
    store = search.library.store
    plan = make_plan(understand(question), search.library.directory(search.scope), None)
    if plan.intent is not Intent.SAID or not plan.speakers or not plan.topic:
        return

    def articles_of(seq: int) -> set[str]:
        return {row.article_id for row in store.quotes(search.scope, speakers=[seq])}

    own = {a for speaker in plan.speakers for a in articles_of(speaker.seq)}
    others = [s.seq for s in store.speakers(search.scope) if s.quotes > 1 and not own & articles_of(s.seq)]
    for number in draw.sample(others, SWAPPED):
        yield said_by(search, plan, [number])


def labelled(
    source: str,
    group: str,
    evidence: list[Evidence],
    right: Callable[[str], bool] = lambda _: False,
    answerable: bool = False,
) -> Asked:
    return _asked(source, group, answerable, evidence, [_places(e, right) for e in evidence])


def _places(evidence: Evidence, right: Callable[[str], bool]) -> list[int]:
    """Of the sentences that answer; of words that were said, 0 where they do."""
    spans = [span for span, _ in evidence.sentences] or [evidence.span]
    return [i for i, span in enumerate(spans) if right(squeeze(span.of(evidence.article.text)))]


def _asked(source: str, group: str, answerable: bool, evidence: list[Evidence], sentences: list[list[int]]) -> Asked:
    kept = [i for i in range(len(evidence)) if i < EXAMPLES or sentences[i]]
    return Asked(source, group, answerable, tuple(evidence[i] for i in kept), tuple(tuple(sentences[i]) for i in kept))


def _holds_one_of(sentences: list[str]) -> Callable[[str], bool]:
    return lambda text: any(sentence in text or text in sentence for sentence in sentences)


def _rows(path: Path) -> Iterable[dict[str, object]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())
