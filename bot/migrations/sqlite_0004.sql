-- Links of messages that a reaction may index, where a chat has asked for that; see bot/links.py. at: seconds since 1970.
CREATE TABLE seen_links (
    chat    TEXT NOT NULL,
    message TEXT NOT NULL,
    link    TEXT NOT NULL,
    at      REAL NOT NULL,
    PRIMARY KEY (chat, message)
) STRICT, WITHOUT ROWID;
