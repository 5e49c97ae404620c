"""Any question: who said what, a fact, a summary, a quotation to check."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import quotations, sources_of
from bot.handlers.context import place_text
from bot.handlers.small_talk import small_talk
from bot.handlers.summary import summary_blocks
from bot.handlers.verify import verification_blocks
from bot.messages import Bullets, Choice, Choices, Code, Paragraph, Reply, Strong
from knowledge.types import Intent, Outcome

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Block, Line, Request
    from bot.services import Services
    from knowledge.types import Answer, Excerpt, Span


async def ask(request: Request, services: Services) -> Reply:
    """The answer to `request.text`, which may follow up on the turn before in the same conversation."""
    return await asyncio.to_thread(_ask, request, services)


def _ask(request: Request, services: Services) -> Reply:
    if said := small_talk(request, services):
        return said
    is_first = request.conversation is None or services.state.turn(request.conversation) is None
    answer = answer_request(request, services)
    catalogue = services.catalogue(request.language or answer.language)
    blocks = answer_blocks(answer, catalogue)
    if services.lacks_encoder and is_first:
        blocks = (*blocks, Paragraph(catalogue.line("ask.words_only")))
    return Reply(catalogue.language, blocks, found=answer.outcome is Outcome.ANSWERED)


def answer_request(request: Request, services: Services) -> Answer:
    """The answer as a value; the conversation moves on to it."""
    talk = request.conversation
    answer = services.knowledge.ask(
        request.text,
        scope=request.scope,
        after=services.state.turn(talk) if talk else None,
        default_language=request.language or services.default_language,
    )
    if talk and answer.turn:
        services.state.remember(talk, request.chat, answer.turn)
    return answer


def answer_blocks(answer: Answer, catalogue: Catalogue) -> tuple[Block, ...]:
    """What is shown of `answer`."""
    if answer.verification:
        return verification_blocks(answer.verification, catalogue)
    if answer.intent is Intent.SUMMARY:
        return summary_blocks(answer.summary, catalogue)
    if answer.outcome is Outcome.NOT_FOUND:
        return (_why_not(answer, catalogue), *_related(answer, catalogue))
    return (
        _heading(answer, catalogue),
        *_conflicts(answer, catalogue),
        *quotations(answer.excerpts, catalogue, attributed=answer.speaker is None),
        sources_of(answer.excerpts),
        _choices(answer, catalogue),
    )


def _conflicts(answer: Answer, catalogue: Catalogue) -> tuple[Block, ...]:
    """That the sources differ, and in what: each figure with its outlet and date."""
    places = dict.fromkeys(p for c in answer.conflicts for p in zip(c.excerpts, c.figures, strict=True))
    if not places:
        return ()
    items = [_figure(answer.excerpts[i], span, catalogue) for i, span in sorted(places)]
    return (Paragraph(catalogue.line("ask.differ")), Bullets(tuple(items)))


def _figure(excerpt: Excerpt, span: Span, catalogue: Catalogue) -> Line:
    citation = excerpt.citation
    source = citation.outlet or f"“{citation.title}”"
    if not citation.published:
        return catalogue.line("ask.differ_undated", figure=Strong(span.of(excerpt.text)), source=source)
    date = catalogue.date(citation.published)
    return catalogue.line("ask.differ_dated", figure=Strong(span.of(excerpt.text)), source=source, date=date)


def _choices(answer: Answer, catalogue: Catalogue) -> Choices:
    """More of the same speaker, what stands around the first excerpt, and its article."""
    first = answer.excerpts[0]
    choices = [
        Choice(catalogue.text("choices.context"), "context", place_text(first)),
        Choice(catalogue.text("choices.source"), "source", first.citation.article_id),
    ]
    if answer.intent is Intent.SAID and answer.speaker:
        question = catalogue.text("choices.more_question", speaker=answer.speaker)
        choices.insert(0, Choice(catalogue.text("choices.more", speaker=answer.speaker), "ask", question))
    return Choices(tuple(choices))


def _heading(answer: Answer, catalogue: Catalogue) -> Paragraph:
    topic = answer.topic or ""
    if answer.intent is Intent.SAID and answer.speaker:
        key = "ask.speaker" + ("_role" if answer.role else "") + ("_topic" if topic else "")
        speaker, role = Strong(answer.speaker), answer.role or ""
        return Paragraph(catalogue.line(key, speaker=speaker, role=role, topic=topic))
    if answer.intent is Intent.SAID and topic:
        return Paragraph(catalogue.line("ask.various_topic", topic=topic))
    if answer.unquoted:
        return Paragraph(catalogue.line("ask.unquoted", name=Strong(answer.unquoted)))
    return Paragraph(catalogue.line("ask.facts"))


def _why_not(answer: Answer, catalogue: Catalogue) -> Paragraph:
    if answer.unknown_name:
        return Paragraph(catalogue.line("ask.unknown_speaker", name=Strong(answer.unknown_name)))
    if answer.needs_speaker:
        return Paragraph(catalogue.line("ask.whose", example=Code(catalogue.text("ask.whose_example"))))
    if answer.intent is Intent.SAID and answer.speaker:
        key = "ask.silent_speaker" if answer.topic else "ask.nothing_more"
        topic = answer.topic or ""
        return Paragraph(catalogue.line(key, speaker=Strong(answer.speaker), topic=topic))
    return Paragraph(catalogue.line("ask.not_found"))


def _related(answer: Answer, catalogue: Catalogue) -> tuple[Block, ...]:
    if not answer.related:
        return ()
    return (
        Paragraph(catalogue.line("ask.related")),
        *quotations(answer.related, catalogue, attributed=True),
        sources_of(answer.related),
    )
