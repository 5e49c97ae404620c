"""The dialogue table through the handlers: what is typed, what is shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.console.adapter import parse
from bot.handlers.ask import answer_request
from bot.messages import Quotation, Sources
from bot.router import respond
from tests.dialogues import Dialogue, load_dialogues

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.services import Services

DIALOGUES = load_dialogues("netflix")


def test_there_are_enough() -> None:
    assert sum(len(d.turns) for d in DIALOGUES) >= 40


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d.name)
def test_dialogue(dialogue: Dialogue, services: Services) -> None:
    for turn in dialogue.turns:
        request = parse(turn.ask, f"values {dialogue.name}")
        answer = answer_request(request, services)
        assert answer.outcome.value == turn.outcome, (turn.ask, [e.text for e in answer.excerpts])
        if turn.contains is not None:
            assert turn.contains in answer.excerpts[0].text, turn.ask
        if turn.lacks is not None:
            assert not any(turn.lacks in e.text for e in answer.excerpts), turn.ask
        if turn.speaker is not None:
            assert answer.speaker == turn.speaker, turn.ask
        if turn.cites is not None:
            assert (answer.excerpts[0].citation.section or "") == turn.cites


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d.name)
def test_replies_show_what_was_found_and_its_source(dialogue: Dialogue, services: Services) -> None:
    for turn in dialogue.turns:
        reply = asyncio.run(respond(parse(turn.ask, f"replies {dialogue.name}"), services))
        quoted = [b for b in reply.blocks if isinstance(b, Quotation)]
        assert reply.found == (turn.outcome == "answered")
        if reply.found:
            assert quoted
        _assert_cited(reply, quoted)
        for quotation in quoted:
            article = services.knowledge.article(quotation.excerpt.citation.article_id)
            assert quotation.excerpt.text == quotation.excerpt.span.of(article.text)


def _assert_cited(reply: Reply, quoted: list[Quotation]) -> None:
    numbers = {s.number for b in reply.blocks if isinstance(b, Sources) for s in b.sources}
    assert {q.number for q in quoted} == numbers
