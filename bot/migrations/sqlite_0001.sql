-- What chats are in the middle of. turn: the last turn as JSON, for follow-up questions.
CREATE TABLE conversations (
    key   TEXT PRIMARY KEY,
    chat  TEXT NOT NULL,
    turn  TEXT NOT NULL,
    at    REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Settings of a chat as JSON; see bot/chats.py.
CREATE TABLE chats (
    key      TEXT PRIMARY KEY,
    settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a button stands for, and the pages of a long reply: too long for the platforms' own fields, and
-- needed after a restart. The token is a hash of chat and content, so a button that
-- comes again adds no row.
CREATE TABLE tokens (
    token   TEXT PRIMARY KEY,
    chat    TEXT NOT NULL,
    content TEXT NOT NULL,
    at      REAL NOT NULL
) STRICT, WITHOUT ROWID;
