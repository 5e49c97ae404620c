-- What is indexed. Offsets are code points into articles.text; nothing below repeats the article's words but as stems.

CREATE TABLE articles (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    byline    TEXT,
    outlet    TEXT,
    dek       TEXT,
    published TEXT,
    language  TEXT NOT NULL,
    url       TEXT,
    text      TEXT NOT NULL,
    added     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;
CREATE INDEX articles_by_url ON articles (url) WHERE url IS NOT NULL;

CREATE TABLE collections (
    seq  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE memberships (
    collection INTEGER NOT NULL REFERENCES collections (seq),
    article    INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    PRIMARY KEY (collection, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_article ON memberships (article);

CREATE TABLE sections (
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    heading TEXT,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;

-- One row for all spellings of a name; how it is written stands with each quote, so that no chat sees another's.
CREATE TABLE speakers (
    seq    INTEGER PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE quotes (
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    spans   TEXT NOT NULL,
    speaker INTEGER REFERENCES speakers (seq),
    name    TEXT,
    speaker_kind TEXT,
    role    TEXT,
    cue     TEXT,
    mention TEXT,
    PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX quotes_by_speaker ON quotes (speaker, article);

-- A passage is a run of whole sentences, the unit that is ranked. body: the stems of its words; context: those of
-- its title, heading and speakers; both in order, with spaces between.
CREATE TABLE passages (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    body    TEXT NOT NULL,
    context TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages (article);

-- int8 components. seq grows, so that a newcomer is noticed.
CREATE TABLE vectors (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    passage INTEGER NOT NULL UNIQUE REFERENCES passages (seq) ON DELETE CASCADE,
    data    BLOB NOT NULL
) STRICT;

-- encoder: name of the one that made the vectors; version: grows with every change, of any process.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('version', '0');

-- For a term and a run of passage numbers: in how many of them it stands, and the packed entries of those that it
-- stands in or around (knowledge/store/postings.py).
CREATE TABLE postings (
    term     TEXT NOT NULL,
    run      INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    entries  BLOB NOT NULL,
    PRIMARY KEY (term, run)
) STRICT, WITHOUT ROWID;

-- The same of the newest passages, before they are folded into the rows above.
CREATE TABLE fresh_postings (
    term     TEXT NOT NULL,
    run      INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    entries  BLOB NOT NULL,
    PRIMARY KEY (term, run)
) STRICT, WITHOUT ROWID;

-- The passages that a collection holds, a bit for each of a run (knowledge/store/holdings.py).
CREATE TABLE holdings (
    collection INTEGER NOT NULL REFERENCES collections (seq),
    language   TEXT NOT NULL,
    run        INTEGER NOT NULL,
    bits       BLOB NOT NULL,
    PRIMARY KEY (collection, language, run)
) STRICT;

-- One row: how many passages are indexed, how many terms they have with their contexts, how many are not folded in.
CREATE TABLE corpus (
    passages INTEGER NOT NULL,
    terms    INTEGER NOT NULL,
    fresh    INTEGER NOT NULL
) STRICT;
INSERT INTO corpus VALUES (0, 0, 0);
