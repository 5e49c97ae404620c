"""Values -> the JSON that scripts hold on to. Fields may be added; none is renamed or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.knowledge import FoundQuote
    from knowledge.store.protocol import ArticleRow
    from knowledge.types import (
        Answer,
        Article,
        Conflict,
        Digest,
        Excerpt,
        Quote,
        SaidInStory,
        Span,
        Story,
        Summary,
        Verification,
    )

Json = dict[str, Any]


def article_json(article: Article) -> Json:
    return {
        "id": article.id,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "dek": article.dek,
        "published": article.published,
        "language": article.language,
        "url": article.url,
        "text": article.text,
        "sections": [{"heading": s.heading, "start": s.start, "end": s.end} for s in article.sections],
        "quotes": [quote_json(q, f"{article.id}-{n}") for n, q in enumerate(article.quotes, start=1)],
    }


def article_row_json(row: ArticleRow) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "byline": row.byline,
        "published": row.published,
        "language": row.language,
        "url": row.url,
        "quotes": row.quotes,
    }


def quote_json(quote: Quote, quote_id: str) -> Json:
    return {
        "id": quote_id,
        "kind": quote.kind.value,
        "spans": [_span(span) for span in quote.spans],
        "text": quote.text,
        "speaker": quote.speaker.name if quote.speaker else None,
        "speaker_kind": quote.speaker.kind.value if quote.speaker else None,
        "role": quote.speaker.role if quote.speaker else None,
        "cue": quote.cue,
        "mention": quote.mention,
        "section": quote.section,
        "paragraph": quote.paragraph,
    }


def found_quote_json(found: FoundQuote) -> Json:
    article = found.article
    return {
        **quote_json(found.quote, found.id),
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
    }


def excerpt_json(excerpt: Excerpt) -> Json:
    citation = excerpt.citation
    return {
        "text": excerpt.text,
        "start": excerpt.span.start,
        "end": excerpt.span.end,
        "article_id": citation.article_id,
        "title": citation.title,
        "byline": citation.byline,
        "outlet": citation.outlet,
        "published": citation.published,
        "url": citation.url,
        "link": citation.link,
        "section": citation.section,
        "paragraph": citation.paragraph,
        "also": list(citation.also),
        "speaker": excerpt.speaker,
        "role": excerpt.role,
        "score": excerpt.score,
        "matches": [_span(span) for span in excerpt.matches],
    }


def answer_json(answer: Answer) -> Json:
    return {
        "question": answer.question,
        "language": answer.language,
        "outcome": answer.outcome.value,
        "intent": answer.intent.value,
        "speaker": answer.speaker,
        "role": answer.role,
        "topic": answer.topic,
        "unknown_name": answer.unknown_name,
        "unquoted": answer.unquoted,
        "needs_speaker": answer.needs_speaker,
        "words_only": answer.words_only,
        "excerpts": [excerpt_json(e) for e in answer.excerpts],
        "related": [excerpt_json(e) for e in answer.related],
        "conflicts": [conflict_json(c) for c in answer.conflicts],
        "verification": verification_json(answer.verification) if answer.verification else None,
    }


def conflict_json(conflict: Conflict) -> Json:
    return {"excerpts": list(conflict.excerpts), "figures": [_span(span) for span in conflict.figures]}


def summary_json(summary: Summary) -> Json:
    article = summary.article
    return {
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "points": [excerpt_json(e) for e in summary.points],
    }


def digest_json(digest: Digest) -> Json:
    return {
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "stories": [_story(story) for story in digest.stories],
    }


def _story(story: Story) -> Json:
    return {
        "title": story.title,
        "articles": [
            {"id": a.id, "title": a.title, "url": a.url, "published": a.published, "outlet": a.outlet}
            for a in story.articles
        ],
        "points": [excerpt_json(e) for e in story.points],
        "quotes": [_said(said) for said in story.quotes],
        "differences": [
            {"excerpts": [excerpt_json(e) for e in each.excerpts], "figures": [_span(span) for span in each.figures]}
            for each in story.disagreements
        ],
    }


def _said(said: SaidInStory) -> Json:
    article = said.article
    quote = quote_json(said.quote, f"{article.id}-{said.ordinal}")
    return {**quote, "article_id": article.id, "title": article.title, "url": article.url}


def verification_json(checked: Verification) -> Json:
    return {
        "claim": checked.claim,
        "verdict": checked.verdict.value,
        "similarity": checked.similarity,
        "claimed_of": checked.claimed_of,
        "wrong_speaker": checked.wrong_speaker,
        "basis": checked.basis.value if checked.basis else None,
        "cut_short": checked.cut_short,
        "cut_negation": checked.cut_negation,
        "reverses": checked.reverses,
        "bracketed": list(checked.bracketed),
        "excerpt": excerpt_json(checked.excerpt) if checked.excerpt else None,
        "differences": [{"op": d.op, "said": d.said, "claimed": d.claimed} for d in checked.differences],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
