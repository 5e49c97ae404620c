"""An article as the rows it is kept in, and back: its own, its sections, quotes, speakers, passages and their terms."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from knowledge.places import place_of
from knowledge.store import term_index
from knowledge.text.normalise import fold, squeeze
from knowledge.types import Article, Quote, QuoteKind, Section, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from knowledge.store.protocol import IndexedArticle, IndexedPassage

_QUOTE_COLUMNS = "kind, spans, name, speaker_kind, role, cue, mention"
_COLUMNS = "id, title, byline, outlet, dek, published, language, url, text"


def read(sql: sqlite3.Connection, ids: Collection[str]) -> dict[str, Article]:
    """Those of `ids` that are there."""
    rows = sql.execute(
        f"SELECT seq, {_COLUMNS} FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    ).fetchall()
    sections = _parts(sql, 'article, heading, "start", "end" FROM sections', rows)
    quotes = _parts(sql, f"article, {_QUOTE_COLUMNS} FROM quotes", rows)
    read = (_article(values, sections[seq], quotes[seq]) for seq, *values in rows)
    return {article.id: article for article in read}


def _parts(sql: sqlite3.Connection, columns: str, articles: Sequence[sqlite3.Row]) -> Mapping[int, list[Sequence[Any]]]:
    """By article, in reading order."""
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    numbers = json.dumps([seq for seq, *_ in articles])
    selected = f"SELECT {columns} WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, ordinal"
    for article, *part in sql.execute(selected, (numbers,)):
        found[article].append(part)
    return found


def _article(values: Sequence[Any], headings: Iterable[Sequence[Any]], said: Iterable[Sequence[Any]]) -> Article:
    fields = dict(zip(_COLUMNS.split(", "), values, strict=True))
    sections = tuple(Section(*each) for each in headings)
    return Article(**fields, sections=sections, quotes=tuple(_quote(each, fields["text"], sections) for each in said))


def insert(sql: sqlite3.Connection, indexed: IndexedArticle) -> int:
    """Its number."""
    article = indexed.article
    values = [*(getattr(article, name) for name in _COLUMNS.split(", ")), indexed.page]
    seq, dated = sql.execute(
        f"""INSERT INTO articles ({_COLUMNS}, page) VALUES ({", ".join("?" * len(values))})
            RETURNING seq, coalesce(published, added)""",
        values,
    ).fetchone()
    sql.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, ?, ?)",
        [(seq, n, s.heading, s.start, s.end) for n, s in enumerate(article.sections)],
    )
    speakers = {q.speaker.name: _speaker(sql, q.speaker) for q in article.quotes if q.speaker}
    sql.executemany(
        "INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*_quote_values(seq, n, q, speakers), dated) for n, q in enumerate(article.quotes, start=1)],
    )
    numbered = [(_insert_passage(sql, seq, passage), passage.body, passage.context) for passage in indexed.passages]
    term_index.insert(sql, numbered)
    sql.executemany("INSERT OR IGNORE INTO prints VALUES (?, ?)", [(band, seq) for band in indexed.bands])
    return int(seq)


def delete(sql: sqlite3.Connection, seq: int) -> None:
    """With its passages, and the speakers whom nobody else quotes."""
    rows = sql.execute("SELECT seq, body, context FROM passages WHERE article = ? ORDER BY seq", (seq,))
    term_index.delete(sql, [(row["seq"], row["body"].split(), row["context"].split()) for row in rows])
    sql.execute("DELETE FROM articles WHERE seq = ?", (seq,))
    sql.execute("DELETE FROM speakers WHERE seq NOT IN (SELECT speaker FROM quotes WHERE speaker IS NOT NULL)")


def _insert_passage(sql: sqlite3.Connection, article: int, passage: IndexedPassage) -> int:
    number = sql.execute(
        'INSERT INTO passages (article, "start", "end", body, context) VALUES (?, ?, ?, ?, ?)',
        (article, passage.span.start, passage.span.end, " ".join(passage.body), " ".join(passage.context)),
    ).lastrowid
    assert number is not None
    return number


def _quote_values(article: int, ordinal: int, quote: Quote, speakers: Mapping[str, int]) -> tuple[object, ...]:
    spans = json.dumps([[s.start, s.end] for s in quote.spans])
    said_by = quote.speaker
    who = (speakers[said_by.name], said_by.name, said_by.kind, said_by.role) if said_by else (None, None, None, None)
    return article, ordinal, quote.kind, spans, *who, quote.cue, quote.mention


def _speaker(sql: sqlite3.Connection, speaker: Speaker) -> int:
    folded = squeeze(fold(speaker.name))
    sql.execute("INSERT OR IGNORE INTO speakers (folded) VALUES (?)", (folded,))
    return int(sql.execute("SELECT seq FROM speakers WHERE folded = ?", (folded,)).fetchone()["seq"])


def _quote(row: Sequence[Any], text: str, sections: Sequence[Section]) -> Quote:
    kind, stored, name, speaker_kind, role, cue, mention = row
    spans = tuple(Span(start, end) for start, end in json.loads(stored))
    speaker = None if name is None else Speaker(name, SpeakerKind(speaker_kind), role)
    place = place_of(text, sections, spans[0].start)
    return Quote(
        kind=QuoteKind(kind),
        spans=spans,
        text=" ".join(span.of(text) for span in spans),
        speaker=speaker,
        cue=cue,
        mention=mention,
        section=place.section,
        paragraph=place.paragraph,
    )
