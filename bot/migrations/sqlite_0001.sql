-- What chats are in the middle of. turn: the last turn as JSON, for follow-up questions.
CREATE TABLE conversations (
    key   TEXT PRIMARY KEY,
    turn  TEXT NOT NULL,
    at    REAL NOT NULL
) STRICT, WITHOUT ROWID;
